//! Artifacts to disk: the only writer. In: artifacts. Out: roots, manifests. Never: a half-written root.
