//! `show playbook PATH`: everything that was read from a page.
//! In: a page. Out: [`PlaybookView`]. Never: a customer.

use super::line;
use crate::assess::Locate;
use crate::model::band::{Band, Unit};
use crate::model::condition::{When, WhenSource};
use crate::model::page::Page;
use crate::model::playbook::{Item, Kpi, LabelKind, Labels, Need, Playbook, Required, Scenario, Task};
use serde::Serialize;
use serde_json::{Map, Value};

/// A page as it was read. Key order is the contract's.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the keys are DESIGN.md's")]
pub struct PlaybookView {
    pub path: String,
    pub title: String,
    pub front_matter: Map<String, Value>,
    pub labels: Map<String, Value>,
    pub sections: Vec<SectionView>,
    pub scenarios: Vec<ScenarioView>,
    pub tasks: Vec<TaskView>,
    pub kpis: Vec<KpiView>,
    pub data_fields: Vec<DataFieldView>,
    pub ring_updates: Vec<RingUpdateView>,
    pub refresh: Vec<RefreshView>,
    pub includes: Vec<String>,
    pub diagnostics: Vec<Value>,
}

/// A heading.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the keys are DESIGN.md's")]
pub struct SectionView {
    pub kind: &'static str,
    pub heading: String,
    pub level: u8,
    pub line: u32,
}

/// A scenario.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the keys are DESIGN.md's")]
pub struct ScenarioView {
    pub id: String,
    pub heading: String,
    pub line: u32,
    pub roles: Vec<String>,
    pub services: Vec<String>,
    pub motions: Vec<String>,
    pub phase: Vec<String>,
    pub when: WhenView,
    pub includes: Vec<String>,
    pub items: Vec<ItemView>,
    pub tasks: Vec<String>,
}

/// A condition.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the keys are DESIGN.md's")]
pub struct WhenView {
    pub text: Option<String>,
    pub source: &'static str,
}

/// A line.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the keys are DESIGN.md's")]
pub struct ItemView {
    pub id: String,
    pub id_source: &'static str,
    pub line: u32,
    pub text: String,
    pub need: Option<&'static str>,
    pub when: Option<WhenView>,
    pub due: Option<String>,
    pub items: Vec<Self>,
}

/// A task row.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the keys are DESIGN.md's")]
pub struct TaskView {
    pub id: String,
    pub name: String,
    pub mandatory: Option<bool>,
    pub role: Option<String>,
    pub services: Vec<String>,
    pub line: u32,
}

/// A KPI row.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the keys are DESIGN.md's")]
pub struct KpiView {
    pub name: String,
    pub definition: String,
    pub bands: BandsView,
    pub rated: bool,
    pub line: u32,
}

/// The three colours.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the keys are DESIGN.md's")]
pub struct BandsView {
    pub green: Option<String>,
    pub yellow: Option<String>,
    pub red: Option<String>,
}

/// A data field.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the keys are DESIGN.md's")]
pub struct DataFieldView {
    pub name: String,
    /// True, false, null, or the condition as written.
    pub required: Value,
    pub line: u32,
}

/// A ring update.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the keys are DESIGN.md's")]
pub struct RingUpdateView {
    pub id: String,
    pub name: String,
    pub link: String,
}

/// A row of the change log; a date that cannot be read stays as written.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the keys are DESIGN.md's")]
pub struct RefreshView {
    pub date: String,
    pub who: String,
    pub what: String,
}

/// Views a page; its findings are given ready for JSON.
pub fn compose(page: &Page, locate: &Locate<'_>, diagnostics: Vec<Value>) -> PlaybookView {
    let playbook = &page.playbook;
    PlaybookView {
        path: page.path.clone(),
        title: page.title.clone(),
        front_matter: page
            .front
            .entries
            .iter()
            .map(|e| (e.key.value.clone(), Value::String(e.value.value.clone())))
            .collect(),
        labels: labels(&playbook.labels),
        sections: sections(playbook, locate),
        scenarios: playbook.scenarios.iter().map(|s| scenario(s, playbook, locate)).collect(),
        tasks: playbook.tasks.iter().map(|t| task(t, locate)).collect(),
        kpis: playbook.kpis.iter().map(|k| kpi(k, locate)).collect(),
        data_fields: data_fields(playbook, locate),
        ring_updates: playbook
            .ring_updates
            .iter()
            .map(|r| RingUpdateView { id: r.id.clone(), name: r.name.clone(), link: r.link.clone() })
            .collect(),
        refresh: refresh(playbook),
        includes: playbook
            .includes
            .iter()
            .map(|i| i.path.clone().unwrap_or_else(|| i.target.clone()))
            .collect(),
        diagnostics,
    }
}

/// Every kind of the portal's labels, empty where the page has none; ours only where written.
fn labels(labels: &Labels) -> Map<String, Value> {
    let ours = |kind: &LabelKind| *kind as u8 >= LabelKind::When as u8;
    LabelKind::ALL
        .iter()
        .filter(|k| !ours(k) || labels.get(**k).is_some())
        .map(|k| (k.as_str().to_string(), Value::from(labels.values(*k).to_vec())))
        .collect()
}

fn sections(playbook: &Playbook, locate: &Locate<'_>) -> Vec<SectionView> {
    playbook
        .sections
        .iter()
        .map(|s| SectionView {
            kind: s.kind.as_str(),
            heading: s.heading.clone(),
            level: s.level,
            line: line(locate, s.span),
        })
        .collect()
}

fn scenario(s: &Scenario, playbook: &Playbook, locate: &Locate<'_>) -> ScenarioView {
    let values = |kind| s.labels.values(kind).to_vec();
    ScenarioView {
        id: s.id.clone(),
        heading: s.heading.clone(),
        line: line(locate, s.span),
        roles: s.roles.iter().map(|r| r.name.to_string()).collect(),
        services: values(LabelKind::AppliesTo),
        motions: values(LabelKind::Motions),
        phase: values(LabelKind::Phase),
        when: when(&s.when),
        includes: s.includes.iter().map(|i| i.value.clone()).collect(),
        items: s.items.iter().map(|i| item(i, locate)).collect(),
        tasks: s.tasks.iter().map(|t| playbook.tasks[*t].id.clone()).collect(),
    }
}

fn when(when: &When) -> WhenView {
    WhenView { text: when.text.clone(), source: when.source.as_str() }
}

fn item(i: &Item, locate: &Locate<'_>) -> ItemView {
    ItemView {
        id: i.id.clone(),
        id_source: i.id_source.as_str(),
        line: line(locate, i.span),
        text: i.text.clone(),
        need: i.need.map(Need::as_str),
        when: i.when.as_ref().filter(|w| w.source != WhenSource::None).map(when),
        due: i.due.as_ref().map(|d| d.text.clone()),
        items: i.items.iter().map(|sub| item(sub, locate)).collect(),
    }
}

fn task(t: &Task, locate: &Locate<'_>) -> TaskView {
    let roles: Vec<&str> = t.roles.iter().map(|r| r.name.as_str()).collect();
    TaskView {
        id: t.id.clone(),
        name: t.name.clone(),
        mandatory: t.need.map(|n| n == Need::Mandatory),
        role: (!roles.is_empty()).then(|| roles.join(" / ")),
        services: t.service_names.clone(),
        line: line(locate, t.span),
    }
}

fn kpi(k: &Kpi, locate: &Locate<'_>) -> KpiView {
    let [green, yellow, red] = &k.bands;
    KpiView {
        name: k.name.clone(),
        definition: k.definition.clone(),
        bands: BandsView { green: band(green), yellow: band(yellow), red: band(red) },
        rated: k.rated,
        line: line(locate, k.span),
    }
}

/// A unit only where the page writes one.
fn band(band: &Option<Band>) -> Option<String> {
    band.as_ref().map(|b| b.interval.text(b.unit == Unit::Percent))
}

fn data_fields(playbook: &Playbook, locate: &Locate<'_>) -> Vec<DataFieldView> {
    let required = |r: &Required| match r {
        Required::Yes => Value::Bool(true),
        Required::No => Value::Bool(false),
        Required::If(text, _) => Value::String(text.clone()),
        Required::Unsaid => Value::Null,
    };
    playbook
        .data_fields
        .iter()
        .map(|f| DataFieldView {
            name: f.name.clone(),
            required: required(&f.required),
            line: line(locate, f.span),
        })
        .collect()
}

fn refresh(playbook: &Playbook) -> Vec<RefreshView> {
    let date =
        |d: &crate::model::front_matter::PageDate| d.date.map_or_else(|| d.text.clone(), |d| d.to_string());
    playbook
        .refresh
        .iter()
        .map(|r| RefreshView { date: date(&r.date), who: r.who.clone(), what: r.what.clone() })
        .collect()
}
