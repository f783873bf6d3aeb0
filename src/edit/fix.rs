//! Fixes made in one file. In: the file as it was read, edits. Out: its new text, parsed again and compared with the
//! old one; which edits were refused, and why. Never: a difference outside the edits; a file with an unfinished merge.

use super::facts::{self, Facts};
use super::outline::{self, Piece};
use super::splice::{Change, Changes, Side, covered, spliced, touched};
use crate::diagnostic::{Edit, Findings, Safety, codes};
use crate::model::page::Page;
use crate::model::settings::Settings;
use crate::model::vocabulary::Vocabulary;
use crate::parse::{page, yaml};
use crate::source::{SourceFile, Span};

/// What pages are read with.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// Settings.
    pub settings: &'a Settings,
    /// Words.
    pub vocabulary: &'a Vocabulary,
}

/// A file with fixes in it.
#[derive(Clone, Debug, Default)]
pub struct Fixed {
    /// The new text.
    pub text: String,
    /// What became of each place.
    pub changes: Vec<Change>,
    /// The fixes that are in it, by their place in the list.
    pub made: Vec<usize>,
    /// Those that are not, and why.
    pub refused: Vec<(usize, String)>,
}

/// The line of the first mark that git left of a merge.
pub fn conflict(file: &SourceFile) -> Option<u32> {
    let is_mark = |text: &str| text.starts_with("<<<<<<< ") || text.starts_with(">>>>>>> ");
    let marked = file.text.contains("<<<<<<< ") || file.text.contains(">>>>>>> ");
    (1..=file.line_count()).filter(|_| marked).find(|line| is_mark(&file.text[file.line_range(*line)]))
}

/// Makes fixes of one kind that do not collide. One after which the file would be read otherwise, outside its own
/// edits, is left out. Unsafe ones may also join or part lists, quotes and paragraphs; no word may come or go.
pub fn fix(file: &SourceFile, fixes: &[&[Edit]], safety: Safety, words: Words<'_>) -> Fixed {
    let state = State::read(file, words);
    let mut proof = Proof { file, fixes, safety, words, state, refused: Vec::new() };
    let all: Vec<usize> = (0..fixes.len()).collect();
    let made = proof.prove(Vec::new(), &all);
    let (text, changes) = proof.spliced(&made).unwrap_or_else(|| (file.text.clone(), Vec::new()));
    Fixed { text, changes, made, refused: proof.refused }
}

struct Proof<'a> {
    file: &'a SourceFile,
    fixes: &'a [&'a [Edit]],
    safety: Safety,
    words: Words<'a>,
    state: State,
    refused: Vec<(usize, String)>,
}

impl Proof<'_> {
    /// `made` and those of `more` that can be made with them. Halved until what cannot be made stands alone.
    fn prove(&mut self, made: Vec<usize>, more: &[usize]) -> Vec<usize> {
        let tried: Vec<usize> = made.iter().chain(more).copied().collect();
        let Err(why) = self.difference(&tried) else { return tried };
        if let [one] = more {
            self.refused.push((*one, why));
            return made;
        }
        let (first, second) = more.split_at(more.len() / 2);
        let made = self.prove(made, first);
        self.prove(made, second)
    }

    fn spliced(&self, fixes: &[usize]) -> Option<(String, Vec<Change>)> {
        let edits: Vec<&Edit> = fixes.iter().flat_map(|n| self.fixes[*n]).collect();
        let own = edits.iter().all(|edit| edit.span.source == self.file.id);
        spliced(&self.file.text, &edits).filter(|_| own)
    }

    fn difference(&self, fixes: &[usize]) -> Result<(), String> {
        let (text, changes) = self.spliced(fixes).ok_or("its place is not in the file")?;
        let after = SourceFile::new(self.file.id, self.file.path.clone(), text);
        let state = State::read(&after, self.words);
        match self.state.difference(&state, self.file, &changes, self.safety) {
            Some(what) => Err(format!("{what} would be read otherwise")),
            None => Ok(()),
        }
    }
}

/// What a file says, as far as one file tells.
enum State {
    Page(Vec<Piece>, Facts),
    Tree(Vec<Piece>),
    /// YAML that cannot be read, so that there is nothing to keep.
    Broken,
    /// No file that people write here.
    Foreign,
}

impl State {
    fn read(file: &SourceFile, words: Words<'_>) -> Self {
        let mut findings = Findings::default();
        if file.path.ends_with(".md") {
            let page = page::read(file, words.settings, words.vocabulary, &mut findings);
            return Self::Page(outline::of_blocks(&file.text, &page.blocks), facts::of_header(&page.front));
        }
        if !file.path.ends_with(".yml") && !file.path.ends_with(".yaml") {
            return Self::Foreign;
        }
        let range = file.body_start()..file.text.len();
        match yaml::parse(file, range, &mut findings, &codes::RECORD_SHAPE) {
            Some(node) => Self::Tree(outline::of_node(&file.text, &node)),
            None => Self::Broken,
        }
    }

    /// What is different outside the changes.
    fn difference(
        &self,
        after: &Self,
        file: &SourceFile,
        changes: &[Change],
        safety: Safety,
    ) -> Option<String> {
        match (self, after) {
            (Self::Page(old, header), Self::Page(new, changed)) => {
                let of_file = Changes([(file.id, changes.to_vec())].into());
                let key = header.changed(changed, &of_file).map(|(name, _)| name.to_string());
                key.or_else(|| first_difference(old, new, file, changes, safety))
            }
            (Self::Tree(old), Self::Tree(new)) => first_difference(old, new, file, changes, Safety::Safe),
            (Self::Broken, Self::Tree(_) | Self::Broken) => None,
            _ => Some("the file".to_string()),
        }
    }
}

/// The first piece that is not the same on both sides and that no change excuses.
fn first_difference(
    old: &[Piece],
    new: &[Piece],
    file: &SourceFile,
    changes: &[Change],
    safety: Safety,
) -> Option<String> {
    // A row goes only where another comes: even one without words is counted by whoever reads the table.
    let replaced: Vec<Change> = changes.iter().filter(|c| !c.after.is_empty()).cloned().collect();
    let strict = |side| {
        let replaced = &replaced;
        move |piece: &&Piece| match piece.holds {
            true if safety == Safety::Unsafe && is_joint(&piece.text) => false,
            true if piece.text.starts_with("row ") => !covered(replaced, &piece.place, side),
            true => !covered(changes, &piece.place, side),
            false => !touched(changes, &piece.place, side),
        }
    };
    let mut before = old.iter().filter(strict(Side::Before));
    let mut after = new.iter().filter(strict(Side::After));
    loop {
        match (before.next(), after.next()) {
            (None, None) => return None,
            (Some(a), Some(b)) if a.text == b.text => {}
            (Some(piece), _) => {
                let line = file.line(piece.place.start as u32);
                return Some(format!("line {line}, `{}`", shown(&piece.text)));
            }
            (None, Some(piece)) => return Some(format!("the end of the file (`{}`)", shown(&piece.text))),
        }
    }
}

/// True for what only holds blocks together.
fn is_joint(text: &str) -> bool {
    ["list ", "item ", "paragraph ", "quote "].iter().any(|name| text.starts_with(name))
}

/// The first words of a piece.
fn shown(text: &str) -> String {
    const LONG: usize = 40;
    let line = text.lines().next().unwrap_or("");
    match line.char_indices().nth(LONG) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_string(),
    }
}

/// What a step changed in the meaning of a page (what it says, its ids and its labels), and where that stands.
pub fn meaning(before: &Page, after: &Page, changes: &Changes) -> Option<(String, Span)> {
    let (before, after) = (facts::of_page(before), facts::of_page(after));
    before.changed(&after, changes).map(|(name, span)| (name.to_string(), span))
}
