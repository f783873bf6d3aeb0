//! Conditions, what headings imply, due rules and cadences.
//! In: tables under `tests/when`, random texts. Out: pass or fail. Never: a page, a record.

#[path = "when/laws.rs"]
mod laws;
#[path = "support/golden.rs"]
mod golden;
#[path = "bands/table.rs"]
mod table;

use gameplan::diagnostic::Findings;
use gameplan::model::condition::{Rule, When};
use gameplan::model::measure::Measure;
use gameplan::model::registry::Registry;
use gameplan::model::vocabulary::Vocabulary;
use gameplan::parse::due::{cadence, due};
use gameplan::parse::lower::registry::default_registry;
use gameplan::parse::lower::vocabulary::default_vocabulary;
use gameplan::parse::when::{Words, infer, read};
use gameplan::source::{SourceId, Span};

struct Own {
    registry: Registry,
    vocabulary: Vocabulary,
    aliases: Vec<(String, Measure)>,
}

impl Own {
    /// The defaults, two regions and one more name of a measure.
    fn new() -> Self {
        let mut findings = Findings::default();
        let mut registry = default_registry(&mut findings);
        registry.regions.add("EMEA", ["Europe"]);
        registry.regions.add("APAC", [""; 0]);
        let vocabulary = default_vocabulary(&mut findings);
        assert!(findings.0.is_empty(), "the defaults have findings");
        Self { registry, vocabulary, aliases: vec![("uptake".into(), Measure::ActiveUsage)] }
    }

    fn words(&self) -> Words<'_> {
        Words { registry: &self.registry, vocabulary: &self.vocabulary, measure_aliases: &self.aliases }
    }
}

fn span() -> Span {
    Span::new(SourceId(3), 10..20)
}

/// The canonical text and how many clauses it has, or every finding.
fn said(when: &When, findings: &Findings) -> String {
    let found: Vec<String> = findings
        .0
        .iter()
        .map(|d| {
            assert_eq!((d.code.id, d.span), ("TK008", span()));
            format!("! {} → {}", d.message, d.help.as_deref().expect("a mend"))
        })
        .collect();
    match &when.rule {
        Rule::Unreadable(reason) => {
            assert!(!reason.is_empty() && !found.is_empty());
            found.join(" | ")
        }
        Rule::Always => "always".to_string(),
        Rule::OnDemand => when.text.clone().expect("a text"),
        Rule::All(clauses) => {
            assert!(found.is_empty());
            format!("{} [{}]", when.text.as_deref().expect("a text"), clauses.len())
        }
    }
}

#[test]
fn conditions() {
    let own = Own::new();
    table::check("when/conditions.txt", |input| {
        let mut findings = Findings::default();
        let when = read(input, span(), &own.words(), &mut findings);
        assert_eq!(when.span, span());
        assert_eq!(when.source.as_str(), if matches!(when.rule, Rule::Always) { "none" } else { "label" });
        said(&when, &findings)
    });
}

#[test]
fn headings() {
    let own = Own::new();
    table::check("when/headings.txt", |input| {
        let when = infer(input, span(), &own.words());
        assert_eq!(when.source.as_str(), if matches!(when.rule, Rule::Always) { "none" } else { "heading" });
        said(&when, &Findings::default())
    });
}

#[test]
fn a_region_that_no_list_holds_is_taken() {
    let mut own = Own::new();
    own.registry.regions = Default::default();
    let mut findings = Findings::default();
    let when = read("region Nordics or LATAM", span(), &own.words(), &mut findings);
    assert_eq!((when.text.as_deref(), findings.0.len()), (Some("region Nordics or LATAM"), 0));
}

#[test]
fn due_rules() {
    table::check("when/due.txt", |input| {
        due(input, span()).map_or("none".to_string(), |rule| {
            let side = if rule.before { "before" } else { "after" };
            format!("{} {:?} {side} {:?}", rule.amount, rule.unit, rule.anchor)
        })
    });
}

#[test]
fn cadences() {
    table::check("when/cadences.txt", |input| {
        cadence(input).map_or("once".to_string(), |r| format!("{}–{} days", r.from, r.to))
    });
}
