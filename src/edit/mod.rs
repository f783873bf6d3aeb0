//! New bytes of one file, parsed again and compared first. In: edits. Out: text. Never: writes.

pub mod merge;
pub mod progress;
