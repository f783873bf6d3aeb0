//! How a text is written so that YAML reads it back. In: a text. Out: a scalar on one line, plain where that is safe.
//! Never: a sign lost.

/// In double quotes; what no reader can see is spelled out.
pub fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control()
                || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') =>
            {
                out.push_str(&format!("\\u{:04x}", c as u32));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// For a list or mapping in brackets too: plain where no sign means anything anywhere.
pub fn anywhere(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '/' | '(' | ')');
    match begins_plain(text) && text.chars().all(plain) {
        true => text.to_string(),
        false => quoted(text),
    }
}

/// For a value that has its line to itself: plain where no sign means anything there.
pub fn on_a_line(text: &str) -> String {
    let means = text.contains(": ") || text.contains(" #") || text.ends_with(':');
    match begins_plain(text) && !means && !text.contains(char::is_control) {
        true => text.to_string(),
        false => quoted(text),
    }
}

/// True for words that begin with a letter, end without a blank, and are read as text.
fn begins_plain(text: &str) -> bool {
    const OTHERS: [&str; 9] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    text.starts_with(char::is_alphabetic)
        && !text.ends_with(' ')
        && !OTHERS.contains(&text.to_lowercase().as_str())
}
