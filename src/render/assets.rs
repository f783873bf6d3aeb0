//! Styles and the script, embedded. In: nothing. Out: texts and artifacts.
//! Never: differs between two handouts, so that a content security policy can name the hashes.

use super::artifact::Artifact;

const BASE: &str = include_str!("../../assets/css/base.css");
const HANDOUT: &str = include_str!("../../assets/css/handout.css");
const PRINT: &str = include_str!("../../assets/css/print.css");
const SITE: [&str; 3] = [
    include_str!("../../assets/css/site.css"),
    include_str!("../../assets/css/site-prose.css"),
    include_str!("../../assets/css/site-theme.css"),
];
const ICON: &str = include_str!("../../assets/favicon.svg");
const SITE_JS: &str = include_str!("../../assets/js/site.js");
const SCRIPT: &str = include_str!("../../assets/js/handout.js");
const PORTFOLIO: &str = include_str!("../../assets/js/portfolio.js");

/// Where plain pages find their style, below the root.
pub const SITE_STYLE: &str = "assets/site.css";

/// Where plain pages find their script, below the root.
pub const SITE_SCRIPT: &str = "assets/site.js";

/// Where browsers find the sign of the site, below the root.
pub const SITE_ICON: &str = "assets/favicon.svg";

/// Where that script finds the whole table of contents, below the root.
pub const SITE_NAV: &str = "assets/nav.js";

/// A library's own style, below its `templates/`: it follows ours, so that a variable or a rule of it wins.
const OWN_STYLE: &str = "css/site.css";

/// The one style of every handout, as it stands between its tags.
pub fn handout_style() -> String {
    format!("\n{BASE}{HANDOUT}{PRINT}")
}

/// The one script of every handout, as it stands between its tags.
pub fn handout_script() -> String {
    format!("\n{SCRIPT}{PORTFOLIO}")
}

/// The files that plain pages need; `label` is the audience's folder, `overrides` are the library's own
/// templates, of which `css/site.css` is added to the style.
pub fn site_files(label: &str, overrides: &[(String, String)]) -> Vec<Artifact> {
    let own = overrides.iter().filter(|(name, _)| name == OWN_STYLE).map(|(_, text)| text.as_str());
    let style: String = std::iter::once(BASE).chain(SITE).chain(own).collect();
    vec![
        file(SITE_STYLE, style, label),
        file(SITE_SCRIPT, SITE_JS.to_string(), label),
        file(SITE_ICON, ICON.to_string(), label),
    ]
}

/// The whole table of contents as a script, so that it can be loaded from `file://` too. One row an entry:
/// name, address below the root or null, number of the entry above or null.
pub fn site_nav(label: &str, rows: &[(String, Option<String>, Option<usize>)]) -> Artifact {
    let json = serde_json::to_string(rows).unwrap_or_else(|_| "[]".into());
    // Characters that end a line in scripts of old.
    let json = json.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    file(SITE_NAV, format!("window.gameplanNav = {json};\n"), label)
}

fn file(path: &str, text: String, label: &str) -> Artifact {
    Artifact { path: path.into(), bytes: text.into_bytes(), label: label.to_string(), sources: Vec::new() }
}
