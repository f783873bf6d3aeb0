//! How the parts of a comparison are marked: plain on a terminal, escaped in Markdown. In: a text. Out: the text as it is
//! written. Never: unescaped text in Markdown.

use crate::render::format;

/// How things are marked.
pub(super) struct Style {
    pub(super) markdown: bool,
}

impl Style {
    pub(super) fn plain(&self, text: &str) -> String {
        if self.markdown { format::markdown(text) } else { text.to_string() }
    }

    pub(super) fn code(&self, text: &str) -> String {
        match self.markdown {
            true => format::markdown_code(&text.replace('|', "\\|")),
            false => format!("`{text}`"),
        }
    }

    /// A file's path: on a terminal it is to be clicked on.
    pub(super) fn file(&self, path: &str) -> String {
        if self.markdown { self.code(path) } else { path.to_string() }
    }

    /// A text of ours with names between backticks.
    pub(super) fn spans(&self, text: &str) -> String {
        let parts = text.split('`').enumerate();
        parts.map(|(at, part)| if at % 2 == 1 { self.code(part) } else { part.to_string() }).collect()
    }

    /// The start of a line at a depth.
    pub(super) fn item(&self, depth: usize) -> String {
        let indent = "  ".repeat(depth);
        if self.markdown { format!("{indent}- ") } else { format!("{indent}  ") }
    }
}
