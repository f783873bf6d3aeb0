//! `gameplan man`. In: a folder. Out: one man page a command, the paths on stdout. Never: a date in a page.

use super::Outcome;
use super::terminal::Terminal;
use crate::error::{Error, Result};
use crate::pipeline;
use clap::Args;
use std::path::PathBuf;

/// `man`.
#[derive(Debug, Args)]
pub(super) struct Man {
    /// The folder, made if it is not there.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

impl Man {
    pub(super) fn run(&self, terminal: &Terminal) -> Result<Outcome> {
        let mut root = super::definition().disable_help_subcommand(true);
        root.build();
        let mut made = String::new();
        self.pages(&root, &mut made)?;
        terminal.answer(&made);
        Ok(Outcome::Done)
    }

    /// The page of a command and those of the commands below it.
    fn pages(&self, command: &clap::Command, made: &mut String) -> Result<()> {
        let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_string();
        let file = self.folder.join(format!("{name}.1"));
        let mut page = Vec::new();
        clap_mangen::Man::new(command.clone())
            .render(&mut page)
            .map_err(|e| Error::new("write the page").because(e))?;
        pipeline::write_file(&file, &page)?;
        made.push_str(&format!("{}\n", file.display()));
        command.get_subcommands().filter(|c| !c.is_hide_set()).try_for_each(|below| self.pages(below, made))
    }
}
