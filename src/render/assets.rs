//! Styles and the script, embedded. In: nothing. Out: texts and artifacts.
//! Never: differs between two handouts, so that a content security policy can name the hashes.

use super::artifact::Artifact;

const BASE: &str = include_str!("../../assets/css/base.css");
const HANDOUT: &str = include_str!("../../assets/css/handout.css");
const PRINT: &str = include_str!("../../assets/css/print.css");
const SITE: &str = include_str!("../../assets/css/site.css");
const SCRIPT: &str = include_str!("../../assets/js/handout.js");
const PORTFOLIO: &str = include_str!("../../assets/js/portfolio.js");

/// Where plain pages find their style, below the root.
pub const SITE_STYLE: &str = "assets/site.css";

/// The one style of every handout, as it stands between its tags.
pub fn handout_style() -> String {
    format!("\n{BASE}{HANDOUT}{PRINT}")
}

/// The one script of every handout, as it stands between its tags.
pub fn handout_script() -> String {
    format!("\n{SCRIPT}{PORTFOLIO}")
}

/// The files that plain pages need; `label` is the audience's folder.
pub fn site_files(label: &str) -> Vec<Artifact> {
    vec![Artifact {
        path: SITE_STYLE.into(),
        bytes: format!("{BASE}{SITE}").into_bytes(),
        label: label.to_string(),
        sources: Vec::new(),
    }]
}
