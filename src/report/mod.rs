//! Diagnostics to text. In: diagnostics and sources. Out: text per format. Never: prints.
