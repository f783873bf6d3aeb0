//! Rules whose findings other rooms make while they read, resolve or publish: only their words stand here.
//! In: nothing. Out: entries of the table. Never: a check.

pub(super) mod links;
pub(super) mod page;
pub(super) mod records;
pub(super) mod rooms;
pub(super) mod tables;
