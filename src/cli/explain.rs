//! `gameplan explain`. In: a code, a name, one of Learn's names, in any case. Out: the rule's page in Markdown; all
//! rules without one. Never: a library read, unless the code can only be one of its own.

use super::Outcome;
use super::terminal::Terminal;
use crate::error::Result;
use crate::pipeline::{self, Library};
use crate::rules;
use clap::Args;

/// `explain`.
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// Which rule: `TB002`, `band-gap`; every rule in a line without it.
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

impl Explain {
    pub(super) fn run(self, library: &Library, terminal: &Terminal) -> Result<Outcome> {
        let Some(code) = self.code else {
            terminal.answer(&rules::list());
            return Ok(Outcome::Done);
        };
        let page = match rules::explain(code.trim()) {
            Some(page) => page,
            None => pipeline::explain_team(library, code.trim())?,
        };
        terminal.answer(&page);
        Ok(Outcome::Done)
    }
}
