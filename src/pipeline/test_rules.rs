//! Rules that a team wrote: `check --test-rules` and `explain`. In: a library. Out: a finding for each sample that is not as
//! said; the page of a rule. Never: a page of the library.

use super::load::{self, Loaded};
use super::{CheckReport, Library, narrow};
use crate::diagnostic::{Diagnostic, Findings, codes};
use crate::error::{Error, Result};
use crate::model::team_rule::{Place, TeamRule};
use crate::parse::library::{self, Base};
use crate::parse::page;
use crate::rules;
use crate::source::{SourceMap, Spanned};

/// What was tried.
#[derive(Debug, Default)]
pub struct TestedRules {
    /// What is not as said.
    pub report: CheckReport,
    /// How many samples there are.
    pub samples: usize,
}

/// Tries every sample of every rule of the team.
///
/// # Errors
/// The library cannot be read, or its settings hold no rule of the team (kind: not found).
pub fn test_rules(library: &Library) -> Result<TestedRules> {
    let loaded = load::load(&library.root, None)?.usable()?;
    let settings = &loaded.catalog.settings;
    if settings.team.is_empty() {
        return Err(Error::not_found("gameplan.yml has no `rules: {team: …}` to test"));
    }
    let mut findings = Findings::default();
    let mut samples = 0;
    for rule in &settings.team {
        samples += rule.good.len() + rule.bad.len();
        findings.extend(rule.good.iter().filter_map(|sample| not_good(&loaded, rule, sample)));
        findings.extend(rule.bad.iter().filter_map(|sample| not_bad(&loaded, rule, sample)));
    }
    findings.sort();
    let codes = rules::team_codes(settings);
    let report = CheckReport {
        findings: findings.0,
        sources: loaded.sources.clone(),
        files: 1,
        rules: codes.clone(),
        team: codes,
        ..CheckReport::default()
    };
    Ok(TestedRules { report, samples })
}

/// The page of a rule of the team.
///
/// # Errors
/// The library's settings cannot be read, or no rule is called so (kind: not found).
pub fn explain_team(library: &Library, name: &str) -> Result<String> {
    let mut team = Vec::new();
    if library.root.join("gameplan.yml").exists() {
        let settings = load::load(&library.root, None)?.usable()?.catalog.settings;
        if let Some(page) = rules::explain_in(name, &settings) {
            return Ok(page);
        }
        team = rules::team_codes(&settings);
    }
    Err(narrow::unknown(name, &team))
}

/// A good sample that the rule finds.
fn not_good(loaded: &Loaded, rule: &TeamRule, sample: &Spanned<String>) -> Option<Diagnostic> {
    let (found, sources) = tried(loaded, rule, &sample.value);
    let at = found.first().map(|d| sources.text(d.span).to_string())?;
    let message = format!("`{}` finds a good sample, at `{at}`", rule.code.value);
    let finding = Diagnostic::new(&codes::SAMPLE_FAILS, sample.span, message);
    Some(finding.help("narrow the pattern, or move the sample to `bad`"))
}

/// A bad sample that the rule does not find, or that its own replacement does not mend.
fn not_bad(loaded: &Loaded, rule: &TeamRule, sample: &Spanned<String>) -> Option<Diagnostic> {
    let finding = |message| Diagnostic::new(&codes::SAMPLE_FAILS, sample.span, message);
    let (found, sources) = tried(loaded, rule, &sample.value);
    if found.is_empty() {
        let message = format!("`{}` does not find a bad sample", rule.code.value);
        return Some(finding(message).help("widen the pattern, or move the sample to `good`"));
    }
    let edits: Vec<_> = found.iter().filter_map(|d| d.fix.as_ref()).flat_map(|fix| &fix.edits).collect();
    let start = edits.first()?.span.source;
    let mut text = sources.get(start)?.text.clone();
    for edit in edits.iter().rev() {
        text.replace_range(edit.span.range(), &edit.text);
    }
    let (left, sources) = found_in(loaded, rule, text);
    let at = left.first().map(|d| sources.text(d.span).to_string())?;
    let message = format!("`{}` finds a bad sample again after it was mended, at `{at}`", rule.code.value);
    Some(finding(message).help("write something in `replace` that the rule leaves alone"))
}

/// What the rule finds in a sample: Markdown, or the value of its key.
fn tried(loaded: &Loaded, rule: &TeamRule, sample: &str) -> (Vec<Diagnostic>, SourceMap) {
    let text = match &rule.place {
        // A text in JSON's quotes is one in YAML's.
        Place::Key(key) => format!("---\n{key}: {}\n---\n", serde_json::Value::from(sample)),
        _ => format!("{sample}\n"),
    };
    found_in(loaded, rule, text)
}

fn found_in(loaded: &Loaded, rule: &TeamRule, text: String) -> (Vec<Diagnostic>, SourceMap) {
    let catalog = &loaded.catalog;
    let (mut sources, mut others) = (SourceMap::default(), Findings::default());
    let file = sources.add("sample.md".into(), text);
    let parsed = page::read(&file, &catalog.settings, &catalog.vocabulary, &mut others);
    let base = Base {
        settings: catalog.settings.clone(),
        registry: catalog.registry.clone(),
        vocabulary: catalog.vocabulary.clone(),
    };
    let sample = library::assemble(base, vec![parsed], &mut others);
    let found = sample.pages.iter().flat_map(|page| rules::team_findings(rule, page, &sources)).collect();
    (found, sources)
}
