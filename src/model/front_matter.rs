//! The header of a page. In: what the YAML reader found. Out: keys and values in file order.
//! Never: fails; of an unreadable header stands here what could be saved, and it has a finding.

use super::date::Date;
use crate::source::{Span, Spanned};

/// The front matter of a page.
#[derive(Clone, Debug, Default)]
pub struct FrontMatter {
    /// Keys in file order; of a repeated key the last stands here.
    pub entries: Vec<Entry>,
    /// From the first `---` line to the end of the closing one; none without a header.
    pub span: Option<Span>,
    /// True if the header is no YAML.
    pub unreadable: bool,
    /// `ms.date`, read.
    pub date: Option<PageDate>,
}

/// One key and its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: Spanned<String>,
    /// The value as text; a list's members joined with `, `.
    pub value: Spanned<String>,
    /// The members, if the value is a list.
    pub list: Option<Vec<Spanned<String>>>,
}

impl FrontMatter {
    /// A value by key, trimmed; empty values are none.
    pub fn get(&self, key: &str) -> Option<&Spanned<String>> {
        self.entries.iter().find(|e| e.key.value == key).map(|e| &e.value).filter(|v| !v.value.is_empty())
    }

    /// The text of a value.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.get(key).map(|v| v.value.as_str())
    }
}

/// A date of a page: as written, and read where it can be (US order, two digits of a year mean 20yy).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageDate {
    /// As written, trimmed.
    pub text: String,
    /// Read.
    pub date: Option<Date>,
    /// What one that cannot be read means.
    pub likely: Option<LikelyDate>,
}

/// A day that a text means, which is no date as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LikelyDate {
    /// As it should be written: `04/05/2019`.
    pub text: String,
    /// True if it can mean no other day.
    pub certain: bool,
}
