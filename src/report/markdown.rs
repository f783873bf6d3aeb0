//! A summary for a pull request or a job's page. In: findings. Out: Markdown: counts, a table by rule, folded lists.
//! Never: longer than a comment may be; text of a page that acts as markup, or calls a person by `@`.

use super::by::{self, By};
use super::window::shown;
use super::{Options, Report, counted, order, tally};
use crate::diagnostic::Diagnostic;
use std::collections::HashMap;
use std::fmt::Write as _;

/// Bytes of the whole text: GitHub takes 65,536 characters in a comment.
const ROOM: usize = 60_000;

/// Bytes that are worth a folded list.
const LEAST: usize = 1_000;

/// The summary, a table by rule and what was found, folded.
pub(super) fn markdown(report: &Report<'_>, options: Options) -> String {
    let mut out = counts(report, options);
    let severity = By { key: "severity".to_string(), values: HashMap::new() };
    let by = report.by.unwrap_or(&severity);
    let groups = by::groups(report, by);
    for (at, group) in groups.iter().enumerate() {
        let title = if report.by.is_some() { group.title(by) } else { counted(group.counts()) };
        // Half of what is left goes to the worst group, half of the rest to the next, all of it to the last.
        let left = ROOM.saturating_sub(out.len());
        if left < LEAST {
            let _ = writeln!(out, "\nand {} more", groups.len() - at);
            break;
        }
        let room = if at + 1 == groups.len() { left } else { left / 2 };
        folded(&mut out, report, &title, &group.found, room);
    }
    out
}

/// The summary and a table: of the groups where they are asked for, else by rule.
pub(super) fn counts(report: &Report<'_>, _: Options) -> String {
    let summary = format!("### Gameplan check\n\n{}\n", escaped(&report.summary()));
    let table = match report.by {
        _ if report.findings.is_empty() => String::new(),
        Some(by) => groups(report, by),
        None => table(report, &order::sorted(report)),
    };
    summary + &table
}

/// One row a group.
fn groups(report: &Report<'_>, by: &By) -> String {
    let mut out = format!("\n| {} | Errors | Warnings | Suggestions | Files | Fixable |\n", plain(&by.key));
    out.push_str("| --- | ---: | ---: | ---: | ---: | ---: |\n");
    let groups = by::groups(report, by);
    for (at, group) in groups.iter().enumerate() {
        if out.len() > ROOM / 2 {
            let _ = writeln!(out, "| and {} more | | | | | |", groups.len() - at);
            break;
        }
        let [error, warning, suggestion] = group.counts();
        let (name, found) = (plain(&shown(&group.name(by))), &group.found);
        let (files, fixable) = (tally::files(found), tally::fixable(found));
        let _ = writeln!(out, "| {name} | {error} | {warning} | {suggestion} | {files} | {fixable} |");
    }
    out
}

/// One row a rule.
fn table(report: &Report<'_>, sorted: &[&Diagnostic]) -> String {
    let mut out = String::from(
        "\n| | Rule | Findings | Files | Fixable | First |\n| --- | --- | ---: | ---: | ---: | --- |\n",
    );
    for row in tally::by_code(sorted) {
        let first = code_span(&report.repository_place(row.found[0].span)).replace('|', "\\|");
        let (severity, id, name) = (row.severity.as_str(), row.code.id, row.code.name);
        let (count, files, fixable) = (row.found.len(), tally::files(&row.found), tally::fixable(&row.found));
        let _ = writeln!(out, "| {severity} | {id} {name} | {count} | {files} | {fixable} | {first} |");
    }
    out
}

/// A folded list. Where not all of it fits, the first of each shape come first, and the rest is counted.
fn folded(out: &mut String, report: &Report<'_>, title: &str, own: &[&Diagnostic], room: usize) {
    let _ = writeln!(out, "\n<details><summary>{}</summary>\n", html(&shown(title)));
    let mut items: Vec<String> = own.iter().map(|d| item(report, d)).collect();
    if items.iter().map(String::len).sum::<usize>() > room {
        items = order::worst_first(own).iter().map(|r| item(report, r.finding)).collect();
    }
    let (mut used, mut listed) = (0, 0);
    for item in &items {
        used += item.len();
        if used > room {
            break;
        }
        out.push_str(item);
        listed += 1;
    }
    if listed < items.len() {
        let command = code_span(&format!("{} --format short", report.command));
        let _ = writeln!(out, "- and {} more, which {command} lists", items.len() - listed);
    }
    out.push_str("\n</details>\n");
}

fn item(report: &Report<'_>, finding: &Diagnostic) -> String {
    let place = code_span(&report.repository_place(finding.span));
    let mut out = format!("- {place} **{}** {}", finding.code.id, escaped(&finding.message));
    for label in &finding.labels {
        let place = code_span(&report.repository_place(label.span));
        let _ = write!(out, "; {place}: {}", escaped(&label.text));
    }
    if let Some(help) = &finding.help {
        let _ = write!(out, ". Mend: {}", escaped(help));
    }
    out.push('\n');
    out
}

/// Words of a finding: what stands in backticks becomes code, everything else plain text.
fn escaped(text: &str) -> String {
    let line = shown(&text.replace(['\n', '\r'], " "));
    let pieces: Vec<&str> = line.split('`').collect();
    let mut out = String::with_capacity(line.len());
    for (idx, piece) in pieces.iter().enumerate() {
        // The last piece is plain: a backtick without a partner opens nothing.
        match idx % 2 == 1 && idx + 1 < pieces.len() {
            true => out.push_str(&code_span(piece)),
            false => out.push_str(&plain(piece)),
        }
    }
    out
}

/// Code; in a table `|` is still to be escaped.
fn code_span(text: &str) -> String {
    let text = shown(&text.replace(['\n', '\r'], " "));
    match (text.is_empty(), text.contains('`')) {
        (true, _) => String::new(),
        (false, true) => format!("`` {text} ``"),
        (false, false) => format!("`{text}`"),
    }
}

/// Text within a tag of HTML, where no markup of Markdown is read.
fn html(text: &str) -> String {
    text.replace('&', "&amp;").replace('#', "&#35;").replace('<', "&lt;").replace('@', "&#64;")
}

/// Text without markup: no tag, link, emphasis, table cell, person or issue.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '@' => out.push_str("&#64;"),
            '#' => out.push_str("&#35;"),
            '\\' | '*' | '_' | '[' | ']' | '|' | '~' | '>' | '$' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}
