//! Where the text of a page carries labels and needs (`When: **…**`, `[M]`), so that they are seen as such.
//! In: the playbook of a page. Out: [`Marks`] by place. Never: a value of its own; the text stays the author's.

use crate::model::page::Page;
use crate::model::playbook::{Item, Labels, Need};
use crate::model::{SourceId, Span};
use std::collections::HashMap;

/// Labels and needs by place. Looked up only; never iterated.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// End of a label and its value by its start.
    labels: HashMap<(SourceId, u32), u32>,
    /// The need of a step, by the whole step.
    needs: HashMap<Span, Need>,
}

impl Marks {
    /// The end of the label that starts where `span` does.
    pub fn label_end(&self, span: Span) -> Option<u32> {
        self.labels.get(&(span.source, span.start)).copied()
    }

    /// The need that a step states.
    pub fn need(&self, step: Span) -> Option<Need> {
        self.needs.get(&step).copied()
    }

    fn label(&mut self, span: Span) {
        self.labels.insert((span.source, span.start), span.end);
    }

    fn labels(&mut self, labels: &Labels) {
        labels.0.iter().for_each(|label| self.label(label.span));
    }

    fn item(&mut self, item: &Item) {
        let conditions = [&item.when, &item.done_when].into_iter().flatten().map(|when| when.span);
        conditions.chain(item.due.as_ref().map(|due| due.span)).for_each(|span| self.label(span));
        if let Some(need) = item.need {
            self.needs.insert(item.span, need);
        }
        item.items.iter().for_each(|sub| self.item(sub));
    }
}

/// The marks of a page's own text and of what it includes.
pub fn marks(page: &Page) -> Marks {
    let mut out = Marks::default();
    out.labels(&page.playbook.labels);
    for scenario in &page.playbook.scenarios {
        out.labels(&scenario.labels);
        scenario.items.iter().for_each(|item| out.item(item));
    }
    out
}
