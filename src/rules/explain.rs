//! The pages of the rules, and their list. In: the table, the samples of the tests. Out: Markdown, for `explain` and
//! `docs/rules/`.
//! Never: a sample that no test runs; a team's own are run by `check --test-rules`.

use super::{RULES, Rule, team};
use crate::diagnostic::{Code, find};
use crate::model::sentence::{both, ticked};
use crate::model::settings::Settings;
use crate::model::team_rule::{Fault, Place, TeamRule};
use std::fmt::Write as _;

/// What a code, name or alias means: the rule's page. None if no rule is called so.
pub fn explain(code: &str) -> Option<String> {
    let code = find(code)?;
    RULES.iter().find(|rule| rule.code.id == code.id).map(|rule| page(rule))
}

/// One line a rule: code, name, severity, what it is.
pub fn list() -> String {
    let longest = RULES.iter().map(|rule| rule.code.name.len()).max().unwrap_or(0);
    let line = |rule: &&Rule| {
        let Code { id, name, severity, summary, .. } = rule.code;
        format!("{id}  {name:longest$}  {:10}  {}\n", severity.as_str(), summary)
    };
    RULES.iter().map(line).collect()
}

/// The page of a code, a team's own too.
pub fn explain_code(code: &Code) -> Option<String> {
    code.page.map(str::to_string).or_else(|| explain(code.id))
}

/// The page of a code, name or alias as a library knows it: with the rules of its team.
pub fn explain_in(name: &str, settings: &Settings) -> Option<String> {
    team::named(name, settings).and_then(explain_code)
}

/// The page of a rule in Markdown; ends with a line end.
pub fn page(rule: &Rule) -> String {
    let code = rule.code;
    let mut out = format!("# {} {}\n\n", code.id, code.name);
    let _ = writeln!(out, "{}: {}.\n", capital(code.severity.as_str()), code.summary);
    let _ = writeln!(out, "## Why\n\n{}\n", rule.why);
    let _ = writeln!(out, "## How to mend it\n\n{}\n", rule.fix);
    sample(&mut out, "Bad", rule.sample.path, rule.sample.bad);
    sample(&mut out, "Good", rule.sample.path, rule.sample.good);
    let _ = writeln!(
        out,
        "## Level\n\n`rules: {{levels: {{{0}: off}}}}` in gameplan.yml switches it off; `suggestion`, `warning` and `error` set \
         its weight; `rules: {{folders: {{\"archive/**\": {{{0}: off}}}}}}` does so for some files. One place is let through by `<!-- gameplan-ignore {0} reason -->` on its line or the line above \
         (`# gameplan-ignore {0} reason` in YAML), a whole file by `gameplan-ignore-file`.",
        code.id
    );
    let until = code.suggests_until.map_or_else(String::new, |day| format!(" It only suggests until {day}."));
    let _ = writeln!(out, "\nIt came with the rule set {}.{until}", code.since);
    let aliases = crate::diagnostic::aliases(code);
    if !aliases.is_empty() {
        let names: Vec<String> = aliases.iter().map(|a| format!("`{a}`")).collect();
        let _ = writeln!(out, "\nIt is known by these names too: {}.", names.join(", "));
    }
    out
}

/// The page of a rule that a team wrote: the team's words and samples.
pub(super) fn team_page(rule: &TeamRule) -> String {
    let mut out = format!("# {} {}\n\n", rule.code.value, rule.name);
    let _ = writeln!(out, "{}: {}. A rule of this library's own.\n", capital(&rule.severity), rule.message);
    if let Some(why) = &rule.why {
        let _ = writeln!(out, "## Why\n\n{why}\n");
    }
    let mend =
        rule.help.clone().or_else(|| rule.replace.as_ref().map(|with| format!("Write `{with}` instead.")));
    if let Some(mend) = mend {
        let _ = writeln!(out, "## How to mend it\n\n{mend}\n");
    }
    let _ = writeln!(out, "## What it looks at\n\n{}\n", looks_at(rule));
    for (title, samples) in [("Bad", &rule.bad), ("Good", &rule.good)] {
        for sample in samples {
            let _ = writeln!(out, "## {title}\n\n{}\n", fenced(&sample.value, "markdown"));
        }
    }
    let _ = writeln!(
        out,
        "## Level\n\n`rules: {{team: {{{0}: …}}}}` in gameplan.yml is where it stands; `rules: {{levels: {{{0}: off}}}}` switches \
         it off. One place is let through by `<!-- gameplan-ignore {0} reason -->`.",
        rule.code.value
    );
    out
}

fn looks_at(rule: &TeamRule) -> String {
    let place = match &rule.place {
        Place::Text => "The text".to_string(),
        Place::Link => "Targets of links and images".to_string(),
        Place::Heading => "Headings".to_string(),
        Place::Cell(None) => "Cells of tables".to_string(),
        Place::Cell(Some(column)) => format!("Cells of the column `{column}`"),
        Place::Key(key) => format!("The value of `{key}`"),
    };
    let files: Vec<&str> = rule.files.iter().map(|glob| glob.value.as_str()).collect();
    let files = if files.is_empty() { "every page".to_string() } else { both(ticked(&files)) };
    let (verb, pattern) = match &rule.fault {
        Fault::Holds(pattern) => ("may not hold", pattern),
        Fault::Lacks(pattern) => ("must hold", pattern),
    };
    format!("{place} in {files} {verb} `{}`.", pattern.as_str())
}

fn sample(out: &mut String, title: &str, path: &str, text: &str) {
    let language = match path.rsplit_once('.') {
        Some((_, "md")) => "markdown",
        Some((_, "yml")) => "yaml",
        _ => "text",
    };
    let _ = writeln!(out, "## {title}\n\n`{path}`\n\n{}\n", fenced(text, language));
}

/// Text in a fence longer than any in it.
fn fenced(text: &str, language: &str) -> String {
    let fence = "`".repeat(text.split(|c| c != '`').map(str::len).max().unwrap_or(0).max(2) + 1);
    let visible: String = text.chars().map(visible).collect();
    format!("{fence}{language}\n{}\n{fence}", visible.trim_end())
}

/// Signs that nobody sees are shown as `U+200B`.
fn visible(c: char) -> String {
    match c {
        '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => format!("<U+{:04X}>", u32::from(c)),
        _ => c.to_string(),
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
