//! A page on its way to the browser. In: HTML of a root, faults. Out: the same with the live script, its style and
//! a strip that names faults. Never: anything inline; a text of a page that is not escaped.

use crate::pipeline::preview::Served;

/// The script.
pub(super) const SCRIPT: &str = include_str!("../../assets/js/live.js");

/// Its style.
pub(super) const STYLE: &str = include_str!("../../assets/css/live.css");

/// A page of the root with what the preview adds.
pub(super) fn live(html: &[u8], served: &Served) -> Vec<u8> {
    let text = String::from_utf8_lossy(html);
    let text = insert(&text, "</head>", &head(served.number), Side::Before);
    insert(&text, "<body", &strip(&served.faults), Side::BehindTag).into_bytes()
}

/// A page of the preview's own: nothing there, or something that could not be made.
pub(super) fn message(title: &str, text: &str, number: u64) -> Vec<u8> {
    let (title, text) = (escaped(title), escaped(text));
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n{}</head>\n\
         <body class=\"gameplan-message\">\n<main><h1>{title}</h1>\n<pre>{text}</pre>\n\
         <p><a href=\"/\">First page</a></p></main>\n</body>\n</html>\n",
        head(number)
    )
    .into_bytes()
}

fn head(number: u64) -> String {
    format!(
        "<link rel=\"stylesheet\" href=\"/__live.css\">\n<script src=\"/__live.js\" data-number=\"{number}\" defer></script>\n"
    )
}

fn strip(faults: &[String]) -> String {
    if faults.is_empty() {
        return String::new();
    }
    let lines: String = faults.iter().map(|f| format!("<li>{}</li>", escaped(f))).collect();
    format!("\n<div class=\"gameplan-strip\" role=\"alert\"><ul>{lines}</ul></div>")
}

enum Side {
    Before,
    BehindTag,
}

/// Puts `what` at the first `mark`; at the end of a text without it.
fn insert(text: &str, mark: &str, what: &str, side: Side) -> String {
    let found = text.find(mark).map(|at| match side {
        Side::Before => at,
        Side::BehindTag => text[at..].find('>').map_or(text.len(), |end| at + end + 1),
    });
    let at = found.unwrap_or(text.len());
    format!("{}{what}{}", &text[..at], &text[at..])
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
