//! Where links lead in one audience's root, and how that is written. In: what `resolve` found. Out: [`LinkTable`],
//! addresses. Never: guesses; a target that is not in the table is written as its text.

use crate::source::Span;
use std::collections::HashMap;

/// Where a link, image or include of a page leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Href {
    /// Out of the site: kept as written.
    External(String),
    /// A place on the same page.
    Fragment(String),
    /// A route below the root (`playbook/a.html`), with an optional `#fragment`.
    Route {
        /// Route with `/`, relative to the root.
        route: String,
        /// Without `#`.
        fragment: Option<String>,
    },
    /// Not in this audience's root, or nowhere: written as its text.
    Absent,
}

/// The targets of one audience's root, by the span of the link, image or include.
#[derive(Clone, Debug, Default)]
pub struct LinkTable {
    /// Looked up only; never iterated.
    pub targets: HashMap<Span, Href>,
}

impl Href {
    /// As written in the document at route `from`, percent-encoded; none where nothing is to be linked.
    pub fn written(&self, from: &str) -> Option<String> {
        match self {
            Self::External(url) => external(url),
            Self::Fragment(fragment) => Some(hash(fragment)),
            Self::Route { route, fragment: Some(fragment) } if route == from => Some(hash(fragment)),
            Self::Route { route, fragment } => {
                Some(address(from, route) + &fragment.as_deref().map(hash).unwrap_or_default())
            }
            Self::Absent => None,
        }
    }
}

/// An address out of the site: only `http`, `https` and `mailto`.
pub fn external(url: &str) -> Option<String> {
    let url = url.trim();
    let known = ["http://", "https://", "mailto:"];
    let allowed = known.iter().any(|s| url.get(..s.len()).is_some_and(|u| u.eq_ignore_ascii_case(s)));
    allowed.then(|| encoded(url, b"-_.~!*'();:@&=+$,/?#[]%"))
}

/// The address of route `to` as written in the document at route `from`, percent-encoded. Routes are relative to the
/// root, with `/`.
pub fn address(from: &str, to: &str) -> String {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let steps: Vec<String> = relative(folder, to).split('/').map(step).collect();
    let written = steps.join("/");
    if written.is_empty() { "./".to_string() } else { written }
}

/// `to` as a link from a file in `folder`.
pub fn relative(folder: &str, to: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    let parts: Vec<&str> = to.split('/').collect();
    let same = from.iter().zip(&parts[..parts.len() - 1]).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", from.len() - same);
    up.chain(parts[same..].iter().copied()).collect::<Vec<_>>().join("/")
}

/// A fragment with its `#`, percent-encoded.
pub fn hash(fragment: &str) -> String {
    format!("#{}", step(fragment))
}

/// A step of a path, percent-encoded.
fn step(text: &str) -> String {
    encoded(text, b"-_.~!$&'()*+,;=@")
}

fn encoded(text: &str, keep: &[u8]) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte.is_ascii_alphanumeric() || keep.contains(&byte) {
            true => out.push(byte as char),
            false => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_climb_to_the_shared_folder() {
        assert_eq!(relative("customers/a", "customers/a/kpis.html"), "kpis.html");
        assert_eq!(relative("customers/a", "customers/emea.html"), "../emea.html");
        assert_eq!(relative("", "customers/index.html"), "customers/index.html");
        assert_eq!(relative("customers", "index.html"), "../index.html");
        assert_eq!(address("customers/a/index.html", "a b/ü.html"), "../../a%20b/%C3%BC.html");
    }
}
