//! Links, includes, zones and what leaves the house: findings that are made elsewhere. In: nothing. Out: why, and the mend.
//! Never: a check.

use crate::diagnostic::codes;
use crate::rules::{Rule, sample};

/// LN006.
pub(in crate::rules) static TARGET_MISSING: Rule = Rule {
    code: &codes::TARGET_MISSING,
    why: "Readers land on nothing, and an include that is not there leaves a hole in the page.",
    fix: "Write the name of a file that exists; the nearest is named where there is one.",
    check: None,
    sample: sample!("LN006", "page.md"),
};

/// LN009.
pub(in crate::rules) static CASE_MISMATCH: Rule = Rule {
    code: &codes::CASE_MISMATCH,
    why: "The link works on machines that do not tell capitals apart, and is dead on the server.",
    fix: "Write the name as the file has it; the fix does.",
    check: None,
    sample: sample!("LN009", "page.md"),
};

/// LN011.
pub(in crate::rules) static ANCHOR_MISSING: Rule = Rule {
    code: &codes::ANCHOR_MISSING,
    why: "The link opens the page at its top instead of the place that was meant.",
    fix: "Link to a heading that exists; the nearest is named where there is one.",
    check: None,
    sample: sample!("LN011", "page.md"),
};

/// LN012.
pub(in crate::rules) static INCLUDE_CYCLE: Rule = Rule {
    code: &codes::INCLUDE_CYCLE,
    why: "A file that includes itself, on whatever way round, cannot be printed; the include gives nothing.",
    fix: "Take one of the includes out.",
    check: None,
    sample: sample!("LN012", "page.md"),
};

/// AU003.
pub(in crate::rules) static NARROWER_TARGET: Rule = Rule {
    code: &codes::NARROWER_TARGET,
    why: "Readers of the page may not see what it leads to: they find dead text, and an include carries \
          words beyond their label.",
    fix: "Widen the target's `ft.audience`, narrow the page's, or put the link into a zone.",
    check: None,
    sample: sample!("AU003", "page.md"),
};

/// AU004.
pub(in crate::rules) static DEAD_IN_AUDIENCE: Rule = Rule {
    code: &codes::DEAD_IN_AUDIENCE,
    why: "The page stands in several sites, its target only in one: there the link works, in the others it is dead text. \
          Who looks at one site alone never sees it.",
    fix: "Put the link into a zone for those who have the target, or publish the target for the others too: their own \
          `name--audience.md`, or its `ft.audience`.",
    check: None,
    sample: sample!("AU004", "page.md"),
};

/// AU006.
pub(in crate::rules) static LEAK: Rule = Rule {
    code: &codes::LEAK,
    why: "A root made for a wider audience holds words that only a narrower one may read. Nothing of that \
          root is published.",
    fix: "Take the words out of what that audience reads, or give them away: `share:` in gameplan.yml.",
    check: None,
    sample: sample!("AU006", "page.md"),
};

/// AU007.
pub(in crate::rules) static ZONE_BROKEN: Rule = Rule {
    code: &codes::ZONE_BROKEN,
    why: "A zone that does not close, or names nobody, hides more or less than was meant. What is in doubt \
          is kept for the narrowest audience.",
    fix: "Open with `::: zone pivot=\"partner\"`, close with `::: zone-end`, and name audiences of the \
          library.",
    check: None,
    sample: sample!("AU007", "page.md"),
};
