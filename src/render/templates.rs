//! The embedded templates, each listed once. In: nothing. Out: names and texts.
//! Never: a template that is not in this table.

/// A template: its name below `templates/`, and its text.
type Template = (&'static str, &'static str);

macro_rules! templates {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../../templates/", $name)))),*]
    };
}

/// HTML: two layouts, the parts of handouts and of the site, a gauge, one template a document.
pub const HTML: [Template; 17] = templates![
    "html/handout.html",
    "html/site.html",
    "html/parts.html",
    "html/site_parts.html",
    "html/page_kpi.html",
    "html/checklist.html",
    "html/kpis.html",
    "html/review.html",
    "html/customer_index.html",
    "html/customers.html",
    "html/pack.html",
    "html/page.html",
    "html/page_index.html",
    "html/search.html",
    "html/search_box.html",
    "html/404.html",
    "html/redirect.html",
];

/// Markdown: the parts, one template a document.
pub const MARKDOWN: [Template; 8] = templates![
    "markdown/parts.md",
    "markdown/checklist.md",
    "markdown/kpis.md",
    "markdown/review.md",
    "markdown/pack.md",
    "markdown/page.md",
    "markdown/page_index.md",
    "markdown/llms.md",
];

/// XML: escaped as HTML is.
pub const XML: [Template; 2] = templates!["xml/feed.xml", "xml/sitemap.xml"];

/// The texts of all templates: what they say is the program's own.
pub fn texts<'a>() -> impl Iterator<Item = &'a str> {
    HTML.into_iter().chain(MARKDOWN).chain(XML).map(|(_, text)| text)
}
