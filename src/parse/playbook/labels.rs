//! Label blocks: paragraphs in which every line is a known label (DOMAIN.md 2).
//! In: the flow, the vocabulary. Out: [`LabelBlock`]s by flow index; labels at the start of an item.
//! Never: where a label binds; `bind` decides that.

use super::Context;
use super::flow::Flow;
use crate::model::playbook::{Label, LabelKind, NameRef, ServiceScope};
use crate::model::prose::{BlockKind, Inline, InlineKind, fold, is_zero_width, plain};
use crate::source::Span;

/// The labels of one paragraph of the flow.
pub(super) struct LabelBlock {
    /// Flow index.
    pub at: usize,
    pub labels: Vec<Label>,
}

/// Finds all label blocks of the flow.
pub(super) fn find(flow: &[Flow<'_>], cx: &Context<'_>) -> Vec<LabelBlock> {
    flow.iter()
        .enumerate()
        .filter_map(|(at, item)| match &item.block.kind {
            BlockKind::Paragraph(content) => Some(LabelBlock { at, labels: block(content, cx)? }),
            _ => None,
        })
        .collect()
}

/// How the value of a line ends.
#[derive(Clone, Copy, PartialEq)]
enum End {
    /// The next line may go on with it.
    Open,
    /// With its bold text.
    Bold,
    /// With its bold text, behind which a remark follows that is no part of it.
    Remark,
}

/// The labels of a paragraph, if every line of it is one. A line that is none goes on with the value above,
/// unless that value ended with its bold text.
pub(super) fn block(content: &[Inline], cx: &Context<'_>) -> Option<Vec<Label>> {
    let mut labels: Vec<(LabelKind, String, Span, End)> = Vec::new();
    for line in lines(content) {
        let text = plain(line);
        if text.chars().all(|c| c.is_whitespace() || is_zero_width(c)) {
            continue;
        }
        match split(&text, cx) {
            Some((kind, value)) => {
                let (value, end) = match bold(line).filter(|_| is_rule(kind)) {
                    Some(bold) => (bold, End::Remark),
                    None => (value, if ends_bold(line) { End::Bold } else { End::Open }),
                };
                labels.push((kind, value, span_of(line), end));
            }
            None => {
                let (_, value, span, end) = labels.last_mut()?;
                if *end == End::Remark {
                    continue;
                }
                if *end == End::Bold && !value.trim_end().ends_with(['/', ',', ';', '&']) {
                    return None;
                }
                value.push(' ');
                value.push_str(&text);
                span.end = span_of(line).end;
            }
        }
    }
    let labels: Vec<Label> = labels.into_iter().map(|(k, v, s, _)| label(k, &v, s, cx)).collect();
    (!labels.is_empty()).then_some(labels)
}

/// The labels at the start of an item: each a known name with a bold value. The rest of the line follows.
pub(super) fn leading<'a>(content: &'a [Inline], cx: &Context<'_>) -> (Vec<Label>, &'a [Inline]) {
    let mut labels = Vec::new();
    let mut rest = content;
    while let Some((found, after)) = leading_one(rest, cx) {
        labels.push(found);
        rest = after;
    }
    (labels, rest)
}

fn leading_one<'a>(content: &'a [Inline], cx: &Context<'_>) -> Option<(Label, &'a [Inline])> {
    let skip = content.iter().take_while(|i| is_blank(i)).count();
    let rest = &content[skip..];
    let (name, strong) = (rest.first()?, rest.get(1)?);
    let (InlineKind::Text(name_text), InlineKind::Strong(value)) = (&name.kind, &strong.kind) else {
        return None;
    };
    let kind = cx.vocabulary.label(name_text.trim().strip_suffix([':', '：'])?)?;
    let span = Span { end: strong.span.end, ..name.span };
    Some((label(kind, &plain(value), span, cx), &rest[2..]))
}

fn is_blank(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Text(text) => fold(text).chars().all(|c| matches!(c, ';' | '.' | ',')),
        InlineKind::SoftBreak | InlineKind::HardBreak => true,
        _ => false,
    }
}

/// A label with its values read by kind; roles and services by registry name where known.
fn label(kind: LabelKind, value: &str, span: Span, cx: &Context<'_>) -> Label {
    let text = fold(value);
    let values = match kind {
        LabelKind::PrimaryRole | LabelKind::SecondaryRole => {
            names(&crate::parse::names::roles(&text, cx.registry, cx.vocabulary))
        }
        LabelKind::AppliesTo => scope_names(&text, cx),
        LabelKind::Phase | LabelKind::Motions | LabelKind::ProgramManager | LabelKind::OneOf => {
            crate::parse::names::values(&text)
        }
        _ => vec![text.clone()],
    };
    let values = values.into_iter().filter(|v| !cx.vocabulary.is_nothing(v)).collect();
    Label { kind, values, text, span }
}

fn names(refs: &[NameRef]) -> Vec<String> {
    refs.iter().map(|r| r.name.to_string()).collect()
}

/// Services as a page shows them: registry names, `All Services`, `Core Onboarding`.
pub(super) fn scope_names(text: &str, cx: &Context<'_>) -> Vec<String> {
    match crate::parse::names::services(text, cx.registry, cx.vocabulary) {
        ServiceScope::All => vec!["All Services".to_string()],
        ServiceScope::Customer if cx.vocabulary.is_nothing(text) => Vec::new(),
        ServiceScope::Customer => vec!["Core Onboarding".to_string()],
        ServiceScope::Named(refs) => names(&refs),
    }
}

/// `Primary Role: **x**` → the kind and `x`.
fn split(line: &str, cx: &Context<'_>) -> Option<(LabelKind, String)> {
    let colon = line.find([':', '：'])?;
    let (name, rest) = line.split_at(colon);
    let value = rest.trim_start_matches([':', '：']);
    Some((cx.vocabulary.label(name)?, value.to_string()))
}

/// Labels whose value is read by a grammar; of the others a bracket behind the bold text is a part.
fn is_rule(kind: LabelKind) -> bool {
    use LabelKind::{DoneWhen, Due, OneOf, Overlay, When};
    matches!(kind, When | Due | DoneWhen | OneOf | Overlay)
}

/// The bold text directly behind the colon, if something follows it: `**a** (why)` gives `a`. Bold texts with only
/// signs between them are one.
fn bold(line: &[Inline]) -> Option<String> {
    let is_colon = |i: &Inline| plain(std::slice::from_ref(i)).trim_end().ends_with([':', '：']);
    let rest = &line[line.iter().position(is_colon)? + 1..];
    let is_strong = |i: &&Inline| matches!(i.kind, InlineKind::Strong(_));
    let blank = rest.iter().take_while(|i| is_blank(i)).count();
    let rest = &rest[blank..];
    let mut end = 0;
    while rest.get(end).filter(is_strong).is_some() {
        end += 1;
        let signs = rest[end..].iter().take_while(|i| is_joint(i)).count();
        if rest.get(end + signs).filter(is_strong).is_none() {
            break;
        }
        end += signs;
    }
    let follows = rest[end..].iter().any(|i| !is_blank(i));
    (end > 0 && follows).then(|| plain(&rest[..end]))
}

/// What stands between two bold texts of one value.
fn is_joint(inline: &Inline) -> bool {
    let InlineKind::Text(text) = &inline.kind else { return false };
    let signs = |word: &str| word.chars().all(|c| matches!(c, '/' | ',' | ';' | '&'));
    text.split_whitespace().all(|word| signs(word) || matches!(word, "and" | "or" | "and/or"))
}

/// The lines of a paragraph: its inlines cut at top-level breaks.
pub(super) fn lines(content: &[Inline]) -> impl Iterator<Item = &[Inline]> {
    content.split(|i| matches!(i.kind, InlineKind::SoftBreak | InlineKind::HardBreak))
}

fn span_of(line: &[Inline]) -> Span {
    let (Some(first), Some(last)) = (line.first(), line.last()) else { return Span::default() };
    Span { end: last.span.end, ..first.span }
}

/// True if the line's value ends in bold text (punctuation aside): then the value is complete.
fn ends_bold(line: &[Inline]) -> bool {
    let last = line.iter().rev().find(|i| !is_blank(i));
    let colon_inside = |c: &[Inline]| plain(c).trim_end().ends_with([':', '：']);
    last.is_some_and(|i| matches!(&i.kind, InlineKind::Strong(c) if !colon_inside(c)))
}
