//! The templates, compiled: the only file that knows Tera's instances. In: embedded and overriding
//! templates, fragments of one audience. Out: [`Engine`], shared by all threads.
//! Never: a template read while rendering; every fault of a template is found when the engine is made.

mod filters;

use super::prose::Body;
use super::{assets, format, templates};
use crate::document::Format;
use crate::error::{Error, Result};
use crate::model::prose::FragmentId;
use serde::Serialize;
use std::sync::Arc;
use tera::{Context, Tera, Value};

/// Prose that documents print, rendered for one audience, by page and place.
#[derive(Clone, Debug, Default)]
pub struct Fragments {
    /// HTML.
    pub html: Vec<Vec<String>>,
    /// Markdown; an inline fragment is one line.
    pub markdown: Vec<Vec<String>>,
}

impl Fragments {
    /// One fragment; empty if the audience reads nothing of it.
    pub fn text(&self, format: Format, id: FragmentId) -> &str {
        let all = match format {
            Format::Html => &self.html,
            Format::Markdown => &self.markdown,
        };
        let (page, at) = id.place();
        all.get(page).and_then(|own| own.get(at)).map_or("", String::as_str)
    }
}

/// Both instances: they escape differently.
#[derive(Debug)]
pub struct Engine {
    label: String,
    html: Tera,
    markdown: Tera,
}

impl Engine {
    /// Compiles the embedded templates and the library's own, which are named like those they replace
    /// (`html/checklist.html`) and win; further ones may be extended or included. Errors: a template that
    /// cannot be read, with its line. `label` is the audience's folder, which each artifact carries.
    pub fn new(label: &str, fragments: Fragments, overrides: &[(String, String)]) -> Result<Self> {
        let fragments = Arc::new(fragments);
        let mut html =
            instance(Format::Html, &[&templates::HTML[..], &templates::XML].concat(), overrides, &fragments)?;
        let shared = html.global_context();
        shared.insert_value("handout_style", Value::safe_string(&assets::handout_style()));
        shared.insert_value("handout_script", Value::safe_string(&assets::handout_script()));
        shared.insert_value("site_style", Value::safe_string(assets::SITE_STYLE));
        shared.insert_value("site_icon", Value::safe_string(assets::SITE_ICON));
        shared.insert_value("site_script", Value::safe_string(assets::SITE_SCRIPT));
        let markdown = instance(Format::Markdown, &templates::MARKDOWN, overrides, &fragments)?;
        Ok(Self { label: label.to_string(), html, markdown })
    }

    /// The audience's folder below `public/`.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Renders a template with a view and, for pages, the prose in the format's own text.
    pub(super) fn render<V: Serialize>(
        &self,
        template: &str,
        format: Format,
        view: &V,
        body: Option<&Body>,
    ) -> Result<String> {
        let failed = |e: tera::Error| Error::new(format!("render the template `{template}`")).because(e);
        let mut context = Context::from_serialize(view).map_err(failed)?;
        if let Some(body) = body {
            // What is known of a page stands below its own heading.
            let (head, rest) = body.text.split_at(body.head);
            context.insert_value("body_head", Value::safe_string(head));
            context.insert_value("body_rest", Value::safe_string(rest));
            context.insert_value("body", Value::safe_string(&body.text));
        }
        let tera = match format {
            Format::Html => &self.html,
            Format::Markdown => &self.markdown,
        };
        tera.render(template, &context).map_err(failed)
    }
}

fn instance(
    format: Format,
    embedded: &[(&str, &str)],
    overrides: &[(String, String)],
    fragments: &Arc<Fragments>,
) -> Result<Tera> {
    let failed = |e: tera::Error| Error::new("read the templates").because(e);
    let mut tera = Tera::new();
    filters::register(&mut tera, format, Arc::clone(fragments));
    match format {
        Format::Html => tera.set_escape_fn(format::escape_html),
        Format::Markdown => {
            tera.autoescape_on([".md"]);
            tera.set_escape_fn(format::escape_markdown);
        }
    }
    tera.set_fallback_prefixes(["user/", "default/"]).map_err(failed)?;
    let own = |name: &str| {
        let folder = name.split('/').next().unwrap_or_default();
        folder == format.folder() || (format == Format::Html && folder == "xml")
    };
    let defaults = embedded.iter().map(|(name, text)| (format!("default/{name}"), (*text).to_string()));
    let users = overrides
        .iter()
        .filter(|(name, _)| own(name))
        .map(|(name, text)| (format!("user/{name}"), text.clone()));
    tera.add_raw_templates(defaults.chain(users)).map_err(failed)?;
    Ok(tera)
}
