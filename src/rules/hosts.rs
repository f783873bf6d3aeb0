//! Addresses that work and should not be written so: LN001 link-insecure, LN004 locale-in-link, LN010 safelink.
//! In: targets as written. Out: findings with fixes. Never: the network; one link under two of these codes.

use super::{Library, Rule, places, sample, walk};
use crate::diagnostic::{Diagnostic, Findings, Safety, Severity, codes};
use crate::model::links;
use crate::model::page::Page;
use crate::model::settings::Checks;
use crate::resolve::target;
use crate::source::{SourceMap, Span};

/// LN001.
pub(super) static LINK_INSECURE: Rule = Rule {
    code: &codes::LINK_INSECURE,
    why: "An `http:` address sends its reader over an open line, and an absolute address of the site itself leads out of \
          the audience's own root and dies when a page moves.",
    fix: "Write `https:`, and link to pages of the site by their file. The site's own hosts are `site: {hosts: [...]}` in \
          gameplan.yml. Hosts that are known to answer by https are mended without asking; `rules: {hosts: {secure: [...]}}` \
          adds to them.",
    check: Some(insecure),
    sample: sample!("LN001", "page.md"),
};

/// LN004.
pub(super) static LOCALE_IN_LINK: Rule = Rule {
    code: &codes::LOCALE_IN_LINK,
    why: "With `en-us` in the address every reader lands on the English page, whatever their language.",
    fix: "Leave the locale out; these hosts choose it by the reader. A translation may link to its own language. \
          `rules: {hosts: {localized: [...]}}` in gameplan.yml adds hosts that choose.",
    check: Some(locale),
    sample: sample!("LN004", "page.md"),
};

/// LN010.
pub(super) static SAFELINK: Rule = Rule {
    code: &codes::SAFELINK,
    why: "The address was copied from a mail: it leads through a filter, carries the mail address of whoever received it, \
          and stops working.",
    fix: "Write the address that it hides; the fix decodes it.",
    check: Some(safelink),
    sample: sample!("LN010", "page.md"),
};

/// Domains that answer by https wherever they answer.
const SECURE: [&str; 17] = [
    "microsoft.com",
    "aka.ms",
    "office.com",
    "office365.com",
    "office.net",
    "windows.net",
    "windows.com",
    "azure.com",
    "sharepoint.com",
    "live.com",
    "outlook.com",
    "bing.com",
    "github.com",
    "visualstudio.com",
    "msdn.com",
    "skype.com",
    "youtube.com",
];

/// Hosts that choose the reader's language when the address names none.
const LOCALIZED: [&str; 9] = [
    "docs.microsoft.com",
    "learn.microsoft.com",
    "support.microsoft.com",
    "support.office.com",
    "azure.microsoft.com",
    "technet.microsoft.com",
    "msdn.microsoft.com",
    "products.office.com",
    "www.microsoft.com",
];

const SAFELINKS: &str = "safelinks.protection.outlook.com";

/// The parts of an http address.
struct Address<'t> {
    secure: bool,
    /// With a port, if there is one.
    host: &'t str,
    /// From the first `/`, `?` or `#` on.
    rest: &'t str,
}

fn address(target: &str) -> Option<Address<'_>> {
    let text = target.trim();
    let scheme = if starts(text, "https://") { "https://" } else { "http://" };
    if !starts(text, scheme) {
        return None;
    }
    let after = &text[scheme.len()..];
    let end = after.find(['/', '?', '#']).unwrap_or(after.len());
    Some(Address { secure: scheme == "https://", host: &after[..end], rest: &after[end..] })
}

fn starts(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|s| s.eq_ignore_ascii_case(start))
}

/// Links of all pages with their parts; those through the mail filter have a code of their own.
fn each(library: &Library<'_>, f: &mut dyn FnMut(&Page, Span, &str, Address<'_>)) {
    for page in &library.catalog.pages {
        walk::targets(page, &mut |span, target, _| {
            if let Some(parts) = address(target).filter(|a| !a.host.to_ascii_lowercase().ends_with(SAFELINKS))
            {
                f(page, places::within(library.sources, span, target), target, parts);
            }
        });
    }
}

fn insecure(library: &Library<'_>, findings: &mut Findings) {
    let hosts = &library.catalog.settings.site.hosts;
    let own = |host: &str| {
        hosts
            .iter()
            .any(|h| h.rsplit("//").next().unwrap_or(h).trim_end_matches('/').eq_ignore_ascii_case(host))
    };
    each(library, &mut |page, span, target, parts| {
        if own(parts.host) {
            findings.push(own_site(library, page, span, target, &parts));
        } else if let Some((right, known)) = encrypted(&library.catalog.settings.checks, &parts) {
            let found = Diagnostic::new(
                &codes::LINK_INSECURE,
                span,
                format!("the link to `{}` is not encrypted", parts.host),
            );
            let found =
                found.severity(if known { codes::LINK_INSECURE.severity } else { Severity::Suggestion });
            let safety = if known { Safety::Safe } else { Safety::Unsafe };
            findings.push(mended(
                found.help("write `https://`"),
                library.sources,
                span,
                target,
                safety,
                right,
            ));
        }
    });
}

/// An open address with `https://`, and whether its host is known to answer so, or the settings say it.
fn encrypted(checks: &Checks, parts: &Address<'_>) -> Option<(String, bool)> {
    if parts.secure || !parts.host.contains('.') || parts.host.starts_with("127.") {
        return None;
    }
    let mut domains = SECURE.into_iter().chain(checks.secure_hosts.iter().map(String::as_str));
    let known = domains.any(|domain| is_below(parts.host, domain));
    Some((format!("https://{}{}", parts.host, parts.rest), known))
}

/// True for a domain's own host and those below it.
fn is_below(host: &str, domain: &str) -> bool {
    let (host, domain) = (host.to_ascii_lowercase(), domain.to_ascii_lowercase());
    host.strip_suffix(domain.as_str()).is_some_and(|below| below.is_empty() || below.ends_with('.'))
}

/// An absolute address of the site: the page's file, where the library has it.
fn own_site(library: &Library<'_>, page: &Page, span: Span, target: &str, parts: &Address<'_>) -> Diagnostic {
    let found = Diagnostic::new(&codes::LINK_INSECURE, span, format!("`{}` is this site itself", parts.host));
    let end = parts.rest.find(['?', '#']).unwrap_or(parts.rest.len());
    let path = parts.rest[..end].trim_matches('/');
    let file = match path.strip_suffix(".html") {
        Some(stem) => format!("{stem}.md"),
        None if path.is_empty() => "index.md".to_string(),
        None => path.to_string(),
    };
    if library.catalog.page(&file).is_none() {
        return found.help("link to the page by its file");
    }
    let fragment = parts.rest.find('#').map_or("", |at| &parts.rest[at..]);
    let right = format!("{}{fragment}", links::relative(target::folder(&page.path), &file));
    let found = found.help(format!("link to the page by its file: `{right}`"));
    mended(found, library.sources, span, target, Safety::Safe, right)
}

/// Adds the fix where the address stands as it was read.
fn mended(
    found: Diagnostic,
    sources: &SourceMap,
    span: Span,
    target: &str,
    safety: Safety,
    right: String,
) -> Diagnostic {
    if sources.text(span) == target { found.fix(safety, span, right) } else { found }
}

fn locale(library: &Library<'_>, findings: &mut Findings) {
    let checks = &library.catalog.settings.checks;
    each(library, &mut |page, span, target, parts| {
        let Some(segment) = locale_of(checks, page, &parts) else { return };
        let message = format!("the link to `{}` leads every reader to `{segment}`", parts.host);
        let found =
            Diagnostic::new(&codes::LOCALE_IN_LINK, span, message).help(format!("leave `/{segment}` out"));
        let right = target.replacen(&format!("/{segment}"), "", 1);
        let safety = if chooses_language(&parts) { Safety::Safe } else { Safety::Unsafe };
        findings.push(mended(found, library.sources, span, target, safety, right));
    });
}

/// The locale of an address that would choose one itself; none in a translation's own language.
fn locale_of<'t>(checks: &Checks, page: &Page, parts: &Address<'t>) -> Option<&'t str> {
    let segment = parts.rest.strip_prefix('/').and_then(|r| r.split(['/', '?', '#']).next()).unwrap_or("");
    let mut hosts = LOCALIZED.into_iter().chain(checks.localized_hosts.iter().map(String::as_str));
    if !hosts.any(|host| host.eq_ignore_ascii_case(parts.host)) || !is_locale(segment) {
        return None;
    }
    let language = segment.split('-').next().unwrap_or(segment);
    let own = page.language.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(language));
    (!own).then_some(segment)
}

/// The company's front pages answer without a locale too, but not always with the same page.
fn chooses_language(parts: &Address<'_>) -> bool {
    !matches!(parts.host.to_ascii_lowercase().as_str(), "www.microsoft.com" | "products.office.com")
}

/// `en-us`, `zh-hans-cn`.
fn is_locale(segment: &str) -> bool {
    let parts: Vec<&str> = segment.split('-').collect();
    let letters = |p: &str, n: std::ops::RangeInclusive<usize>| {
        n.contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphabetic())
    };
    match parts[..] {
        [language, region] => letters(language, 2..=2) && letters(region, 2..=2),
        [language, script, region] => {
            letters(language, 2..=2) && letters(script, 4..=4) && letters(region, 2..=2)
        }
        _ => false,
    }
}

fn safelink(library: &Library<'_>, findings: &mut Findings) {
    let checks = &library.catalog.settings.checks;
    for page in &library.catalog.pages {
        walk::targets(page, &mut |span, target, _| {
            let Some(parts) = address(target).filter(|a| a.host.to_ascii_lowercase().ends_with(SAFELINKS))
            else {
                return;
            };
            let span = places::within(library.sources, span, target);
            let found = Diagnostic::new(&codes::SAFELINK, span, "the link leads through a mail filter");
            findings.push(match hidden(parts.rest).map(|hidden| plain(checks, page, &hidden)) {
                Some((right, safety)) => {
                    let found = found.help(format!("write `{right}`"));
                    mended(found, library.sources, span, target, safety, right)
                }
                None => found.help("write the address that it hides"),
            });
        });
    }
}

/// An address as it should be written, encrypted and without a locale; unsafe if it may then lead elsewhere.
fn plain(checks: &Checks, page: &Page, address: &str) -> (String, Safety) {
    let (mut right, mut safety) = (address.to_string(), Safety::Safe);
    if let Some((with, same)) = self::address(&right).and_then(|parts| encrypted(checks, &parts)) {
        (right, safety) = (with, if same { safety } else { Safety::Unsafe });
    }
    let segment = self::address(&right).and_then(|parts| locale_of(checks, page, &parts).map(String::from));
    if let Some(segment) = segment {
        let same = self::address(&right).is_some_and(|parts| chooses_language(&parts));
        right = right.replacen(&format!("/{segment}"), "", 1);
        safety = if same { safety } else { Safety::Unsafe };
    }
    (right, safety)
}

/// The address in `?url=…`, decoded; signs that would end a link stay encoded.
fn hidden(rest: &str) -> Option<String> {
    let (_, query) = rest.split_once('?')?;
    let value = query.split('&').find_map(|part| part.strip_prefix("url="))?;
    let mut bytes = Vec::new();
    let mut at = 0;
    while at < value.len() {
        let hex = value.get(at + 1..at + 3).filter(|_| value.as_bytes()[at] == b'%');
        match hex.and_then(|h| u8::from_str_radix(h, 16).ok()) {
            Some(b @ (b' ' | b'(' | b')' | b'<' | b'>' | b'"')) => {
                bytes.extend(format!("%{b:02X}").bytes());
                at += 3;
            }
            Some(byte) => {
                bytes.push(byte);
                at += 3;
            }
            None => {
                bytes.push(value.as_bytes()[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(bytes).ok().filter(|url| starts(url, "http"))
}
