//! `gameplan serve`. In: its options. Out: one line with counts and the address, then a preview until the program is
//! ended. Never: a word about single requests.

use super::Outcome;
use super::terminal::Terminal;
use crate::error::Result;
use crate::pipeline::Library;
use crate::serve::{self, ServeOptions};
use clap::Args;

/// The port without `--port`.
const PORT: u16 = 4180;

/// `serve`.
#[derive(Debug, Args)]
pub(super) struct Serve {
    /// The port; the next free one if it is busy, any free one for 0.
    #[arg(long, value_name = "N", default_value_t = PORT)]
    port: u16,
    /// For whom: an audience, or `partner:NAME`; the narrowest audience without it.
    #[arg(long, value_name = "A")]
    audience: Option<String>,
    /// Open the first page in the browser.
    #[arg(long)]
    open: bool,
}

impl Serve {
    pub(super) fn run(self, library: Library, terminal: &Terminal) -> Result<Outcome> {
        let options = ServeOptions { library, audience: self.audience, port: self.port };
        let server = serve::start(options)?;
        let (url, summary) = (server.url(), &server.summary);
        let pages: Vec<String> = summary.pages.iter().map(|(name, n)| format!("{name} {n}")).collect();
        terminal.answer(&format!(
            "{url} for {}; pages: {}; read in {:.2} s\n",
            summary.viewer,
            pages.join(", "),
            summary.seconds
        ));
        let port = server.address.port();
        if self.port != 0 && port != self.port {
            terminal.say(&format!("port {} is busy; using {port}", self.port));
        }
        if self.open && !serve::open(&url) {
            terminal.say("no browser could be started; open the address yourself");
        }
        server.run().map(|()| Outcome::Done)
    }
}
