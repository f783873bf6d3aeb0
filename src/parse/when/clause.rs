//! The clauses of a condition. In: folded text. Out: the rule, or every fault of it.
//! Never: stops at the first fault; never an `or` between clauses.

use super::name::{Subject, listed, subject_at, subjects};
use super::value::{self, Values};
use super::{WhenFault, Words};
use crate::model::band::{Band, Unit};
use crate::model::condition::{Clause, Field, Rule, Test};
use crate::model::measure::Measure;
use crate::model::nearest::near;
use crate::model::registry::spelling;
use crate::parse::band::word::word_at;
use crate::parse::band::{self, begins_with_sign};
use crate::source::Span;

/// Reads `on demand`, or clauses joined by `and` and `;`.
pub(super) fn rule(text: &str, span: Span, words: &Words<'_>) -> Result<Rule, Vec<WhenFault>> {
    if spelling(text) == "on demand" {
        return Ok(Rule::OnDemand);
    }
    let mut reader = Reader { text, at: 0, span, words, clauses: Vec::new(), faults: Vec::new() };
    reader.all();
    if reader.faults.is_empty() { Ok(Rule::All(reader.clauses)) } else { Err(reader.faults) }
}

struct Reader<'t, 'w> {
    text: &'t str,
    at: usize,
    span: Span,
    words: &'w Words<'w>,
    clauses: Vec<Clause>,
    faults: Vec<WhenFault>,
}

impl Reader<'_, '_> {
    fn all(&mut self) {
        loop {
            self.blanks();
            match self.clause() {
                Ok(test) => self.keep(test),
                Err(fault) => {
                    self.faults.push(fault);
                    self.at = stop(self.text, self.at, false).0;
                }
            }
            let (at, behind) = stop(self.text, self.at, false);
            if at == self.text.len() {
                return;
            }
            let sign = &self.text[at..at + 1];
            self.at = behind;
            if sign == ";" && self.text[behind..].trim().is_empty() {
                return;
            }
        }
    }

    fn blanks(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    /// One clause; leaves the place at its end.
    fn clause(&mut self) -> Result<Test, WhenFault> {
        let Some((subject, end)) = subject_at(self.text, self.at, self.words) else {
            return Err(self.no_subject());
        };
        let known = value::skip(self.text, end);
        if let Some(end) = word_at(self.text, known, "known")
            && value::closes(self.text, end, false)
        {
            self.at = end;
            return match subject {
                Subject::Measure(measure) => Ok(Test::MeasureKnown(measure)),
                Subject::Field(Field::HasService) => Err(WhenFault::new("`has known` names nothing", HAS)),
                Subject::Field(field) => Ok(Test::FieldKnown(field)),
            };
        }
        match subject {
            Subject::Measure(measure) => self.band(measure, end),
            Subject::Field(field) => {
                let Values { field, mode, values, end } = value::values(self.text, end, field, self.words)?;
                self.at = end;
                Ok(Test::Field { field, mode, values })
            }
        }
    }

    /// The band behind a measure, with the clauses after it that begin with a comparison sign.
    fn band(&mut self, measure: Measure, start: usize) -> Result<Test, WhenFault> {
        let (mut end, mut behind) = stop(self.text, start, false);
        while end < self.text.len() && begins_with_sign(&self.text[behind..]) {
            (end, behind) = stop(self.text, behind, false);
        }
        let written = self.text[start..end].trim();
        self.at = end;
        if written.is_empty() {
            let message = format!("`{}` has no band", measure.name());
            return Err(WhenFault::new(message, band::BandFault::Unreadable.help()));
        }
        if stop(self.text, start, true).0 < end && has_or(written) {
            let message = format!("`{written}` joins clauses with `or`");
            return Err(WhenFault::new(message, "write two scenarios, one for each band"));
        }
        let plain = written.replace(';', " and ");
        let read = band::read(&plain, self.span, measure.unit());
        let band = read.map_err(|f| WhenFault::new(format!("`{written}` {}", f.words()), f.help()))?;
        fits(measure, band).map(|band| Test::Band { measure, band })
    }

    fn no_subject(&self) -> WhenFault {
        let (end, _) = stop(self.text, self.at, false);
        let written = self.text[self.at..end].trim();
        if written.is_empty() || word_at(written, 0, "and").is_some() {
            return WhenFault::new(
                "the condition has an empty clause",
                "write a clause, or take the joint out",
            );
        }
        if begins_with_sign(written) {
            let message = format!("`{written}` has no measure before it");
            return WhenFault::new(message, "write the measure, as `active usage > 40 %`");
        }
        if spelling(written) == "on demand" {
            let help = "take the other clauses out, or write a scenario of its own";
            return WhenFault::new("`on demand` stands beside other clauses", help);
        }
        self.unknown(written)
    }

    /// A clause whose first words name nothing.
    fn unknown(&self, written: &str) -> WhenFault {
        let sign = |c: char| matches!(c, '<' | '>' | '=' | '≤' | '≥' | '(') || c.is_ascii_digit();
        let name = written.split(sign).next().unwrap_or(written).trim();
        let name = if name.is_empty() { written } else { name };
        let all = subjects(self.words);
        let first = name.split(' ').next().unwrap_or(name);
        let near =
            |word: &str| near(word, &all).filter(|near| near.alone).map(|near| (word.to_string(), near.word));
        let (found, help) = match near(name).or_else(|| near(first)) {
            Some((found, near)) => (found, format!("did you mean `{near}`?")),
            None => (name.to_string(), format!("a clause begins with {}, or with {}", measures(), fields())),
        };
        WhenFault::new(format!("`{found}` is no measure or field"), help)
    }

    /// Adds a clause; a second band on one measure narrows the first.
    fn keep(&mut self, test: Test) {
        if let Test::Band { measure, band } = &test
            && let Some(earlier) = self.clauses.iter_mut().find_map(|c| on(&mut c.test, *measure))
        {
            let Some(both) = earlier.interval.intersect(band.interval) else {
                let message =
                    format!("no `{}` lies in `{}` and `{}`", measure.name(), earlier.text, band.text);
                let help = band::BandFault::Empty.help();
                return self.faults.push(WhenFault::new(message, help));
            };
            earlier.interval = both;
            earlier.text = format!("{} and {}", earlier.text, band.text);
        } else {
            self.clauses.push(Clause { text: String::new(), test });
        }
        for clause in &mut self.clauses {
            clause.text = text(&clause.test);
        }
    }
}

const HAS: &str = "name a service or a role, as `has Exchange`";

/// The band of a clause on this measure.
fn on(test: &mut Test, wanted: Measure) -> Option<&mut Band> {
    match test {
        Test::Band { measure, band } if *measure == wanted => Some(band),
        _ => None,
    }
}

fn has_or(written: &str) -> bool {
    written.split(' ').any(|word| word.eq_ignore_ascii_case("or"))
}

/// The band if its unit is the measure's.
fn fits(measure: Measure, band: Band) -> Result<Band, WhenFault> {
    if band.unit == measure.unit() {
        return Ok(band);
    }
    let (counts, help) = match measure.unit() {
        Unit::Percent => ("percent", "write the band with `%`"),
        Unit::Days => ("days", "write the band in days, without `%`"),
        _ => ("seats", "write the band in seats, without `%`"),
    };
    Err(WhenFault::new(
        format!("`{}` is no band of `{}`, which counts {counts}", band.text, measure.name()),
        help,
    ))
}

fn measures() -> String {
    listed(Measure::ALL.iter().map(|m| m.name()).take(4)) + " …"
}

fn fields() -> String {
    listed(Field::ALL.iter().map(|(_, word)| *word).filter(|w| *w != "has")) + ", `has`"
}

/// The canonical text of a clause.
pub(super) fn text(test: &Test) -> String {
    match test {
        Test::Band { measure, band } => {
            let equal = if band.interval.point().is_some() { "= " } else { "" };
            format!("{} {equal}{}", measure.name(), band.canonical())
        }
        Test::Field { field, mode, values } => value::text(*field, *mode, values),
        Test::MeasureKnown(measure) => format!("{} known", measure.name()),
        Test::FieldKnown(field) => format!("{} known", field.as_str()),
    }
}

/// The next joint from `from`: where it begins and where the text behind it begins; the text's end if none.
/// Joints are `;` and `and`, and with `or` that too.
pub(super) fn stop(text: &str, from: usize, or: bool) -> (usize, usize) {
    for (idx, c) in text[from..].char_indices().map(|(idx, c)| (from + idx, c)) {
        if c == ';' {
            return (idx, idx + 1);
        }
        let word = |word| word_at(text, idx + 1, word).filter(|_| c == ' ');
        if let Some(end) = word("and").or_else(|| word("or").filter(|_| or)) {
            return (idx, end);
        }
    }
    (text.len(), text.len())
}
