//! The content globs of an existing docfx folder. In: `docfx.json`. Out: [`ContentGlobs`].
//! Never: another key of that file; a folder without `build.content` takes every page.

use crate::diagnostic::{Diagnostic, Findings, codes};
use crate::model::settings::ContentGlobs;
use crate::source::{SourceFile, Span};
use serde_json::Value;

/// `build.content[]`: all `files` and all `exclude` globs in order, below `src` where an entry has one.
/// What any entry excludes stays excluded. `None` without such globs; a file that is no JSON is a finding.
pub fn content(file: &SourceFile, findings: &mut Findings) -> Option<ContentGlobs> {
    let text = &file.text[file.body_start()..];
    let root: Value = match serde_json::from_str(text) {
        Ok(root) => root,
        Err(error) => {
            findings.push(unreadable(file, &error));
            return None;
        }
    };
    let content = root.pointer("/build/content")?;
    let mut globs = ContentGlobs { files: Vec::new(), exclude: Vec::new() };
    for entry in content.as_array().map_or(std::slice::from_ref(content), Vec::as_slice) {
        let src = entry.get("src").and_then(Value::as_str).unwrap_or("");
        add(&mut globs.files, entry.get("files"), src);
        add(&mut globs.exclude, entry.get("exclude"), src);
    }
    (!globs.files.is_empty()).then_some(globs)
}

/// Adds one glob or a list of them, each once.
fn add(globs: &mut Vec<String>, value: Option<&Value>, src: &str) {
    let src = src.trim_start_matches("./").trim_end_matches('/');
    let list = value.map_or(&[][..], |v| v.as_array().map_or(std::slice::from_ref(v), Vec::as_slice));
    for glob in list.iter().filter_map(Value::as_str) {
        let glob = if src.is_empty() || src == "." { glob.to_string() } else { format!("{src}/{glob}") };
        if !globs.contains(&glob) {
            globs.push(glob);
        }
    }
}

fn unreadable(file: &SourceFile, error: &serde_json::Error) -> Diagnostic {
    // serde_json counts lines from 1 and columns in bytes from 1; an empty file is line 1, column 0.
    let bom = if error.line() <= 1 { file.body_start() } else { 0 };
    let line = file.line_range(error.line().max(1) as u32);
    let at = (line.start + bom + error.column().saturating_sub(1)).min(line.end);
    let text = error.to_string();
    let why = text.split(" at line ").next().unwrap_or(&text);
    Diagnostic::new(
        &codes::SETTINGS_SHAPE,
        Span::new(file.id, at..at),
        format!("`{}` is no JSON: {why}", file.path),
    )
    .help("mend the JSON, or give `content:` in gameplan.yml; until then every page counts")
}
