//! Views to bytes per format. In: views, templates. Out: artifacts. Never: writes.

pub mod artifact;
pub mod prose;
