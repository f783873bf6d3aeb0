//! Tasks that belong to a page and not to a scenario. In: the page's labels. Out: lines in the ledger.
//! Never: a condition; a page has none but phase and motions.

use super::{Entry, Writer};
use crate::assess::Judgement;
use crate::assess::verdict::{askings, judge_page, placed};
use crate::model::page::Page;
use crate::model::playbook::{ServiceScope, Task};

impl Writer<'_> {
    /// The page's own tasks: once for each service that the row or the page names.
    pub(super) fn page_tasks(&mut self, page_idx: usize) {
        let catalog = self.asked.catalog;
        let page = &catalog.pages[page_idx];
        let mut tasks = page.playbook.tasks.iter().filter(|t| t.scenario.is_none()).peekable();
        if tasks.peek().is_none() {
            return;
        }
        for task in tasks {
            for entry in self.page_entries(page_idx, page, task, &task.services) {
                self.page_task(page_idx, task, &entry);
            }
        }
    }

    fn page_entries(&self, idx: usize, page: &Page, task: &Task, scope: &ServiceScope) -> Vec<Entry> {
        let judged = |service: Option<usize>| -> Judgement {
            let asked = service.map_or(self.asked, |service| self.asked.of(service));
            let ruling = judge_page(&asked, &page.playbook.labels);
            placed(ruling.judgement, idx, ruling.span.unwrap_or(task.span), self.locate)
        };
        askings(&self.asked, scope, false)
            .into_iter()
            .map(|asking| match asking.settled {
                None => Entry { service: asking.service, judgement: judged(asking.service) },
                Some(settled) => {
                    let judgement = placed(settled, idx, task.span, self.locate);
                    Entry { service: asking.service, judgement }
                }
            })
            .collect()
    }
}
