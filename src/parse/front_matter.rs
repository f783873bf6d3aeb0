//! The header of a page, dirty as it is. In: a file. Out: `FrontMatter` and where the body begins. Never: fails.
