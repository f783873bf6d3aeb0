//! One customer's assessment as things that can be compared. In: an Assessment, the names of the new library.
//! Out: a [`Snapshot`]. Never: a number that moves with every month.

use super::{Aspect, Kind, Pairs, Place, Subject};
use crate::assess::{Assessment, Judgement, Line, ScenarioVerdict, ServiceState, Verdict};
use crate::model::catalog::Catalog;
use crate::model::playbook::Need;
use std::collections::BTreeMap;

/// What one aspect is like.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// Compared; empty: it does not apply, which is the same as not being there.
    pub value: String,
    /// Printed in place of the value, where that is an id.
    pub shown: Option<String>,
    /// Heading, text or name.
    pub title: String,
    /// Why.
    pub because: String,
    /// Where the rule stands.
    pub rule: Option<Place>,
    /// The step of a line, by page and id.
    pub step: Option<(String, String)>,
    /// Its place in the documents: step, line.
    pub order: (usize, usize),
}

/// Everything of one customer, by aspect.
pub type Snapshot = BTreeMap<Aspect, Seen>;

/// What an aspect is worth; none if it is not there or does not apply.
pub(super) fn value<'s>(snapshot: &'s Snapshot, aspect: &Aspect) -> Option<&'s str> {
    snapshot.get(aspect).map(|seen| seen.value.as_str()).filter(|value| !value.is_empty())
}

/// What of an assessment documents rest on, in the names of the new library; `is_old` says that it is the old one's.
pub fn snapshot(catalog: &Catalog, assessment: &Assessment<'_>, pairs: &Pairs, is_old: bool) -> Snapshot {
    let mut taker = Taker { catalog, pairs: is_old.then_some(pairs), seen: Snapshot::new() };
    for (at, verdict) in assessment.scenarios.iter().enumerate() {
        taker.step(at, verdict);
    }
    let inside = catalog.settings.audiences.narrowest();
    for (at, line) in assessment.lines.iter().filter(|l| l.readers.has(inside)).enumerate() {
        let order = taker.order(assessment, line);
        taker.line((order, at), line);
    }
    assessment.services.iter().for_each(|state| taker.service(state));
    for missing in &assessment.missing {
        let service = missing.service.as_ref().map_or("", |s| s.as_str());
        let path = taker.page(missing.rule.page);
        let seen = Seen {
            value: "missing".to_string(),
            title: missing.field.clone(),
            rule: Some((missing.rule.path.clone(), missing.rule.line)),
            ..Seen::default()
        };
        let subject = Subject::Row(path, missing.field.clone());
        taker.add(Kind::Missing, service, subject, seen);
    }
    for (key, tick) in &assessment.done_earlier {
        let (owner, id) = key.split_once('/').unwrap_or(("", key));
        let now = pairs.line(id);
        let shown = if now == id { "no line has it".to_string() } else { format!("the line is `{now}` now") };
        let title = tick.text.clone().unwrap_or_else(|| key.clone());
        let seen = Seen { value: "lost".to_string(), shown: Some(shown), title, ..Seen::default() };
        let subject = Subject::Line(now.to_string());
        taker.add(Kind::Tick, if owner == "customer" { "" } else { owner }, subject, seen);
    }
    taker.seen
}

struct Taker<'a> {
    catalog: &'a Catalog,
    pairs: Option<&'a Pairs>,
    seen: Snapshot,
}

impl Taker<'_> {
    fn add(&mut self, kind: Kind, service: &str, subject: Subject, seen: Seen) {
        self.seen.insert(Aspect { kind, service: service.to_string(), subject }, seen);
    }

    fn page(&self, idx: usize) -> String {
        let path = &self.catalog.pages[idx].path;
        self.pairs.map_or(path.as_str(), |pairs| pairs.page(path)).to_string()
    }

    /// Page and id of a step.
    fn step_name(&self, page: usize, scenario: usize) -> (String, String) {
        let host = &self.catalog.pages[page];
        let id = &host.playbook.scenarios[scenario].id;
        let id = self.pairs.map_or(id.as_str(), |pairs| pairs.step(&host.path, id));
        (self.page(page), id.to_string())
    }

    fn line_id<'i>(&'i self, id: &'i str) -> &'i str {
        self.pairs.map_or(id, |pairs| pairs.line(id))
    }

    fn step(&mut self, at: usize, verdict: &ScenarioVerdict) {
        let (page, id) = self.step_name(verdict.page, verdict.scenario);
        let heading = &self.catalog.pages[verdict.page].playbook.scenarios[verdict.scenario].heading;
        let seen = Seen { order: (at, 0), ..judged(&verdict.judgement, heading) };
        let service = verdict.service.as_ref().map_or("", |s| s.as_str());
        self.add(Kind::Step, service, Subject::Step(page, id), seen);
    }

    /// Lines stand behind their step.
    fn order(&self, assessment: &Assessment<'_>, line: &Line) -> usize {
        let own = |s: &ScenarioVerdict| {
            s.page == line.page && Some(s.scenario) == line.scenario && s.service == line.service
        };
        assessment.scenarios.iter().position(own).unwrap_or(usize::MAX)
    }

    fn line(&mut self, order: (usize, usize), line: &Line) {
        line.items.iter().for_each(|item| self.line(order, item));
        if line.judgement.verdict == Verdict::DoesNot {
            return;
        }
        let id = self.line_id(&line.id).to_string();
        let service = line.service.as_ref().map_or("", |s| s.as_str()).to_string();
        let step = line.scenario.map(|idx| self.step_name(line.page, idx));
        let lane =
            Seen { order, step, ..judged(&line.judgement, &format!("{}{}", marked(line.need), line.text)) };
        let of = |value: String| Seen { value, order, title: line.text.clone(), ..Seen::default() };
        let mut add = |kind, seen| self.add(kind, &service, Subject::Line(id.clone()), seen);
        add(Kind::Line, lane);
        if line.judgement.verdict != Verdict::Applies {
            return;
        }
        add(Kind::Wording, of(line.text.clone()));
        if let Some(need) = line.need {
            add(Kind::Need, of(need.as_str().to_string()));
        }
        if !line.roles.is_empty() {
            let roles: Vec<&str> = line.roles.iter().map(|role| role.as_str()).collect();
            add(Kind::Role, of(roles.join(" / ")));
        }
        let day = line.due.map(|day| day.to_string()).or_else(|| line.due_text.clone());
        if let Some(day) = day {
            add(Kind::Due, of(day));
        }
        let because = line.state_because.clone().unwrap_or_default();
        add(Kind::State, Seen { because, ..of(state(line)) });
    }

    fn service(&mut self, state: &ServiceState) {
        for measure in &state.measures {
            let Some(band) = &measure.band else { continue };
            let id = self.step_name(band.place.0, band.place.1);
            let known = measure.value.as_ref().map(|known| known.text.clone()).unwrap_or_default();
            let seen = Seen {
                value: format!("{} {}", id.0, id.1),
                shown: Some(band.text.clone()),
                title: measure.measure.name().to_string(),
                because: format!("{} is {known}", measure.measure.name()),
                step: Some(id),
                ..Seen::default()
            };
            self.add(Kind::Band, &state.name, Subject::Of(measure.measure.name().to_string()), seen);
        }
        for kpi in &state.kpis {
            let rule = kpi.because.rule.as_ref().map(|rule| (rule.path.clone(), rule.line));
            let seen = Seen {
                value: kpi.rating.as_str().to_string(),
                title: kpi.name.clone(),
                because: kpi.because.fact.clone(),
                rule,
                ..Seen::default()
            };
            let subject = Subject::Row(self.page(kpi.place.0), kpi.name.clone());
            self.add(Kind::Kpi, &state.name, subject, seen);
        }
        for focus in &state.focus {
            let seen = judged(&focus.judgement, &focus.area);
            self.add(Kind::Focus, &state.name, Subject::Of(focus.area.clone()), seen);
        }
    }
}

fn judged(judgement: &Judgement, title: &str) -> Seen {
    let because = match &judgement.needs {
        Some(needs) => format!("{} (needs {needs})", judgement.because.fact),
        None => judgement.because.fact.clone(),
    };
    let value = if judgement.verdict == Verdict::DoesNot { "" } else { judgement.verdict.as_str() };
    Seen {
        value: value.to_string(),
        title: title.to_string(),
        because,
        rule: judgement.because.rule.as_ref().map(|rule| (rule.path.clone(), rule.line)),
        ..Seen::default()
    }
}

/// `done`, `done at an older wording`.
fn state(line: &Line) -> String {
    let older = if line.reworded && line.tick.is_some() { " at an older wording" } else { "" };
    format!("{}{older}", line.state.as_str())
}

/// `[M] `, `[O] ` or nothing.
fn marked(need: Option<Need>) -> &'static str {
    match need {
        Some(Need::Mandatory) => "[M] ",
        Some(Need::Optional) => "[O] ",
        None => "",
    }
}
