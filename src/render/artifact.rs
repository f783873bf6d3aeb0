//! One file of a root, finished. In: what a template or a copy gave. Out: [`Artifact`].
//! Never: the disk.

/// One file of a root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// Path below the root, with `/`.
    pub path: String,
    /// Content.
    pub bytes: Vec<u8>,
    /// The audience's folder below `public/`.
    pub label: String,
    /// The files it was made from, below the library's root.
    pub sources: Vec<String>,
}
