//! A rule that a team writes for its own library. In: what the settings say of it. Out: [`TeamRule`].
//! Never: a finding; `rules` makes them.

use super::pattern::Pattern;
use crate::source::Spanned;

/// One rule of a team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamRule {
    /// `TEAM901`: letters and a number from 901 on, which no code of this program has.
    pub code: Spanned<String>,
    /// `no-safelinks`.
    pub name: String,
    /// `error`, `warning` or `suggestion`.
    pub severity: String,
    /// Globs of the pages that it looks at; none: all.
    pub files: Vec<Spanned<String>>,
    /// What of a page it looks at.
    pub place: Place,
    /// What is wrong there.
    pub fault: Fault,
    /// What a finding says.
    pub message: String,
    /// The mend in words.
    pub help: Option<String>,
    /// What to write instead of what was found; `$1` is a group of the pattern.
    pub replace: Option<String>,
    /// Why it matters.
    pub why: Option<String>,
    /// Samples that it leaves alone.
    pub good: Vec<Spanned<String>>,
    /// Samples that it finds.
    pub bad: Vec<Spanned<String>>,
}

/// What of a page a rule looks at. Code is never looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The body as written.
    Text,
    /// Targets of links and images.
    Link,
    /// Headings, without their `#`.
    Heading,
    /// Cells of tables; of one column, if its header is named.
    Cell(Option<String>),
    /// The value of a front matter key.
    Key(String),
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Every place where the pattern stands.
    Holds(Pattern),
    /// Everything in which it does not stand.
    Lacks(Pattern),
}
