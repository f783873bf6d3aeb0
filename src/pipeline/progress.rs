//! How far a run is. In: nothing. Out: [`Progress`], told by any thread. Never: a terminal.

/// Told how far a run is; `cli` draws it.
pub trait Progress: Sync {
    /// A stage begins; `total` steps, 0 if that is not known.
    fn begin(&self, stage: &str, total: usize);
    /// One step is done.
    fn step(&self);
    /// The run is over.
    fn end(&self);
}

/// Tells no one.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _: &str, _: usize) {}
    fn step(&self) {}
    fn end(&self) {}
}
