//! One format-neutral view struct per document. In: plan, assessments. Out: views. Never: HTML.

pub mod show;
