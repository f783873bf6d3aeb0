//! A file as a flat list of facts, so that two versions of it can be told apart. In: YAML, or CSV with a header.
//! Out: path, value and line of every scalar, in file order. Never: checks what they mean.

use super::yaml::{self, Node, NodeKind};
use crate::diagnostic::{Findings, codes};
use crate::source::SourceFile;
use std::collections::BTreeMap;

/// Characters of a list member's name.
const NAME: usize = 40;

/// Path (`services.Exchange.usage.2026-08`), value, line. Of a file that cannot be read: nothing.
pub fn facts(file: &SourceFile) -> Vec<(String, String, u32)> {
    let mut out = Facts { file, found: Vec::new() };
    if file.path.ends_with(".csv") {
        out.table();
    } else {
        let mut unheard = Findings::default();
        let range = file.body_start()..file.text.len();
        if let Some(root) = yaml::parse(file, range, &mut unheard, &codes::RECORD_SHAPE) {
            out.node("", &root);
        }
    }
    out.found
}

struct Facts<'a> {
    file: &'a SourceFile,
    found: Vec<(String, String, u32)>,
}

impl Facts<'_> {
    fn node(&mut self, path: &str, node: &Node) {
        match &node.kind {
            NodeKind::Null => {}
            NodeKind::Scalar(text, _) => {
                let line = self.file.line(node.span.start);
                self.found.push((path.to_string(), text.trim().to_string(), line));
            }
            NodeKind::Map(entries) => {
                for (key, value) in entries {
                    let below =
                        if path.is_empty() { key.value.clone() } else { format!("{path}.{}", key.value) };
                    self.node(&below, value);
                }
            }
            NodeKind::List(items) => self.list(path, items),
        }
    }

    /// Members are known by their first value, not by their place: what stands behind a new one is not new.
    fn list(&mut self, path: &str, items: &[Node]) {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for item in items {
            let own = item.as_text().or_else(|| item.entries().first().and_then(|(_, v)| v.as_text()));
            let mut name: String = own.unwrap_or("").chars().take(NAME).collect();
            let count = seen.entry(name.clone()).or_default();
            *count += 1;
            if *count > 1 {
                name = format!("{name} #{count}");
            }
            self.node(&format!("{path}[{name}]"), item);
        }
    }

    /// Rows by service and month: `Exchange 2026-08`, `2,902/12,400`.
    fn table(&mut self) {
        let body = &self.file.text[self.file.body_start()..];
        let mut builder = csv::ReaderBuilder::new();
        let mut reader = builder.flexible(true).trim(csv::Trim::All).from_reader(body.as_bytes());
        for row in reader.records().flatten() {
            let name: Vec<&str> = row.iter().take(2).collect();
            let value: Vec<&str> = row.iter().skip(2).filter(|cell| !cell.is_empty()).collect();
            let byte = row.position().map_or(0, |p| p.byte() as usize) + self.file.body_start();
            let line = self.file.line(byte as u32);
            self.found.push((name.join(" "), value.join("/"), line));
        }
    }
}
