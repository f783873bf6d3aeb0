//! The stages in order: the only room that calls them, one file a run. In: a library and options.
//! Out: reports. Never: prints, reads the clock, decides an exit code.

mod adopt;
mod baseline;
mod build;
mod check;
mod chosen;
mod collect;
mod cohort;
mod create;
mod diff;
mod extras;
mod fence;
mod fix;
mod group;
mod found;
mod handouts;
mod packs;
mod reading;
mod review;
mod root;
mod site;
mod stream;
mod test_rules;
mod viewers;
mod customer;
mod fault;
mod import;
mod kinds;
mod known;
mod load;
mod media;
mod metadata;
mod narrow;
mod pairs;
pub mod preview;
mod progress;
mod schema;
mod show;
mod since;
mod sink;

pub use build::{BuildOptions, BuildReport, Part, RootReport, Seconds, build};
pub use check::{CheckOptions, CheckReport, check};
pub use cohort::suggest_cohort;
pub use collect::{Change, CollectOptions, CollectReport, CustomerPlan, Refusal, collect};
pub use create::{ContentsEntry, CreatedPlaybook, create_customer, create_library, create_playbook};
pub use customer::ReadCustomer;
pub use diff::{DiffFormat, diff};
pub use fix::{FixOptions, FixReport, FixedFile, RefusedFix, fix};
pub use group::by;
pub use import::{Change as UsageChange, ImportOptions, ImportReport, Percent, Plan, guess_map, import};
pub use load::{Loaded, load};
pub use metadata::{
    Applied, Filter, ValueChange, apply_metadata, export_metadata, metadata_table, write_file,
};
pub use narrow::{BaselineFile, Change as SinceChange, Codes, Narrowed, Narrowing, narrow};
pub use progress::{Progress, Silent};
pub use review::close_review;
pub use schema::{File as SchemaOf, json_schema};
pub use show::{Shown, show_customer, show_playbook, show_settings};

pub use test_rules::{TestedRules, explain_team, test_rules};

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
