//! Gameplan: adoption playbooks in, sites, checklists, KPI tables and review packs out.
//!
//! Data goes one way through rooms that stand here in reading order; each hands a named type to the next:
//! bytes → `source` → SourceMap → `parse` → Catalog → `resolve` → kept set → `assess` → verdicts → `plan`
//! → SitePlan → `document` → views → `render` → artifacts → `guard` → `output` → disk. Diagnostics travel
//! beside, `report` prints them. `pipeline` is the only room that calls the stages in order.

pub mod error;
pub mod source;
pub mod diagnostic;
pub mod model;
pub mod parse;
pub mod resolve;
pub mod assess;
pub mod rules;
pub mod plan;
pub mod document;
pub mod render;
pub mod guard;
pub mod edit;
pub mod output;
pub mod report;
pub mod pipeline;
#[cfg(feature = "serve")]
pub mod serve;
pub mod cli;
