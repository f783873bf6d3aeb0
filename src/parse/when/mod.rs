//! Conditions (DOMAIN.md 3): the label `When` and what headings imply. In: plain text, the words in force.
//! Out: [`When`], findings for what cannot be read. Never: evaluates, needs a customer.

mod clause;
mod heading;
mod name;
mod value;

pub use heading::infer;

use crate::diagnostic::{Diagnostic, Findings, codes};
use crate::model::condition::{Clause, Rule, When, WhenSource};
use crate::model::measure::Measure;
use crate::model::prose::fold;
use crate::model::registry::Registry;
use crate::model::vocabulary::Vocabulary;
use crate::source::Span;

/// The words that conditions are written with.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// Statuses, services, roles, regions, phases.
    pub registry: &'a Registry,
    /// Yes and no, phrases for *on demand*.
    pub vocabulary: &'a Vocabulary,
    /// More names of measures, lower case.
    pub measure_aliases: &'a [(String, Measure)],
}

/// Why a clause cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
struct WhenFault {
    /// Lower case, found values in backticks.
    message: String,
    /// The mend.
    help: String,
}

impl WhenFault {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}

/// Reads the value of a `When` (or `Done when`, or a focus area's `when`) that stands at `span`. Each clause
/// that cannot be read is one `condition-unread` finding there, and the rule is then
/// [`Rule::Unreadable`] with the reasons; its text stays as written. Nothing and `N/A` are no condition.
pub fn read(text: &str, span: Span, words: &Words<'_>, findings: &mut Findings) -> When {
    let written = fold(text);
    let plain = written.trim_end_matches('.').trim_end();
    if words.vocabulary.is_nothing(plain) {
        return When { span, ..When::default() };
    }
    let (text, rule) = match clause::rule(plain, span, words) {
        Ok(rule) => (canonical(&rule), rule),
        Err(faults) => {
            let reasons: Vec<String> = faults.iter().map(|f| f.message.clone()).collect();
            findings.extend(faults.into_iter().map(|fault| {
                Diagnostic::new(&codes::CONDITION_UNREAD, span, fault.message).help(fault.help)
            }));
            (Some(written.clone()), Rule::Unreadable(reasons.join("; ")))
        }
    };
    When { text, source: WhenSource::Label, rule, span }
}

/// `status Blocked and active usage < 10 %`, `on demand`; none for a rule that always holds.
fn canonical(rule: &Rule) -> Option<String> {
    match rule {
        Rule::OnDemand => Some("on demand".to_string()),
        Rule::All(clauses) => Some(joined(clauses)),
        Rule::Always | Rule::Unreadable(_) => None,
    }
}

fn joined(clauses: &[Clause]) -> String {
    clauses.iter().map(|c| c.text.as_str()).collect::<Vec<_>>().join(" and ")
}
