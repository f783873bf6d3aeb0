//! Focus areas: what settings give, else the seed playbook's own.
//! In: `focus:`. Out: [`FocusArea`]s with conditions of the one grammar. Never: judges a customer.

use crate::diagnostic::{Diagnostic, Findings, codes};
use crate::model::condition::{Rule, When};
use crate::model::registry::spelling;
use crate::model::settings::{FocusArea, Settings};
use crate::parse::schema::reader::{Cx, MapReader};
use crate::parse::schema::settings::FOCUS;
use crate::parse::when::{self, Words};
use crate::parse::yaml::NodeKind;
use crate::source::{SourceId, Span, Spanned};

/// Names and conditions of the defaults; an area that stands twice holds where one of its conditions does.
/// A plateau spans more than three months: no three have above 92 days. *Velocity* counts an end that has not
/// come as open; settings give other limits.
const DEFAULTS: [(&str, &str); 5] = [
    ("Large and low", "entitled >= 10000 and active usage < 20%"),
    ("Velocity", "days to kickoff > 30 days"),
    ("Velocity", "kickoff to enabled > 90 days"),
    ("Plateau", "plateau > 92 days"),
    ("Biggest losers", "loss >= 1"),
];

const FOCUS_HELP: &str =
    "write a condition such as `active usage < 20%`, or `on demand` for an area picked by hand";

/// The areas of a library whose settings name none.
pub(super) fn defaults(words: &Words<'_>, findings: &mut Findings) -> Vec<FocusArea> {
    let place = Span::new(SourceId(u32::MAX), 0..0);
    let area = |(name, text): (&str, &str)| FocusArea {
        name: Spanned::new(name.to_string(), place),
        when: condition(&Spanned::new(text.to_string(), place), words, findings),
    };
    DEFAULTS.map(area).into()
}

/// Reads `focus:`; a name that stands twice is a finding, the first stands.
pub(super) fn read(settings: &mut Settings, map: &MapReader<'_>, words: &Words<'_>, cx: &mut Cx<'_>) {
    for node in map.list("focus", cx) {
        let entry = MapReader::new(node, FOCUS, "a focus area", cx);
        let Some(name) = entry.text("name", cx) else { continue };
        if settings.focus.iter().any(|area| spelling(&area.name.value) == spelling(&name.value)) {
            cx.fault(name.span, format!("`{}` stands twice in `focus`", name.value), "keep one of them");
            continue;
        }
        for when in conditions(&entry, cx) {
            let when = condition(&when, words, cx.findings);
            if matches!(when.rule, Rule::Always) {
                let message = format!("`{}` is a focus area without a condition", name.value);
                cx.fault(when.span, message, FOCUS_HELP);
            }
            settings.focus.push(FocusArea { name: name.clone(), when });
        }
    }
}

/// `when: …`, or a list: the area holds where one of them does.
fn conditions(entry: &MapReader<'_>, cx: &mut Cx<'_>) -> Vec<Spanned<String>> {
    match entry.get("when").map(|node| &node.kind) {
        Some(NodeKind::List(_)) => entry.texts("when", cx),
        _ => entry.text("when", cx).into_iter().collect(),
    }
}

/// A condition that cannot be read is a fault of the settings: every document would say *unknown*.
fn condition(text: &Spanned<String>, words: &Words<'_>, findings: &mut Findings) -> When {
    let mut own = Findings::default();
    let when = when::read(&text.value, text.span, words, &mut own);
    findings.extend(own.0.into_iter().map(|d| Diagnostic {
        code: &codes::SETTINGS_SHAPE,
        severity: codes::SETTINGS_SHAPE.severity,
        ..d
    }));
    when
}
