//! TK003 task-conflict: one task, stated differently. In: task rows of live pages, the list of tasks. Out: one finding
//! a task, and one a row that is not named as the list names it.
//! Never: a translation against its source page; pages that share no reader.

use super::register::{Register, register};
use super::{Library, Rule, sample};
use crate::diagnostic::{Diagnostic, Findings, Severity, codes};
use crate::model::nearest::{bare, nearest};
use crate::model::page::Page;
use crate::model::playbook::{Need, Task};
use std::collections::BTreeMap;

/// TK003.
pub(super) static TASK_CONFLICT: Rule = Rule {
    code: &codes::TASK_CONFLICT,
    why: "A task on several pages is one line of the checklist. Where the pages differ in its need, the strictest wins; \
          where they differ in name or role, the reader sees only one of them.",
    fix: "Let all pages state the task alike: one name, one need, one role.",
    check: Some(check),
    sample: sample!("TK003", "b.md"),
};

/// A row and its page.
type Row<'a> = (&'a Page, &'a Task);

/// What rows of a task are compared by.
struct Aspect {
    what: &'static str,
    /// As compared; none: not stated.
    key: fn(&Task) -> Option<String>,
    /// As shown.
    shown: fn(&Task) -> String,
}

const ASPECTS: [Aspect; 3] = [
    Aspect {
        what: "need",
        key: |t| t.need.map(|n| n.as_str().to_string()),
        shown: |t| t.need.map_or("", Need::as_str).to_string(),
    },
    Aspect {
        what: "name",
        key: |t| Some(bare(&t.name)).filter(|n| !n.is_empty()),
        shown: |t| t.name.clone(),
    },
    Aspect { what: "role", key: role, shown: |t| roles(t).join(", ") },
];

/// Roles that the registry holds; others are TK002's.
fn role(task: &Task) -> Option<String> {
    let known = !task.roles.is_empty() && task.roles.iter().all(|r| r.known);
    known.then(|| roles(task).join(", "))
}

fn roles(task: &Task) -> Vec<&str> {
    let mut roles: Vec<&str> = task.roles.iter().map(|r| r.name.as_str()).collect();
    roles.sort_unstable();
    roles
}

fn check(library: &Library<'_>, findings: &mut Findings) {
    let mut rows: BTreeMap<&str, Vec<Row<'_>>> = BTreeMap::new();
    for page in library.live().filter(|p| !library.is_translated(p)) {
        for task in page.playbook.tasks.iter().filter(|t| t.span.source == page.source) {
            rows.entry(&task.id).or_default().push((page, task));
        }
    }
    let register = register(library);
    for (id, rows) in rows {
        findings.extend(rows.iter().filter_map(|row| misnamed(id, row.1, &register)));
        findings.extend(conflict(id, &rows, register.contains_key(id)));
    }
}

/// A row with another name than the list of tasks has: an error, but for a name that is only longer, shorter or
/// a few letters off.
fn misnamed(id: &str, task: &Task, register: &Register) -> Option<Diagnostic> {
    let (name, heading) = register.get(id)?;
    let (own, right) = (bare(&task.name), bare(name));
    if own.is_empty() || own == right {
        return None;
    }
    let near = own.contains(&right) || right.contains(&own) || nearest(&own, [right.as_str()]).is_some();
    let severity = if near { Severity::Warning } else { Severity::Error };
    let message = format!("task {id} is `{}` here, and `{name}` in the list of tasks", task.name);
    let found = Diagnostic::new(&codes::TASK_CONFLICT, task.span, message).severity(severity);
    Some(found.label(*heading, "in the list").help("name it as the list does, or mend the list"))
}

/// One finding for all that rows of a task differ in: at a row that differs from most, with one of those.
fn conflict(id: &str, rows: &[Row<'_>], is_listed: bool) -> Option<Diagnostic> {
    let mut differ = Vec::new();
    let mut places: Option<(Row<'_>, Row<'_>)> = None;
    // The list settles the name.
    for aspect in ASPECTS.iter().filter(|a| !(is_listed && a.what == "name")) {
        let Some((odd, usual, said)) = variants(aspect, rows) else { continue };
        differ.push(format!("{} {}", aspect.what, said.join(" or ")));
        places.get_or_insert((odd, usual));
    }
    let (odd, usual) = places?;
    let mut pages: Vec<&str> = rows.iter().map(|(page, _)| page.path.as_str()).collect();
    pages.dedup();
    let on = if pages.len() == 1 { "on this page".to_string() } else { format!("on {} pages", pages.len()) };
    let message = format!("task {id} is stated differently {on}: {}", differ.join("; "));
    let found = Diagnostic::new(&codes::TASK_CONFLICT, odd.1.span, message);
    Some(found.label(usual.1.span, "otherwise here").help("let all pages state the task alike"))
}

/// A row with a rare statement, one with the usual, and up to three statements as shown. None if all agree among
/// rows that a reader could see together.
fn variants<'a>(aspect: &Aspect, rows: &[Row<'a>]) -> Option<(Row<'a>, Row<'a>, Vec<String>)> {
    let mut by_key: BTreeMap<String, Vec<Row<'a>>> = BTreeMap::new();
    for row in rows {
        if let Some(key) = (aspect.key)(row.1) {
            by_key.entry(key).or_default().push(*row);
        }
    }
    let mut groups: Vec<Vec<Row<'a>>> = by_key.into_values().collect();
    groups.sort_by_key(|g| std::cmp::Reverse(g.len()));
    let (usual, others) = groups.split_first()?;
    let together = |row: &&Row<'a>| usual.iter().any(|u| !u.0.audiences.and(row.0.audiences).is_empty());
    let odd = others.iter().flatten().find(together)?;
    let first = usual.iter().find(|u| !u.0.audiences.and(odd.0.audiences).is_empty())?;
    let said = groups.iter().take(3).map(|g| format!("`{}`", (aspect.shown)(g[0].1))).collect();
    Some((*odd, *first, said))
}
