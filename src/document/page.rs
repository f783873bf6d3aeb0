//! A page of the library as it is published. In: the page, scope. Out: [`PageView`]; its prose is rendered
//! by `render` beside it. Never: a heading of a zone that the viewer may not read.

use super::Scope;
use super::wording::{self, Day};
use crate::model::Span;
use crate::model::audience::AudienceId;
use crate::model::page::Page;
use crate::model::prose::{Block, BlockKind};
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
    /// Language, `en` unless the settings name it.
    pub language: String,
    /// The audience's name.
    pub audience: String,
    /// The day in force.
    pub as_of: Day,
    /// Way back to the root: `../`, empty at the root.
    pub root: String,
    /// Folders above the page.
    pub crumbs: Vec<String>,
    /// Headings of level 2 and 3, where there are more than two.
    pub contents: Vec<Content>,
    /// `ft.owner`: the narrowest audience sees who owns the page.
    pub owner: Option<String>,
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

/// Composes a page that stands at `route` below the root.
pub fn compose(scope: &Scope, page: &Page, route: &str) -> PageView {
    let settings = &scope.catalog.settings;
    let folders: Vec<&str> = route.split('/').collect();
    let file = route.rsplit('/').next().unwrap_or(route);
    PageView {
        title: page.title.clone(),
        site: site(&settings.title),
        description: page.front.text("description").map(String::from),
        language: page.language.clone().unwrap_or_else(|| "en".into()),
        audience: wording::capitalised(&scope.viewer.name),
        as_of: wording::day(scope.as_of),
        root: "../".repeat(folders.len() - 1),
        crumbs: folders[..folders.len() - 1].iter().map(|f| words(f)).collect(),
        contents: contents(page, scope.viewer.audience),
        owner: page.front.text("ft.owner").filter(|_| scope.is_inside()).map(String::from),
        twin: file.strip_suffix(".html").map(|s| format!("{s}.md")).unwrap_or_default(),
    }
}

/// The site's title; a library without one is `Playbooks`.
pub fn site(title: &str) -> String {
    if title.is_empty() { "Playbooks".into() } else { title.into() }
}

/// `role-guide` → `Role guide`.
pub fn words(folder: &str) -> String {
    wording::capitalised(&folder.replace(['-', '_'], " "))
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
