//! `new`: files to start from. In: a name. Out: files that people edit, from `assets/new/`.
//! Never: overwrites; a library so made builds at once.

use super::{Library, adopt, load};
use crate::error::{Error, Result};
use crate::model::date::{Date, Month};
use crate::output;
use std::path::{Path, PathBuf};

/// Files of a new library: path and template.
const LIBRARY: &[(&str, &str)] = &[
    (".gitignore", include_str!("../../assets/new/gitignore")),
    ("gameplan.yml", include_str!("../../assets/new/gameplan.yml")),
    ("index.md", include_str!("../../assets/new/index.md")),
    ("toc.yml", include_str!("../../assets/new/toc.yml")),
    ("playbook/raise-usage.md", include_str!("../../assets/new/raise-usage.md")),
    ("playbook/includes/questions.md", include_str!("../../assets/new/questions.md")),
    ("german-playbook/raise-usage-de.md", include_str!("../../assets/new/raise-usage-de.md")),
    ("customers/example.yml", include_str!("../../assets/new/customer.yml")),
];
const PLAYBOOK: &str = include_str!("../../assets/new/playbook.md");
const CUSTOMER: &str = include_str!("../../assets/new/customer.yml");

/// A library in the new folder `name` (a path is fine), with one of everything. A docfx folder gets nothing
/// but a `gameplan.yml` that states what is there.
///
/// # Errors
/// The folder holds one of the files already, or cannot be written.
pub fn create_library(name: &str, today: Date) -> Result<Vec<PathBuf>> {
    let folder = Path::new(name);
    if folder.join("docfx.json").is_file() {
        let real = folder.canonicalize().map_err(|e| Error::new("find the folder").at(folder).because(e))?;
        let title = real.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        let text = adopt::settings(&load::load(folder, None)?, &title);
        return written(folder, &[("gameplan.yml".to_string(), text)]);
    }
    let title = folder.file_name().and_then(|n| n.to_str()).filter(|n| !n.trim().is_empty());
    let title = title.ok_or_else(|| Error::new(format!("name a library `{name}`")))?;
    let texts = LIBRARY.iter().map(|(path, template)| {
        let words =
            if path.starts_with("customers/") { ("example", "Example Customer") } else { ("", title) };
        ((*path).to_string(), filled(template, words, today))
    });
    written(folder, &texts.collect::<Vec<_>>())
}

/// `playbook/<slug of name>.md` with every section and label explained.
///
/// # Errors
/// The page exists already, the name has no letter, or the folder cannot be written.
pub fn create_playbook(library: &Library, name: &str) -> Result<Vec<PathBuf>> {
    let slug = slug(name)?;
    let text = filled(PLAYBOOK, (&slug, name.trim()), library.today);
    written(&library.root, &[(format!("playbook/{slug}.md"), text)])
}

/// `customers/<slug of name>.yml`: the smallest whole record.
///
/// # Errors
/// The record exists already, the name has no letter, or the folder cannot be written.
pub fn create_customer(library: &Library, name: &str) -> Result<Vec<PathBuf>> {
    let slug = slug(name)?;
    let text = filled(CUSTOMER, (&slug, name.trim()), library.today);
    written(&library.root, &[(format!("customers/{slug}.yml"), text)])
}

fn written(folder: &Path, texts: &[(String, String)]) -> Result<Vec<PathBuf>> {
    output::create(folder, texts)?;
    Ok(texts.iter().map(|(path, _)| folder.join(path)).collect())
}

/// A template with id and name, today in the pages' US order, and the last month that has ended.
fn filled(template: &str, (id, name): (&str, &str), today: Date) -> String {
    let quoted = serde_json::Value::from(name).to_string();
    let date = format!("{:02}/{:02}/{:04}", today.month(), today.day(), today.year());
    let ended = if Month::of(today).end() == today { Month::of(today) } else { Month::of(today).plus(-1) };
    let pairs = [("{id}", id), ("{name}", name), ("{quoted}", &quoted), ("{date}", &date)];
    let text = pairs.iter().fold(template.to_string(), |text, (key, value)| text.replace(key, value));
    text.replace("{month}", &ended.to_string())
}

/// `Fjordlys Rederi AS` → `fjordlys-rederi-as`.
fn slug(name: &str) -> Result<String> {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
    let slug = words.collect::<Vec<_>>().join("-").to_ascii_lowercase();
    match slug.is_empty() {
        true => {
            Err(Error::new(format!("make a file name of `{name}` (it needs letters from a to z, or digits)")))
        }
        false => Ok(slug),
    }
}
