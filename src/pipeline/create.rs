//! `new`: files to start from. In: a name. Out: files that people edit, from `assets/new/`; an entry for a new page in
//! its table of contents. Never: overwrites; a library so made builds at once.

use super::load::{self, Loaded};
use super::{Library, adopt};
use crate::edit;
use crate::error::{Error, Result};
use crate::model::audience::AudienceSet;
use crate::model::date::{Date, Month};
use crate::model::links;
use crate::model::registry::Names;
use crate::model::scalar;
use crate::model::slug;
use crate::output::{self, Replacement};
use crate::resolve::{table_of, target};
use crate::source::walk::{self, Skip};
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
    ("customers/example.yml", include_str!("../../assets/new/example.yml")),
];
const PLAYBOOK: &str = include_str!("../../assets/new/playbook.md");
const CUSTOMER: &str = include_str!("../../assets/new/customer.yml");

/// A library in the folder `name` (a path is fine), with one of everything. A folder that holds pages already gets
/// nothing but a `gameplan.yml` that states what is there.
///
/// # Errors
/// The folder holds one of the files already, or cannot be written.
pub fn create_library(name: &str, today: Date) -> Result<Vec<PathBuf>> {
    let folder = Path::new(name);
    let title = title(folder)?;
    if holds_pages(folder)? {
        let text = adopt::settings(&load::load(folder, None)?, &title);
        return written(folder, &[("gameplan.yml".to_string(), text)]);
    }
    if let Some(outer) = outer_library(folder) {
        let said = "begin a library inside another one: its pages would be pages of both";
        return Err(Error::new(said).at(&outer));
    }
    let filling = Filling { id: "", name: &title, region: "EMEA", service: "Exchange", today };
    let texts = LIBRARY.iter().map(|(path, template)| ((*path).to_string(), filling.of(template)));
    written(folder, &texts.collect::<Vec<_>>())
}

/// The last part of a folder's name, be it there or not.
fn title(folder: &Path) -> Result<String> {
    let here = || Path::new(".").canonicalize().ok()?.file_name().map(ToOwned::to_owned);
    let named = folder.file_name().map(ToOwned::to_owned);
    // `.` has a name of its own; `..` is a slip.
    let named = named.or_else(|| here().filter(|_| folder == Path::new(".")));
    let title = named.map(|n| n.to_string_lossy().trim().to_string()).filter(|n| !n.is_empty());
    title.ok_or_else(|| Error::new(format!("name a library `{}`", folder.display())))
}

/// The settings of a library that a folder lies in.
fn outer_library(folder: &Path) -> Option<PathBuf> {
    let there = folder.ancestors().find_map(|part| match part.as_os_str().is_empty() {
        true => Path::new(".").canonicalize().ok(),
        false => part.canonicalize().ok(),
    })?;
    // The folder itself may be there, and be empty.
    let above = there.ancestors().map(|part| part.join("gameplan.yml"));
    above
        .into_iter()
        .find(|settings| settings.is_file() && settings.parent() != folder.canonicalize().ok().as_deref())
}

fn holds_pages(folder: &Path) -> Result<bool> {
    if !folder.is_dir() {
        return Ok(false);
    }
    let is_page = |path: &str| path == "docfx.json" || path.ends_with(".md");
    Ok(walk::walk(folder, &Skip::default())?.files.iter().any(|f| is_page(&f.path)))
}

/// A page that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreatedPlaybook {
    /// Its file.
    pub path: PathBuf,
    /// Where readers find it; none in a library without tables of contents.
    pub entry: Option<ContentsEntry>,
}

/// The entry of a page in a table of contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentsEntry {
    /// The table.
    pub toc: PathBuf,
    /// The line that the entry was written to; none if somebody must write it.
    pub line: Option<u32>,
    /// Where it leads.
    pub href: String,
}

/// A page with every section and label explained, where the settings look for playbooks, and its entry in the nearest
/// table of contents, if that takes no more than an insertion.
///
/// # Errors
/// The page exists already, the name has no letter, or the folder cannot be written.
pub fn create_playbook(library: &Library, name: &str) -> Result<CreatedPlaybook> {
    let loaded = load::load(&library.root, None)?.usable()?;
    let stem = stem(name)?;
    // `guides/**` says that playbooks lie in `guides`; `**` says nothing.
    let globs = loaded.catalog.settings.playbooks.iter().flatten();
    let mut folders = globs.filter_map(|glob| Some(glob.split_once('*')?.0.rsplit_once('/')?.0));
    let folder = folders.find(|f| !f.is_empty()).unwrap_or("playbook");
    let text = filling(&loaded, &stem, name, library.today).of(PLAYBOOK);
    let path = format!("{folder}/{stem}.md");
    let (entry, changes) = match entered(&loaded, &path, name.trim()) {
        Some((entry, changes)) => (Some(entry), changes),
        None => (None, Vec::new()),
    };
    output::create(&library.root, &[(path.clone(), text)], changes)?;
    Ok(CreatedPlaybook { path: library.root.join(path), entry })
}

/// The entry of a new page, and the table with it.
fn entered(loaded: &Loaded, page: &str, name: &str) -> Option<(ContentsEntry, Vec<Replacement>)> {
    let audiences = &loaded.catalog.settings.audiences;
    // What the template says.
    let readers = audiences.find("internal").unwrap_or(audiences.narrowest());
    let toc = table_of(&loaded.catalog, page, AudienceSet::only(readers))?.path.clone();
    let href = links::relative(target::folder(&toc), page);
    let file = loaded.sources.find(&toc)?;
    let mut entry = ContentsEntry { toc: loaded.root.join(&toc), line: None, href };
    let Some((text, line)) = edit::toc::with_entry(file, name, &entry.href) else {
        return Some((entry, Vec::new()));
    };
    entry.line = Some(line);
    let old = Some(file.text.clone().into_bytes());
    Some((entry, vec![Replacement { path: toc, old, new: text.into_bytes() }]))
}

/// The smallest whole record, where the settings say that records lie.
///
/// # Errors
/// The record exists already, the name has no letter, or the folder cannot be written.
pub fn create_customer(library: &Library, name: &str) -> Result<Vec<PathBuf>> {
    let loaded = load::load(&library.root, None)?.usable()?;
    let stem = stem(name)?;
    if let Some(taken) = loaded.records.iter().find(|r| r.id == stem) {
        let there = library.root.join(&taken.path);
        return Err(Error::new("create a record that exists already (nothing was written)").at(&there));
    }
    let text = filling(&loaded, &stem, name, library.today).of(CUSTOMER);
    let folder = library.root.join(&loaded.catalog.settings.customers_dir);
    written(&folder, &[(format!("{stem}.yml"), text)])
}

fn written(folder: &Path, texts: &[(String, String)]) -> Result<Vec<PathBuf>> {
    output::create(folder, texts, Vec::new())?;
    Ok(texts.iter().map(|(path, _)| folder.join(path)).collect())
}

/// What templates leave open.
struct Filling<'a> {
    id: &'a str,
    name: &'a str,
    region: &'a str,
    service: &'a str,
    today: Date,
}

/// With names that the library's registry knows.
fn filling<'a>(loaded: &'a Loaded, id: &'a str, name: &'a str, today: Date) -> Filling<'a> {
    let registry = &loaded.catalog.registry;
    let first = |names: &'a Names, usual: &'static str| {
        let usual = Some(usual).filter(|u| names.iter().next().is_none() || names.find(u).is_some());
        usual.or_else(|| names.iter().next().map(|n| n.as_str())).unwrap_or_default()
    };
    Filling {
        id,
        name: name.trim(),
        region: first(&registry.regions, "EMEA"),
        service: first(&registry.services, "Exchange"),
        today,
    }
}

impl Filling<'_> {
    /// A template with all of it, today in the pages' US order, and the last month that has ended.
    fn of(&self, template: &str) -> String {
        let Self { id, name, region, service, today } = *self;
        let quoted = scalar::quoted(name);
        let date = format!("{:02}/{:02}/{:04}", today.month(), today.day(), today.year());
        let (ended, today) = (Month::ended(today).to_string(), today.to_string());
        let pairs = [
            ("{id}", id),
            ("{name}", name),
            ("{quoted}", &quoted),
            ("{date}", &date),
            ("{today}", &today),
            ("{month}", &ended),
            ("{region}", region),
            ("{service}", service),
        ];
        pairs.iter().fold(template.to_string(), |text, (key, value)| text.replace(key, value))
    }
}

/// A file's stem of a name.
fn stem(name: &str) -> Result<String> {
    let stem = slug::file_stem(name);
    match stem.is_empty() {
        true => {
            let said = format!(
                "make a file name of `{name}`: give it letters from a to z, or digits; the name itself can be changed in the file"
            );
            Err(Error::new(said))
        }
        false => Ok(stem),
    }
}
