//! Names that playbooks and records use: the defaults, and what settings add.
//! In: `assets/registry.yml`, the settings' `registry:`. Out: [`Registry`].
//! Never: a name of its own; what neither file holds stays unknown.

use crate::diagnostic::{Findings, codes};
use crate::model::registry::{Names, Registry};
use crate::parse::schema::reader::{Cx, MapReader};
use crate::parse::schema::settings::{REGISTRY, SERVICE};
use crate::parse::yaml::{self, Node, NodeKind};
use crate::source::{SourceFile, SourceId, Spanned};

const DEFAULTS: &str = include_str!("../../../assets/registry.yml");

/// The registry that ships with the program.
pub fn default_registry(findings: &mut Findings) -> Registry {
    let file = SourceFile::new(SourceId(u32::MAX), "assets/registry.yml".into(), DEFAULTS.into());
    let mut registry = Registry::default();
    if let Some(node) = yaml::parse(&file, 0..file.text.len(), findings, &codes::SETTINGS_SHAPE) {
        extend(&mut registry, &node, &mut Cx::new(findings, &codes::SETTINGS_SHAPE));
    }
    registry
}

/// Adds a `registry:` mapping: names and spellings come beside those that are there; a spelling that
/// another name holds moves over; a group of the same name is replaced.
pub(super) fn extend(registry: &mut Registry, node: &Node, cx: &mut Cx<'_>) {
    let map = MapReader::new(node, REGISTRY, "`registry`", cx);
    add_names(&mut registry.roles, "roles", &map, cx);
    add_services(registry, &map, cx);
    add_groups(registry, &map, cx);
    add_names(&mut registry.regions, "regions", &map, cx);
    add_names(&mut registry.phases, "phases", &map, cx);
    add_names(&mut registry.motions, "motions", &map, cx);
    add_statuses(registry, &map, cx);
    add_names(&mut registry.statuses, "status_aliases", &map, cx);
    add_names(&mut registry.reason_names, "reason_aliases", &map, cx);
}

fn add_names(names: &mut Names, key: &str, map: &MapReader<'_>, cx: &mut Cx<'_>) {
    for (name, node) in map.table(key, cx) {
        names.add(&name.value, aliases(node, &name.value, cx));
    }
}

fn add_services(registry: &mut Registry, map: &MapReader<'_>, cx: &mut Cx<'_>) {
    for (name, node) in map.table("services", cx) {
        let (spellings, unit) = match node.kind {
            NodeKind::Map(_) => {
                let service = MapReader::new(node, SERVICE, "a service", cx);
                let spellings = service.get("aliases").map_or_else(Vec::new, |n| aliases(n, "aliases", cx));
                (spellings, service.one_of("unit", cx))
            }
            _ => (aliases(node, &name.value, cx), None),
        };
        registry.services.add(&name.value, spellings);
        if let (Some(unit), Some(known)) = (unit, registry.services.find(&name.value)) {
            registry.units.insert(known.clone(), unit.value.to_string());
        }
    }
}

fn add_groups(registry: &mut Registry, map: &MapReader<'_>, cx: &mut Cx<'_>) {
    for (name, node) in map.table("groups", cx) {
        let mut members = Vec::new();
        for member in texts(node, &name.value, cx) {
            match registry.services.find(&member.value) {
                Some(service) => members.push(service.clone()),
                None => {
                    let message = format!("`{}` of group `{}` is no service", member.value, name.value);
                    let services: Vec<&str> = registry.services.iter().map(|n| n.as_str()).collect();
                    let otherwise = || "add it to `services`".to_string();
                    cx.slip(member.span, message, &member.value, &services, otherwise);
                }
            }
        }
        registry.insert_group(&name.value, members);
    }
}

fn add_statuses(registry: &mut Registry, map: &MapReader<'_>, cx: &mut Cx<'_>) {
    for (l1, reasons) in map.table("statuses", cx) {
        registry.statuses.add(&l1.value, [""; 0]);
        let Some(status) = registry.statuses.find(&l1.value).cloned() else { continue };
        for (l2, details) in cx.table(reasons, &format!("`{}`", l1.value)) {
            let reason = registry.add_reason(&status, &l2.value);
            for l3 in texts(details, &l2.value, cx) {
                registry.add_engineering_reason(&reason, &l3.value);
            }
        }
    }
}

/// Other spellings: a list, or one text.
fn aliases(node: &Node, name: &str, cx: &mut Cx<'_>) -> Vec<String> {
    texts(node, name, cx).into_iter().map(|text| text.value).collect()
}

/// A list of texts, or one text.
pub(super) fn texts(node: &Node, name: &str, cx: &mut Cx<'_>) -> Vec<Spanned<String>> {
    match &node.kind {
        NodeKind::Scalar(..) => cx.text(node, name).into_iter().collect(),
        _ => cx.list(node, name).iter().filter_map(|item| cx.text(item, name)).collect(),
    }
}
