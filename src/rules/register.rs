//! TK004 task-unregistered: tasks that the library's own list does not hold, and mentions of tasks that nobody has.
//! In: task tables, the list of tasks, prose. Out: findings. Never: a number that no word for task stands before; rows
//! of a change log, which speak of what was.

use super::{Library, Rule, places, sample, walk};
use crate::diagnostic::{Diagnostic, Findings, codes};
use crate::model::nearest::bare;
use crate::model::page::Page;
use crate::model::playbook::Task;
use crate::model::prose::{Block, BlockKind, folded};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// TK004.
pub(super) static TASK_UNREGISTERED: Rule = Rule {
    code: &codes::TASK_UNREGISTERED,
    why: "A task that the list of tasks does not hold has no instructions, and mostly no longer exists; a number in the text \
          that no page has leads its reader to nothing.",
    fix: "Write the task's present number, add the task to the list, or take the row out. The list is any page with at least \
          ten headings such as `## 3616: Move the mailboxes`.",
    check: Some(check),
    sample: sample!("TK004", "page.md"),
};

/// Headings that make a page the list of tasks.
const ENOUGH: usize = 10;

/// Words before the number of a task, lower case.
const TASK_WORDS: [&str; 12] = [
    "task",
    "tasks",
    "task id",
    "task #",
    "aufgabe",
    "aufgaben",
    "tarea",
    "tareas",
    "tarefa",
    "tarefas",
    "タスク",
    "任务",
];

/// The tasks of a list: number → name and heading.
pub(super) type Register = BTreeMap<String, (String, Span)>;

/// Every task that some page of the library lists by heading; empty without such a page.
pub(super) fn register(library: &Library<'_>) -> Register {
    let mut all = Register::new();
    for page in library.live().filter(|p| !library.is_translated(p)) {
        let mut own = Register::new();
        walk::leaves(page, &mut |block, _| {
            let text = library.sources.text(block.span).trim_start_matches(['#', ' ']);
            let numbered = text.starts_with(|c: char| c.is_ascii_digit());
            if let Some((id, name)) = numbered.then(|| listed(block)).flatten() {
                own.entry(id).or_insert((name, block.span));
            }
        });
        if own.len() >= ENOUGH {
            for (id, task) in own {
                all.entry(id).or_insert(task);
            }
        }
    }
    all
}

/// `3616: Move the mailboxes`.
fn listed(block: &Block) -> Option<(String, String)> {
    let BlockKind::Heading { content, .. } = &block.kind else { return None };
    let text = folded(content);
    let (id, name) = text.split_once([':', '：'])?;
    is_number(id.trim()).then(|| (id.trim().to_string(), name.trim().to_string()))
}

fn is_number(text: &str) -> bool {
    (2..=6).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

fn check(library: &Library<'_>, findings: &mut Findings) {
    let register = register(library);
    let live: Vec<&Page> = library.live().filter(|p| !library.is_translated(p)).collect();
    if !register.is_empty() {
        rows(&live, &register, findings);
    }
    let tasks = library.catalog.pages.iter().flat_map(|p| &p.playbook.tasks);
    let known: BTreeSet<&str> =
        tasks.map(|t| t.id.as_str()).chain(register.keys().map(String::as_str)).collect();
    if !known.is_empty() {
        live.iter().for_each(|page| mentions(library, page, &known, findings));
    }
}

/// The first row of each task that the list does not hold; the others are labels.
fn rows(live: &[&Page], register: &Register, findings: &mut Findings) {
    let mut missing: BTreeMap<&str, Vec<&Task>> = BTreeMap::new();
    for page in live {
        let own = page.playbook.tasks.iter().filter(|t| t.span.source == page.source);
        own.filter(|t| !register.contains_key(&t.id)).for_each(|t| missing.entry(&t.id).or_default().push(t));
    }
    for (id, rows) in missing {
        let message = format!("task {id} is not in the list of tasks");
        let help = renumbered(rows[0], register)
            .unwrap_or_else(|| "write its present number, or add it to the list".to_string());
        let mut found = Diagnostic::new(&codes::TASK_UNREGISTERED, rows[0].span, message).help(help);
        for row in rows.iter().skip(1).take(2) {
            found = found.label(row.span, "here too");
        }
        findings.push(found);
    }
}

/// The number under which the list has a task of the same name.
fn renumbered(task: &Task, register: &Register) -> Option<String> {
    let own = bare(&task.name);
    let (id, _) = register.iter().find(|(_, (name, _))| !own.is_empty() && bare(name) == own)?;
    Some(format!("the list has `{}` as {id}", task.name))
}

fn mentions(library: &Library<'_>, page: &Page, known: &BTreeSet<&str>, findings: &mut Findings) {
    walk::leaves(page, &mut |block, _| {
        if !matches!(block.kind, BlockKind::Paragraph(_)) {
            return;
        }
        for (at, id) in numbers(library.sources.text(block.span)) {
            if !known.contains(id) {
                let span = places::part(block.span, at, id.len());
                let message = format!("no page has a task {id}");
                let help = "write the number of a task that there is, or take the sentence out";
                findings.push(Diagnostic::new(&codes::TASK_UNREGISTERED, span, message).help(help));
            }
        }
    });
}

/// Numbers of three to five digits behind a word for task: `task 3616`, `Tasks 3616, 3617 and 3618`.
fn numbers(text: &str) -> Vec<(usize, &str)> {
    let joined = |c: char| c.is_whitespace() || matches!(c, ',' | '/' | '&' | '*' | '#');
    let joins = |between: &str| {
        let between = between.trim_matches(joined);
        between.is_empty() || between == "and"
    };
    let lower = text.to_ascii_lowercase();
    let (mut out, mut end, mut of_task) = (Vec::new(), 0, false);
    for (at, digits) in runs(text) {
        // A list of numbers goes on, or another begins: then the word stands before it.
        let goes_on = end > 0 && joins(&lower[end..at]);
        of_task = if goes_on { of_task } else { ends_with_task(lower[end..at].trim_end_matches(joined)) };
        end = at + digits.len();
        let whole = !text[end..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '%'));
        if of_task && whole && (3..=5).contains(&digits.len()) {
            out.push((at, digits));
        }
    }
    out
}

/// True if a text ends with a word for task, with or without a colon behind it.
fn ends_with_task(text: &str) -> bool {
    let text = text.strip_suffix(':').unwrap_or(text);
    TASK_WORDS.iter().any(|word| {
        let head = text.strip_suffix(word);
        head.is_some_and(|head| !word.is_ascii() || !head.ends_with(char::is_alphanumeric))
    })
}

/// Runs of digits with their places.
fn runs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices(|c: char| c.is_ascii_digit())
        .filter(|(at, _)| !text[..*at].ends_with(|c: char| c.is_ascii_alphanumeric()))
        .map(|(at, _)| {
            let rest = &text[at..];
            (at, &rest[..rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len())])
        })
}
