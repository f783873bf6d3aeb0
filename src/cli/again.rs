//! A command to be typed again. In: the library and the paths that were given. Out: a line for a shell.
//! Never: what says how findings are written down.

use crate::document::shell;
use crate::pipeline::Library;

/// `gameplan check` over the same files.
pub(super) fn check(library: &Library, paths: &[String]) -> String {
    let root = library.root.to_string_lossy();
    let folder = if root == "." { Vec::new() } else { vec!["-L".to_string(), root.to_string()] };
    let words = folder.iter().chain(paths).map(|word| format!(" {}", shell::word(word)));
    format!("gameplan check{}", words.collect::<String>())
}
