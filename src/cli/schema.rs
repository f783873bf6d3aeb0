//! `gameplan schema`. In: which file of a library. Out: its JSON Schema. Never: a file written.

use super::Outcome;
use super::terminal::Terminal;
use crate::error::Result;
use crate::pipeline::{self, Library, SchemaOf};
use clap::{Args, ValueEnum};

/// `schema`.
#[derive(Debug, Args)]
pub(super) struct Schema {
    /// Of which file: customers/<id>.yml, cohorts/<YYYY-MM>.yml, gameplan.yml, the map of an import.
    #[arg(value_enum)]
    file: File,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum File {
    Record,
    Cohort,
    Settings,
    Map,
}

impl Schema {
    pub(super) fn run(&self, library: &Library, terminal: &Terminal) -> Result<Outcome> {
        let file = match self.file {
            File::Record => SchemaOf::Record,
            File::Cohort => SchemaOf::Cohort,
            File::Settings => SchemaOf::Settings,
            File::Map => SchemaOf::Map,
        };
        terminal.answer(&pipeline::json_schema(library, file)?);
        Ok(Outcome::Done)
    }
}
