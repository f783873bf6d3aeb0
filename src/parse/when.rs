//! The `When` grammar and what headings imply. In: text. Out: `When`. Never: evaluates.
