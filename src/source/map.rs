//! The files that were read. In: path and text. Out: lookups by [`SourceId`], lines and columns.
//! Never: reads the disk.

use super::span::{SourceId, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

/// One text file with its line starts.
#[derive(Debug)]
pub struct SourceFile {
    /// Its id in the map.
    pub id: SourceId,
    /// Path below the library's root, with `/`.
    pub path: String,
    /// The whole text, a byte order mark included.
    pub text: String,
    line_starts: Vec<u32>,
    /// Columns' characters before every [`STEP`]th byte: a place in a line of a megabyte costs no megabyte.
    chars_before: Vec<u32>,
}

/// A place for people: line and column from 1 (columns in Unicode scalar values, a byte order mark
/// not counted), byte from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1.
    pub column: u32,
    /// Byte, from 0.
    pub byte: u32,
}

const BOM: char = '\u{feff}';

const BOM_UTF8: &[u8] = b"\xef\xbb\xbf";

/// Bytes between two counts of characters.
const STEP: usize = 1024;

impl SourceFile {
    /// Indexes the lines of `text`.
    pub fn new(id: SourceId, path: String, text: String) -> Self {
        let mut line_starts = vec![0];
        line_starts.extend(text.match_indices('\n').map(|(at, _)| at as u32 + 1));
        let mut chars_before = vec![0];
        for from in (0..text.len()).step_by(STEP) {
            let last = chars_before[chars_before.len() - 1];
            chars_before.push(last + columns(text.as_bytes(), from..(from + STEP).min(text.len())));
        }
        Self { id, path, text, line_starts, chars_before }
    }

    /// True if the file begins with a byte order mark.
    pub fn has_bom(&self) -> bool {
        self.text.starts_with(BOM)
    }

    /// The offset at which the content begins: 3 behind a byte order mark, else 0.
    pub fn body_start(&self) -> usize {
        if self.has_bom() { BOM.len_utf8() } else { 0 }
    }

    /// Line of a byte offset, from 1.
    pub fn line(&self, byte: u32) -> u32 {
        self.line_starts.partition_point(|s| *s <= byte) as u32
    }

    /// Line, column and byte of an offset. Offsets past the end give the end.
    pub fn position(&self, byte: u32) -> Position {
        let byte = byte.min(self.text.len() as u32);
        let line = self.line(byte);
        let (start, end) = (self.line_starts[line as usize - 1] as usize, byte as usize);
        let before = match end - start <= STEP {
            true => columns(self.text.as_bytes(), start..end),
            false => self.columns_before(end) - self.columns_before(start),
        };
        Position { line, column: before + 1, byte }
    }

    /// Characters that begin before a byte and take a column.
    fn columns_before(&self, byte: usize) -> u32 {
        self.chars_before[byte / STEP] + columns(self.text.as_bytes(), byte / STEP * STEP..byte)
    }

    /// The byte range of a line (from 1), without its line end.
    pub fn line_range(&self, line: u32) -> std::ops::Range<usize> {
        let idx = (line as usize).clamp(1, self.line_starts.len());
        let start = self.line_starts[idx - 1] as usize;
        let end = self.line_starts.get(idx).map_or(self.text.len(), |e| *e as usize);
        let text = &self.text[start..end];
        start..start + text.trim_end_matches(['\n', '\r']).len()
    }

    /// How many lines the file has.
    pub fn line_count(&self) -> u32 {
        self.line_starts.len() as u32
    }
}

/// Characters that begin in a range of UTF-8, byte order marks not counted.
fn columns(utf8: &[u8], range: std::ops::Range<usize>) -> u32 {
    let bytes = &utf8[range.clone()];
    let begin = bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
    // Few pages hold a mark, so that two quick passes cost less than one that looks at each byte's followers.
    let marks = match bytes.contains(&BOM_UTF8[0]) {
        true => range.filter(|at| utf8[*at..].starts_with(BOM_UTF8)).count(),
        false => 0,
    };
    (begin - marks) as u32
}

/// All files read so far; ids are given by the caller and stay valid when maps are merged.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: BTreeMap<SourceId, Arc<SourceFile>>,
}

impl SourceMap {
    /// Adds a file under the next free id.
    pub fn add(&mut self, path: String, text: String) -> Arc<SourceFile> {
        let id = self.next_id();
        self.add_as(id, path, text)
    }

    /// Adds a file under an id of the caller's choice (customers get ids that no thread shares).
    pub fn add_as(&mut self, id: SourceId, path: String, text: String) -> Arc<SourceFile> {
        let file = Arc::new(SourceFile::new(id, path, text));
        self.files.insert(id, Arc::clone(&file));
        file
    }

    /// Takes a file over as it stands, under its own id.
    pub fn keep(&mut self, file: Arc<SourceFile>) -> Arc<SourceFile> {
        self.files.insert(file.id, Arc::clone(&file));
        file
    }

    /// The id after the largest one.
    pub fn next_id(&self) -> SourceId {
        SourceId(self.files.last_key_value().map_or(0, |(k, _)| k.0 + 1))
    }

    /// Takes over another map's files.
    pub fn merge(&mut self, other: &Self) {
        self.files.extend(other.files.iter().map(|(k, v)| (*k, Arc::clone(v))));
    }

    /// The file of an id.
    pub fn get(&self, id: SourceId) -> Option<&Arc<SourceFile>> {
        self.files.get(&id)
    }

    /// The file with a path below the root.
    pub fn find(&self, path: &str) -> Option<&Arc<SourceFile>> {
        self.files.values().find(|f| f.path == path)
    }

    /// All files, by id.
    pub fn files(&self) -> impl Iterator<Item = &Arc<SourceFile>> {
        self.files.values()
    }

    /// Line of a span's start, from 1; 0 if the file is not in this map.
    pub fn line(&self, span: Span) -> u32 {
        self.get(span.source).map_or(0, |f| f.line(span.start))
    }

    /// `path:line` of a span.
    pub fn place(&self, span: Span) -> String {
        self.get(span.source).map_or_else(String::new, |f| format!("{}:{}", f.path, f.line(span.start)))
    }

    /// The text of a span; empty if the file is not in this map.
    pub fn text(&self, span: Span) -> &str {
        self.get(span.source).and_then(|f| f.text.get(span.range())).unwrap_or("")
    }
}
