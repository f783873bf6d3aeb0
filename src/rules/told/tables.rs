//! Tables, tasks and lines of a page: findings that are made elsewhere. In: nothing. Out: why, and the mend.
//! Never: a check.

use crate::diagnostic::codes;
use crate::rules::{Rule, sample};

/// TB001.
pub(in crate::rules) static CELLS_LOST: Rule = Rule {
    code: &codes::CELLS_LOST,
    why: "Markdown drops the cells beyond the header's without a word. Two rows that share a line lose the \
          second task altogether.",
    fix: "Begin each row on a line of its own, or write `\\|` for a bar that is text.",
    check: None,
    sample: sample!("TB001", "page.md"),
};

/// TB004.
pub(in crate::rules) static COLUMN_UNKNOWN: Rule = Rule {
    code: &codes::COLUMN_UNKNOWN,
    why: "A table is known by its columns. One whose header no vocabulary names is printed, but gives no \
          tasks, bands or fields.",
    fix: "Write the header as the other pages do, or add the spelling: `vocabulary: {columns: {Task ID: \
          [...]}}` in gameplan.yml.",
    check: None,
    sample: sample!("TB004", "page.md"),
};

/// TB005.
pub(in crate::rules) static THRESHOLD_UNREADABLE: Rule = Rule {
    code: &codes::THRESHOLD_UNREADABLE,
    why: "A threshold that can be read in two ways, or in none, rates nobody: the KPI is printed without a \
          colour.",
    fix: "Write it with its signs: `< 40%`, `40%-70%`, `> 70%`. A row that counts different things in its \
          colours is two KPIs.",
    check: None,
    sample: sample!("TB005", "page.md"),
};

/// TB007.
pub(in crate::rules) static COLOUR_MISSING: Rule = Rule {
    code: &codes::COLOUR_MISSING,
    why: "With a colour missing, every customer outside the others has none.",
    fix: "Write all three: `Green: …; Yellow: …; Red: …`.",
    check: None,
    sample: sample!("TB007", "page.md"),
};

/// TK001.
pub(in crate::rules) static NEED_UNREADABLE: Rule = Rule {
    code: &codes::NEED_UNREADABLE,
    why: "A task whose need cannot be read is neither demanded nor left to choice.",
    fix: "Write `M` or `O`, or add the letter of your language: `vocabulary: {needs: {Mandatory: [...]}}` in \
          gameplan.yml.",
    check: None,
    sample: sample!("TK001", "page.md"),
};

/// TK005.
pub(in crate::rules) static TASK_ID_MISSING: Rule = Rule {
    code: &codes::TASK_ID_MISSING,
    why: "A row without a number is no task: it stands in no checklist and cannot be ticked.",
    fix: "Write the task's number.",
    check: None,
    sample: sample!("TK005", "page.md"),
};

/// TK006.
pub(in crate::rules) static ID_CLASH: Rule = Rule {
    code: &codes::ID_CLASH,
    why: "Ticks are kept by id. Two lines with one explicit id are ticked together.",
    fix: "Give one of the lines another id; the older one keeps its ticks.",
    check: None,
    sample: sample!("TK006", "b.md"),
};

/// TK007.
pub(in crate::rules) static ID_REPEATED: Rule = Rule {
    code: &codes::ID_REPEATED,
    why: "Lines that begin with the same words get the same derived id and are told apart by a number only: \
          a line put between them moves the ticks.",
    fix: "Give the line an id of its own: `<!-- id: ask-again -->` at its end.",
    check: None,
    sample: sample!("TK007", "page.md"),
};

/// TK008.
pub(in crate::rules) static CONDITION_UNREAD: Rule = Rule {
    code: &codes::CONDITION_UNREAD,
    why: "A condition that cannot be read leaves its lines unknown for every customer.",
    fix: "Write it in the grammar of conditions: `When: **active usage 10%-40% and status In Progress**`.",
    check: None,
    sample: sample!("TK008", "page.md"),
};

/// TK009.
pub(in crate::rules) static CONDITION_INFERRED: Rule = Rule {
    code: &codes::CONDITION_INFERRED,
    why: "The condition was taken from the words of the heading. It is right until someone rewords the \
          heading.",
    fix: "Write it as a label below the heading; the fix does.",
    check: None,
    sample: sample!("TK009", "page.md"),
};

/// TK010.
pub(in crate::rules) static DUE_UNREAD: Rule = Rule {
    code: &codes::DUE_UNREAD,
    why: "Lines with a due rule that cannot be read have no date.",
    fix: "Write it as `14 days after engaged`: days, working days or weeks, before or after a date of the \
          record.",
    check: None,
    sample: sample!("TK010", "page.md"),
};
