//! TK011 lines-alike: two lines of one step with the same words. In: scenarios. Out: findings with both places.
//! Never: lines of different steps, which speak of different customers; lines that TK007 names already.

use super::{Library, Rule, sample};
use crate::diagnostic::{Diagnostic, Findings, codes};
use crate::model::playbook::Item;
use crate::model::registry::spelling;
use std::collections::HashMap;

/// TK011.
pub(super) static LINES_ALIKE: Rule = Rule {
    code: &codes::LINES_ALIKE,
    why: "The checklist shows the same sentence twice, and nobody can say which of the two was ticked.",
    fix: "Say it once, or say in each line what is different: when it is done, or for whom.",
    check: Some(check),
    sample: sample!("TK011", "page.md"),
};

/// Words of a line that is more than a phrase.
const WORDS: usize = 4;

fn check(library: &Library<'_>, findings: &mut Findings) {
    for page in library.pages() {
        for scenario in &page.playbook.scenarios {
            let mut lines = Vec::new();
            collect(&scenario.items, &mut lines);
            let mut seen: HashMap<String, &Item> = HashMap::new();
            for line in lines.into_iter().filter(|l| l.text.split_whitespace().count() >= WORDS) {
                let Some(first) = seen.get(&spelling(&line.text)) else {
                    seen.insert(spelling(&line.text), line);
                    continue;
                };
                if !is_numbered(&line.id, &first.id) {
                    let message =
                        format!("this line of `{}` has the same words as another", scenario.heading);
                    let found = Diagnostic::new(&codes::LINES_ALIKE, line.span, message);
                    findings.push(
                        found
                            .label(first.span, "the same words")
                            .help("say it once, or say what is different"),
                    );
                }
            }
        }
    }
}

fn collect<'a>(items: &'a [Item], out: &mut Vec<&'a Item>) {
    for item in items {
        out.push(item);
        collect(&item.items, out);
    }
}

/// True for `x-2` beside `x`: a repeated id, which TK007 names.
fn is_numbered(id: &str, first: &str) -> bool {
    let tail = id.strip_prefix(first).and_then(|t| t.strip_prefix('-'));
    tail.is_some_and(|t| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit()))
}
