//! Settings, files and what is published: findings that are made elsewhere. In: nothing. Out: why, and the mend.
//! Never: a check.

use crate::diagnostic::codes;
use crate::rules::{Rule, sample};

/// SE001.
pub(in crate::rules) static SETTINGS_SHAPE: Rule = Rule {
    code: &codes::SETTINGS_SHAPE,
    why: "A setting that cannot be read keeps its default, silently everywhere else.",
    fix: "Write it as the message shows; `schema settings` prints all of them.",
    check: None,
    sample: sample!("SE001", "gameplan.yml"),
};

/// SE003.
pub(in crate::rules) static SAMPLE_FAILS: Rule = Rule {
    code: &codes::SAMPLE_FAILS,
    why: "A rule that does not do what its author wrote down finds too much or nothing, and nobody sees which.",
    fix: "Change the pattern, or the sample, until `check --test-rules` is content; only that looks at samples.",
    check: None,
    sample: sample!("SE003", "gameplan.yml"),
};

/// PR001.
pub(in crate::rules) static PROGRESS_UNKNOWN: Rule = Rule {
    code: &codes::PROGRESS_UNKNOWN,
    why: "The line that was ticked is gone, or has another id: the tick counts under Done earlier only. A line whose \
          new wording keeps 60 % of the words in its step takes its tick along and is no finding.",
    fix: "Let `check --fix` rename the key to that of the line that it belongs to; leave it where the line is gone \
          and the work counts.",
    check: None,
    sample: sample!("PR001", "progress/fjordlys.yml"),
};

/// OU001.
pub(in crate::rules) static PATH_CLASH: Rule = Rule {
    code: &codes::PATH_CLASH,
    why: "Two pages become one address; only one of them can be published.",
    fix: "Rename one of them, or give them different audiences.",
    check: None,
    sample: sample!("OU001", "a.md"),
};

/// SO001.
pub(in crate::rules) static NOT_TEXT: Rule = Rule {
    code: &codes::NOT_TEXT,
    why: "A file in another encoding is left out whole, lest its letters turn into others.",
    fix: "Save it as UTF-8.",
    check: None,
    sample: sample!("SO001", "about.txt"),
};

/// SO002.
pub(in crate::rules) static TOO_LARGE: Rule = Rule {
    code: &codes::TOO_LARGE,
    why: "A file above the limit is left out, so that one file cannot stop a build.",
    fix: "Split the file, or raise `limits: {file_bytes: …}` in gameplan.yml.",
    check: None,
    sample: sample!("SO002", "page.md"),
};

/// SO003.
pub(in crate::rules) static UNREADABLE: Rule = Rule {
    code: &codes::UNREADABLE,
    why: "The file is there and cannot be read; the library is published without it.",
    fix: "Make the file readable, or rename it so that every system can.",
    check: None,
    sample: sample!("SO003", "about.txt"),
};

/// SO004.
pub(in crate::rules) static TOC_UNREADABLE: Rule = Rule {
    code: &codes::TOC_UNREADABLE,
    why: "Without its table of contents the folder has no navigation.",
    fix: "Write a list of entries with `name:` and `href:`.",
    check: None,
    sample: sample!("SO004", "toc.yml"),
};
