//! The stages in order. In: a library and options. Out: reports. Never: prints.

pub mod customer;
mod fault;
pub mod load;
//! The stages in order: the only room that calls them, one file a run. In: a library and options.
//! Out: reports. Never: prints, reads the clock, decides an exit code.

mod build;
mod check;
mod create;
mod faults;
mod progress;
mod show;

pub use build::{BuildOptions, BuildReport, Part, RootReport, Seconds, build};
pub use check::{CheckOptions, CheckReport, check};
pub use create::{create_customer, create_library, create_playbook};
pub use faults::read_fault;
pub use progress::{Progress, Silent};
pub use show::{show_customer, show_playbook};

use crate::model::date::Date;
use std::path::PathBuf;

/// The library of a run and its day.
#[derive(Clone, Debug)]
pub struct Library {
    /// Its folder.
    pub root: PathBuf,
    /// `--as-of`: wins over the settings' `as_of:`.
    pub as_of: Option<Date>,
    /// The day of the run: counts where neither is given.
    pub today: Date,
}
