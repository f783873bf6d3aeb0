//! Dates of pages (US order) and of records (ISO). In: text. Out: dates. Never: the clock.
