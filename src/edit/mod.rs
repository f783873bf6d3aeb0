//! New bytes of one file, parsed again and compared first. In: edits. Out: text. Never: writes.

pub mod baseline;
pub mod front_matter;
pub mod usage;
pub mod merge;
pub mod progress;
