//! `gameplan new`. In: a name. Out: the files it made, one a line.
//! Never: overwrites.

use super::Outcome;
use super::terminal::Terminal;
use crate::document::shell;
use crate::error::Result;
use crate::pipeline::{self, ContentsEntry, CreatedPlaybook, Library};
use clap::{Args, Subcommand};

/// `new`.
#[derive(Debug, Args)]
pub(super) struct New {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// A library that builds at once, in a new folder.
    Library {
        /// The folder; its last part is the title.
        name: String,
    },
    /// A playbook with every section and label explained.
    Playbook {
        /// Its title.
        name: String,
    },
    /// The smallest whole customer record.
    Customer {
        /// The customer's name.
        name: String,
    },
}

impl New {
    pub(super) fn run(self, library: &Library, terminal: &Terminal) -> Result<Outcome> {
        let (made, next) = match &self.what {
            What::Library { name } => {
                (pipeline::create_library(name, library.as_of.unwrap_or(library.today))?, begun(name))
            }
            What::Playbook { name } => {
                let CreatedPlaybook { path, entry } = pipeline::create_playbook(library, name)?;
                let entered = entry.map(|entry| entered(&entry, name)).unwrap_or_default();
                (vec![path], format!("{entered}write over what stands there"))
            }
            What::Customer { name } => {
                (pipeline::create_customer(library, name)?, "put the customer's own numbers in".to_string())
            }
        };
        let lines: String = made.iter().map(|path| format!("{}\n", path.display())).collect();
        terminal.answer(&lines);
        terminal.say(&next);
        Ok(Outcome::Done)
    }
}

/// What became of the page's entry in a table of contents.
fn entered(ContentsEntry { toc, line, href }: &ContentsEntry, name: &str) -> String {
    let toc = toc.display();
    match line {
        Some(line) => format!("its entry stands in {toc}:{line}\n"),
        None => format!("give it an entry in {toc}: `name: {}`, `href: {href}`\n", name.trim()),
    }
}

/// What comes next in a new library.
fn begun(name: &str) -> String {
    let folder = name.trim_end_matches('/');
    match folder {
        "." => "build it (`gameplan build`), then open public/internal/index.html".to_string(),
        _ => format!(
            "build it (`gameplan -L {0} build`), then open {0}/public/internal/index.html",
            shell::word(folder)
        ),
    }
}
