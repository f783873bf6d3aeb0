//! A comparison as text. In: its view. Out: lines for a terminal, or Markdown for the comment on a pull request.
//! Never: unescaped text in Markdown; more than a comment may hold.

mod style;

use crate::document::diff::{Block, CauseView, ChangeView, EditView, View, Who};
use crate::document::wording::capitalised;
use crate::model::sentence::count;
use std::fmt::Write as _;
use style::Style;

/// Customers that are named where the same happens to many.
const NAMED: usize = 10;
/// Edits of one file that are named.
const EDITS: usize = 20;
/// Characters after which a comment names no further customers; GitHub takes 65,536.
const COMMENT: usize = 50_000;

/// For a terminal.
pub fn human(view: &View) -> String {
    text(view, &Style { markdown: false })
}

/// For a pull request.
pub fn markdown(view: &View) -> String {
    text(view, &Style { markdown: true })
}

fn text(view: &View, style: &Style) -> String {
    let mut out = head(view, style);
    let mut left = 0;
    for cause in &view.causes {
        if style.markdown && out.len() > COMMENT {
            left += 1;
            continue;
        }
        out.push_str(&of_cause(cause, style));
    }
    if left > 0 {
        let _ = writeln!(
            out,
            "\n{} not shown here; `gameplan diff --format json` has all.",
            count(left, "more cause")
        );
    }
    out.push_str(&apart(view, style));
    out
}

/// The answer in one line, and what has to be known to read it.
fn head(view: &View, style: &Style) -> String {
    let customers = &view.customers;
    let all = count(customers.compared, "customer");
    let bands = match customers.change_band {
        0 => String::new(),
        1 => ", 1 changes band".to_string(),
        n => format!(", {n} change band"),
    };
    let said = match customers.changed {
        0 => format!("nothing changes for {all}"),
        n => {
            let rest = match customers.unchanged {
                0 => String::new(),
                1 => "; 1 does not".to_string(),
                left => format!("; {left} do not"),
            };
            format!("{n} of {all} change{}{bands}{rest}", if n == 1 { "s" } else { "" })
        }
    };
    let day = match view.as_of.base == view.as_of.now {
        true => format!("as of {}", view.as_of.now),
        false => format!("as of {} before, {} now", view.as_of.base, view.as_of.now),
    };
    let mut out = match style.markdown {
        true => format!("### {}\n\nCompared with {}, {day}.\n", capitalised(&said), style.code(&view.base)),
        false => format!("compared with {}, {day}: {said}\n", view.base),
    };
    for note in &view.notes {
        let _ = writeln!(out, "{}{}", if style.markdown { "\n" } else { "note: " }, style.spans(note));
    }
    out
}

fn of_cause(cause: &CauseView, style: &Style) -> String {
    let mut out = String::from("\n");
    let files: Vec<String> = cause.files.iter().map(|file| style.file(file)).collect();
    let kinds = cause.kinds.join(" and ");
    let joint = match (cause.kinds.len(), cause.together) {
        (0 | 1, _) => "",
        (_, true) => " (only together)",
        (_, false) => " (each alone would do it)",
    };
    let title = if files.is_empty() { kinds } else { format!("{kinds}{joint}: {}", files.join(", ")) };
    let _ = writeln!(out, "{}{title}", if style.markdown { "#### " } else { "" });
    out.push_str(&edits(&cause.edits, cause.files.len() > 1, style));
    for block in &cause.blocks {
        out.push_str(&of_block(block, style));
        if style.markdown && out.len() > COMMENT {
            out.push_str("\nCut here; `gameplan diff --format json` has all.\n");
            break;
        }
    }
    out
}

/// What was edited: a table in Markdown, a line each on a terminal.
fn edits(edits: &[EditView], several: bool, style: &Style) -> String {
    let mut out = String::new();
    if style.markdown && !edits.is_empty() {
        out.push_str("\n| line | what | before | after |\n|-----:|------|--------|-------|\n");
    }
    for edit in edits.iter().take(EDITS) {
        let place = match several {
            true => style.file(&format!("{}:{}", edit.path, edit.line)),
            false => edit.line.to_string(),
        };
        let itself = [&edit.from, &edit.to].iter().any(|side| side.as_ref() == Some(&edit.name));
        let what = match edit.what {
            "value" => edit.name.clone(),
            what if itself => what.to_string(),
            _ => format!("{}: {}", short(&edit.name), edit.what),
        };
        let side =
            |text: &Option<String>| text.as_ref().map_or("–".to_string(), |text| style.plain(&short(text)));
        let _ = match style.markdown {
            true => writeln!(
                out,
                "| {place} | {} | {} | {} |",
                style.plain(&what),
                side(&edit.from),
                side(&edit.to)
            ),
            false => writeln!(out, "  {place}: {what}: {} → {}", side(&edit.from), side(&edit.to)),
        };
    }
    if edits.len() > EDITS {
        let _ = writeln!(out, "{}and {}", style.item(0), count(edits.len() - EDITS, "more edit"));
    }
    out
}

fn of_block(block: &Block, style: &Style) -> String {
    let mut out = String::new();
    let who = who(&block.customers, style);
    let n = count(block.customers.len(), "customer");
    let _ = match style.markdown {
        true => writeln!(out, "\n**{n}**: {who}\n"),
        false => writeln!(out, "  {n}: {who}"),
    };
    let mut service: Option<&Option<String>> = None;
    for change in &block.changes {
        if service != Some(&change.service) {
            let name = change.service.as_deref().unwrap_or("whole customer");
            let _ = writeln!(out, "{}{}", style.item(usize::from(!style.markdown)), style.plain(name));
            service = Some(&change.service);
        }
        let depth = if style.markdown { 1 } else { 2 };
        let _ = writeln!(out, "{}{}", style.item(depth), sentence(change, style));
    }
    out
}

/// Names with the figure that brings each here; many have their names alone.
fn who(customers: &[Who], style: &Style) -> String {
    let few = customers.len() <= NAMED;
    let one = |who: &Who| match who.because.as_ref().filter(|_| few) {
        Some(because) => format!("{} ({})", who.id, style.plain(because)),
        None => who.id.clone(),
    };
    let mut names: Vec<String> = customers.iter().take(NAMED).map(one).collect();
    if !few {
        names.push(format!("and {} more", customers.len() - NAMED));
    }
    names.join(", ")
}

fn sentence(change: &ChangeView, style: &Style) -> String {
    let title = style.plain(&change.title);
    let from = change.from.as_deref().map(|text| style.plain(text));
    let to = change.to.as_deref().map(|text| style.plain(text));
    let moved = |none: &str| {
        let side = |text: &Option<String>| text.clone().unwrap_or_else(|| none.to_string());
        format!("{} → {}", side(&from), side(&to))
    };
    match (change.kind, change.from.as_deref(), change.to.as_deref()) {
        ("band", ..) => format!("{title}: {}", moved("no band")),
        ("step", None, Some("applies")) => format!("step applies: {title}"),
        ("step", Some("applies"), None) => format!("step does not apply any more: {title}"),
        ("step", ..) => format!("step {title}: {}", moved("does not apply")),
        ("line", None, Some("applies")) => format!("comes: {title}"),
        ("line", Some("applies"), None) => format!("goes: {title}"),
        ("line", ..) => format!("“{title}”: {}", moved("not there")),
        ("wording", ..) => format!("reworded: {}", moved("")),
        ("state", ..) => format!("“{title}”: {}", moved("open")),
        ("tick", None, Some(now)) => format!("a tick loses its line “{title}”: {}", style.spans(now)),
        ("tick", ..) => format!("a tick has its line again: {title}"),
        ("missing", None, _) => format!("data is missing now: {title}"),
        ("missing", ..) => format!("data is not missing any more: {title}"),
        ("kpi", ..) => format!("KPI {title}: {}", moved("not asked")),
        ("focus", ..) => format!("focus {title}: {}", moved("no")),
        (kind, ..) => format!("“{title}”: {kind} {}", moved("none")),
    }
}

/// Customers that could not be compared, and edits that change nothing for anybody.
fn apart(view: &View, style: &Style) -> String {
    let mut parts: Vec<String> = Vec::new();
    let customers = &view.customers;
    for (lines, what) in [(&customers.new, "new"), (&customers.gone, "gone")] {
        if !lines.is_empty() {
            let names = lines.iter().take(NAMED).map(|l| format!("{} ({})", l.id, count(l.lines, "line")));
            let more = lines.len().saturating_sub(NAMED);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            parts.push(format!("{what}: {}{more}", names.collect::<Vec<_>>().join(", ")));
        }
    }
    for refused in &customers.refused {
        let because = style.plain(&refused.because);
        let side =
            if refused.side == "base" { "its record before has errors" } else { "its record has errors" };
        parts.push(format!("not compared: {} ({side}: {because})", refused.id));
    }
    for edit in view.without_effect.iter().take(NAMED) {
        let place = style.file(&format!("{}:{}", edit.path, edit.line));
        parts.push(format!("changes nobody: {place} {} ({})", style.plain(&short(&edit.name)), edit.what));
    }
    if view.without_effect.len() > NAMED {
        parts.push(format!("{} change nobody", count(view.without_effect.len() - NAMED, "more edit")));
    }
    if parts.is_empty() {
        return String::new();
    }
    let lines: Vec<String> = parts
        .iter()
        .map(|part| match style.markdown {
            true => format!("- {part}\n"),
            false => format!("{part}\n"),
        })
        .collect();
    format!("\n{}", lines.concat())
}

/// What tells a long text from another.
fn short(text: &str) -> String {
    const LONG: usize = 90;
    match text.char_indices().nth(LONG) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_string(),
    }
}
