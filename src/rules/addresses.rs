//! LN007 link-malformed: addresses that no browser opens. In: targets as written. Out: findings, most with a fix.
//! Never: a path of the library that looks like a host; invisible signs, which ST001 takes out.

use super::{Library, Rule, places, sample, walk};
use crate::diagnostic::{Diagnostic, Findings, Safety, codes};
use crate::model::nearest::apart;
use crate::model::prose::is_zero_width;
use crate::source::Span;

/// LN007.
pub(super) static LINK_MALFORMED: Rule = Rule {
    code: &codes::LINK_MALFORMED,
    why: "A mail address without `mailto:`, a host without `https://` or a slip in the scheme is read as a file of the \
          library: the link is dead everywhere.",
    fix: "Write the whole address. The fix does, where only one is possible.",
    check: Some(check),
    sample: sample!("LN007", "page.md"),
};

/// Endings of hosts that pages name without a scheme.
const DOMAINS: [&str; 12] = ["com", "net", "org", "io", "ms", "gov", "edu", "eu", "de", "uk", "info", "dev"];

fn check(library: &Library<'_>, findings: &mut Findings) {
    for page in &library.catalog.pages {
        walk::targets(page, &mut |span, target, image| {
            let Some((message, right, safety)) = fault(target).filter(|_| !image) else { return };
            let place = places::within(library.sources, span, target);
            let found =
                Diagnostic::new(&codes::LINK_MALFORMED, place, message).help(format!("write `{right}`"));
            let written = library.sources.text(place) == target;
            findings.push(if written { found.fix(safety, place, right) } else { found });
        });
    }
}

/// What is wrong with an address, the right one, and whether there is no other.
fn fault(target: &str) -> Option<(String, String, Safety)> {
    let text: String = target.trim().chars().filter(|c| !is_zero_width(*c)).collect();
    let text = text.strip_prefix("mailto=").unwrap_or(&text);
    let mail = text.split_once('@').filter(|(name, host)| {
        !name.is_empty()
            && host.contains('.')
            && !text.contains(['/', ':', '\\', '?', ' '])
            && !host.contains('@')
    });
    if mail.is_some() {
        return Some((
            format!("`{text}` is a mail address without `mailto:`"),
            format!("mailto:{text}"),
            Safety::Safe,
        ));
    }
    if let Some(right) = scheme(text) {
        return Some((format!("`{text}` does not begin as an address does"), right, Safety::Unsafe));
    }
    let host = text.split(['/', '?', '#']).next().unwrap_or(text);
    let ending = host.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase());
    let is_host = !host.contains([':', '@', '\\', ' '])
        && (host.starts_with("www.") || ending.is_some_and(|e| DOMAINS.contains(&e.as_str())))
        && !host.starts_with('.');
    is_host.then(|| {
        (format!("`{host}` is a host without `https://`"), format!("https://{text}"), Safety::Unsafe)
    })
}

/// The right beginning of `hhttps://`, `https//`, `http:/x`, `https://https://x`.
fn scheme(text: &str) -> Option<String> {
    for doubled in ["https://https://", "http://http://", "https://http://", "http://https://"] {
        if let Some(rest) = text.strip_prefix(doubled) {
            return Some(format!("https://{rest}"));
        }
    }
    let end = text.find(['/', '\\'])?;
    let (start, rest) = (&text[..end], text[end..].trim_start_matches(['/', '\\']));
    let slashes = text.len() - end - rest.len();
    let word = start.trim_end_matches(':');
    let near = ["https", "http"].into_iter().any(|right| apart(&word.to_lowercase(), right) <= 1);
    let right = matches!(start, "http:" | "https:") && text[end..].starts_with("//") && slashes == 2;
    let sound = matches!(start.to_ascii_lowercase().as_str(), "http:" | "https:") && slashes == 2;
    (near && !right && !sound && rest.contains('.') && (start.ends_with(':') || slashes == 2))
        .then(|| format!("https://{rest}"))
}

/// Spans of findings of this rule, for the room that says "nothing there" of the same target.
pub(super) fn covers(found: &[Diagnostic], span: Span) -> bool {
    found.iter().any(|d| d.code.id == codes::LINK_MALFORMED.id && d.span == span)
}
