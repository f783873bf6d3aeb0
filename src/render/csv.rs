//! Tables for spreadsheets. In: cells. Out: CSV that Excel opens rightly: UTF-8 with a byte order mark, CRLF.
//! Never: a cell that a spreadsheet would run as a formula.

use super::artifact::Artifact;
use super::table;
use crate::document::portfolio::Value;

/// A table as an artifact; `label` is the audience's folder.
pub fn table(label: &str, route: &str, rows: &[Vec<Value>]) -> Artifact {
    let mut text = String::from("\u{feff}");
    for row in rows {
        let cells: Vec<String> = row.iter().map(cell).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    Artifact {
        path: route.to_string(),
        bytes: text.into_bytes(),
        label: label.to_string(),
        sources: Vec::new(),
    }
}

fn cell(value: &Value) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Number(n) => n.to_string(),
        Value::Text(text) => quoted(&harmless(text)),
    }
}

/// An apostrophe before what would be a formula: spreadsheets take the rest as text.
fn harmless(text: &str) -> String {
    let one_line: String = text.chars().map(|c| if c == '\n' || c == '\r' { ' ' } else { c }).collect();
    match table::runs(text) {
        true => format!("'{one_line}"),
        false => one_line,
    }
}

fn quoted(text: &str) -> String {
    let plain = !text.contains([',', '"', ';', '\'']) && text.trim() == text;
    if plain { text.to_string() } else { format!("\"{}\"", text.replace('"', "\"\"")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_runs_and_nothing_breaks_a_row() {
        let text = |t: &str| Value::Text(t.into());
        let cases = [
            (text("Plain & simple"), "Plain & simple"),
            (text("=1+1"), "\"'=1+1\""),
            (text("  @SUM(A1)"), "\"'  @SUM(A1)\""),
            (text("-5 users"), "\"'-5 users\""),
            (text("\tx"), "\"'\tx\""),
            (text("a, \"b\""), "\"a, \"\"b\"\"\""),
            (text("two\r\nlines"), "two  lines"),
            (Value::Number(-5), "-5"),
            (Value::Empty, ""),
        ];
        for (value, expected) in cases {
            assert_eq!(cell(&value), expected);
        }
    }

    #[test]
    fn the_file_begins_with_a_mark_and_ends_its_lines_as_excel_does() {
        let artifact = table("internal", "p.csv", &[vec![Value::Text("é".into()), Value::Number(1)]]);
        assert_eq!(artifact.bytes, "\u{feff}é,1\r\n".as_bytes());
    }
}
