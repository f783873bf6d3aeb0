//! What came out, as text. In: a fixture. Out: one table per customer and kind.

use super::fixture::Fixture;
use gameplan::assess::run::assess;
use gameplan::assess::{Assessment, Judgement, Line};
use gameplan::source::Span;
use std::fmt::Write as _;

/// Every customer's tables in the order of `show`.
pub(crate) fn all(fixture: &Fixture) -> String {
    let locate = |span: Span| {
        let page = &fixture.catalog.pages[span.source.0 as usize];
        (page.path.clone(), span.start)
    };
    let mut out = String::new();
    for (customer, progress) in &fixture.customers {
        let assessment = assess(&fixture.catalog, customer, progress, fixture.as_of, &locate);
        let _ = writeln!(out, "## {}", customer.id);
        for kind in &fixture.show {
            match kind.as_str() {
                "scenarios" => scenarios(&mut out, fixture, &assessment),
                "lines" => assessment.lines.iter().for_each(|l| line(&mut out, l, "")),
                "places" => assessment.lines.iter().for_each(|l| places(&mut out, l)),
                "bands" => bands(&mut out, &assessment),
                "focus" => focus(&mut out, &assessment),
                "done-earlier" => done_earlier(&mut out, &assessment),
                other => panic!("no table {other}"),
            }
        }
    }
    out
}

fn scenarios(out: &mut String, fixture: &Fixture, assessment: &Assessment<'_>) {
    for verdict in &assessment.scenarios {
        let scenario = &fixture.catalog.pages[verdict.page].playbook.scenarios[verdict.scenario];
        let service = verdict.service.as_ref().map_or("-", |s| s.as_str());
        let _ = write!(out, "{} | {service} | ", scenario.id);
        judged(out, fixture, &verdict.judgement);
    }
}

fn judged(out: &mut String, fixture: &Fixture, judgement: &Judgement) {
    let audience = fixture.catalog.settings.audiences.name(judgement.audience);
    let place = judgement.because.rule.as_ref().map_or(0, |rule| rule.line);
    let _ =
        write!(out, "{} | {} | {audience} | :{place}", judgement.verdict.as_str(), judgement.because.fact);
    let _ = match &judgement.needs {
        Some(needs) => writeln!(out, " | needs {needs}"),
        None => writeln!(out),
    };
}

fn line(out: &mut String, line: &Line, indent: &str) {
    let need = line.need.map_or("-", |n| n.as_str());
    let roles: Vec<&str> = line.roles.iter().map(|r| r.as_str()).collect();
    let verdict = line.judgement.verdict.as_str();
    let _ = write!(
        out,
        "{indent}{} | {} | {verdict} | {need} | {} | {} | {}",
        line.key,
        line.text,
        if roles.is_empty() { "-".to_string() } else { roles.join(", ") },
        line.state.as_str(),
        line.judgement.because.fact,
    );
    if let Some(because) = &line.state_because {
        let _ = write!(out, " | {because}");
    }
    if let Some(text) = &line.due_text {
        let due = line.due.map_or("-".to_string(), |d| d.to_string());
        let _ = write!(out, " | due {due} ({text})");
    }
    if line.reworded {
        out.push_str(" | reworded");
    }
    out.push('\n');
    line.items.iter().for_each(|sub| self::line(out, sub, &format!("{indent}  ")));
}

fn places(out: &mut String, line: &Line) {
    let places: Vec<String> = line.places.iter().map(|p| format!("{}:{}", p.path, p.line)).collect();
    let _ = writeln!(out, "{} | readers {:03b} | {}", line.key, line.readers.0, places.join(", "));
}

fn bands(out: &mut String, assessment: &Assessment<'_>) {
    for state in &assessment.services {
        for measure in state.measures.iter().filter(|m| m.band.is_some() || m.next_edge.is_some()) {
            let band =
                measure.band.as_ref().map_or("-".to_string(), |b| format!("{} ({})", b.text, b.scenario));
            let next = measure.seats_to_next.map_or("-".to_string(), |n| n.to_string());
            let edge = measure.next_edge.as_deref().unwrap_or("-");
            let _ = writeln!(out, "{} {} | {band} | {next} | {edge}", state.name, measure.measure.name());
        }
    }
}

fn focus(out: &mut String, assessment: &Assessment<'_>) {
    for state in &assessment.services {
        for area in &state.focus {
            let judgement = &area.judgement;
            let (verdict, fact) = (judgement.verdict.as_str(), &judgement.because.fact);
            let _ = writeln!(out, "{} {} | {verdict} | {fact}", state.name, area.area);
        }
    }
}

fn done_earlier(out: &mut String, assessment: &Assessment<'_>) {
    for (key, tick) in &assessment.done_earlier {
        let _ = writeln!(out, "done earlier: {key} | {}", tick.state.as_str());
    }
}
