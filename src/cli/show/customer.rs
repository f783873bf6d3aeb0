//! A customer for people. In: the view of `show customer`. Out: a page of text, widest facts first.
//! Never: a verdict without its reason.

use super::columns;
use crate::document::show::customer::{CustomerView, LineView, MeasureView, ScenarioView, ServiceView};
use std::fmt::Write as _;

/// Verdicts in the order in which they are read; the JSON keeps the playbooks' order.
const VERDICTS: [&str; 6] = ["applies", "unknown", "earlier", "later", "on-demand", "does-not"];

/// Services, steps, checklist, what is missing.
pub(super) fn text(view: &CustomerView) -> String {
    let mut out = format!("{} ({}), as of {}\n", view.name, view.id, view.as_of);
    for (name, one) in &view.services {
        service(&mut out, name, one);
    }
    steps(&mut out, &view.scenarios);
    checklist(&mut out, &view.checklist);
    if !view.missing.is_empty() {
        let _ = writeln!(out, "\nMissing: {}", view.missing.join(", "));
    }
    out
}

fn service(out: &mut String, name: &str, view: &ServiceView) {
    let _ = writeln!(out, "\n{name}");
    let rows: Vec<Vec<String>> = view.measures.iter().map(|(name, m)| measure(name, m)).collect();
    out.push_str(&columns(&rows));
    for kpi in &view.kpis {
        let _ = writeln!(out, "  KPI {}: {}: {}", kpi.name, kpi.band, kpi.because);
    }
    for focus in view.focus.iter().filter(|f| f.verdict != "does-not") {
        let _ = writeln!(out, "  focus {}: {}: {}", focus.area, focus.verdict, focus.because);
    }
}

/// Name, value, what it is made of, and how far it is from the next band and the target.
fn measure(name: &str, view: &MeasureView) -> Vec<String> {
    let Some(value) = &view.value else {
        return vec![name.into(), "unknown".into(), view.because.clone().unwrap_or_default()];
    };
    let of = |n: i64| view.numerator.map(|active| format!("{active}/{n}"));
    let mut said: Vec<String> = view.denominator.filter(|n| *n != 1).and_then(of).into_iter().collect();
    said.extend(view.as_of.clone());
    said.extend(view.stale.then(|| "stale".to_string()));
    said.extend(view.remark.clone());
    said.extend(view.band.as_ref().map(|b| format!("in {}", b.text)));
    said.extend(view.seats_to_next.map(|n| format!("{n} to leave it")));
    said.extend(view.seats_to_target.map(|n| format!("{n} to the target")));
    vec![name.into(), value.clone(), said.join(", ")]
}

fn steps(out: &mut String, all: &[ScenarioView]) {
    for verdict in VERDICTS {
        let those: Vec<&ScenarioView> = all.iter().filter(|s| s.verdict == verdict).collect();
        if !those.is_empty() {
            let _ = writeln!(out, "\nSteps: {verdict} ({})", those.len());
        }
        for step in those {
            let service = step.service.as_ref().map_or_else(String::new, |s| format!(" ({s})"));
            let needs = step.needs.as_ref().map_or_else(String::new, |n| format!("; needs {n}"));
            let _ = writeln!(out, "  {}{service}\n      because {}{needs}", step.id, step.because);
        }
    }
}

fn checklist(out: &mut String, lines: &[LineView]) {
    let _ = writeln!(out, "\nChecklist ({})", lines.len());
    for line in lines {
        let mark = if line.state == "open" { " ".into() } else { line.state.to_string() };
        let need = line.need.map_or_else(String::new, |n| format!("{n}: "));
        let _ = writeln!(out, "  [{mark}] {need}{}", line.text);
        let due = line.due.as_ref().map(|d| format!("due {d}"));
        let of = line.service.clone().unwrap_or_else(|| "whole customer".into());
        let role = Some(line.role.clone()).filter(|r| !r.is_empty());
        let said: Vec<String> = [Some(of), role, due].into_iter().flatten().collect();
        let _ = writeln!(out, "      {}; because {}\n      {}", said.join(", "), line.because, line.key);
    }
}
