//! A page of the library. In: a Markdown file that was read. Out: [`Page`].
//! Never: an output path; `resolve` gives that per audience.

use super::audience::AudienceSet;
use super::front_matter::FrontMatter;
use super::playbook::Playbook;
use super::prose::Block;
use crate::source::{SourceId, Span};
use std::sync::Arc;

/// One Markdown file.
#[derive(Clone, Debug)]
pub struct Page {
    /// Path below the library's root, with `/`.
    pub path: String,
    /// Its file.
    pub source: SourceId,
    /// Header.
    pub front: FrontMatter,
    /// First `title` of: front matter, first heading, file name.
    pub title: String,
    /// `ft.audience`: exactly these read the page; without it the narrowest only.
    pub audiences: AudienceSet,
    /// Where `ft.audience` stands.
    pub audience_span: Option<Span>,
    /// Body.
    pub blocks: Arc<[Block]>,
    /// What the page means.
    pub playbook: Arc<Playbook>,
    /// True if the content globs take it: it has a route and findings.
    pub routed: bool,
    /// True if the library's `playbooks:` take it: it gives lines.
    pub gives_lines: bool,
    /// The source page, if this is a translation.
    pub translation_of: Option<usize>,
    /// Language by the settings' `languages:`, for a translation.
    pub language: Option<String>,
}
