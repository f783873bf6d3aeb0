//! Exports of a portal: wide, dirty tables, and the map that says what they mean.
//! In: bytes of a table, the map. Out: rows of figures and task states, each with its place; findings.
//! Never: the disk, a customer; a cell in doubt is refused with its line and column, never guessed.

pub mod guess;
mod header;
pub mod map;
pub mod number;
pub mod rows;
pub mod sheet;
mod split;
pub mod tasks;
