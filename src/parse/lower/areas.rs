//! Focus areas: what settings give, else the seed playbook's own.
//! In: `focus:`. Out: [`FocusArea`]s with conditions of the one grammar. Never: judges a customer.

use crate::diagnostic::Findings;
use crate::model::condition::{Rule, When, WhenSource};
use crate::model::registry::{Registry, spelling};
use crate::model::settings::{FocusArea, Settings};
use crate::parse::schema::reader::{Cx, MapReader};
use crate::parse::schema::settings::FOCUS;
use crate::source::{SourceId, Span, Spanned};

/// Names and conditions of the defaults. A plateau spans more than three months: no three have above 92 days.
/// No pace is agreed for *Velocity*: its members are picked by hand.
const DEFAULTS: [(&str, &str); 4] = [
    ("Large and low", "entitled >= 10000 and active usage < 20%"),
    ("Velocity", "on demand"),
    ("Plateau", "plateau > 92 days"),
    ("Biggest losers", "loss >= 1"),
];

/// The areas of a library whose settings name none.
pub(super) fn defaults(settings: &Settings, registry: &Registry, findings: &mut Findings) -> Vec<FocusArea> {
    let place = Span::new(SourceId(u32::MAX), 0..0);
    let area = |(name, text): (&str, &str)| FocusArea {
        name: Spanned::new(name.to_string(), place),
        when: condition(&Spanned::new(text.to_string(), place), settings, registry, findings),
    };
    DEFAULTS.map(area).into()
}

/// Reads `focus:`; a name that stands twice is a finding, the first stands.
pub(super) fn read(settings: &mut Settings, map: &MapReader<'_>, registry: &Registry, cx: &mut Cx<'_>) {
    for node in map.list("focus", cx) {
        let entry = MapReader::new(node, FOCUS, "a focus area", cx);
        let (Some(name), Some(when)) = (entry.text("name", cx), entry.text("when", cx)) else { continue };
        if settings.focus.iter().any(|area| spelling(&area.name.value) == spelling(&name.value)) {
            cx.fault(name.span, format!("`{}` stands twice in `focus`", name.value), "keep one of them");
            continue;
        }
        let when = condition(&when, settings, registry, cx.findings);
        settings.focus.push(FocusArea { name, when });
    }
}

fn condition(text: &Spanned<String>, _: &Settings, _: &Registry, _: &mut Findings) -> When {
    When {
        text: Some(text.value.clone()),
        source: WhenSource::Label,
        rule: Rule::Unreadable("conditions are not read yet".into()),
        span: text.span,
    }
}
