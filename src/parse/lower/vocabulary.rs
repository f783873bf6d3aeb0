//! The words of the library in its languages: the defaults, and what settings add.
//! In: `assets/vocabulary.yml`, the settings' `vocabulary:`. Out: [`Vocabulary`].
//! Never: a word of its own.

use super::registry::texts;
use crate::diagnostic::{Findings, codes};
use crate::model::playbook::{LabelKind, Need, SectionKind};
use crate::model::registry::spelling;
use crate::model::vocabulary::{Column, Vocabulary, word};
use crate::parse::schema::reader::{Cx, MapReader};
use crate::parse::schema::settings::VOCABULARY;
use crate::parse::suggest;
use crate::parse::yaml::{self, Node};
use crate::source::{SourceFile, SourceId, Spanned};

const DEFAULTS: &str = include_str!("../../../assets/vocabulary.yml");

/// The alerts that pages can carry.
const ALERTS: [&str; 5] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

/// The colours in the order of [`Vocabulary::colours`].
const COLOURS: [&str; 3] = ["green", "yellow", "red"];

/// The vocabulary that ships with the program.
pub fn default_vocabulary(findings: &mut Findings) -> Vocabulary {
    let file = SourceFile::new(SourceId(u32::MAX), "assets/vocabulary.yml".into(), DEFAULTS.into());
    let mut vocabulary = Vocabulary::default();
    if let Some(node) = yaml::parse(&file, 0..file.text.len(), findings, &codes::SETTINGS_SHAPE) {
        extend(&mut vocabulary, &node, &mut Cx::new(findings, &codes::SETTINGS_SHAPE));
    }
    vocabulary
}

/// Adds a `vocabulary:` mapping: words come beside those that are there; a word that means something
/// else so far moves over.
pub(super) fn extend(vocabulary: &mut Vocabulary, node: &Node, cx: &mut Cx<'_>) {
    let map = MapReader::new(node, VOCABULARY, "`vocabulary`", cx);
    let sections = SectionKind::KNOWN.map(|kind| (kind, kind.as_str()));
    each(&sections, "sections", "section", &map, cx, |text, kind| vocabulary.add_section(text, kind));
    let labels = LabelKind::ALL.map(|kind| (kind, kind.as_str()));
    each(&labels, "labels", "label", &map, cx, |text, kind| vocabulary.add_label(text, kind));
    each(&Column::ALL, "columns", "column", &map, cx, |text, column| vocabulary.add_column(text, column));
    let needs = [(Need::Mandatory, "Mandatory"), (Need::Optional, "Optional")];
    each(&needs, "needs", "need", &map, cx, |text, need| vocabulary.add_need(text, need));
    let alerts = ALERTS.map(|name| (name, name));
    each(&alerts, "alerts", "alert", &map, cx, |text, name| {
        vocabulary.alerts.insert(spelling(text), name.to_string());
    });
    let colours = [0, 1, 2].map(|at: usize| (at, COLOURS[at]));
    each(&colours, "colours", "colour", &map, cx, |text, at| insert(&mut vocabulary.colours[at], word(text)));
    add_lists(vocabulary, &map, cx);
}

fn add_lists(vocabulary: &mut Vocabulary, map: &MapReader<'_>, cx: &mut Cx<'_>) {
    let mut list = |key: &str, words: &mut Vec<String>, shape: fn(&str) -> String| {
        for text in map.get(key).map_or_else(Vec::new, |node| texts(node, key, cx)) {
            insert(words, shape(&text.value));
        }
    };
    list("core", &mut vocabulary.core, spelling);
    list("all", &mut vocabulary.all, spelling);
    list("yes", &mut vocabulary.yes, word);
    list("no", &mut vocabulary.no, word);
    list("nothing", &mut vocabulary.nothing, spelling);
    list("not_steps", &mut vocabulary.not_steps, spelling);
    list("reference", &mut vocabulary.reference, str::to_string);
}

/// Reads `key: {meaning: [words]}`; each meaning is a word of its own too.
fn each<T: Copy>(
    meanings: &[(T, &'static str)],
    key: &str,
    what: &str,
    map: &MapReader<'_>,
    cx: &mut Cx<'_>,
    mut add: impl FnMut(&str, T),
) {
    for (name, node) in map.table(key, cx) {
        match meanings.iter().find(|(_, m)| plain(m) == plain(&name.value)) {
            Some((meaning, _)) => {
                add(&name.value, *meaning);
                texts(node, &name.value, cx).iter().for_each(|text| add(&text.value, *meaning));
            }
            None => unknown(name, what, meanings.iter().map(|(_, m)| readable(m)).collect(), cx),
        }
    }
}

fn unknown(name: &Spanned<String>, what: &str, allowed: Vec<String>, cx: &mut Cx<'_>) {
    let help = suggest::did_you_mean(&name.value, &allowed).unwrap_or_else(|| {
        let quoted: Vec<String> = allowed.iter().map(|a| format!("`{a}`")).collect();
        format!("allowed: {}", quoted.join(", "))
    });
    cx.fault(name.span, format!("`{}` is no {what} that pages are read by", name.value), help);
}

/// `key_inputs`, `Key Inputs` and `Data Field/Common Name` in the form they are compared in.
fn plain(name: &str) -> String {
    word(&readable(name))
}

fn readable(name: &str) -> String {
    name.replace('_', " ")
}

fn insert(words: &mut Vec<String>, text: String) {
    if !words.contains(&text) {
        words.push(text);
    }
}
