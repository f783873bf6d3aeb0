//! Text → Catalog and diagnostics; never an `Err`: what cannot be read has a finding and is left out.
//! In: sources. Out: pages, playbooks, records, settings. Never: the disk, the clock, another audience's view.

pub mod band;
pub mod date;
pub mod docfx;
pub mod due;
pub mod facts;
pub mod front_matter;
pub mod import;
pub mod library;
pub mod lower;
pub mod markdown;
pub mod page;
pub mod names;
pub mod playbook;
pub mod schema;
pub mod suggest;
pub mod ticks;
pub mod toc;
pub mod when;
pub mod yaml;
