//! Names of a record looked up in the registry. In: text with its place. Out: canonical names.
//! Never: drops a name; an unknown one is a finding and stays as written.

use crate::diagnostic::{Diagnostic, Findings, Safety, Severity, codes};
use crate::model::Name;
use crate::model::audience::AudienceId;
use crate::model::catalog::Catalog;
use crate::model::nearest::nearest;
use crate::model::registry::{Names, spelling};
use crate::parse::schema::field::Level;
use crate::parse::schema::reader::{Cx, MapReader};
use crate::parse::suggest;
use crate::source::{SourceFile, Spanned};

/// How many allowed names a finding lists.
const LISTED: usize = 12;

/// One file being lowered: where findings go, and the names it may use.
pub(super) struct Lowering<'a> {
    /// The strict reader's context.
    pub cx: Cx<'a>,
    /// Settings, registry, pages.
    pub catalog: &'a Catalog,
}

impl<'a> Lowering<'a> {
    /// Findings of shape get the code of records.
    pub(super) fn new(catalog: &'a Catalog, findings: &'a mut Findings, levels: &'static [Level]) -> Self {
        Self { cx: Cx::new(findings, &codes::RECORD_SHAPE).with_levels(levels), catalog }
    }

    /// A role by any spelling.
    pub(super) fn role(&mut self, text: Spanned<String>) -> Spanned<Name> {
        self.named(&self.catalog.registry.roles, "role", text).0
    }

    /// A service by any spelling; true if the registry holds it.
    pub(super) fn service(&mut self, text: Spanned<String>) -> (Spanned<Name>, bool) {
        self.named(&self.catalog.registry.services, "service", text)
    }

    /// A region by any spelling.
    pub(super) fn region(&mut self, text: Spanned<String>) -> Spanned<Name> {
        self.named(&self.catalog.registry.regions, "region", text).0
    }

    /// A phase by any spelling.
    pub(super) fn phase(&mut self, text: Spanned<String>) -> Spanned<Name> {
        self.named(&self.catalog.registry.phases, "phase", text).0
    }

    /// An L1 status by any spelling; true if the registry holds it.
    pub(super) fn status(&mut self, text: Spanned<String>) -> (Spanned<Name>, bool) {
        self.named(&self.catalog.registry.statuses, "status", text)
    }

    /// The optional service of an action or note.
    pub(super) fn service_of(&mut self, reader: &MapReader<'_>) -> Option<Name> {
        let text = reader.text("service", &mut self.cx)?;
        Some(self.service(text).0.value)
    }

    /// Who may know a fact: what it says, else the narrowest audience.
    pub(super) fn audience(&mut self, reader: &MapReader<'_>) -> AudienceId {
        let audiences = &self.catalog.settings.audiences;
        let Some(text) = reader.text("audience", &mut self.cx) else { return audiences.narrowest() };
        audiences.find(&text.value).unwrap_or_else(|| {
            self.unknown("audience", &text, audiences.0.iter().map(String::as_str));
            audiences.narrowest()
        })
    }

    /// The canonical name, and whether the registry holds it; an empty list of names accepts any value.
    fn named(&mut self, names: &Names, what: &str, text: Spanned<String>) -> (Spanned<Name>, bool) {
        if let Some(name) = names.find(&text.value) {
            return (Spanned::new(name.clone(), text.span), true);
        }
        if names.is_empty() {
            return (text.map(Name::from), false);
        }
        let own: Vec<&str> = names.iter().map(Name::as_str).collect();
        let alias = || nearest(&text.value, names.spellings()).and_then(|n| names.find(n));
        match nearest(&text.value, &own) {
            None if let Some(name) = alias() => {
                self.push_unknown(what, &text, |found| found.meant(Safety::Unsafe, name));
            }
            _ => self.unknown(what, &text, own.iter().copied()),
        }
        (text.map(Name::from), false)
    }

    /// A finding for a name that is in no list, with the nearest or all right ones.
    pub(super) fn unknown<'n>(
        &mut self,
        what: &str,
        text: &Spanned<String>,
        right: impl Iterator<Item = &'n str> + Clone,
    ) {
        let allowed = || format!("allowed: {}", listed(right.clone()));
        self.push_unknown(what, text, |found| suggest::told(found, &text.value, right.clone(), allowed));
    }

    fn push_unknown(
        &mut self,
        what: &str,
        text: &Spanned<String>,
        help: impl FnOnce(Diagnostic) -> Diagnostic,
    ) {
        let message = format!("`{}` is no known {what}", text.value);
        self.cx.findings.push(help(Diagnostic::new(&codes::REFERENCE_UNKNOWN, text.span, message)));
    }

    /// An L2 that its L1 allows, by any spelling; any where the registry lists none for that L1.
    pub(super) fn reason(&mut self, l1: &Name, text: Spanned<String>) -> Spanned<Name> {
        if let Some(name) = self.catalog.registry.reason(l1, &text.value) {
            return Spanned::new(name.clone(), text.span);
        }
        let pairs = &self.catalog.registry.reasons;
        self.below(pairs, "reason", Severity::Error, l1, text)
    }

    /// An L3 that its L2 allows; any where the registry lists none for that L2. The portal knows more of them
    /// than the default registry, so one that it lacks is a warning.
    pub(super) fn engineering_reason(&mut self, l2: &Name, text: Spanned<String>) -> Spanned<Name> {
        let pairs = &self.catalog.registry.engineering_reasons;
        self.below(pairs, "engineering reason", Severity::Warning, l2, text)
    }

    fn below(
        &mut self,
        pairs: &[(Name, Name)],
        what: &str,
        severity: Severity,
        above: &Name,
        text: Spanned<String>,
    ) -> Spanned<Name> {
        let wanted = spelling(&text.value);
        let own = || pairs.iter().filter(|(a, _)| a == above).map(|(_, b)| b);
        if let Some(name) = own().find(|b| spelling(b) == wanted) {
            return Spanned::new(name.clone(), text.span);
        }
        if own().next().is_some() {
            let message = format!("`{}` is no {what} of `{above}`", text.value);
            let elsewhere = pairs.iter().find(|(_, b)| spelling(b) == wanted).map(|(a, _)| a);
            let finding = Diagnostic::new(&codes::REFERENCE_UNKNOWN, text.span, message).severity(severity);
            let right = || listed(own().map(Name::as_str));
            self.cx.findings.push(match elsewhere {
                Some(a) => finding.help(format!("it belongs to `{a}`; of `{above}`: {}", right())),
                None => {
                    let words: Vec<&str> = own().map(Name::as_str).collect();
                    suggest::told(finding, &text.value, words, || format!("allowed: {}", right()))
                }
            });
        }
        text.map(Name::from)
    }

    /// Reports an id that cannot be a path segment.
    pub(super) fn check_id(&mut self, id: &Spanned<String>, what: &str) {
        if !is_id(&id.value) {
            let help = format!("write `{}`: only `a`–`z`, `0`–`9` and `-`", id_like(&id.value));
            self.cx.fault(id.span, format!("`{}` is no {what}", id.value), help);
        }
    }
}

/// The file's name without folder and ending.
pub(super) fn stem(file: &SourceFile) -> &str {
    let name = file.path.rsplit('/').next().unwrap_or(&file.path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// True for lower-case ASCII letters, digits and `-`.
pub(super) fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

fn id_like(text: &str) -> String {
    let signs = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    text.chars().map(signs).collect::<String>().trim_matches('-').to_string()
}

fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let all: Vec<String> = names.map(|n| format!("`{n}`")).collect();
    let shown = all.iter().take(LISTED).cloned().collect::<Vec<_>>().join(", ");
    if all.len() > LISTED { format!("{shown} and {} more", all.len() - LISTED) } else { shown }
}
