//! How the readers of reports read them. In: a line or a text. Out: what they understand. Never: mercy.

use std::collections::BTreeMap;

/// A note beside the code.
pub(crate) struct Note {
    pub(crate) kind: String,
    pub(crate) properties: BTreeMap<String, String>,
    pub(crate) message: String,
}

/// As GitHub's runner: `::kind key=value,key=value::message`; the properties end at the first `::`.
pub(crate) fn github(line: &str) -> Option<Note> {
    let (head, message) = line.strip_prefix("::")?.split_once("::")?;
    let (kind, properties) = head.split_once(' ')?;
    let property = |pair: &str| {
        let (key, value) = pair.split_once('=').expect("a key and a value");
        (
            key.to_string(),
            plain(value, &[("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]),
        )
    };
    Some(Note {
        kind: kind.to_string(),
        properties: properties.split(',').map(property).collect(),
        message: plain(message, &[("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]),
    })
}

/// As the Azure agent: `##vso[area.action key=value;key=value;]message`; the head ends at the first `]`.
pub(crate) fn azure(line: &str) -> Option<Note> {
    let (head, message) = line.strip_prefix("##vso[task.logissue ")?.split_once(']')?;
    let property = |pair: &str| {
        let (key, value) = pair.split_once('=').expect("a key and a value");
        (
            key.to_string(),
            plain(value, &[("%3B", ";"), ("%5D", "]"), ("%0D", "\r"), ("%0A", "\n"), ("%AZP25", "%")]),
        )
    };
    let properties: BTreeMap<String, String> =
        head.split(';').filter(|p| !p.is_empty()).map(property).collect();
    Some(Note {
        kind: properties["type"].clone(),
        properties,
        message: plain(message, &[("%0D", "\r"), ("%0A", "\n"), ("%AZP25", "%")]),
    })
}

fn plain(text: &str, signs: &[(&str, &str)]) -> String {
    signs.iter().fold(text.to_string(), |text, (written, meant)| text.replace(written, meant))
}

/// Well-formed XML of elements, attributes and text, in signs that XML 1.0 has.
pub(crate) fn xml(text: &str) -> Result<(), String> {
    let legal = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    if let Some(sign) = text.chars().find(|c| !legal(*c)) {
        return Err(format!("{sign:?} is no sign of XML"));
    }
    let body = text.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>").ok_or("no head")?;
    let mut open: Vec<&str> = Vec::new();
    for piece in body.split('<').skip(1) {
        let (tag, after) = piece.split_once('>').ok_or_else(|| format!("`<{piece}` never closes"))?;
        words(after)?;
        if let Some(name) = tag.strip_prefix('/') {
            let last = open.pop();
            if last != Some(name) {
                return Err(format!("</{name}> closes {last:?}"));
            }
            continue;
        }
        let (tag, alone) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let parts: Vec<&str> = attributes.split('"').collect();
        for pair in parts[..parts.len() - 1].chunks(2) {
            let [key, value] = pair else { return Err(format!("a quote is open in <{tag}>")) };
            let key = key.trim().strip_suffix('=').ok_or_else(|| format!("`{key}` is no key"))?;
            if key.is_empty() || !key.bytes().all(|b| b.is_ascii_lowercase()) {
                return Err(format!("`{key}` is no key"));
            }
            words(value)?;
        }
        if !alone {
            open.push(name);
        }
    }
    if open.is_empty() { Ok(()) } else { Err(format!("{open:?} never close")) }
}

/// Every `&` begins a reference.
fn words(text: &str) -> Result<(), String> {
    for piece in text.split('&').skip(1) {
        let name = piece.split_once(';').map_or("", |(name, _)| name);
        let known = ["amp", "lt", "gt", "quot", "#10", "#9", "#13"].contains(&name);
        if !known {
            return Err(format!("`&{piece}` is no reference"));
        }
    }
    Ok(())
}
