//! Where every byte comes from: files, positions, the walk of the library.
//! In: folders. Out: [`SourceMap`] with UTF-8 texts and [`Span`]s into them.
//! Never: follows a link out of the root, changes a file, knows what a text means.

pub mod author;
mod map;
pub mod git;
pub mod glob;
pub mod read;
mod span;
pub mod walk;

pub use map::{Position, SourceFile, SourceMap};
pub use span::{SourceId, Span, Spanned};
