//! The map of an export as people write it: strict YAML. In: the file, names of services. Out: [`ImportMap`].
//! Never: a default where the export leaves doubt; signs and orders that are not declared are not read.

use super::number::{Order, Signs};
use super::sheet::Form;
use crate::diagnostic::{Findings, codes};
use crate::model::Name;
use crate::model::date::Month;
use crate::model::progress::State;
use crate::model::registry::{Registry, spelling};
use crate::parse::schema::field::{Field, Kind, Known, Level};
use crate::parse::schema::reader::{Cx, MapReader};
use crate::parse::{suggest, yaml};
use crate::source::{SourceFile, Spanned};
use std::collections::BTreeMap;

const TEXTS: Kind = Kind::List(&Kind::Text);
const ORDERS: &[&str] = &["mdy", "dmy", "ymd", "serial"];
const SIGNS: &[&str] = &["comma", "point", "space", "apostrophe", "none"];
const ENCODINGS: &[&str] = &["utf-8", "windows-1252"];
const DELIMITERS: &[&str] = &["comma", "semicolon", "tab", "bar"];
const STATES: &[&str] =
    &["open", "doing", "done", "waiting", "deferred", "blocked", "not required", "cancelled"];

/// The keys of a map.
pub static MAP: &[Field] = &[
    Field::optional("delimiter", Kind::OneOf(DELIMITERS), "the sign between cells; absent: found out"),
    Field::optional(
        "encoding",
        Kind::OneOf(ENCODINGS),
        "how text is written; absent: UTF-8, or UTF-16 with its mark",
    ),
    Field::optional("sheet", Kind::Text, "the sheet of a workbook; absent: the first"),
    Field::optional("thousands", Kind::OneOf(SIGNS), "the sign between thousands"),
    Field::optional("decimal", Kind::OneOf(SIGNS), "the sign before decimals"),
    Field::optional(
        "date_order",
        Kind::Either(&[Kind::OneOf(ORDERS), Kind::Table(&Kind::OneOf(ORDERS))]),
        "`mdy`, `dmy` or `ymd`; by sign where an export mixes them: {\"/\": mdy, \".\": dmy}; `serial`: numbers of a spreadsheet, 46265 is 2026-08-31",
    ),
    Field::optional("percents", Kind::OneOf(&["points", "fraction"]), "`fraction`: 0.2481 is 24.81 %"),
    Field::optional("blank", TEXTS, "texts that mean missing, beside the blank cell; never 0"),
    Field::optional("month", Kind::Month, "the month of all rows, where no column says it"),
    Field::required("columns", Kind::Map(COLUMNS), "headers of the columns that say who and when"),
    Field::optional(
        "services",
        Kind::Keyed(Known::Services, &Kind::Map(SERVICE)),
        "headers of the columns of each service",
    ),
    Field::optional("tasks", Kind::Map(TASKS), "headers of the columns of task states"),
    Field::optional("states", Kind::Table(&Kind::OneOf(STATES)), "the export's words for states: our states"),
    Field::optional("totals", TEXTS, "first cells of total rows, beside `Total`"),
    Field::optional("ignore", TEXTS, "headers that are known and not read"),
    Field::optional("drafts", Kind::Flag, "`true`: unknown customers become drafts of records"),
];

/// `columns:`.
pub static COLUMNS: &[Field] = &[
    Field::optional("tpid", Kind::Text, "the portal's customer number"),
    Field::optional("tenant", Kind::Text, "the tenant's id"),
    Field::optional("name", Kind::Text, "the customer's name"),
    Field::optional("region", Kind::Text, "the region, for drafts"),
    Field::optional("month", Kind::Text, "the month, or a day in it"),
    Field::optional("service", Kind::Text, "the service, where each has rows of its own"),
    Field::optional("active", Kind::Text, "active users, beside `service`"),
    Field::optional("entitled", Kind::Text, "entitlements, beside `service`"),
    Field::optional("percent", Kind::Text, "a percentage that is recomputed, beside `service`"),
];

/// One of `services:`.
pub static SERVICE: &[Field] = &[
    Field::optional("active", Kind::Text, "active users or devices"),
    Field::optional("entitled", Kind::Text, "entitlements"),
    Field::optional("percent", Kind::Text, "a percentage that is recomputed"),
    Field::optional("unit", Kind::OneOf(&["users", "devices"]), "what the columns count"),
];

/// `tasks:`.
pub static TASKS: &[Field] = &[
    Field::required("id", Kind::Text, "the task's number"),
    Field::required("state", Kind::Text, "its state"),
    Field::optional("service", Kind::Text, "its service; blank: the customer as a whole"),
    Field::optional("by", Kind::Text, "by whom"),
    Field::optional("on", Kind::Text, "on which day"),
    Field::optional("reason", Kind::Text, "why it is not required, or what it waits for"),
];

/// Every level, so that a key on the wrong one can be told.
pub static LEVELS: &[Level] =
    &[("the map", MAP), ("`columns`", COLUMNS), ("a service", SERVICE), ("`tasks`", TASKS)];

/// The portal's words for states (lower case).
const PORTAL: &[(&str, State)] = &[
    ("not started", State::Open),
    ("not required", State::NotRequired),
    ("in progress", State::Doing),
    ("complete", State::Done),
    ("completed", State::Done),
    ("paused-customer delay", State::Waiting),
    ("paused - customer delay", State::Waiting),
    ("deferred", State::Deferred),
    ("warning", State::Doing),
    ("blocked", State::Blocked),
    ("cancelled", State::Cancelled),
    ("canceled", State::Cancelled),
];

/// First cells of total rows (lower case).
const TOTALS: [&str; 9] =
    ["total", "totals", "grand total", "sum", "overall", "summe", "gesamt", "gesamtsumme", "合計"];

/// A header in the map.
pub type Header = Option<Spanned<String>>;

/// A map, checked.
#[derive(Debug, Default)]
pub struct ImportMap {
    /// Delimiter and sheet.
    pub form: Form,
    /// Signs of numbers and days.
    pub signs: Signs,
    /// The month of all rows.
    pub month: Option<Month>,
    /// Who and when: `tpid`, `tenant`, `name`, `region`, `month`, and the long form's `service`.
    pub columns: BTreeMap<&'static str, Spanned<String>>,
    /// The columns of figures: by service; the long form has one entry without a name.
    pub services: Vec<ServiceColumns>,
    /// The columns of task states: `id`, `state`, `service`, `by`, `on`, `reason`.
    pub tasks: BTreeMap<&'static str, Spanned<String>>,
    /// States by the export's words, lower case.
    pub states: BTreeMap<String, State>,
    /// First cells of total rows, folded.
    pub totals: Vec<String>,
    /// Headers that are known and not read, folded.
    pub ignore: Vec<String>,
    /// True if unknown customers become drafts.
    pub drafts: bool,
}

/// The columns of one service.
#[derive(Debug, Default)]
pub struct ServiceColumns {
    /// The service by registry name; none: the row says it.
    pub name: Option<Name>,
    /// Active users or devices.
    pub active: Header,
    /// Entitlements.
    pub entitled: Header,
    /// The export's own percentage.
    pub percent: Header,
}

impl ImportMap {
    /// Every header that the map names, in order.
    pub fn headers(&self) -> Vec<&Spanned<String>> {
        let figures = self.services.iter().flat_map(|s| [&s.active, &s.entitled, &s.percent]).flatten();
        self.columns.values().chain(figures).chain(self.tasks.values()).collect()
    }
}

/// Reads a map. Services are looked up in the registry; their units must agree with it.
pub fn read(file: &SourceFile, registry: &Registry, findings: &mut Findings) -> Option<ImportMap> {
    let range = file.body_start()..file.text.len();
    let node = yaml::parse(file, range, findings, &codes::SETTINGS_SHAPE)?;
    let mut cx = Cx::new(findings, &codes::SETTINGS_SHAPE).with_levels(LEVELS);
    let reader = MapReader::new(&node, MAP, "the map", &mut cx);
    let mut map = ImportMap {
        form: Form {
            windows_1252: reader.one_of("encoding", &mut cx).is_some_and(|e| e.value == "windows-1252"),
            delimiter: reader.one_of("delimiter", &mut cx).map(|d| delimiter(d.value)),
            sheet: reader.text("sheet", &mut cx).map(|s| s.value),
        },
        signs: signs(&reader, &mut cx),
        month: reader.month("month", &mut cx).map(|m| m.value),
        drafts: reader.flag("drafts", &mut cx).is_some_and(|f| f.value),
        ignore: reader.texts("ignore", &mut cx).iter().map(|t| spelling(&t.value)).collect(),
        totals: TOTALS.iter().map(ToString::to_string).collect(),
        ..ImportMap::default()
    };
    map.totals.extend(reader.texts("totals", &mut cx).iter().map(|t| spelling(&t.value)));
    columns(&reader, &mut map, &mut cx);
    services(&reader, registry, &mut map, &mut cx);
    tasks(&reader, &mut map, &mut cx);
    let says_nothing = reader.get("services").is_none() && map.services.is_empty() && map.tasks.is_empty();
    if says_nothing {
        let help = "add `services:` with the columns of each service, or `tasks:`";
        cx.fault(reader.span, "the map names no column of figures or task states", help);
    }
    Some(map)
}

/// `columns:`: what says which customer, month and service a row is about.
fn columns(reader: &MapReader<'_>, map: &mut ImportMap, cx: &mut Cx<'_>) {
    let Some(columns) = reader.map("columns", COLUMNS, "`columns`", cx) else { return };
    map.columns = headers(&columns, &["tpid", "tenant", "name", "region", "month", "service"], cx);
    if map.columns.contains_key("service") {
        map.services.push(service_columns(&columns, None, cx));
    }
    if !["tpid", "tenant", "name"].iter().any(|key| map.columns.contains_key(key)) {
        let help = "add `tpid:`, `tenant:` or `name:` with the header of that column";
        cx.fault(columns.span, "no column says which customer a row is about", help);
    }
}

/// `tasks:` and `states:`: where a task's state stands, and what the portal's words for it mean.
fn tasks(reader: &MapReader<'_>, map: &mut ImportMap, cx: &mut Cx<'_>) {
    if let Some(tasks) = reader.map("tasks", TASKS, "`tasks`", cx) {
        map.tasks = headers(&tasks, &["id", "state", "service", "by", "on", "reason"], cx);
    }
    map.states = PORTAL.iter().map(|(word, state)| (word.to_string(), *state)).collect();
    for (word, node) in reader.table("states", cx) {
        let state = cx.one_of(node, &word.value, STATES);
        let state = State::ALL.into_iter().find(|s| state.as_ref().is_some_and(|f| f.value == s.as_str()));
        map.states.extend(state.map(|state| (spelling(&word.value), state)));
    }
}

fn headers(
    reader: &MapReader<'_>,
    keys: &[&'static str],
    cx: &mut Cx<'_>,
) -> BTreeMap<&'static str, Spanned<String>> {
    keys.iter().filter_map(|key| Some((*key, reader.text(key, cx)?))).collect()
}

fn service_columns(reader: &MapReader<'_>, name: Option<Name>, cx: &mut Cx<'_>) -> ServiceColumns {
    ServiceColumns {
        name,
        active: reader.text("active", cx),
        entitled: reader.text("entitled", cx),
        percent: reader.text("percent", cx),
    }
}

fn services(reader: &MapReader<'_>, registry: &Registry, map: &mut ImportMap, cx: &mut Cx<'_>) {
    for (key, node) in reader.table("services", cx) {
        let columns = MapReader::new(node, SERVICE, &format!("the service `{}`", key.value), cx);
        let Some(name) = registry.services.find(&key.value) else {
            let near = near_service(&key.value, registry);
            let help = near.unwrap_or_else(|| "add it to `registry: services:` in gameplan.yml".to_string());
            cx.fault(key.span, format!("no service `{}` in the registry", key.value), help);
            continue;
        };
        let counted = registry.units.get(name).map_or("users", String::as_str);
        if let Some(unit) = columns.one_of("unit", cx).filter(|u| u.value != counted) {
            let message = format!("`{name}` counts {counted}, but the columns count {}", unit.value);
            cx.fault(
                unit.span,
                message,
                "map them to a service that counts the same; users and devices stay apart",
            );
            continue;
        }
        map.services.push(service_columns(&columns, Some(name.clone()), cx));
    }
}

/// `did you mean …?` with a service's name, else with another spelling of one.
pub(super) fn near_service(text: &str, registry: &Registry) -> Option<String> {
    let by_name = suggest::did_you_mean(text, registry.services.iter().map(Name::as_str));
    by_name.or_else(|| suggest::did_you_mean(text, registry.services.spellings()))
}

fn delimiter(word: &str) -> u8 {
    match word {
        "comma" => b',',
        "tab" => b'\t',
        "bar" => b'|',
        _ => b';',
    }
}

fn signs(reader: &MapReader<'_>, cx: &mut Cx<'_>) -> Signs {
    let (thousands, decimal) = (reader.one_of("thousands", cx), reader.one_of("decimal", cx));
    let signs = Signs {
        thousands: thousands.and_then(|s| sign(s.value)),
        decimal: decimal.as_ref().and_then(|s| sign(s.value)),
        dates: orders(reader, cx),
        blank: reader.texts("blank", cx).iter().map(|t| t.value.to_lowercase()).collect(),
        fractions: reader.one_of("percents", cx).is_some_and(|p| p.value == "fraction"),
    };
    if let Some(both) = decimal.filter(|_| signs.thousands.is_some() && signs.thousands == signs.decimal) {
        cx.fault(both.span, "`thousands` and `decimal` are the same sign", "declare one of them as `none`");
    }
    signs
}

fn sign(word: &str) -> Option<char> {
    match word {
        "comma" => Some(','),
        "point" => Some('.'),
        "space" => Some(' '),
        "apostrophe" => Some('\''),
        _ => None,
    }
}

fn orders(reader: &MapReader<'_>, cx: &mut Cx<'_>) -> Vec<(Option<char>, Order)> {
    let order = |word: &str| match word {
        "mdy" => Order::Mdy,
        "dmy" => Order::Dmy,
        "serial" => Order::Serial,
        _ => Order::Ymd,
    };
    let Some(node) = reader.get("date_order") else { return Vec::new() };
    if node.as_text().is_some() {
        return cx.one_of(node, "date_order", ORDERS).map(|o| (None, order(o.value))).into_iter().collect();
    }
    let mut found = Vec::new();
    for (sign, node) in reader.table("date_order", cx) {
        let read = cx.one_of(node, &sign.value, ORDERS);
        found.extend(read.map(|o| (sign.value.chars().next(), order(o.value))));
    }
    found
}
