//! Headers, headings and marks of a page: findings that are made elsewhere. In: nothing. Out: why, and the mend.
//! Never: a check.

use crate::diagnostic::codes;
use crate::rules::{Rule, sample};

/// FM001.
pub(in crate::rules) static HEADER_NOISE: Rule = Rule {
    code: &codes::HEADER_NOISE,
    why: "Many programs do not recognise a header behind a byte order mark, or one whose `---` has blanks \
          behind it: there the page has no title, no owner and no audience. This program reads it all the \
          same.",
    fix: "Save the file without a byte order mark and take the blanks out; the fix does both.",
    check: None,
    sample: sample!("FM001", "page.md"),
};

/// FM007.
pub(in crate::rules) static KEY_REPEATED: Rule = Rule {
    code: &codes::KEY_REPEATED,
    why: "Programs differ in which of the two they take. With two values, nobody can say what the page's \
          date or title is.",
    fix: "Keep one of the lines. The fix takes one out where both say the same.",
    check: None,
    sample: sample!("FM007", "page.md"),
};

/// FM009.
pub(in crate::rules) static HEADER_UNREADABLE: Rule = Rule {
    code: &codes::HEADER_UNREADABLE,
    why: "To every other program the page loses its whole header, and with it title, owner and audience. A \
          colon inside a value is the usual cause.",
    fix: "Put quotation marks around the value: `title: \"Enable: first steps\"`.",
    check: None,
    sample: sample!("FM009", "page.md"),
};

/// ST005.
pub(in crate::rules) static EMPHASIS_OPEN: Rule = Rule {
    code: &codes::EMPHASIS_OPEN,
    why: "A star that opens and never closes is printed as a star, and the words that were to stand out do \
          not.",
    fix: "Close it with as many stars, or write `\\*` for a star that is meant as one.",
    check: None,
    sample: sample!("ST005", "page.md"),
};

/// ST007.
pub(in crate::rules) static SECTION_EMPTY: Rule = Rule {
    code: &codes::SECTION_EMPTY,
    why: "Checklists, KPI tables and review packs print the known sections; an empty one leaves a blank that \
          looks like a fault of theirs.",
    fix: "Write the section, or `N/A` where there is nothing to say.",
    check: None,
    sample: sample!("ST007", "page.md"),
};

/// ST008.
pub(in crate::rules) static MARKUP_SWALLOWED: Rule = Rule {
    code: &codes::MARKUP_SWALLOWED,
    why: "Words in angle brackets, such as `<Partner>`, are taken for a tag, and no reader sees them.",
    fix: "Write `\\<Partner>`, or put the words in backticks. The fix writes the first.",
    check: None,
    sample: sample!("ST008", "page.md"),
};

/// ST010.
pub(in crate::rules) static LABEL_BINDS_FORWARD: Rule = Rule {
    code: &codes::LABEL_BINDS_FORWARD,
    why: "A label block directly above a scenario's heading is read as that scenario's, as its authors mean \
          it; every other reader takes it for the end of the section above.",
    fix: "Move the block below the heading that it speaks of.",
    check: None,
    sample: sample!("ST010", "page.md"),
};

/// ST012.
pub(in crate::rules) static NESTING_TOO_DEEP: Rule = Rule {
    code: &codes::NESTING_TOO_DEEP,
    why: "Quotes or lists nested beyond the limit are laid flat, so that no page can exhaust the program; \
          what was nested loses its place.",
    fix: "Nest less deeply.",
    check: None,
    sample: sample!("ST012", "page.md"),
};

/// ST013.
pub(in crate::rules) static DIRECTIVE_UNREAD: Rule = Rule {
    code: &codes::DIRECTIVE_UNREAD,
    why: "An include inside a line, an alert outside a quote, a misspelt `[!NOTE]`, a directive of another program \
          such as `:::row:::`: all of them stay on the page as the signs they are, and what they were to bring or to \
          say is missing.",
    fix: "Write the directive as the finding says. Where another word was likely meant, the fix writes that.",
    check: None,
    sample: sample!("ST013", "page.md"),
};
