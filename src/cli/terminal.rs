//! stdout is the answer, stderr is talk. In: texts. Out: both streams, progress on a terminal.
//! Never: fails because a reader went away.

use super::Color;
use crate::error::Error;
use crate::pipeline::Progress;
use crate::report::Options;
use anstream::{AutoStream, ColorChoice};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, Write};
use std::time::Duration;

/// The two streams and how they look.
pub(super) struct Terminal {
    color: Color,
    quiet: bool,
    verbose: bool,
    bar: ProgressBar,
}

impl Terminal {
    pub(super) fn new(color: Color, quiet: bool, verbose: bool) -> Self {
        let draws = !quiet && std::io::stderr().is_terminal();
        let target = if draws { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        Self { color, quiet, verbose, bar: ProgressBar::with_draw_target(None, target) }
    }

    /// The answer.
    pub(super) fn answer(&self, text: &str) {
        let mut out = std::io::stdout().lock();
        // A reader that went away (`| head`) has what it wanted.
        let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    }

    /// A line beside the answer; not with `-q`.
    pub(super) fn say(&self, text: &str) {
        if !self.quiet {
            self.talk(text);
        }
    }

    /// A line that only `-v` asks for.
    pub(super) fn detail(&self, text: &str) {
        if self.verbose {
            self.talk(text);
        }
    }

    /// Findings that keep the command from its answer, and what follows; with `-q` too: silence would look like success.
    pub(super) fn refuse(&self, text: &str) {
        self.talk(text);
    }

    /// What kept the command from running.
    pub(super) fn error(&self, error: &Error) {
        self.talk(&format!("\u{1b}[1;31merror\u{1b}[0m: {error}"));
    }

    fn talk(&self, text: &str) {
        self.bar.finish_and_clear();
        let choice = match self.color {
            Color::Auto => AutoStream::choice(&std::io::stderr()),
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        let mut err = AutoStream::new(std::io::stderr().lock(), choice);
        let _ = writeln!(err, "{}", text.trim_end_matches('\n'));
    }

    /// How a report on stdout looks.
    pub(super) fn options(&self) -> Options {
        let auto = AutoStream::choice(&std::io::stdout()) != ColorChoice::Never;
        let color = match self.color {
            Color::Auto => auto && std::io::stdout().is_terminal(),
            Color::Always => true,
            Color::Never => false,
        };
        let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
        Options { color, width: columns.unwrap_or(120) }
    }

    /// How a report on stderr looks: [`Terminal::talk`] takes colours out where they are not wanted.
    pub(super) fn talk_options(&self) -> Options {
        Options { color: true, ..self.options() }
    }
}

impl Progress for Terminal {
    fn begin(&self, stage: &str, total: usize) {
        let template = if total == 0 { "{spinner} {msg}" } else { "{msg} [{bar:40}] {pos}/{len} {eta}" };
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style);
        }
        self.bar.reset();
        self.bar.set_length(total as u64);
        self.bar.set_message(stage.to_string());
        self.bar.enable_steady_tick(Duration::from_millis(120));
    }

    fn step(&self) {
        self.bar.inc(1);
    }

    fn end(&self) {
        self.bar.finish_and_clear();
    }
}
