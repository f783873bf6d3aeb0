//! `gameplan explain`. In: a code, a name, one of Learn's names, in any case. Out: the rule's page in Markdown; all
//! rules without one. Never: a library read.

use super::Outcome;
use super::terminal::Terminal;
use crate::diagnostic::nearest;
use crate::error::{Error, Result};
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
    pub(super) fn run(self, terminal: &Terminal) -> Result<Outcome> {
        let Some(code) = self.code else {
            terminal.answer(&rules::list());
            return Ok(Outcome::Done);
        };
        let unknown =
            || Error::not_found(format!("no rule is called `{code}`; the nearest is `{}`", nearest(&code)));
        terminal.answer(&rules::explain(code.trim()).ok_or_else(unknown)?);
        Ok(Outcome::Done)
    }
}
