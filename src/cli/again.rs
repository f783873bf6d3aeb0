//! A command to be typed again. In: the library and the paths that were given. Out: a line for a shell.
//! Never: what says how findings are written down.

use crate::pipeline::Library;

/// `gameplan check` over the same files.
pub(super) fn check(library: &Library, paths: &[String]) -> String {
    let root = library.root.to_string_lossy();
    let folder = if root == "." { Vec::new() } else { vec!["-L".to_string(), root.to_string()] };
    let words = folder.iter().chain(paths).map(|word| format!(" {}", quoted(word)));
    format!("gameplan check{}", words.collect::<String>())
}

fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./:\\=,+@".contains(c);
    match !word.is_empty() && word.chars().all(plain) {
        true => word.to_string(),
        false => format!("'{}'", word.replace('\'', "'\\''")),
    }
}
