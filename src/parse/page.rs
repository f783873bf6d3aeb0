//! One Markdown file read by itself: header, blocks, title, audiences.
//! In: a file. Out: [`ParsedPage`]. Never: looks at another file; `library` joins includes.

use super::front_matter;
use super::markdown::{self, Words};
use crate::diagnostic::{Diagnostic, Findings, codes};
use crate::model::audience::{AudienceSet, Audiences};
use crate::model::front_matter::FrontMatter;
use crate::model::prose::{Block, BlockKind, fold, folded};
use crate::model::sentence::{listed, ticked};
use crate::model::settings::Settings;
use crate::model::vocabulary::Vocabulary;
use crate::source::{SourceFile, SourceId, Span, Spanned};
use std::sync::Arc;

/// A page before its playbook is read.
#[derive(Clone, Debug)]
pub struct ParsedPage {
    /// Path below the root.
    pub path: String,
    /// Its file.
    pub source: SourceId,
    /// Header.
    pub front: FrontMatter,
    /// `title`, else the first heading, else the file's stem.
    pub title: String,
    /// Who reads it.
    pub audiences: AudienceSet,
    /// Where that is said.
    pub audience_span: Option<Span>,
    /// Body.
    pub blocks: Arc<[Block]>,
}

/// Reads a page. Findings carry the page's `ft.owner`.
pub fn read(
    file: &SourceFile,
    settings: &Settings,
    vocabulary: &Vocabulary,
    findings: &mut Findings,
) -> ParsedPage {
    let mut own = Findings::default();
    let (front, body) = front_matter::read(file, &mut own);
    let words = Words { audiences: &settings.audiences, alerts: &vocabulary.alerts };
    let blocks = markdown::blocks(file, body..file.text.len(), &words, &mut own);
    let said = front.get("ft.audience");
    let audiences = audiences(said, &settings.audiences, &mut own);
    let owner = front.text("ft.owner").map(str::to_string);
    findings.extend(own.0.into_iter().map(|d| Diagnostic { owner: owner.clone(), ..d }));
    ParsedPage {
        path: file.path.clone(),
        source: file.id,
        title: title(&front, &blocks, &file.path),
        audiences,
        audience_span: said.map(|s| s.span),
        front,
        blocks: blocks.into(),
    }
}

/// `ft.audience`: a comma list. Without a known name the page is for the narrowest audience only.
fn audiences(said: Option<&Spanned<String>>, known: &Audiences, findings: &mut Findings) -> AudienceSet {
    let mut set = AudienceSet::default();
    for name in said.iter().flat_map(|s| s.value.split([',', ';'])).map(str::trim).filter(|n| !n.is_empty()) {
        match known.find(name) {
            Some(id) => set = set.with(id),
            None => findings.extend(said.map(|said| unknown_audience(name, said, known))),
        }
    }
    if set.is_empty() { AudienceSet::only(known.narrowest()) } else { set }
}

fn unknown_audience(name: &str, said: &Spanned<String>, known: &Audiences) -> Diagnostic {
    let list = listed(ticked(&known.0));
    let (place, message) = (said.place_of(name), format!("`{name}` is no audience; {list} are"));
    let finding = Diagnostic::new(&codes::VALUE_UNLISTED, place.unwrap_or(said.span), message);
    let otherwise = || "add it to `audiences:` in gameplan.yml, or name one of these".to_string();
    let told = super::suggest::told(finding, name, &known.0, otherwise);
    Diagnostic { fix: told.fix.filter(|_| place.is_some()), ..told }
}

fn title(front: &FrontMatter, blocks: &[Block], path: &str) -> String {
    if let Some(title) = front.text("title").map(fold).filter(|t| !t.is_empty()) {
        return title;
    }
    let heading = blocks.iter().find_map(|b| match &b.kind {
        BlockKind::Heading { content, .. } => Some(folded(content)).filter(|t| !t.is_empty()),
        _ => None,
    });
    heading.unwrap_or_else(|| {
        let name = path.rsplit('/').next().unwrap_or(path);
        name.strip_suffix(".md").unwrap_or(name).to_string()
    })
}
