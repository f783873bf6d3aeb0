//! Text to the words that search knows. In: text as people read it. Out: units: words with their parts, runs of
//! Chinese, Japanese or Korean signs. Never: differs from `assets/js/search.js`, which cuts what is asked;
//! `tests/search/cut.txt` holds both to one table.

use crate::model::prose::is_zero_width;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Letters and what they are found as: `a àáâ…` on a line.
pub(super) const FOLDS: &str = include_str!("../../../assets/search-folds.txt");

/// Signs of a word that count; what is longer is cut off.
const LONGEST: usize = 40;
/// Parts that are joined at most: an address is no word.
const MOST_PARTS: usize = 6;
/// Signs that join two words to one name: `L1/L2/L3`, `R&D`, `e-mail`, `v2.1`.
const JOINERS: &[char] = &['/', '&', '-', '.', '+', '_', '\u{2010}', '\u{2011}'];

static TABLE: LazyLock<HashMap<char, &'static str>> = LazyLock::new(|| {
    let lines = FOLDS.lines().filter_map(|line| line.split_once(' '));
    lines.flat_map(|(to, from)| from.chars().map(move |c| (c, to))).collect()
});

/// A piece of text that is searched as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A word; more than one part where signs join them.
    Word(Vec<String>),
    /// Signs that are written without blanks.
    Run(Vec<char>),
}

impl Unit {
    /// What the index holds of it. Word: its parts, and all of them joined. Run: every two neighbours, and the
    /// last sign alone, so that a single sign is found as the beginning of a term.
    pub fn terms(&self) -> Vec<String> {
        match self {
            Self::Word(parts) if parts.len() > 1 && parts.len() <= MOST_PARTS => {
                let joined: String = parts.concat().chars().take(LONGEST).collect();
                parts.iter().cloned().chain([joined]).collect()
            }
            Self::Word(parts) => parts.clone(),
            Self::Run(signs) => {
                let pairs = signs.windows(2).map(|pair| pair.iter().collect());
                pairs.chain(signs.last().map(char::to_string)).collect()
            }
        }
    }
}

/// Cuts a text. Case, accents, width of signs and signs without width make no difference.
pub fn cut(text: &str) -> Vec<Unit> {
    let signs = folded(text);
    let mut cutter = Cutter::default();
    for (at, sign) in signs.iter().enumerate() {
        let next = signs.get(at + 1).copied();
        cutter.take(*sign, next);
    }
    cutter.end();
    cutter.units
}

/// Every term of a text, repeated as often as it stands there.
pub fn terms(text: &str) -> Vec<String> {
    cut(text).iter().flat_map(Unit::terms).collect()
}

#[derive(Default)]
struct Cutter {
    units: Vec<Unit>,
    parts: Vec<String>,
    part: String,
    length: usize,
    run: Vec<char>,
}

impl Cutter {
    fn take(&mut self, sign: char, next: Option<char>) {
        let word = |c: char| c.is_alphanumeric() && !is_unspaced(c);
        if is_unspaced(sign) {
            self.end_word();
            self.run.push(sign);
        } else if word(sign) {
            self.end_run();
            if self.length < LONGEST {
                self.part.push(sign);
                self.length += 1;
            }
        } else if JOINERS.contains(&sign) && !self.part.is_empty() && next.is_some_and(word) {
            self.end_part();
        } else {
            self.end();
        }
    }

    fn end(&mut self) {
        self.end_word();
        self.end_run();
    }

    fn end_part(&mut self) {
        if !self.part.is_empty() {
            self.parts.push(std::mem::take(&mut self.part));
        }
        self.length = 0;
    }

    fn end_word(&mut self) {
        self.end_part();
        if !self.parts.is_empty() {
            self.units.push(Unit::Word(std::mem::take(&mut self.parts)));
        }
    }

    fn end_run(&mut self) {
        if !self.run.is_empty() {
            self.units.push(Unit::Run(std::mem::take(&mut self.run)));
        }
    }
}

/// Lower case, without accents, in usual width; signs without width and combining marks are nothing, and the marks
/// that voice a Japanese sign are one with it.
fn folded(text: &str) -> Vec<char> {
    let mut out: Vec<char> = Vec::with_capacity(text.len());
    if text.is_ascii() {
        out.extend(text.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
        return out;
    }
    let lower = text.chars().flat_map(char::to_lowercase);
    for c in lower.filter(|c| !is_zero_width(*c) && !('\u{300}'..='\u{36f}').contains(c)) {
        match (voicing(c), out.last_mut()) {
            (Some(step), Some(last)) if VOICED.contains(*last) => {
                *last = char::from_u32(*last as u32 + step).unwrap_or(*last);
            }
            (Some(_), _) => {}
            (None, _) => match TABLE.get(&c) {
                Some(folded) => out.extend(folded.chars()),
                None => out.push(c),
            },
        }
    }
    out
}

/// Signs that a mark can voice: the voiced one comes next in Unicode, the half-voiced one after that.
const VOICED: &str = "かきくけこさしすせそたちつてとはひふへほカキクケコサシスセソタチツテトハヒフヘホ";

/// How far a mark of voicing leads.
fn voicing(mark: char) -> Option<u32> {
    match mark {
        '\u{3099}' | '\u{309b}' | '\u{ff9e}' => Some(1),
        '\u{309a}' | '\u{309c}' | '\u{ff9f}' => Some(2),
        _ => None,
    }
}

/// Signs of scripts that put no blanks between words; the long-vowel and repetition marks among them.
pub(super) fn is_unspaced(sign: char) -> bool {
    matches!(sign,
        '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}
