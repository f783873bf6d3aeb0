//! The stages in order. In: a library and options. Out: reports. Never: prints.

pub mod customer;
mod fault;
pub mod load;
