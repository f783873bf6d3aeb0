//! The settings of a library: `gameplan.yml` over the defaults, else what `docfx.json` says.
//! In: two files, either may be absent. Out: settings, registry, vocabulary; every fault of the file in one run.
//! Never: stops at a fault (the default stands in its place), reads the disk, the clock.

use super::areas;
use super::{registry, rules, vocabulary};
use crate::diagnostic::{Findings, codes};
use crate::model::audience::{AudienceId, Audiences};
use crate::model::measure::Measure;
use crate::model::registry::{Names, Registry, spelling};
use crate::model::sentence::{listed, ticked};
use crate::model::settings::{ContentGlobs, Language, LeakPattern, Listed, Settings, UsedBy};
use crate::model::vocabulary::Vocabulary;
use crate::parse::schema::reader::{Cx, MapReader};
use crate::parse::schema::settings as schema;
use crate::parse::when::Words;
use crate::parse::yaml::{self, NodeKind};
use crate::parse::{band, docfx};
use crate::source::{SourceFile, Spanned};

/// Largest picture or other file that is copied: 256 MiB.
const MAX_MEDIA_BYTES: u64 = 256 << 20;
/// Largest file that is read unless `limits: file_bytes` says otherwise: 4 MiB.
const MAX_FILE_BYTES: u64 = 4 * 1024 * 1024;

/// Translations by code, folder and suffix, as the library names them.
const LANGUAGES: [(&str, &str, &str); 5] = [
    ("de", "german-playbook", "-de"),
    ("es", "spanish-playbook", "-es"),
    ("ja", "japanese-playbook", "-jp"),
    ("pt", "portuguese-playbook", "-pr"),
    ("zh", "simplified-chineses-playbook", "-sc"),
];

/// Reads `gameplan.yml`, every key optional. Without `content:` the globs are `docfx.json`'s, else every page.
/// What cannot be read is a finding (SE001) and keeps its default.
pub fn read(
    file: Option<&SourceFile>,
    docfx: Option<&SourceFile>,
    findings: &mut Findings,
) -> (Settings, Registry, Vocabulary) {
    let mut names = registry::default_registry(findings);
    let mut words = vocabulary::default_vocabulary(findings);
    let mut settings = defaults();
    settings.from_file = file.is_some();
    let root =
        file.and_then(|f| yaml::parse(f, f.body_start()..f.text.len(), findings, &codes::SETTINGS_SHAPE));
    let mut cx = Cx::new(findings, &codes::SETTINGS_SHAPE).with_levels(schema::LEVELS);
    let mut own_content = false;
    if let Some(root) = &root {
        let map = MapReader::new(root, schema::SETTINGS, "the settings", &mut cx);
        if let Some(node) = map.get("registry") {
            registry::extend(&mut names, node, &mut cx);
        }
        if let Some(node) = map.get("vocabulary") {
            vocabulary::extend(&mut words, node, &mut cx);
        }
        phases(&mut names, &map, &mut cx);
        fill(&mut settings, &map, &mut cx);
        own_content = content(&mut settings, &map, &mut cx);
        let aliases = settings.measure_aliases.clone();
        let known = Words { registry: &names, vocabulary: &words, measure_aliases: &aliases };
        areas::read(&mut settings, &map, &known, &mut cx);
    }
    if let Some(globs) = docfx.filter(|_| !own_content).and_then(|f| docfx::content(f, cx.findings)) {
        settings.content = globs;
    }
    if root.as_ref().is_none_or(|r| r.get("focus").is_none()) {
        let known = Words { registry: &names, vocabulary: &words, measure_aliases: &[] };
        settings.focus = areas::defaults(&known, findings);
    }
    (settings, names, words)
}

/// The settings of a library without a `gameplan.yml`, focus areas aside.
fn defaults() -> Settings {
    let language = |(code, folder, suffix): (&str, &str, &str)| {
        (code.to_string(), Language { folder: folder.to_string(), suffix: suffix.to_string() })
    };
    let audiences = Audiences::default();
    Settings {
        title: "Playbook".into(),
        checklists_for: usual_checklists(&audiences),
        audiences,
        languages: LANGUAGES.map(language).into(),
        customers_dir: "customers".into(),
        usage_dir: "usage".into(),
        progress_dir: "progress".into(),
        max_file_bytes: MAX_FILE_BYTES,
        max_media_bytes: MAX_MEDIA_BYTES,
        ..Settings::default()
    }
}

/// Internal and partner, those of them that there are; else the narrowest audience.
fn usual_checklists(audiences: &Audiences) -> Vec<AudienceId> {
    let usual: Vec<AudienceId> = ["internal", "partner"].iter().filter_map(|a| audiences.find(a)).collect();
    if usual.is_empty() { vec![audiences.narrowest()] } else { usual }
}

/// Every key but registry, vocabulary, phases, content and focus.
fn fill(settings: &mut Settings, map: &MapReader<'_>, cx: &mut Cx<'_>) {
    if let Some(title) = map.text("title", cx) {
        settings.title = title.value;
    }
    settings.as_of = map.date("as_of", cx).map(|d| d.value);
    settings.playbooks = globs(map, "playbooks", cx);
    let playbooks = map.texts("playbooks", &mut Cx::new(&mut Findings::default(), cx.code));
    settings.listed.extend(playbooks.into_iter().map(|entry| Listed { entry, by: UsedBy::Pages }));
    audiences(settings, map, cx);
    measures(settings, map, cx);
    settings.fields =
        map.text_table("fields", cx).into_iter().map(|(k, v)| (k.value.clone(), v.value)).collect();
    languages(settings, map, cx);
    share(settings, map, cx);
    leaks(settings, map, cx);
    review(settings, map, cx);
    rules::read(settings, map, cx);
    records(settings, map, cx);
    site(settings, map, cx);
    for (phrase, node) in map.table("synonyms", cx) {
        let others = plain(registry::texts(node, &phrase.value, cx));
        settings.synonyms.insert(phrase.value.clone(), others);
    }
    if let Some(limits) = map.map("limits", schema::LIMITS, "`limits`", cx)
        && let Some(bytes) = limits.integer("file_bytes", cx)
    {
        settings.max_file_bytes = bytes.value;
    }
}

/// True if the settings give globs of their own.
fn content(settings: &mut Settings, map: &MapReader<'_>, cx: &mut Cx<'_>) -> bool {
    let Some(content) = map.map("content", schema::CONTENT, "`content`", cx) else { return false };
    settings.content = ContentGlobs {
        files: globs(&content, "files", cx).unwrap_or_else(|| ContentGlobs::default().files),
        exclude: plain(content.texts("exclude", cx)),
    };
    true
}

/// A list of globs; what is no list is a finding and keeps the default, lest no page be left.
fn globs(map: &MapReader<'_>, key: &str, cx: &mut Cx<'_>) -> Option<Vec<String>> {
    let globs = plain(map.texts(key, cx));
    map.get(key).filter(|node| matches!(node.kind, NodeKind::List(_))).map(|_| globs)
}

fn audiences(settings: &mut Settings, map: &MapReader<'_>, cx: &mut Cx<'_>) {
    let mut found: Vec<String> = Vec::new();
    for name in map.texts("audiences", cx) {
        let valid = !name.value.is_empty()
            && name.value.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !valid || name.value.contains("--") {
            cx.fault(
                name.span,
                format!("`{}` is no name of an audience", name.value),
                "use `a`–`z`, `0`–`9` and single `-`: it names a folder",
            );
        } else if found.contains(&name.value) {
            cx.fault(name.span, format!("`{}` stands twice in `audiences`", name.value), "keep one of them");
        } else if found.len() == 32 {
            cx.fault(
                name.span,
                format!("`{}` is the 33rd audience", name.value),
                "at most 32 audiences are possible",
            );
        } else {
            found.push(name.value);
        }
    }
    if let (Some(node), true) = (map.get("audiences"), found.is_empty()) {
        cx.fault(node.span, "`audiences` names no audience", "leave the key out, or name at least one");
    } else if !found.is_empty() {
        settings.audiences = Audiences(found);
        settings.checklists_for = usual_checklists(&settings.audiences);
    }
    let names = map.texts("checklists_for", cx);
    let found: Vec<AudienceId> = names.iter().filter_map(|name| audience(settings, name, cx)).collect();
    let none_meant = map.get("checklists_for").is_some_and(|n| n.kind == NodeKind::List(Vec::new()));
    if none_meant || !found.is_empty() {
        settings.checklists_for = found;
    }
}

/// The audience of a name; an unknown one is a finding.
fn audience(settings: &Settings, name: &Spanned<String>, cx: &mut Cx<'_>) -> Option<AudienceId> {
    let found = settings.audiences.find(&name.value);
    if found.is_none() {
        let names = &settings.audiences.0;
        let allowed = || format!("allowed: {}", listed(ticked(names)));
        cx.slip(name.span, format!("`{}` is no audience", name.value), &name.value, names, allowed);
    }
    found
}

fn measures(settings: &mut Settings, map: &MapReader<'_>, cx: &mut Cx<'_>) {
    for (name, node) in map.table("measures", cx) {
        let Some(measure) = measure(name, cx) else { continue };
        let entry = MapReader::new(node, schema::MEASURE, "a measure", cx);
        for alias in entry.texts("aliases", cx) {
            settings.measure_aliases.push((spelling(&alias.value), measure));
        }
        let Some(target) = entry.text("target", cx) else { continue };
        match band::read(&target.value, target.span, measure.unit()) {
            Ok(band) if band.unit == measure.unit() => settings.targets.push((measure, band)),
            Ok(_) => {
                let message = format!("`{}` is in another unit than `{}`", target.value, measure.name());
                cx.fault(target.span, message, "write the number without a unit");
            }
            Err(fault) => {
                cx.fault(target.span, format!("`{}` {}", target.value, fault.words()), fault.help());
            }
        }
    }
}

fn measure(name: &Spanned<String>, cx: &mut Cx<'_>) -> Option<Measure> {
    let wanted = spelling(&name.value);
    let found =
        Measure::ALL.into_iter().find(|m| m.name() == wanted || m.aliases().contains(&wanted.as_str()));
    if found.is_none() {
        let names = Measure::ALL.map(Measure::name);
        let allowed = || format!("allowed: {}", listed(ticked(names)));
        cx.slip(name.span, format!("`{}` is no measure", name.value), &wanted, names, allowed);
    }
    found
}

fn languages(settings: &mut Settings, map: &MapReader<'_>, cx: &mut Cx<'_>) {
    for (code, node) in map.table("languages", cx) {
        let entry = MapReader::new(node, schema::LANGUAGE, "a language", cx);
        let suffix = entry.text("suffix", cx).map(|s| s.value).unwrap_or_default();
        if let Some(folder) = entry.text("folder", cx) {
            settings.languages.insert(code.value.clone(), Language { folder: folder.value, suffix });
        }
    }
}

fn share(settings: &mut Settings, map: &MapReader<'_>, cx: &mut Cx<'_>) {
    for (name, node) in map.table("share", cx) {
        let fields = registry::texts(node, &name.value, cx);
        if let Some(id) = audience(settings, name, cx) {
            settings.share.push((id, plain(fields)));
        }
    }
}

fn leaks(settings: &mut Settings, map: &MapReader<'_>, cx: &mut Cx<'_>) {
    let Some(leaks) = map.map("leaks", schema::LEAKS, "`leaks`", cx) else { return };
    for node in leaks.list("patterns", cx) {
        let entry = MapReader::new(node, schema::PATTERN, "a pattern", cx);
        let why = entry.text("why", cx).map(|w| w.value).unwrap_or_default();
        match entry.text("text", cx) {
            Some(text) if text.value.chars().all(|c| c == '*' || c.is_whitespace()) => {
                cx.fault(
                    text.span,
                    format!("`{}` is in every page", text.value),
                    "write at least one letter",
                );
            }
            Some(text) => settings.leaks.push(LeakPattern { text: text.value, why }),
            None => {}
        }
    }
}

fn review(settings: &mut Settings, map: &MapReader<'_>, cx: &mut Cx<'_>) {
    let Some(review) = map.map("review", schema::REVIEW, "`review`", cx) else { return };
    let mut number = |key: &str, old: u32| match review.integer(key, cx) {
        Some(n) => u32::try_from(n.value).unwrap_or(u32::MAX),
        None => old,
    };
    settings.review.minutes = number("minutes", settings.review.minutes);
    settings.review.notice_days = number("notice_days", settings.review.notice_days);
    settings.review.working_days = review.one_of("notice", cx).is_some_and(|n| n.value == "working");
}

fn records(settings: &mut Settings, map: &MapReader<'_>, cx: &mut Cx<'_>) {
    let Some(records) = map.map("records", schema::RECORDS, "`records`", cx) else { return };
    let folders = [
        ("customers", &mut settings.customers_dir),
        ("usage", &mut settings.usage_dir),
        ("progress", &mut settings.progress_dir),
    ];
    for (key, folder) in folders {
        let Some(text) = records.text(key, cx) else { continue };
        let path = text.value.trim_end_matches('/').trim_start_matches("./");
        if path.is_empty() || path == "." || path.contains('\\') {
            let message = format!("`{key}: {}` is no folder of its own", text.value);
            cx.fault(text.span, message, "write a path below or beside the library, with `/`");
        } else {
            *folder = path.to_string();
        }
    }
}

fn site(settings: &mut Settings, map: &MapReader<'_>, cx: &mut Cx<'_>) {
    let Some(site) = map.map("site", schema::SITE, "`site`", cx) else { return };
    settings.site.hosts = plain(site.texts("hosts", cx));
    let redirects = site.text_table("redirects", cx);
    settings.site.redirect_spans = redirects.iter().map(|(old, _)| (old.value.clone(), old.span)).collect();
    settings.site.redirects =
        redirects.into_iter().map(|(old, new)| (old.value.clone(), new.value)).collect();
    settings.site.edit = site.text("edit", cx).map(|e| e.value);
}

/// `phases:` replaces the order; names that the registry knows keep their other spellings.
fn phases(registry: &mut Registry, map: &MapReader<'_>, cx: &mut Cx<'_>) {
    let mut order = Names::default();
    for text in map.texts("phases", cx) {
        let known = registry.phases.find(&text.value);
        let name = known.map_or(text.value.as_str(), |n| n.as_str());
        if order.find(name).is_some() {
            cx.fault(text.span, format!("`{}` stands twice in `phases`", text.value), "keep one of them");
            continue;
        }
        order.add(name, registry.phases.aliases(name));
    }
    if !order.is_empty() {
        registry.phases = order;
    }
}

fn plain(texts: Vec<Spanned<String>>) -> Vec<String> {
    texts.into_iter().map(|text| text.value).collect()
}
