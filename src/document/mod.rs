//! One format-neutral view struct per document, one file a document; the table of them stands here.
//! In: plan, assessments, the catalog, a viewer. Out: views that `render` gives to templates.
//! Never: HTML or Markdown; never what the viewer may not see: views are filtered when they are composed.

pub mod actions;
pub mod agenda;
pub mod show;
pub mod checklist;
pub mod customer_index;
pub mod customers;
pub mod diff;
pub mod does_not;
pub mod facts;
pub mod feed;
pub mod gauge;
pub mod glance;
pub mod kpis;
pub mod line;
pub mod listing;
pub mod masthead;
pub mod nav;
pub mod not_found;
pub mod pack;
pub mod page;
pub mod page_index;
pub mod page_kpis;
pub mod page_labels;
pub mod page_languages;
pub mod page_quality;
pub mod page_scale;
pub mod page_steps;
pub mod page_tasks;
pub mod portfolio;
pub mod review;
pub mod search_page;
pub mod shell;
pub mod status;
pub mod trend;
pub mod wording;

use crate::model::audience::{AudienceId, Viewer};
use crate::model::catalog::Catalog;
use crate::model::date::Date;
use crate::model::settings::Settings;

/// A format that documents are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// For browsers and paper.
    Html,
    /// For repositories, chats and the way back of ticks.
    Markdown,
}

impl Format {
    /// File extension: `html`, `md`.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "md",
        }
    }

    /// Folder of its templates.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "markdown",
        }
    }
}

/// Which audiences get a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// All of them.
    All,
    /// Those that the settings' `checklists_for` name.
    ChecklistsFor,
    /// All but the widest: pages that list customers.
    NotWidest,
    /// The narrowest alone.
    Narrowest,
}

/// One row of the table of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Its name, and its template's in each format's folder.
    pub name: &'static str,
    /// How it is called on pages.
    pub title: &'static str,
    /// The formats it is written in.
    pub formats: &'static [Format],
    /// Who gets it.
    pub readers: Readers,
}

const BOTH: &[Format] = &[Format::Html, Format::Markdown];
const HTML: &[Format] = &[Format::Html];

/// A customer's checklist.
pub const CHECKLIST: Kind =
    Kind { name: "checklist", title: "Checklist", formats: BOTH, readers: Readers::ChecklistsFor };
/// A customer's KPI table.
pub const KPIS: Kind = Kind { name: "kpis", title: "KPI table", formats: BOTH, readers: Readers::All };
/// A customer's review.
pub const REVIEW: Kind = Kind { name: "review", title: "Review", formats: BOTH, readers: Readers::All };
/// A customer's first page.
pub const CUSTOMER_INDEX: Kind =
    Kind { name: "customer_index", title: "Overview", formats: HTML, readers: Readers::All };
/// All customers, or one region's.
pub const CUSTOMERS: Kind =
    Kind { name: "customers", title: "Customers", formats: HTML, readers: Readers::NotWidest };
/// A region's review pack.
pub const PACK: Kind =
    Kind { name: "pack", title: "Review pack", formats: BOTH, readers: Readers::Narrowest };
/// A page of the library.
pub const PAGE: Kind = Kind { name: "page", title: "Page", formats: BOTH, readers: Readers::All };
/// The site's first page, where the library has none.
pub const PAGE_INDEX: Kind =
    Kind { name: "page_index", title: "Contents", formats: BOTH, readers: Readers::All };
/// The page that searches.
pub const SEARCH: Kind = Kind { name: "search", title: "Search", formats: HTML, readers: Readers::All };
/// The page for addresses that lead nowhere.
pub const NOT_FOUND: Kind = Kind { name: "404", title: "Not found", formats: HTML, readers: Readers::All };
/// A stub at an old address.
pub const REDIRECT: Kind = Kind { name: "redirect", title: "Moved", formats: HTML, readers: Readers::All };

/// Every document of customers and of the library; what stands once a root (search, 404, stubs) or once a meeting (packs) is not among them.
pub const KINDS: [Kind; 7] = [CHECKLIST, KPIS, REVIEW, CUSTOMER_INDEX, CUSTOMERS, PAGE, PAGE_INDEX];

impl Kind {
    /// The template's name in a format: `html/checklist.html`.
    pub fn template(&self, format: Format) -> String {
        format!("{}/{}.{}", format.folder(), self.name, format.extension())
    }

    /// True if this audience gets it.
    pub fn is_for(&self, settings: &Settings, audience: AudienceId) -> bool {
        match self.readers {
            Readers::All => true,
            Readers::ChecklistsFor => settings.checklists_for.contains(&audience),
            Readers::Narrowest => audience == settings.audiences.narrowest(),
            Readers::NotWidest => audience > AudienceId(0) || settings.audiences.0.len() == 1,
        }
    }
}

/// What every document is composed from: the library, the reader, the day.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// The library.
    pub catalog: &'a Catalog,
    /// The reader.
    pub viewer: &'a Viewer,
    /// The day in force.
    pub as_of: Date,
}

impl Scope<'_> {
    /// True if the viewer's root holds the page: its titles, Steps and places may be named.
    pub fn holds(&self, page: usize) -> bool {
        let page = self.catalog.pages.get(page);
        page.is_some_and(|p| p.routed && p.audiences.has(self.viewer.audience))
    }

    /// True if the viewer may read the Step (page, scenario): a zone may be wider than its page.
    pub fn reads_step(&self, (page, scenario): (usize, usize)) -> bool {
        let page = self.catalog.pages.get(page);
        let scenario = page.and_then(|p| p.playbook.scenarios.get(scenario));
        scenario.is_some_and(|s| s.audience.has(self.viewer.audience))
    }

    /// True if the viewer may read the KPI's row (page, row).
    pub fn reads_kpi(&self, (page, kpi): (usize, usize)) -> bool {
        let page = self.catalog.pages.get(page);
        let kpi = page.and_then(|p| p.playbook.kpis.get(kpi));
        kpi.is_some_and(|k| k.audience.has(self.viewer.audience))
    }

    /// True for the narrowest audience.
    pub fn is_inside(&self) -> bool {
        crate::plan::share::is_inside(&self.catalog.settings, self.viewer)
    }

    /// True if a field of the record without a label of its own may be shown.
    pub fn gives(&self, field: &str) -> bool {
        crate::plan::share::gives(&self.catalog.settings, self.viewer, field)
    }
}
