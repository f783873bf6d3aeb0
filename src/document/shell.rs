//! Words of a command that people copy. In: text as they wrote it. Out: the word as a shell reads it back.
//! Never: a sign that a shell acts on; a second line.

/// A word of a command: as it is, else in double quotes, which every shell knows, else in single ones.
pub fn word(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let plain = |c: char| c.is_alphanumeric() || "-_./:=,+@".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text;
    }
    match text.contains(['"', '$', '`', '!']) || text.contains("\\\\") || text.ends_with('\\') {
        true => format!("'{}'", text.replace('\'', "'\\''")),
        false => format!("\"{text}\""),
    }
}
