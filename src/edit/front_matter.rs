//! Single values of a page's header. In: the page, key and value. Out: the page's new text.
//! Never: another byte than the value's; what the parser would not read back as meant is refused.

use crate::diagnostic::Findings;
use crate::model::front_matter::{Entry, FrontMatter};
use crate::model::scalar;
use crate::parse::front_matter;
use crate::source::{SourceFile, SourceId};
use std::ops::Range;

/// Sets values by key. An empty value leaves the key without one; a key that is not there is added as the
/// header's last line.
///
/// # Errors
/// The key, and why its value cannot be set so.
pub fn set(file: &SourceFile, values: &[(String, String)]) -> Result<String, (String, String)> {
    let mut text = file.text.clone();
    for (key, value) in values {
        text = set_one(&file.path, text, key, value).map_err(|why| (key.clone(), why))?;
    }
    Ok(text)
}

fn set_one(path: &str, text: String, key: &str, value: &str) -> Result<String, String> {
    let file = SourceFile::new(SourceId(0), path.to_string(), text);
    let (before, body) = front_matter::read(&file, &mut Findings::default());
    let header = before.span.ok_or("the page has no front matter")?;
    if value.contains(['\n', '\r']) {
        return Err("values of several lines are edited in the page".to_string());
    }
    let candidates = match before.entries.iter().find(|e| e.key.value == key) {
        Some(entry) => replaced(&file, entry, value)?,
        None => {
            let sound =
                !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-'));
            if !sound {
                return Err("it cannot be a key".to_string());
            }
            let close = file.text[..header.range().end].rfind("---").ok_or("the header has no end")?;
            let end = if file.text[..body].contains("\r\n") { "\r\n" } else { "\n" };
            let line = |value: String| (close..close, format!("{key}: {value}{end}"));
            vec![line(value.to_string()), line(scalar::quoted(value))]
        }
    };
    let meant = |text: &str| {
        let changed = SourceFile::new(SourceId(0), path.to_string(), text.to_string());
        let (after, new_body) = front_matter::read(&changed, &mut Findings::default());
        reads_as(&before, &after, key, value) && changed.text[new_body..] == file.text[body..]
    };
    let spliced = |(range, new): (Range<usize>, String)| {
        let mut text = file.text.clone();
        text.replace_range(range, &new);
        text
    };
    let found = candidates.into_iter().map(spliced).find(|text| meant(text));
    found.ok_or_else(|| format!("`{value}` would not be read back as it is meant"))
}

/// True if `after` is `before` with one other value.
fn reads_as(before: &FrontMatter, after: &FrontMatter, key: &str, value: &str) -> bool {
    let others = |f: &FrontMatter| -> Vec<(String, String)> {
        let others = f.entries.iter().filter(|e| e.key.value != key);
        others.map(|e| (e.key.value.clone(), e.value.value.clone())).collect()
    };
    let now = after.entries.iter().find(|e| e.key.value == key).map_or("", |e| e.value.value.as_str());
    now == value.trim() && others(before) == others(after) && before.unreadable == after.unreadable
}

/// The ways to write the value in the place of the old one, the plainest first.
fn replaced(file: &SourceFile, entry: &Entry, value: &str) -> Result<Vec<(Range<usize>, String)>, String> {
    let mut range = entry.value.span.range();
    let old = file.text.get(range.clone()).unwrap_or("").to_string();
    // A span may reach over the blanks behind a value: they stay.
    range.end = range.start + old.trim_end().len();
    let old = old.trim_end();
    if let Some(members) = &entry.list {
        if !(old.starts_with('[') && old.ends_with(']') && !old.contains('\n')) {
            return Err("a list of several lines is edited in the page".to_string());
        }
        let parts: Vec<String> =
            value.split(',').map(|p| p.trim().to_string()).filter(|p| !p.is_empty()).collect();
        let quoted = members.iter().any(|m| file.text[m.span.range()].starts_with(['"', '\'']));
        let plain = format!("[{}]", parts.join(", "));
        let careful = format!("[{}]", parts.iter().map(|p| scalar::quoted(p)).collect::<Vec<_>>().join(", "));
        return Ok(if quoted {
            vec![(range, careful)]
        } else {
            vec![(range.clone(), plain), (range, careful)]
        });
    }
    if old.contains('\n') || old.starts_with(['|', '>']) {
        return Err("a value of several lines is edited in the page".to_string());
    }
    if old.is_empty() {
        let colon = file.text[entry.key.span.range().end..].find(':').ok_or("the key has no colon")?;
        let at = entry.key.span.range().end + colon + 1;
        return Ok(vec![(at..at, format!(" {value}")), (at..at, format!(" {}", scalar::quoted(value)))]);
    }
    let single = format!("'{}'", value.replace('\'', "''"));
    let ways = match old.as_bytes()[0] {
        b'"' => vec![scalar::quoted(value)],
        b'\'' => vec![single, scalar::quoted(value)],
        _ => vec![value.to_string(), scalar::quoted(value)],
    };
    Ok(ways.into_iter().map(|way| (range.clone(), way)).collect())
}
