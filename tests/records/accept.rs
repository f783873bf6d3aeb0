//! Expected text beside fixtures. In: what a room said. Out: a failed test with both texts.
//! Never: writes, unless `BLESS=1`.

use gameplan::diagnostic::{Diagnostic, Findings};
use gameplan::source::{SourceMap, Span};
use std::fs;
use std::path::{Path, PathBuf};

/// Files of a folder with an ending, sorted.
pub(crate) fn fixtures(folder: &str, ending: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let entries = fs::read_dir(&root).unwrap_or_else(|e| panic!("{}: {e}", root.display()));
    let mut all: Vec<PathBuf> = entries.map(|e| e.expect("entry").path()).collect();
    all.retain(|p| p.extension().is_some_and(|e| e == ending));
    all.sort();
    assert!(!all.is_empty(), "no fixture in {folder}");
    all
}

/// The text of a fixture.
pub(crate) fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Compares with the `.txt` beside a fixture; the failures are collected.
pub(crate) fn compare(fixture: &Path, actual: &str, failures: &mut Vec<String>) {
    let path = fixture.with_extension("txt");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, actual).expect("bless");
        return;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    if expected != actual {
        failures.push(format!("{}\n--- expected\n{expected}--- actual\n{actual}", path.display()));
    }
}

/// Findings as text: severity, code, place, message, help, labels, fix.
pub(crate) fn findings_text(findings: &Findings, map: &SourceMap) -> String {
    findings.0.iter().map(|d| finding_text(d, map)).collect()
}

fn finding_text(d: &Diagnostic, map: &SourceMap) -> String {
    let mut out = format!("{} {} {} {}\n", d.severity.as_str(), d.code.id, place(d.span, map), d.message);
    for label in &d.labels {
        out += &format!("  {}: {}\n", place(label.span, map), label.text);
    }
    if let Some(help) = &d.help {
        out += &format!("  help: {help}\n");
    }
    for edit in d.fix.iter().flat_map(|f| &f.edits) {
        out += &format!("  fix: {} {:?} -> {:?}\n", place(edit.span, map), map.text(edit.span), edit.text);
    }
    out
}

/// `line:column-line:column` of a span, with the file where it is not the first.
pub(crate) fn place(span: Span, map: &SourceMap) -> String {
    let file = map.get(span.source).expect("file of a span");
    let (start, end) = (file.position(span.start), file.position(span.end));
    let at = match start.line == end.line {
        true => format!("{}:{}-{}", start.line, start.column, end.column),
        false => format!("{}:{}-{}:{}", start.line, start.column, end.line, end.column),
    };
    if span.source.0 == 0 { at } else { format!("{}:{at}", file.path) }
}

/// A text with the edits of one finding applied.
#[allow(dead_code, reason = "not every test target mends")]
pub(crate) fn mended(text: &str, d: &Diagnostic) -> Option<String> {
    let mut edits = d.fix.as_ref()?.edits.clone();
    edits.sort_by_key(|e| std::cmp::Reverse(e.span));
    let mut out = text.to_string();
    for edit in edits {
        out.replace_range(edit.span.range(), &edit.text);
    }
    Some(out)
}
