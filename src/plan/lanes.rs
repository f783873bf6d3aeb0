//! Lanes and grouping of a checklist. In: an assessment, a viewer. Out: [`Lanes`] of borrowed lines.
//! Never: a line that the viewer may not see, nor one lost: each visible line is in exactly one lane.

use super::share::shows;
use crate::assess::{Assessment, Line, ScenarioVerdict, Verdict};
use crate::model::Name;
use crate::model::audience::Viewer;
use crate::model::playbook::Need;
use crate::model::progress::State;

/// A customer's checklist, sorted into lanes.
#[derive(Debug, Default)]
pub struct Lanes<'a> {
    /// What applies: whole customer first, then services in the record's order; empty ones left out.
    pub sections: Vec<Section<'a>>,
    /// A datum is missing; by datum, in order of appearance.
    pub unknown: Vec<(Option<&'a str>, Vec<Group<'a>>)>,
    /// Phases that are over.
    pub earlier: Vec<Group<'a>>,
    /// Phases to come: only their number is printed.
    pub later: usize,
    /// Steps whose condition is not met.
    pub does_not: Vec<&'a ScenarioVerdict>,
    /// Single lines of Steps that apply, whose own condition is not met.
    pub lines_not: Vec<&'a Line>,
    /// If you need it.
    pub on_demand: Vec<Group<'a>>,
    /// Ticked lines that no longer apply.
    pub done_earlier: Vec<&'a Line>,
}

/// One service, or the whole customer.
#[derive(Debug)]
pub struct Section<'a> {
    /// None: whole customer.
    pub service: Option<&'a Name>,
    /// By role, in order of appearance.
    pub roles: Vec<RoleGroup<'a>>,
}

/// The lines of one set of roles.
#[derive(Debug)]
pub struct RoleGroup<'a> {
    /// Its roles; empty: no role is named.
    pub roles: &'a [Name],
    /// By Step, in order of appearance.
    pub groups: Vec<Group<'a>>,
}

/// The lines of one Step (or of the page, for tasks outside of Steps).
#[derive(Debug)]
pub struct Group<'a> {
    /// Page index and scenario index.
    pub place: (usize, Option<usize>),
    /// The service; none: whole customer.
    pub service: Option<&'a Name>,
    /// Mandatory first, then unsaid, then ticked optional ones.
    pub lines: Vec<&'a Line>,
    /// Optional and untouched: folded behind a count.
    pub folded: Vec<&'a Line>,
}

impl Group<'_> {
    /// All its lines, shown ones first.
    pub fn all(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().chain(&self.folded).copied()
    }
}

/// Sorts everything the viewer may see.
pub fn lanes<'a>(assessment: &'a Assessment<'a>, viewer: &Viewer) -> Lanes<'a> {
    let mut lanes = Lanes::default();
    let mut applies = Vec::new();
    for line in assessment.lines.iter().flat_map(|l| spread(l, None, viewer)) {
        match line.judgement.verdict {
            Verdict::Applies => applies.push(line),
            Verdict::Unknown => lanes.add_unknown(line),
            Verdict::Earlier => add(&mut lanes.earlier, line),
            Verdict::OnDemand => add(&mut lanes.on_demand, line),
            Verdict::Later if line.state.is_closed() => lanes.done_earlier.push(line),
            Verdict::Later => lanes.later += 1,
            Verdict::DoesNot if line.state.is_closed() => lanes.done_earlier.push(line),
            Verdict::DoesNot if scenario_of(assessment, line).is_none_or(applies_itself) => {
                lanes.lines_not.push(line);
            }
            Verdict::DoesNot => {}
        }
    }
    let mut asked: Vec<Option<&Name>> = vec![None];
    asked.extend(assessment.services.iter().map(|s| Some(&s.name)));
    for line in &applies {
        if !asked.contains(&line.service.as_ref()) {
            asked.push(line.service.as_ref());
        }
    }
    let sections = asked.into_iter().map(|s| section(s, &applies));
    lanes.sections = sections.filter(|s| !s.roles.is_empty()).collect();
    lanes.does_not = assessment
        .scenarios
        .iter()
        .filter(|s| s.judgement.verdict == Verdict::DoesNot && viewer.may_see(s.judgement.audience))
        .collect();
    lanes
}

/// The line, and its sub-items at any depth whose verdict is another than their parent's: those stand in
/// a lane of their own.
fn spread<'a>(line: &'a Line, parent: Option<Verdict>, viewer: &Viewer) -> Vec<&'a Line> {
    if !shows(line, viewer) {
        return Vec::new();
    }
    let own = line.judgement.verdict;
    let mut out = if parent == Some(own) { Vec::new() } else { vec![line] };
    out.extend(line.items.iter().flat_map(|item| spread(item, Some(own), viewer)));
    out
}

fn scenario_of<'a>(assessment: &'a Assessment<'_>, line: &Line) -> Option<&'a ScenarioVerdict> {
    let scenario = line.scenario?;
    let is_its = |s: &&ScenarioVerdict| (s.page, s.scenario) == (line.page, scenario);
    let same_service = |s: &&ScenarioVerdict| s.service == line.service;
    let mut all = assessment.scenarios.iter().filter(is_its);
    all.clone().find(same_service).or_else(|| all.next())
}

fn applies_itself(scenario: &ScenarioVerdict) -> bool {
    scenario.judgement.verdict == Verdict::Applies
}

fn section<'a>(service: Option<&'a Name>, lines: &[&'a Line]) -> Section<'a> {
    let mut roles: Vec<RoleGroup<'a>> = Vec::new();
    for line in lines.iter().filter(|l| l.service.as_ref() == service) {
        let idx = match roles.iter().position(|g| g.roles == line.roles) {
            Some(idx) => idx,
            None => {
                roles.push(RoleGroup { roles: &line.roles, groups: Vec::new() });
                roles.len() - 1
            }
        };
        add(&mut roles[idx].groups, line);
    }
    Section { service, roles }
}

impl<'a> Lanes<'a> {
    fn add_unknown(&mut self, line: &'a Line) {
        let needs = line.judgement.needs.as_deref();
        match self.unknown.iter_mut().find(|(n, _)| *n == needs) {
            Some((_, groups)) => add(groups, line),
            None => {
                let mut groups = Vec::new();
                add(&mut groups, line);
                self.unknown.push((needs, groups));
            }
        }
    }
}

fn add<'a>(groups: &mut Vec<Group<'a>>, line: &'a Line) {
    let place = (line.page, line.scenario);
    let service = line.service.as_ref();
    let idx = match groups.iter().position(|g| g.place == place && g.service == service) {
        Some(idx) => idx,
        None => {
            groups.push(Group { place, service, lines: Vec::new(), folded: Vec::new() });
            groups.len() - 1
        }
    };
    let group = &mut groups[idx];
    if line.need == Some(Need::Optional) && line.state == State::Open {
        group.folded.push(line);
    } else {
        let at = group.lines.partition_point(|l| rank(l) <= rank(line));
        group.lines.insert(at, line);
    }
}

/// Mandatory first, then unsaid, then optional.
fn rank(line: &Line) -> u8 {
    match line.need {
        Some(Need::Mandatory) => 0,
        None => 1,
        Some(Need::Optional) => 2,
    }
}
