//! The checklist of a customer: what must be done now, by whom, by when, and why it applies.
//! In: an assessment, scope. Out: [`Checklist`]. Never: a line twice, except those of *This week*.

use super::does_not::{self, NotView};
use super::glance::{self, Glance};
use super::line::{self, LineView};
use super::masthead::{self, Masthead};
use super::{CHECKLIST, Scope, facts, wording};
use crate::assess::{Assessment, Line, Reason, ScenarioVerdict};
use crate::model::Name;
use crate::model::playbook::{Need, Section, SectionKind};
use crate::model::progress::{State, Tick};
use crate::plan::lanes::{self, Group, Lanes};
use crate::plan::this_week::{self, Urgency};
use serde::Serialize;

/// A checklist.
#[derive(Clone, Debug, Serialize)]
pub struct Checklist {
    /// Top.
    pub masthead: Masthead,
    /// Strip of services.
    pub services: Vec<Glance>,
    /// Open and done lines that count (all but optional ones).
    pub progress: Progress,
    /// Overdue, due in 7 days, mandatory without a date.
    pub this_week: Vec<Pressing>,
    /// `5 more: 2 due, 3 without a date`.
    pub this_week_more: Option<String>,
    /// Whole customer, then services.
    pub sections: Vec<SectionView>,
    /// By the datum that would decide.
    pub unknown: Vec<UnknownView>,
    /// Phases that are over.
    pub earlier: Option<Folded>,
    /// `14 items belong to phases to come`.
    pub later: Option<String>,
    /// Steps and lines that do not apply, with the reason.
    pub does_not: Vec<NotView>,
    /// If you need it.
    pub on_demand: Option<Folded>,
    /// Ticked, and no longer on the list.
    pub done_earlier: Vec<String>,
    /// Required data that the record does not hold.
    pub missing: Vec<facts::MissingView>,
}

/// How far it is.
#[derive(Clone, Debug, Serialize)]
pub struct Progress {
    /// Done.
    pub done: usize,
    /// All that count.
    pub all: usize,
    /// `4 of 9 done`.
    pub text: String,
}

/// A line of *This week*.
#[derive(Clone, Debug, Serialize)]
pub struct Pressing {
    /// `overdue`, `due`, `undated`.
    pub urgency: &'static str,
    /// `overdue 7 days`, `mandatory, no date`.
    pub why: String,
    /// `FastTrack Manager`.
    pub roles: String,
    /// The line.
    pub line: LineView,
}

/// One service, or the whole customer.
#[derive(Clone, Debug, Serialize)]
pub struct SectionView {
    /// `Whole customer`, `Exchange`.
    pub title: String,
    /// For links.
    pub anchor: String,
    /// How far.
    pub progress: Progress,
    /// By role.
    pub roles: Vec<RoleView>,
}

/// Lines of one set of roles.
#[derive(Clone, Debug, Serialize)]
pub struct RoleView {
    /// `FastTrack Manager`.
    pub title: String,
    /// By Step.
    pub steps: Vec<StepView>,
}

/// Lines of one Step.
#[derive(Clone, Debug, Serialize)]
pub struct StepView {
    /// `Step`, or `Tasks` for those of a page outside of its Steps.
    pub word: &'static str,
    /// The heading of the Step or the title of the page, where the viewer may read it.
    pub title: Option<String>,
    /// Its one line says what its heading says: where indents show what belongs together, the line stands for both.
    pub alone: bool,
    /// `Exchange`; none in a section that says so itself.
    pub service: Option<String>,
    /// Why the Step applies.
    pub because: Option<String>,
    /// How far.
    pub progress: Progress,
    /// Lines.
    pub lines: Vec<LineView>,
    /// Optional lines.
    pub optional: Vec<LineView>,
    /// `3 optional items`.
    pub optional_count: Option<String>,
    /// Their numbers and names, for print.
    pub optional_names: String,
}

/// A folded lane.
#[derive(Clone, Debug, Serialize)]
pub struct Folded {
    /// `12 items, 9 done`.
    pub count: String,
    /// Open mandatory lines, named outside the fold.
    pub open: Vec<LineView>,
    /// By Step.
    pub steps: Vec<StepView>,
    /// Numbers and names of all, for print.
    pub names: String,
}

/// Lines that one datum would decide.
#[derive(Clone, Debug, Serialize)]
pub struct UnknownView {
    /// `[missing: usage of Exchange for 2026-08]`.
    pub missing: String,
    /// `6 items`.
    pub count: String,
    /// By Step.
    pub steps: Vec<StepView>,
}

/// Composes the checklist.
pub fn compose(scope: &Scope, assessment: &Assessment) -> Checklist {
    let lanes = lanes::lanes(assessment, scope.viewer);
    let maker = Maker { scope, assessment };
    let sections: Vec<SectionView> = lanes.sections.iter().map(|s| maker.section(s)).collect();
    let (this_week, this_week_more) = maker.this_week(&lanes);
    Checklist {
        masthead: masthead::masthead(scope, assessment.customer, &CHECKLIST),
        services: strip(scope, assessment, &sections),
        progress: progress_of(&lanes),
        this_week,
        this_week_more,
        unknown: lanes.unknown.iter().map(|(needs, groups)| maker.unknown(*needs, groups)).collect(),
        earlier: maker.folded(&lanes.earlier, true),
        later: (lanes.later > 0).then(|| later(lanes.later)),
        does_not: maker.does_not(&lanes),
        on_demand: maker.folded(&lanes.on_demand, false),
        done_earlier: maker.done_earlier(&lanes),
        missing: facts::missing(scope, assessment),
        sections,
    }
}

/// The strip; a service without lines has no section to lead to.
fn strip(scope: &Scope, assessment: &Assessment, sections: &[SectionView]) -> Vec<Glance> {
    let mut services = glance::glances(scope, &assessment.services);
    services.iter_mut().for_each(|own| own.linked = sections.iter().any(|s| s.anchor == own.anchor));
    services
}

fn later(n: usize) -> String {
    let verb = if n == 1 { "belongs" } else { "belong" };
    format!("{} {verb} to phases to come.", wording::counted(n, "item", "items"))
}

struct Maker<'a> {
    scope: &'a Scope<'a>,
    assessment: &'a Assessment<'a>,
}

impl Maker<'_> {
    fn this_week(&self, lanes: &Lanes) -> (Vec<Pressing>, Option<String>) {
        let week = this_week::this_week(now(lanes).flat_map(Group::all), self.scope.as_of);
        let lines = week.lines.iter().map(|(line, urgency)| self.pressing(line, *urgency)).collect();
        let more: usize = week.more.iter().sum();
        let kinds = ["overdue", "due", "without a date"];
        let said: Vec<String> = week
            .more
            .iter()
            .zip(kinds)
            .filter(|(n, _)| **n > 0)
            .map(|(n, kind)| format!("{} {kind}", wording::count(*n as i64)))
            .collect();
        (lines, (more > 0).then(|| format!("{} more: {}", wording::count(more as i64), said.join(", "))))
    }

    fn pressing(&self, line: &Line, urgency: Urgency) -> Pressing {
        let (name, why) = match (urgency, line.due) {
            (Urgency::Overdue, Some(due)) => ("overdue", wording::due(due, self.scope.as_of)),
            (Urgency::Due, Some(due)) => ("due", wording::due(due, self.scope.as_of)),
            _ => ("undated", "mandatory, no date".into()),
        };
        Pressing { urgency: name, why, roles: roles(&line.roles), line: line::line(self.scope, line, None) }
    }

    fn section(&self, section: &lanes::Section) -> SectionView {
        let roles: Vec<RoleView> = section
            .roles
            .iter()
            .map(|group| RoleView {
                title: roles(group.roles),
                steps: group.groups.iter().map(|g| self.step(g, false)).collect(),
            })
            .collect();
        SectionView {
            title: section.service.map_or("Whole customer", |s| s.as_str()).to_string(),
            anchor: section.service.map_or("whole-customer".into(), |s| glance::anchor(s)),
            progress: total(roles.iter().flat_map(|r| &r.steps).map(|s| &s.progress)),
            roles,
        }
    }

    /// A group of lines; outside of a service's section it names its service.
    fn step(&self, group: &Group, named: bool) -> StepView {
        let title = self.title(group.place.0, group.place.1);
        let only = group.lines.first().filter(|_| group.all().count() == 1 && !named);
        let alone = only.is_some_and(|line| title.as_ref() == Some(&line.text));
        let reason = self.reason(group).filter(|_| !alone);
        let view = |l: &&Line| line::line(self.scope, l, reason);
        let optional: Vec<LineView> = group.folded.iter().map(view).collect();
        StepView {
            word: if group.place.1.is_some() { "Step" } else { "Tasks" },
            title,
            alone,
            service: group.service.filter(|_| named).map(ToString::to_string),
            because: reason.map(|r| r.fact.clone()).filter(|f| !f.is_empty()),
            progress: progress(&group.lines),
            lines: group.lines.iter().map(view).collect(),
            optional_count: (!optional.is_empty())
                .then(|| wording::counted(optional.len(), "optional item", "optional items")),
            optional_names: names(&optional),
            optional,
        }
    }

    fn verdict(&self, group: &Group) -> Option<&ScenarioVerdict> {
        let scenario = group.place.1?;
        let mut all =
            self.assessment.scenarios.iter().filter(|s| (s.page, s.scenario) == (group.place.0, scenario));
        all.clone().find(|s| s.service.as_ref() == group.service).or_else(|| all.next())
    }

    /// Why the Step stands in this lane, if its own verdict says so and the viewer may know. Lines that another
    /// Step includes stand here for a reason of their own.
    fn reason(&self, group: &Group) -> Option<&Reason> {
        let lane = group.all().next()?.judgement.verdict;
        let own = self.verdict(group).filter(|v| v.judgement.verdict == lane)?;
        self.scope.viewer.may_see(own.judgement.audience).then_some(&own.judgement.because)
    }

    /// The heading of a Step, or the title of the page outside of Steps and for its Approach: only of pages that the viewer's root holds,
    /// only of a Step that the viewer may read.
    fn title(&self, idx: usize, scenario: Option<usize>) -> Option<String> {
        let page = self.scope.catalog.pages.get(idx).filter(|_| self.scope.holds(idx))?;
        let Some(scenario) = scenario else { return Some(page.title.clone()) };
        let (scenario, playbook) = (page.playbook.scenarios.get(scenario)?, &page.playbook);
        let is_it = |s: &Section| s.kind == SectionKind::Approach && s.anchor == scenario.anchor;
        let is_approach = playbook.sections.iter().any(is_it);
        let title = if is_approach { &page.title } else { &scenario.heading };
        scenario.audience.has(self.scope.viewer.audience).then(|| title.clone())
    }

    fn unknown(&self, needs: Option<&str>, groups: &[Group]) -> UnknownView {
        let items: usize = groups.iter().map(|g| g.all().count()).sum();
        UnknownView {
            missing: wording::missing(needs.unwrap_or("a condition that can be read")),
            count: wording::counted(items, "item", "items"),
            steps: groups.iter().map(|g| self.step(g, true)).collect(),
        }
    }

    fn folded(&self, groups: &[Group], name_open: bool) -> Option<Folded> {
        let all: Vec<&Line> = groups.iter().flat_map(Group::all).collect();
        let closed = all.iter().filter(|l| l.state.is_closed()).count();
        let open = |l: &&&Line| name_open && l.need == Some(Need::Mandatory) && !l.state.is_closed();
        let views: Vec<LineView> = all.iter().map(|l| line::line(self.scope, l, None)).collect();
        let count = wording::counted(all.len(), "item", "items");
        (!all.is_empty()).then(|| Folded {
            count: if closed > 0 { format!("{count}, {closed} done") } else { count },
            open: all.iter().filter(open).map(|l| line::line(self.scope, l, None)).collect(),
            steps: groups.iter().map(|g| self.step(g, true)).collect(),
            names: names(&views),
        })
    }

    fn does_not(&self, lanes: &Lanes) -> Vec<NotView> {
        let steps = lanes.does_not.iter().filter_map(|s| {
            let title = self.title(s.page, Some(s.scenario))?;
            Some((title, s.service.as_ref(), &s.judgement.because))
        });
        let lines =
            lanes.lines_not.iter().map(|l| (l.text.clone(), l.service.as_ref(), &l.judgement.because));
        does_not::grouped(self.scope, steps.chain(lines))
    }

    /// Ticks whose line is gone are known by their key and text, which may come from pages that a wider
    /// audience does not read: only the narrowest sees them.
    fn done_earlier(&self, lanes: &Lanes) -> Vec<String> {
        let inside = self.scope.is_inside();
        let of_line = |l: &&Line| done(&l.key, Some(&l.text), l.tick.as_ref(), inside);
        let gone =
            self.assessment.done_earlier.iter().filter(|(_, tick)| inside && tick.state != State::Open);
        let gone = gone.map(|(key, tick)| done(key, tick.text.as_deref(), Some(tick), inside));
        lanes.done_earlier.iter().map(of_line).chain(gone).collect()
    }
}

/// `Exchange: Count the printers. (22 Aug 2026, A-3)`; evidence stays inside.
fn done(key: &str, text: Option<&str>, tick: Option<&Tick>, inside: bool) -> String {
    let service = key.split_once('/').map_or("", |(service, _)| service);
    let what = text.unwrap_or(key);
    let what =
        if service.is_empty() || service == "customer" { what.into() } else { format!("{service}: {what}") };
    let state = tick.map(|t| t.state).filter(|s| *s != State::Done).map(|s| s.as_str().to_string());
    let day = tick.and_then(|t| t.on).map(|day| wording::day(day).text);
    let evidence = tick.and_then(|t| t.evidence.clone()).filter(|_| inside);
    let said: Vec<String> = [state, day, evidence].into_iter().flatten().collect();
    if said.is_empty() { what } else { format!("{what} ({})", said.join(", ")) }
}

/// `FastTrack Manager and FastTrack Engineer`.
pub fn roles(roles: &[Name]) -> String {
    let names: Vec<&str> = roles.iter().map(Name::as_str).collect();
    if names.is_empty() { "No role named".into() } else { wording::listed(&names) }
}

fn names(lines: &[LineView]) -> String {
    let name = |l: &LineView| l.number.as_ref().map_or(l.text.clone(), |n| format!("{n} {}", l.text));
    lines.iter().map(name).collect::<Vec<_>>().join("; ")
}

/// The groups of lines that apply now.
pub fn now<'a>(lanes: &'a Lanes<'a>) -> impl Iterator<Item = &'a Group<'a>> {
    lanes.sections.iter().flat_map(|s| &s.roles).flat_map(|r| &r.groups)
}

/// How far the lines are that apply now and count: the figure that the checklist opens with.
pub fn progress_of(lanes: &Lanes) -> Progress {
    let parts: Vec<Progress> = now(lanes).map(|group| progress(&group.lines)).collect();
    total(parts.iter())
}

fn progress(lines: &[&Line]) -> Progress {
    let counted = lines.iter().filter(|l| l.need != Some(Need::Optional));
    let all = counted.clone().count();
    tally(counted.filter(|l| l.state.is_closed()).count(), all)
}

fn total<'a>(parts: impl Iterator<Item = &'a Progress>) -> Progress {
    let (done, all) = parts.fold((0, 0), |(done, all), p| (done + p.done, all + p.all));
    tally(done, all)
}

fn tally(done: usize, all: usize) -> Progress {
    Progress { done, all, text: format!("{done} of {all} done") }
}
