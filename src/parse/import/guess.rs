//! A first map of an export. In: a table, the registry. Out: YAML, every guess with a remark.
//! Never: read as if it were declared; people read it first.

use super::sheet::{Row, Table, Written};
use crate::model::Name;
use crate::model::registry::{Registry, spelling};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Rows in which the header is looked for, and rows of values that are looked at.
const HEADER_WITHIN: usize = 30;
const LOOKED_AT: usize = 500;

/// Words of columns that say who and when, by key of the map; the first that fits wins.
const WHO: &[(&str, &[&str])] = &[
    ("tpid", &["tpid", "tp id", "customer number", "customer id", "account id"]),
    ("tenant", &["tenant id", "tenantid", "tenant guid", "tenant"]),
    ("name", &["customer name", "customer", "account name", "account", "name", "kunde"]),
    ("region", &["region", "area"]),
    ("month", &["month", "month end", "period", "reporting month", "as of", "monat"]),
];

/// A guess at a map.
pub fn guess(table: &Table, registry: &Registry) -> String {
    let filled = |row: &Row| (0..row.cells.len()).filter(|c| !table.text(row, *c).is_empty()).count();
    let widest = table.rows.iter().take(HEADER_WITHIN).map(filled).max().unwrap_or(0);
    // The header is the first row that is about as wide as the table.
    let at = table.rows.iter().position(|row| filled(row) * 10 >= widest * 8).unwrap_or(0);
    let Some(header) = table.rows.get(at) else { return "# the table is empty\n".to_string() };
    let names: Vec<String> = (0..header.cells.len()).map(|c| table.text(header, c).into_owned()).collect();
    let below: Vec<&Row> = table.rows.iter().skip(at + 1).take(LOOKED_AT).collect();
    let mut text = format!(
        "# A first map, guessed from `{}` (header on line {}). Read every line; what is wrong here is wrong in the import.\n",
        table.file.path, header.line
    );
    signs(table, &below, &mut text);
    let mut taken = vec![false; names.len()];
    who(&names, &mut taken, &mut text);
    services(&names, registry, &mut taken, &mut text);
    tasks(&names, &mut taken, &mut text);
    let rest: Vec<String> = names
        .iter()
        .zip(&taken)
        .filter(|(n, taken)| !n.is_empty() && !**taken)
        .map(|(n, _)| quoted(n))
        .collect();
    if !rest.is_empty() {
        let _ = writeln!(
            text,
            "# Not understood, so not read; move what matters up.\nignore: [{}]",
            rest.join(", ")
        );
    }
    text.push_str("# `true`: rows of unknown customers also become drafts of records, in customers/drafts/.\ndrafts: false\n");
    text
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Signs of numbers and days, from the values below the header.
fn signs(table: &Table, rows: &[&Row], text: &mut String) {
    let cells = || rows.iter().flat_map(|r| r.cells.iter()).filter(|c| c.written != Written::Value);
    let texts: Vec<String> = cells().map(|c| table.of(*c).into_owned()).filter(|t| !t.is_empty()).collect();
    let (mut comma, mut point, mut either) = ((0, 0), (0, 0), Vec::new());
    for value in texts.iter().map(|t| t.trim_end_matches('%').trim_end()) {
        let Some(sign) = value.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, ',' | '.'))
        else {
            continue;
        };
        let parts: Vec<&str> = value.split(sign).collect();
        let digits = parts
            .iter()
            .all(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b','));
        if !digits || parts[0].len() > 3 || is_day(value) {
            continue;
        }
        let counts = if sign == ',' { &mut comma } else { &mut point };
        match parts.len() == 2 && parts[1].len() != 3 {
            true => counts.1 += 1,
            false => {
                counts.0 += 1;
                either.push(value.to_string());
            }
        }
    }
    let (thousands, decimal) = match (comma, point) {
        ((c, 0), (0, p)) if c + p > 0 => ("comma", "point"),
        ((0, c), (p, 0)) if c + p > 0 => ("point", "comma"),
        ((0, 0), (p, q)) if p > 0 && q == 0 => ("point", "comma"),
        _ => ("none", "point"),
    };
    let shown = either.first().map_or_else(String::new, |v| format!("; `{v}` is read so"));
    let _ = writeln!(text, "thousands: {thousands}   # guessed from the values{shown}\ndecimal: {decimal}");
    let days: Vec<&String> = texts.iter().filter(|t| is_day(t)).collect();
    if let Some(first) = days.first() {
        let (order, why) = day_order(&days);
        let _ = writeln!(text, "date_order: {order}   # {why}, such as `{first}`");
    }
    text.push_str("blank: [\"-\", N/A]   # beside the blank cell: missing, never 0\n");
}

fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    parts.len() == 3
        && parts.iter().all(|p| !p.is_empty() && p.len() <= 4 && p.bytes().all(|b| b.is_ascii_digit()))
        && (parts[2].len() == 4 || parts[0].len() == 4)
        && parts[1].len() <= 2
}

fn day_order(days: &[&String]) -> (&'static str, &'static str) {
    let part = |text: &str, n: usize| {
        text.split(['/', '.', '-']).nth(n).and_then(|p| p.parse::<u32>().ok()).unwrap_or(0)
    };
    if days.iter().all(|d| part(d, 0) > 31) {
        return ("ymd", "the year stands first");
    }
    match (days.iter().any(|d| part(d, 0) > 12), days.iter().any(|d| part(d, 1) > 12)) {
        (true, false) => ("dmy", "a first part is above 12"),
        (false, true) => ("mdy", "a second part is above 12"),
        (true, true) => ("mdy", "MIXED: say the order by sign, {\"/\": mdy, \".\": dmy}"),
        (false, false) => ("mdy", "IN DOUBT: no part is above 12; ask who made the export"),
    }
}

fn who(names: &[String], taken: &mut [bool], text: &mut String) {
    text.push_str("columns:\n");
    let mut has_month = false;
    for (key, words) in WHO {
        let fits = |word: &&str| {
            names.iter().zip(taken.iter()).position(|(n, taken)| !taken && spelling(n) == **word)
        };
        if let Some(at) = words.iter().find_map(fits) {
            taken[at] = true;
            has_month |= *key == "month";
            let _ = writeln!(text, "  {key}: {}", quoted(&names[at]));
        }
    }
    let plain = |word: &str| names.iter().position(|n| spelling(n) == word);
    if let (Some(service), Some(active)) =
        (plain("service"), ["active", "active users", "mau"].iter().find_map(|w| plain(w)))
    {
        let _ = writeln!(
            text,
            "  service: {}   # each service has rows of its own\n  active: {}",
            quoted(&names[service]),
            quoted(&names[active])
        );
        (taken[service], taken[active]) = (true, true);
        let more = [
            ("entitled", ["entitled", "entitlements", "seats"].as_slice()),
            ("percent", &["%", "percent", "usage %"]),
        ];
        for (key, words) in more {
            if let Some(at) = words.iter().find_map(|w| plain(w)) {
                taken[at] = true;
                let _ = writeln!(text, "  {key}: {}", quoted(&names[at]));
            }
        }
    }
    if !has_month {
        text.push_str(
            "# No column says the month: give it as `month: 2026-08`, or each time as `--month 2026-08`.\n",
        );
    }
}

/// What a column counts, by the words behind the service's name.
fn meaning(rest: &str) -> Option<(&'static str, &'static str)> {
    let rest = rest.trim_matches([' ', '-', ':', '(', ')', '_']);
    let holds = |words: &[&str]| rest.split([' ', '-', '_', '(', ')', '/']).any(|w| words.contains(&w));
    if rest.contains('%') || holds(&["percent", "pct", "ratio", "percentage"]) {
        Some(("percent", "users"))
    } else if holds(&["mad", "devices"]) {
        Some(("active", "devices"))
    } else if holds(&[
        "entitlements",
        "entitled",
        "entitlement",
        "seats",
        "qe",
        "pau",
        "licenses",
        "licences",
    ]) {
        Some(("entitled", "users"))
    } else if holds(&["active", "mau", "ae", "au"]) {
        Some(("active", "users"))
    } else {
        None
    }
}

fn services(names: &[String], registry: &Registry, taken: &mut [bool], text: &mut String) {
    let spellings = registry.services.spellings();
    let mut found: BTreeMap<Name, Vec<(usize, &'static str, &'static str)>> = BTreeMap::new();
    for (at, name) in names.iter().enumerate().filter(|(at, n)| !taken[*at] && !n.is_empty()) {
        let folded = spelling(name);
        let ends = |s: &&&str| folded[s.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric());
        let longest =
            spellings.iter().filter(|s| folded.starts_with(**s)).filter(ends).max_by_key(|s| s.len());
        let read =
            longest.and_then(|s| Some((registry.services.find(s)?.clone(), meaning(&folded[s.len()..])?)));
        if let Some((service, (key, unit))) = read {
            found.entry(service).or_default().push((at, key, unit));
        }
    }
    let mut body = String::new();
    for (service, columns) in found {
        let counted = registry.units.get(&service).map_or("users", String::as_str);
        let mut parts: Vec<String> = Vec::new();
        for (at, key, unit) in columns {
            let apart = *key != *"percent" && *key == *"active" && unit != counted;
            if apart || parts.iter().any(|p| p.starts_with(&format!("{key}:"))) {
                continue;
            }
            taken[at] = true;
            parts.push(format!("{key}: {}", quoted(&names[at])));
        }
        if !parts.is_empty() {
            let _ = writeln!(body, "  {}: {{{}}}   # counts {counted}", quoted(&service), parts.join(", "));
        }
    }
    if !body.is_empty() {
        let _ = write!(
            text,
            "# A service's name begins the header; columns that count other things than the service are left out.\nservices:\n{body}"
        );
    }
}

fn tasks(names: &[String], taken: &mut [bool], text: &mut String) {
    let plain = |words: &[&str]| names.iter().position(|n| words.contains(&spelling(n).as_str()));
    let (Some(id), Some(state)) =
        (plain(&["task id", "taskid"]), plain(&["task status", "status", "task state"]))
    else {
        return;
    };
    (taken[id], taken[state]) = (true, true);
    let _ = writeln!(
        text,
        "tasks:   # the portal's thirteen states are known; others go under `states:`\n  id: {}\n  state: {}",
        quoted(&names[id]),
        quoted(&names[state])
    );
    if let Some(at) = plain(&["service", "workload"]) {
        taken[at] = true;
        let _ = writeln!(text, "  service: {}", quoted(&names[at]));
    }
}
