//! A page for people: what was read, line by line. In: the view of `show playbook`. Out: a page of text in which every
//! entry begins with its line. Never: what the page does not hold, said as empty.

use super::columns;
use crate::document::shell;
use crate::document::show::playbook::{ItemView, KpiView, PlaybookView, ScenarioView, TaskView, WhenView};
use std::fmt::Write as _;

/// Labels, headings, steps, tables, and how many findings there are.
pub(super) fn text(view: &PlaybookView) -> String {
    let mut out = format!("{}\n{}\n", view.title, view.path);
    let labels: Vec<Vec<String>> = view.labels.iter().filter_map(|(k, v)| label(k, v)).collect();
    block(&mut out, "Labels of the page", &labels);
    let sections = view.sections.iter().map(|s| {
        vec![s.line.to_string(), s.kind.into(), format!("{} {}", "#".repeat(s.level.into()), s.heading)]
    });
    block(&mut out, "Headings", &sections.collect::<Vec<_>>());
    for scenario in &view.scenarios {
        step(&mut out, scenario);
    }
    block(&mut out, "Tasks", &view.tasks.iter().map(task).collect::<Vec<_>>());
    block(&mut out, "KPIs", &view.kpis.iter().map(kpi).collect::<Vec<_>>());
    let fields = view.data_fields.iter().map(|f| {
        let required = match &f.required {
            serde_json::Value::Bool(true) => "required".to_string(),
            serde_json::Value::Bool(false) => "not required".to_string(),
            serde_json::Value::String(when) => format!("required when {when}"),
            _ => "required or not: not said".to_string(),
        };
        vec![f.line.to_string(), f.name.clone(), required]
    });
    block(&mut out, "Data fields", &fields.collect::<Vec<_>>());
    let rings = view.ring_updates.iter().map(|r| vec![r.id.clone(), r.name.clone(), r.link.clone()]);
    block(&mut out, "Ring updates", &rings.collect::<Vec<_>>());
    let refresh = view.refresh.iter().map(|r| vec![r.date.clone(), r.who.clone(), r.what.clone()]);
    block(&mut out, "Refresh summary", &refresh.collect::<Vec<_>>());
    block(&mut out, "Includes", &view.includes.iter().map(|i| vec![i.clone()]).collect::<Vec<_>>());
    match view.diagnostics.len() {
        0 => {}
        1 => out.push_str(&format!("\n1 finding: `gameplan check {}`\n", shell::word(&view.path))),
        n => out.push_str(&format!("\n{n} findings: `gameplan check {}`\n", shell::word(&view.path))),
    }
    out
}

/// A title and its rows; nothing where there are none.
fn block(out: &mut String, title: &str, rows: &[Vec<String>]) {
    if !rows.is_empty() {
        let _ = write!(out, "\n{title}\n{}", columns(rows));
    }
}

fn label(kind: &str, values: &serde_json::Value) -> Option<Vec<String>> {
    let values: Vec<&str> = values.as_array()?.iter().filter_map(|v| v.as_str()).collect();
    (!values.is_empty()).then(|| vec![kind.replace('_', " "), values.join(" / ")])
}

fn step(out: &mut String, view: &ScenarioView) {
    let _ = writeln!(out, "\nStep: {} (line {})\n  id {}", view.heading, view.line, view.id);
    let lists = [&view.roles, &view.services, &view.phase, &view.motions];
    let rows = ["roles", "services", "phase", "motions"].into_iter().zip(lists);
    let mut rows: Vec<Vec<String>> =
        rows.filter(|(_, l)| !l.is_empty()).map(|(k, l)| vec![k.into(), l.join(" / ")]).collect();
    rows.extend(when(&view.when).map(|w| vec!["when".into(), w]));
    rows.extend((!view.includes.is_empty()).then(|| vec!["includes".into(), view.includes.join(", ")]));
    rows.extend((!view.tasks.is_empty()).then(|| vec!["tasks".into(), view.tasks.join(", ")]));
    out.push_str(&columns(&rows));
    view.items.iter().for_each(|i| item(out, i, 1));
}

/// `active usage < 10 %, from the heading`.
fn when(view: &WhenView) -> Option<String> {
    let text = view.text.as_ref()?;
    Some(if view.source == "heading" { format!("{text} (read from the heading)") } else { text.clone() })
}

fn item(out: &mut String, view: &ItemView, depth: usize) {
    let indent = "  ".repeat(depth);
    let need = view.need.map_or_else(String::new, |n| format!("{n}: "));
    let _ = writeln!(out, "{indent}{} {need}{}", view.line, view.text);
    let said = [
        Some(format!("id {} ({})", view.id, view.id_source)),
        view.when.as_ref().and_then(when).map(|w| format!("when {w}")),
        view.due.as_ref().map(|d| format!("due {d}")),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    let _ = writeln!(out, "{indent}    {}", said.join(", "));
    view.items.iter().for_each(|i| item(out, i, depth + 1));
}

fn task(view: &TaskView) -> Vec<String> {
    let need = match view.mandatory {
        Some(true) => "mandatory",
        Some(false) => "optional",
        None => "no need",
    };
    let of = [view.role.clone(), Some(view.services.join(" / ")).filter(|s| !s.is_empty())];
    let of: Vec<String> = of.into_iter().flatten().collect();
    vec![view.line.to_string(), view.id.clone(), need.into(), view.name.clone(), of.join(", ")]
}

fn kpi(view: &KpiView) -> Vec<String> {
    let bands = [("green", &view.bands.green), ("yellow", &view.bands.yellow), ("red", &view.bands.red)];
    let said = bands.map(|(colour, band)| match band {
        Some(band) => format!("{colour} {band}"),
        None => format!("no {colour}"),
    });
    let rated = if view.rated { "" } else { ", not rated" };
    vec![
        view.line.to_string(),
        view.name.clone(),
        view.definition.clone(),
        format!("{}{rated}", said.join(", ")),
    ]
}
