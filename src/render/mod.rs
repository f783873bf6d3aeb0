//! Views to bytes per format. In: views, templates, prose rendered per audience. Out: [`Artifact`]s.
//! Never: writes, decides what may be seen.

pub mod artifact;
pub mod assets;
pub mod csv;
pub mod diff;
pub mod engine;
pub mod feed;
pub mod format;
pub mod headers;
pub mod llms;
pub mod prose;
pub mod redirects;
pub mod search;
pub mod sitemap;
pub mod table;
pub mod templates;
pub mod video;

pub use artifact::Artifact;
pub use engine::{Engine, Fragments};

use crate::document::{Format, Kind};
use crate::error::Result;
use prose::Body;
use serde::Serialize;

/// Renders one view. `route` is the artifact's path below the root. Errors: a template that reads what the
/// view does not hold.
pub fn document<V: Serialize>(
    engine: &Engine,
    kind: &Kind,
    format: Format,
    view: &V,
    route: &str,
) -> Result<Artifact> {
    let text = engine.render(&kind.template(format), format, view, None)?;
    let text = if format == Format::Markdown { format::tidied(&text) } else { text };
    Ok(artifact(engine, route, text))
}

/// Renders a page: its view, and its prose as this format's text, which is not escaped again.
pub fn page<V: Serialize>(
    engine: &Engine,
    kind: &Kind,
    format: Format,
    view: &V,
    body: &Body,
    route: &str,
) -> Result<Artifact> {
    let text = engine.render(&kind.template(format), format, view, Some(body))?;
    Ok(artifact(engine, route, text))
}

/// A part of a page as HTML, such as a gauge in a cell: `template` by its name below `templates/`.
pub fn part<V: Serialize>(engine: &Engine, template: &str, view: &V) -> Result<String> {
    engine.render(template, Format::Html, view, None)
}

/// The sources are the pipeline's to name; it knows what was read.
fn artifact(engine: &Engine, route: &str, text: String) -> Artifact {
    Artifact {
        path: route.to_string(),
        bytes: text.into_bytes(),
        label: engine.label().to_string(),
        sources: Vec::new(),
    }
}
