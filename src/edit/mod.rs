//! New bytes of one file, parsed again and compared first. In: edits. Out: text. Never: writes.

pub mod baseline;
mod facts;
pub mod fix;
pub mod front_matter;
pub mod usage;
pub mod merge;
mod outline;
pub mod progress;
pub mod splice;
pub mod toc;
