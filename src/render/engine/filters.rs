//! The filters of the templates. In: values of a view. Out: text, escaped where it is marked safe.
//! Never: state; fragments are shared and read only.

use super::Fragments;
use crate::document::Format;
use crate::model::prose::FragmentId;
use crate::render::format::{Marks, html, html_code, markdown, markdown_code, marked};
use std::sync::Arc;
use tera::{Kwargs, State, Tera, TeraResult, Value};

/// Registers all of them for one format:
/// `fragment` (number of a fragment, `indent=` columns → its text), `marked` (text with `[missing: …]`
/// parts and code spans), `code` (text → a code span to copy), `pct` (permille → `23.4%`, for drawings), `flipped` (permille from the other end, as `pct`).
pub(super) fn register(tera: &mut Tera, format: Format, fragments: Arc<Fragments>) {
    tera.register_filter("fragment", move |id: u64, kwargs: Kwargs, _: &State| {
        let text = fragments.text(format, FragmentId(id));
        indented(text, kwargs.get::<u64>("indent")?.unwrap_or(0) as usize)
    });
    let marks = marks(format);
    tera.register_filter("marked", move |text: &str, _: Kwargs, _: &State| {
        Value::safe_string(&marked(text, &marks))
    });
    tera.register_filter("code", move |text: &str, _: Kwargs, _: &State| {
        Value::safe_string(&match format {
            Format::Html => html_code(text),
            Format::Markdown => markdown_code(text),
        })
    });
    tera.register_filter("pct", |permille: i64, _: Kwargs, _: &State| percent(permille));
    tera.register_filter("flipped", |permille: i64, _: Kwargs, _: &State| percent(1000 - permille));
}

fn marks(format: Format) -> Marks {
    match format {
        Format::Html => Marks {
            escape: html,
            missing: |text| format!("<span class=\"gap\">[{text}]</span>"),
            code: |text| format!("<code>{}</code>", html(text)),
        },
        // A pipe ends a table's cell even in a code span.
        Format::Markdown => Marks {
            escape: markdown,
            missing: |text| format!("[{text}]"),
            code: |text| markdown_code(&text.replace('|', "\\|")),
        },
    }
}

fn indented(text: &str, columns: usize) -> TeraResult<Value> {
    let blank = " ".repeat(columns);
    let mut out = String::with_capacity(text.len());
    for (i, line) in text.trim_end().lines().enumerate() {
        if i > 0 {
            out.push('\n');
        }
        if !line.is_empty() {
            out.push_str(&blank);
            out.push_str(line);
        }
    }
    Ok(Value::safe_string(&out))
}

fn percent(permille: i64) -> String {
    format!("{}.{}%", permille / 10, permille % 10)
}
