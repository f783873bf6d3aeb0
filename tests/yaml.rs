//! YAML trees and tables of contents. In: `tests/yaml`, and trees made up by proptest.
//! Out: differences from the accepted text. Never: meaning.

#[path = "support/golden.rs"]
mod golden;
#[path = "support/shown.rs"]
mod shown;

use gameplan::diagnostic::{Findings, codes};
use gameplan::model::catalog::TocEntry;
use gameplan::model::nearest::nearest;
use gameplan::model::scalar;
use gameplan::parse::toc;
use gameplan::parse::yaml::{Node, NodeKind, parse};
use gameplan::source::{SourceFile, SourceId, SourceMap};
use proptest::prelude::*;

fn dump(node: &Node, map: &SourceMap, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    let place = shown::place(node.span, map);
    match &node.kind {
        NodeKind::Null => *out += &format!("{place} null\n"),
        NodeKind::Scalar(text, style) => *out += &format!("{place} {style:?} {text:?}\n"),
        NodeKind::List(items) => {
            *out += &format!("{place} list\n");
            for item in items {
                *out += &format!("{indent}- ");
                dump(item, map, depth + 1, out);
            }
        }
        NodeKind::Map(entries) => {
            *out += &format!("{place} map\n");
            for (key, value) in entries {
                *out += &format!("{indent}{} {:?}: ", shown::place(key.span, map), key.value);
                dump(value, map, depth + 1, out);
            }
        }
    }
}

fn read(text: &str) -> (Option<Node>, Findings, SourceMap) {
    let mut map = SourceMap::default();
    let file = map.add("a.yml".into(), text.to_string());
    let mut findings = Findings::default();
    let node = parse(&file, file.body_start()..text.len(), &mut findings, &codes::RECORD_SHAPE);
    (node, findings, map)
}

#[test]
fn trees_know_where_they_stand() {
    let mut differences = Vec::new();
    for path in golden::files("tests/yaml/tree", "yml") {
        let text = golden::text(&path);
        let (node, findings, map) = read(&text);
        let mut out = String::new();
        match &node {
            Some(node) => dump(node, &map, 0, &mut out),
            None => out += "unreadable\n",
        }
        out += &shown::findings(&findings, &map);
        differences.push(golden::differs(&path.with_extension("txt"), &out));
        for (end, _) in text.char_indices() {
            read(&text[..end]);
        }
    }
    golden::none(differences);
}

#[test]
fn deep_nesting_is_one_finding() {
    for text in ["- ".repeat(5000), "[".repeat(5000), "{a: ".repeat(5000)] {
        let (node, findings, _) = read(&text);
        assert!(node.is_none());
        let messages: Vec<&str> = findings.0.iter().map(|d| d.message.as_str()).collect();
        assert_eq!(messages, ["lists and mappings are nested deeper than 64 levels"]);
    }
}

#[test]
fn aliases_are_not_expanded() {
    let text = format!("a: &a [{}]\nb: [{}]\n", "x, ".repeat(1000), "*a, ".repeat(1000));
    let (node, findings, _) = read(&text);
    assert_eq!(node.expect("a tree").get("b").map(|b| b.items().len()), Some(1000));
    assert_eq!(findings.0.len(), 1001);
}

#[test]
fn tables_of_contents_are_read() {
    let mut differences = Vec::new();
    for path in golden::files("tests/yaml/toc", "yml") {
        let mut map = SourceMap::default();
        let mut findings = Findings::default();
        let file = map.add("toc.yml".into(), golden::text(&path));
        let toc = toc::read(&file, &mut findings);
        let mut out = String::new();
        list(&toc.entries, &map, 0, &mut out);
        out += &shown::findings(&findings, &map);
        differences.push(golden::differs(&path.with_extension("txt"), &out));
        for (end, _) in file.text.char_indices() {
            let prefix = SourceFile::new(SourceId(0), "toc.yml".into(), file.text[..end].to_string());
            toc::read(&prefix, &mut Findings::default());
        }
    }
    golden::none(differences);
}

fn list(entries: &[TocEntry], map: &SourceMap, depth: usize, out: &mut String) {
    for entry in entries {
        let href = entry.href.as_ref().map(|h| format!(" {} {}", shown::place(h.span, map), h.value));
        *out += &format!("{}{}{}\n", "  ".repeat(depth), entry.name, href.unwrap_or_default());
        list(&entry.entries, map, depth + 1, out);
    }
}

#[test]
fn the_nearest_word_is_near() {
    let right = ["region", "renewal", "FastTrack Manager", "Exchange", "in"];
    let cases = [
        ("regoin", Some("region")),
        ("REGION", Some("region")),
        ("fast track manager", Some("FastTrack Manager")),
        ("FasttrackManger", Some("FastTrack Manager")),
        ("exchang", Some("Exchange")),
        ("inn", Some("in")),
        ("zzz", None),
        ("", None),
        ("-", None),
    ];
    for (word, due) in cases {
        assert_eq!(nearest(word, right), due, "{word}");
    }
}

/// A value as it is written, and as it must be read.
#[derive(Clone, Debug)]
enum Value {
    Text(String),
    List(Vec<Self>),
    Map(Vec<(String, Self)>),
}

fn values() -> impl Strategy<Value = Value> {
    let text = "[a-zü%@>:#'\"\\\\{}, -]{0,12}".prop_map(Value::Text);
    text.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Value::List),
            prop::collection::vec(("[a-z]{1,6}", inner), 1..4).prop_map(Value::Map),
        ]
    })
}

/// Block style outside, flow style inside lists; texts in double quotes.
fn write(value: &Value, indent: usize, out: &mut String) {
    match value {
        Value::Text(text) => *out += &format!(" {}\n", quoted(text)),
        Value::List(items) => {
            let members: Vec<String> = items.iter().map(flow).collect();
            *out += &format!(" [{}] # a list\n", members.join(", "));
        }
        Value::Map(entries) => {
            out.push('\n');
            for (key, value) in entries {
                *out += &format!("{}{key}:", " ".repeat(indent));
                write(value, indent + 2, out);
            }
        }
    }
}

fn flow(value: &Value) -> String {
    match value {
        Value::Text(text) => quoted(text),
        Value::List(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Value::Map(entries) => {
            let all: Vec<String> = entries.iter().map(|(k, v)| format!("{k}: {}", flow(v))).collect();
            format!("{{{}}}", all.join(", "))
        }
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Values are equal, and every scalar's span holds its own text.
fn same(node: &Node, value: &Value, source: &str) -> bool {
    match (&node.kind, value) {
        (NodeKind::Scalar(found, _), Value::Text(text)) => {
            found == text && source.get(node.span.range()) == Some(quoted(text).as_str())
        }
        (NodeKind::List(items), Value::List(values)) => {
            items.len() == values.len() && items.iter().zip(values).all(|(n, v)| same(n, v, source))
        }
        (NodeKind::Map(entries), Value::Map(values)) => {
            entries.len() == values.len()
                && entries.iter().zip(values).all(|((k, n), (key, v))| {
                    &k.value == key && source.get(k.span.range()) == Some(key) && same(n, v, source)
                })
        }
        _ => false,
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read(value in values()) {
        let mut text = "root:".to_string();
        write(&value, 2, &mut text);
        let (node, findings, _) = read(&text);
        prop_assert!(findings.0.is_empty(), "{text}\n{:?}", findings.0);
        let node = node.expect("a tree");
        prop_assert!(same(node.get("root").expect("the root"), &value, &text), "{text}");
    }

    #[test]
    fn a_text_is_read_back_wherever_it_is_written(text in prop_oneof![
        any::<String>(),
        "[a-zyNü0:#%@&*!|\\[\\]{}\"'\\\\,?<~ \t\r\n\u{0}\u{7f}\u{85}\u{2028}\u{feff}-]{0,12}",
        Just("No".to_string()),
    ]) {
        let (line, anywhere, quoted) =
            (scalar::on_a_line(&text), scalar::anywhere(&text), scalar::quoted(&text));
        let source = format!("line: {line}\nlist: [{anywhere}, {quoted}]\nkey: {{{anywhere}: x}}\n");
        let (node, findings, _) = read(&source);
        prop_assert!(findings.0.is_empty(), "{source}\n{:?}", findings.0);
        let node = node.expect("a tree");
        let list = node.get("list").expect("a list").items();
        for value in node.get("line").into_iter().chain(list) {
            prop_assert!(matches!(&value.kind, NodeKind::Scalar(found, _) if *found == text), "{source}");
        }
        prop_assert_eq!(&node.get("key").expect("a mapping").entries()[0].0.value, &text);
    }

    #[test]
    fn any_text_is_read_with_spans_inside_it(text in "[\\u{feff}a-cü:>%@&*!|\\[\\]{}\"'#,?<~ \\t\\r\\n-]{0,60}") {
        let (node, findings, _) = read(&text);
        prop_assert!(node.is_some() || !findings.0.is_empty());
        let mut open: Vec<&Node> = node.iter().collect();
        while let Some(next) = open.pop() {
            prop_assert!(text.get(next.span.range()).is_some(), "{text:?} {next:?}");
            open.extend(next.items());
            open.extend(next.entries().iter().map(|(_, value)| value));
        }
        let mut once = findings.clone();
        once.sort();
        prop_assert_eq!(once.0.len(), findings.0.len(), "{:?}", text);
        for found in &findings.0 {
            prop_assert!(text.get(found.span.range()).is_some(), "{text:?} {found:?}");
        }
    }
}
