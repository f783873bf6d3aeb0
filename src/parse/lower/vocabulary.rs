//! The words of the library in its languages: the defaults, and what settings add.
//! In: `assets/vocabulary.yml`, the settings' `vocabulary:`. Out: [`Vocabulary`].
//! Never: a word of its own.

use super::registry::texts;
use crate::diagnostic::{Findings, codes};
use crate::model::playbook::{LabelKind, Need, SectionKind};
use crate::model::registry::spelling;
use crate::model::sentence::{listed, ticked};
use crate::model::vocabulary::{Column, Vocabulary, word};
use crate::parse::schema::reader::{Cx, MapReader};
use crate::parse::schema::settings::VOCABULARY;
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
    let section = Group { key: "sections", what: "section", meanings: &sections };
    section.read(vocabulary, &map, cx, Vocabulary::section, Vocabulary::add_section);
    let labels = LabelKind::ALL.map(|kind| (kind, kind.as_str()));
    let label = Group { key: "labels", what: "label", meanings: &labels };
    label.read(vocabulary, &map, cx, Vocabulary::label, Vocabulary::add_label);
    let column = Group { key: "columns", what: "column", meanings: &Column::ALL };
    column.read(vocabulary, &map, cx, Vocabulary::column, Vocabulary::add_column);
    let needs = [(Need::Mandatory, "Mandatory"), (Need::Optional, "Optional")];
    let need = Group { key: "needs", what: "need", meanings: &needs };
    need.read(vocabulary, &map, cx, Vocabulary::need, Vocabulary::add_need);
    let alerts = ALERTS.map(|name| (name, name));
    let alert = Group { key: "alerts", what: "alert", meanings: &alerts };
    alert.read(vocabulary, &map, cx, no_alias, |vocabulary, text, name| {
        vocabulary.alerts.insert(spelling(text), name.to_string());
    });
    let colours = [0, 1, 2].map(|at: usize| (at, COLOURS[at]));
    let colour = Group { key: "colours", what: "colour", meanings: &colours };
    colour.read(vocabulary, &map, cx, Vocabulary::colour, |vocabulary, text, at| {
        insert(&mut vocabulary.colours[at], word(text));
    });
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
    list("evidence", &mut vocabulary.evidence, spelling);
    list("reference", &mut vocabulary.reference, |phrase| spelling(phrase).replace("...", "…"));
    list("private", &mut vocabulary.private, spelling);
    list("vague", &mut vocabulary.vague, spelling);
}

/// One key of the vocabulary whose words have meanings: `columns: {Task ID: [Aufgaben-ID]}`.
struct Group<'a, T> {
    key: &'static str,
    what: &'static str,
    meanings: &'a [(T, &'static str)],
}

impl<T: Copy> Group<'_, T> {
    /// Adds each meaning's words, the meaning's own name too. A meaning may be named by any word that is
    /// known for it so far.
    fn read(
        &self,
        vocabulary: &mut Vocabulary,
        map: &MapReader<'_>,
        cx: &mut Cx<'_>,
        find: fn(&Vocabulary, &str) -> Option<T>,
        add: fn(&mut Vocabulary, &str, T),
    ) {
        for (name, node) in map.table(self.key, cx) {
            let own = self.meanings.iter().find(|(_, m)| plain(m) == plain(&name.value));
            let Some(meaning) = own.map(|(m, _)| *m).or_else(|| find(vocabulary, &name.value)) else {
                unknown(name, self.what, self.meanings.iter().map(|(_, m)| readable(m)).collect(), cx);
                continue;
            };
            add(vocabulary, &name.value, meaning);
            texts(node, &name.value, cx).iter().for_each(|text| add(vocabulary, &text.value, meaning));
        }
    }
}

/// Alerts are named by their English word alone.
fn no_alias(_: &Vocabulary, _: &str) -> Option<&'static str> {
    None
}

fn unknown(name: &Spanned<String>, what: &str, allowed: Vec<String>, cx: &mut Cx<'_>) {
    let message = format!("`{}` is no {what} that pages are read by", name.value);
    let otherwise = || format!("allowed: {}", listed(ticked(&allowed)));
    cx.slip(name.span, message, &name.value, &allowed, otherwise);
}

/// `key_inputs`, `Key Inputs` and `Data Field/Common Name` in the form they are compared in.
fn plain(name: &str) -> String {
    word(&readable(name))
}

/// `key_inputs` as `Key inputs`.
fn readable(name: &str) -> String {
    let mut text = name.replace('_', " ");
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

fn insert(words: &mut Vec<String>, text: String) {
    if !words.contains(&text) {
        words.push(text);
    }
}
