//! A view for people: an indented outline. In: a view. Out: text.
//! Never: a value left out; what is empty is said as such.

use serde::Serialize;
use serde_json::Value;

/// Keys and values, two blanks a level; lists of plain values on one line.
pub(super) fn text<V: Serialize>(view: &V) -> String {
    let value = serde_json::to_value(view).expect("a view of texts and numbers is JSON");
    let mut out = String::new();
    write(&value, 0, &mut out);
    out
}

fn write(value: &Value, depth: usize, out: &mut String) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                line(depth, &format!("{key}:"), value, out);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| line(depth, "-", item, out)),
        plain => out.push_str(&format!("{}{}\n", "  ".repeat(depth), plain_text(plain))),
    }
}

fn line(depth: usize, lead: &str, value: &Value, out: &mut String) {
    out.push_str(&"  ".repeat(depth));
    out.push_str(lead);
    match flat(value) {
        Some(text) => out.push_str(&format!(" {text}\n")),
        None if lead == "-" => {
            // The first entry stands beside the dash, the others below it.
            let mut below = String::new();
            write(value, depth + 1, &mut below);
            out.push_str(&format!(" {}", below.trim_start()));
        }
        None => {
            out.push('\n');
            write(value, depth + 1, out);
        }
    }
}

/// The value on one line, if it fits there.
fn flat(value: &Value) -> Option<String> {
    match value {
        Value::Array(items) if items.is_empty() => Some("none".to_string()),
        Value::Object(entries) if entries.is_empty() => Some("none".to_string()),
        Value::Array(items) if items.iter().all(|i| !i.is_array() && !i.is_object()) => {
            Some(items.iter().map(plain_text).collect::<Vec<_>>().join(", "))
        }
        Value::Array(_) | Value::Object(_) => None,
        plain => Some(plain_text(plain)),
    }
}

fn plain_text(plain: &Value) -> String {
    match plain {
        Value::Null => "-".to_string(),
        Value::Bool(true) => "yes".to_string(),
        Value::Bool(false) => "no".to_string(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
