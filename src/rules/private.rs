//! AU005 private-wording: words that speak to the inside, and its mail addresses, on pages that are read outside.
//! In: texts with their readers, the vocabulary's `private`. Out: one finding for each wording of a page.
//! Never: text that only the narrowest audience reads.

use super::{Library, Rule, places, sample, walk};
use crate::diagnostic::{Diagnostic, Findings, codes};
use crate::model::audience::AudienceId;
use crate::model::page::Page;
use crate::source::Span;
use std::collections::BTreeMap;

/// AU005.
pub(super) static PRIVATE_WORDING: Rule = Rule {
    code: &codes::PRIVATE_WORDING,
    why: "`Internal only` on a page that partners read says that the page, or the sentence, is in the wrong place; an \
          address of the inside brings mail from readers whom its owner does not know.",
    fix: "Narrow the page or the paragraph, or take the words out; name a public contact. The words are the library's to say: \
          `vocabulary: {private: [...]}` in gameplan.yml; one that begins with `@` is a host of mail addresses.",
    check: Some(check),
    sample: sample!("AU005", "page.md"),
};

fn check(library: &Library<'_>, findings: &mut Findings) {
    let wordings = &library.catalog.vocabulary.private;
    for page in &library.catalog.pages {
        // Most pages hold none of them: one look at the whole text is cheaper than one at each block.
        let text = library.sources.get(page.source).map_or("", |f| f.text.as_str()).to_ascii_lowercase();
        let said: Vec<&String> = wordings.iter().filter(|w| text.contains(w.as_str())).collect();
        if !said.is_empty() {
            on_page(library, page, &said, findings);
        }
    }
}

fn on_page(library: &Library<'_>, page: &Page, wordings: &[&String], findings: &mut Findings) {
    let audiences = &library.catalog.settings.audiences;
    let mut found: BTreeMap<String, (Span, usize, AudienceId)> = BTreeMap::new();
    walk::leaves(page, &mut |block, readers| {
        let outside = audiences.ids().filter(|id| *id < audiences.narrowest());
        let Some(reader) = outside.filter(|id| readers.has(*id)).last() else { return };
        let text = library.sources.text(block.span).to_ascii_lowercase();
        for (at, length) in wordings.iter().flat_map(|w| places(&text, w)) {
            let said = text[at..at + length].to_string();
            let entry = found.entry(said).or_insert((places::part(block.span, at, length), 0, reader));
            entry.1 += 1;
        }
    });
    for (said, (span, count, reader)) in found {
        let what = if said.contains('@') { "is an address of the inside" } else { "speaks to the inside" };
        let more = if count > 1 { format!(", {count} times") } else { String::new() };
        let message = format!("`{said}` {what}, on a page that `{}` reads{more}", audiences.name(reader));
        let mut told = Diagnostic::new(&codes::PRIVATE_WORDING, span, message)
            .help("narrow what holds it, or take it out");
        if let Some(label) = page.audience_span {
            told = told.label(label, "who reads it");
        }
        findings.push(told);
    }
}

/// Places of a wording as whole words; of `@host` with the name before it, outside the target of a `mailto:` link.
fn places(text: &str, wording: &str) -> Vec<(usize, usize)> {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    let mut out = Vec::new();
    for (at, _) in text.match_indices(wording) {
        let end = at + wording.len();
        let cut = text[end..].starts_with(|c: char| c.is_alphanumeric() || c == '-');
        if wording.starts_with('@') {
            let name = text[..at]
                .rfind(|c: char| !is_name(c))
                .map_or(0, |n| n + text[n..].chars().next().map_or(1, char::len_utf8));
            if name < at && !cut && !text[..name].ends_with("mailto:") {
                out.push((name, end - name));
            }
        } else if !cut && !text[..at].ends_with(char::is_alphanumeric) {
            out.push((at, wording.len()));
        }
    }
    out
}
