//! `show`: one page or one customer as the program understands it. In: a library and a name. Out: the views of `document/show`.
//! Never: a file written.

use super::check;
use super::load::{self, Loaded};
use super::{Library, customer, viewers};
use crate::diagnostic::Severity;
use crate::document::show;
use crate::document::show::customer::CustomerView;
use crate::document::show::playbook::PlaybookView;
use crate::document::show::settings::SettingsView;
use crate::error::Result;
use crate::report::{self, Report};
use crate::source::Span;

/// Everything that a page means (DESIGN.md, `show playbook`).
///
/// # Errors
/// The library or its settings cannot be read, or has no such page.
pub fn show_playbook(library: &Library, path: &str) -> Result<PlaybookView> {
    let loaded = load::load(&library.root, None)?.usable()?;
    let wanted = below(library, path);
    let Some(page) = loaded.catalog.page(&wanted) else {
        let known = loaded.catalog.pages.iter().map(|p| p.path.as_str()).collect();
        return Err(viewers::unknown("page", &wanted, known));
    };
    let findings = check::of_page(&loaded, page, as_of(library, &loaded));
    let report = Report::new(&findings, &loaded.sources);
    let diagnostics = report::json_findings(&report);
    let locate = |span: Span| customer::place(&loaded.sources, &loaded.sources, span);
    Ok(show::playbook::compose(page, &locate, diagnostics))
}

/// Everything that follows for a customer (DESIGN.md, `show customer`).
///
/// # Errors
/// The library or its settings cannot be read, or has no such customer, or its record has errors.
pub fn show_customer(library: &Library, id: &str) -> Result<Shown> {
    let loaded = load::load(&library.root, None)?.usable()?;
    let Some(idx) = loaded.records.iter().position(|r| r.id == id) else {
        return Err(viewers::unknown_customer(&loaded, id));
    };
    let read = customer::read(&loaded, idx);
    let as_of = as_of(library, &loaded);
    let view = read.customer.as_ref().filter(|_| !read.findings.has_errors()).map(|record| {
        let assessment = customer::assess(&loaded, record, &read.progress, &read.sources, as_of);
        show::customer::compose(&loaded.catalog, &assessment)
    });
    let mut findings = read.findings;
    findings.0.retain(|d| d.severity == Severity::Error);
    Ok(Shown { view, findings: findings.0, sources: read.sources })
}

/// A customer, or why it cannot be shown.
#[derive(Debug)]
pub struct Shown {
    /// The customer; none if its record has errors.
    pub view: Option<CustomerView>,
    /// Those errors.
    pub findings: Vec<crate::diagnostic::Diagnostic>,
    /// The record's files.
    pub sources: crate::source::SourceMap,
}

/// The settings in force.
///
/// # Errors
/// The library or its settings cannot be read.
pub fn show_settings(library: &Library) -> Result<SettingsView> {
    let loaded = load::load(&library.root, None)?.usable()?;
    Ok(show::settings::compose(&loaded.catalog, as_of(library, &loaded)))
}

/// The day in force: `--as-of`, else the settings', else today.
pub(super) fn as_of(library: &Library, loaded: &Loaded) -> crate::model::date::Date {
    library.as_of.or(loaded.catalog.settings.as_of).unwrap_or(library.today)
}

/// A page's path as the user names it: below the library, or from the working directory into it.
fn below(library: &Library, path: &str) -> String {
    let path = path.replace('\\', "/");
    let root = library.root.to_string_lossy().replace('\\', "/");
    let trimmed = path.trim_start_matches("./");
    let inside = path.strip_prefix(root.trim_end_matches('/')).and_then(|p| p.strip_prefix('/'));
    if library.root.join(trimmed).exists() {
        trimmed.to_string()
    } else {
        inside.unwrap_or(trimmed).to_string()
    }
}
