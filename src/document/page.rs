//! A page of the library as it is published. In: the page, scope. Out: [`PageView`]; its prose is rendered
//! by `render` beside it. Never: a heading of a zone that the viewer may not read.

use super::Scope;
use super::nav::{self, Entry, Link};
use super::page_labels::{self, Chips};
use super::page_languages::{self, Choice, Notice};
use super::page_quality::Quality;
use super::page_scale::{self, Scale};
use super::wording::{self, Day};
use crate::model::Span;
use crate::model::audience::AudienceId;
use crate::model::links;
use crate::model::page::Page;
use crate::model::prose::{Block, BlockKind};
use crate::plan::site::{SOURCE_LANGUAGE, SitePlan};
use serde::Serialize;

/// A page without its prose.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// Title.
    pub title: String,
    /// Title of the site.
    pub site: String,
    /// `description` of the header.
    pub description: Option<String>,
    /// Language: the settings', `en` unless the page is a translation.
    pub language: String,
    /// True if the words of the site are in another language than the page.
    pub foreign: bool,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// The audience's name.
    pub audience: String,
    /// The day in force.
    pub as_of: Day,
    /// Way back to the root: `../`, empty at the root.
    pub root: String,
    /// `../customers/index.html`, where this root has one.
    pub customers: Option<String>,
    /// What stands above the page: entries of the table of contents, else folders.
    pub crumbs: Vec<Link>,
    /// The table of contents around the page.
    pub nav: Vec<Entry>,
    /// Headings of level 2 and 3, where there are more than two.
    pub contents: Vec<Content>,
    /// The page before in the order of the table of contents.
    pub before: Option<Link>,
    /// The page after.
    pub after: Option<Link>,
    /// `ft.owner`: the narrowest audience sees who owns the page.
    pub owner: Option<String>,
    /// The newest day that the page gives for itself.
    pub changed: Option<Day>,
    /// Where the page's source is edited, in the narrowest audience's root.
    pub edit: Option<String>,
    /// The page's set of languages.
    pub languages: Vec<Choice>,
    /// What is missing in the set.
    pub notice: Option<Notice>,
    /// Labels.
    pub chips: Vec<Chips>,
    /// Band scenarios, one number line a measure.
    pub scales: Vec<Scale>,
    /// What the check found, in the narrowest audience's root.
    pub quality: Option<Quality>,
    /// The page's Markdown twin, beside it.
    pub twin: String,
}

/// A heading of the page.
#[derive(Clone, Debug, Serialize)]
pub struct Content {
    /// Text.
    pub text: String,
    /// Anchor.
    pub anchor: String,
    /// 2 or 3.
    pub level: u8,
}

/// Composes a page of the root: `idx` in the catalog, at `route` below the root.
pub fn compose(
    scope: &Scope,
    site: &SitePlan,
    idx: usize,
    route: &str,
    quality: Option<Quality>,
) -> PageView {
    let page = &scope.catalog.pages[idx];
    let settings = &scope.catalog.settings;
    let file = route.rsplit('/').next().unwrap_or(route);
    let root = "../".repeat(route.matches('/').count());
    let (before, after) = nav::neighbours(site, idx, route);
    let languages = page_languages::choices(scope.catalog, site, idx, route);
    let language = page.language.clone().unwrap_or_else(|| SOURCE_LANGUAGE.into());
    PageView {
        title: page.title.clone(),
        site: self::site(&settings.title),
        description: page.front.text("description").map(String::from),
        foreign: language != SOURCE_LANGUAGE,
        dir: page_languages::direction(&language),
        language,
        audience: wording::capitalised(&scope.viewer.name),
        as_of: wording::day(scope.as_of),
        customers: site.lists_customers.then(|| format!("{root}customers/index.html")),
        crumbs: nav::crumbs(site, idx, route),
        nav: nav::entries(site, idx, route),
        root,
        contents: contents(page, scope.viewer.audience),
        before,
        after,
        owner: page.front.text("ft.owner").filter(|_| scope.is_inside()).map(String::from),
        changed: page.playbook.changed.map(wording::day),
        edit: settings.site.edit.as_ref().filter(|_| scope.is_inside()).map(|e| edit(e, &page.path)),
        notice: page_languages::notice(scope.catalog, idx, &languages),
        languages,
        chips: page_labels::chips(page, scope.viewer.audience),
        scales: page_scale::scales(page, scope.viewer.audience),
        quality: quality.filter(|_| scope.is_inside()),
        twin: file.strip_suffix(".html").map(|s| links::address("", &format!("{s}.md"))).unwrap_or_default(),
    }
}

/// The settings' pattern with the page's path, percent-encoded.
fn edit(pattern: &str, path: &str) -> String {
    pattern.replace("{path}", &links::address("", path))
}

/// The site's title; a library without one is `Playbooks`.
pub fn site(title: &str) -> String {
    if title.is_empty() { "Playbooks".into() } else { title.into() }
}

/// `role-guide` → `Role guide`.
pub fn words(folder: &str) -> String {
    crate::plan::nav::folder_name(folder)
}

fn contents(page: &Page, audience: AudienceId) -> Vec<Content> {
    let mut shown = Vec::new();
    headings(&page.blocks, audience, &mut shown);
    let sections = page.playbook.sections.iter();
    let listed = sections.filter(|s| (2..=3).contains(&s.level) && !s.empty && shown.contains(&s.span));
    let all: Vec<Content> = listed
        .map(|s| Content { text: s.heading.clone(), anchor: s.anchor.clone(), level: s.level })
        .collect();
    if all.len() > 2 { all } else { Vec::new() }
}

/// The headings that this audience reads.
fn headings(blocks: &[Block], audience: AudienceId, out: &mut Vec<Span>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { .. } => out.push(block.span),
            BlockKind::Zone { audiences, blocks } if audiences.has(audience) => {
                headings(blocks, audience, out);
            }
            BlockKind::Div { blocks, .. } => headings(blocks, audience, out),
            _ => {}
        }
    }
}
