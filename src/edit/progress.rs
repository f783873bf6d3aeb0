//! New bytes of `progress/<id>.yml`. In: the file as it stands, ticks to set. Out: its new text, read back and
//! compared. Never: a comment, an order or a spelling changed that the new ticks do not touch.

mod pieces;

use crate::diagnostic::{Findings, codes};
use crate::model::progress::{Progress, Tick};
use crate::model::prose::fold;
use crate::parse::schema;
use crate::parse::yaml::{self, Node};
use crate::source::{SourceFile, SourceId, Spanned};
use std::collections::BTreeMap;

/// The file's text after each of `ticks` (by key) took the place of the tick with its key, or was added where its
/// key belongs. Texts are folded onto one line. Without a file a new one begins, in the order of the keys.
///
/// `renamed` gives the old keys of ticks that moved to a new id: such a tick keeps its place.
///
/// # Errors
/// Why the file cannot be changed: it cannot be read, or does not read back as it should.
pub fn set(
    file: Option<&SourceFile>,
    ticks: &BTreeMap<String, Tick>,
    renamed: &BTreeMap<String, String>,
) -> Result<String, String> {
    let empty = SourceFile::new(SourceId(0), String::new(), String::new());
    let file = file.unwrap_or(&empty);
    let (mut expected, node) = (read(file)?, root(file)?);
    let mut pieces = pieces::Pieces::new(&file.text);
    for (key, tick) in ticks {
        let tick = &on_one_line(tick);
        let old = renamed.get(key).filter(|_| entry(&node, key).is_none());
        match entry(&node, old.unwrap_or(key)) {
            Some((written, value)) => {
                if old.is_some() {
                    pieces.rename(written, key);
                }
                pieces.change(value, tick);
            }
            None => pieces.add(key, tick),
        }
        if let Some(old) = old {
            expected.ticks.remove(old);
        }
        expected.ticks.insert(key.clone(), tick.clone());
    }
    let text = pieces.finish(&node);
    let again = SourceFile::new(file.id, file.path.clone(), text);
    match same(&read(&again)?, &expected) {
        true => Ok(again.text),
        false => Err("the new text does not read back as what was to be written".to_string()),
    }
}

/// A tick whose texts are one line each, as they are read; blank ones are none.
fn on_one_line(tick: &Tick) -> Tick {
    let folded = |text: &Option<String>| text.as_deref().map(fold).filter(|text| !text.is_empty());
    Tick {
        by: folded(&tick.by),
        evidence: folded(&tick.evidence),
        text: folded(&tick.text),
        reason: folded(&tick.reason),
        ..tick.clone()
    }
}

fn entry<'a>(root: &'a Node, key: &str) -> Option<(&'a Spanned<String>, &'a Node)> {
    let entries = root.get("ticks")?.entries();
    entries.iter().rev().find(|(written, _)| written.value == key).map(|(written, value)| (written, value))
}

fn root(file: &SourceFile) -> Result<Node, String> {
    let mut findings = Findings::default();
    let node = yaml::parse(file, file.body_start()..file.text.len(), &mut findings, &codes::RECORD_SHAPE);
    node.ok_or_else(|| "it is no YAML".to_string())
}

fn read(file: &SourceFile) -> Result<Progress, String> {
    let mut findings = Findings::default();
    let progress = schema::progress::read(file, &mut findings);
    match findings.0.first() {
        Some(first) => Err(format!("{}:{}: {}", file.path, file.line(first.span.start), first.message)),
        None => Ok(progress),
    }
}

/// Equal in everything but places.
fn same(a: &Progress, b: &Progress) -> bool {
    let told = |p: &Progress| -> Vec<String> {
        let bare = |t: &Tick| format!("{:?}", Tick { span: Default::default(), ..t.clone() });
        p.ticks.iter().map(|(key, tick)| format!("{key}\n{}", bare(tick))).collect()
    };
    told(a) == told(b)
}
