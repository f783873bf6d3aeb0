//! Artifacts to disk: the only writer. In: artifacts, from any thread, while they are made. Out: roots with their
//! manifests. Never: a half-written root, a read outside its own roots, a file of others removed.

mod create;
mod files;
mod lock;
mod manifest;
mod path;
mod publish;
mod replace;
mod root;
mod swap;

pub use create::create;
pub use manifest::{Entry, Manifest};
pub use path::unsafe_because;
pub use publish::{Counts, Fault, Published, Publisher};
pub use replace::{Replacement, replace, settle, write_file};
pub use root::Root;
