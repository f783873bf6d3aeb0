//! JSON Schemas of what people write, for editors. In: the tables of the strict reader, the names that the library
//! knows. Out: JSON Schema 2020-12. Never: marks what the reader takes, except numbers and flags in quotes.

use super::field::{Field, Kind, Known};
use super::{cohort, record, settings};
use crate::model::Name;
use crate::model::catalog::Catalog;
use crate::model::registry::Names;
use crate::parse::import::map as import_map;
use serde_json::{Map, Value, json};

/// A file that people write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    /// `customers/<id>.yml`.
    Record,
    /// `cohorts/<YYYY-MM>.yml`.
    Cohort,
    /// `gameplan.yml`.
    Settings,
    /// The map of an export.
    Map,
}

/// The schema of one file. Names are those of the library.
pub fn schema(file: File, catalog: &Catalog) -> Value {
    let (table, title) = match file {
        File::Record => (record::RECORD, "A customer record of Gameplan: customers/<id>.yml"),
        File::Cohort => (cohort::COHORT, "A cohort of Gameplan: cohorts/<YYYY-MM>.yml"),
        File::Settings => (settings::SETTINGS, "The settings of a Gameplan library: gameplan.yml"),
        File::Map => (import_map::MAP, "The map of an export: gameplan import FILE --map MAP"),
    };
    let mut out = Map::new();
    out.insert("$schema".to_string(), Value::from("https://json-schema.org/draft/2020-12/schema"));
    out.insert("title".to_string(), Value::from(title));
    let mut writer = Writer { catalog, definitions: Map::new() };
    // Every key of the settings is optional, so that an empty file is right.
    out.extend(entries(writer.map(table, file == File::Settings)));
    if !writer.definitions.is_empty() {
        out.insert("$defs".to_string(), Value::Object(writer.definitions));
    }
    Value::Object(out)
}

struct Writer<'a> {
    catalog: &'a Catalog,
    /// What stands in many places, once.
    definitions: Map<String, Value>,
}

impl Writer<'_> {
    fn map(&mut self, table: &[Field], nullable: bool) -> Value {
        let mut properties = Map::new();
        for field in table {
            let mut schema = Map::new();
            schema.insert("description".to_string(), Value::from(field.doc));
            schema.extend(entries(self.kind(&field.kind, !field.required)));
            properties.insert(field.key.to_string(), Value::Object(schema));
        }
        let required: Vec<&str> = table.iter().filter(|f| f.required).map(|f| f.key).collect();
        json!({
            "type": typed(&["object"], nullable),
            "properties": properties,
            "required": required,
            "additionalProperties": false,
        })
    }

    /// What a value may be; `nullable`: or nothing, as where a key stands without a value.
    fn kind(&mut self, kind: &Kind, nullable: bool) -> Value {
        match kind {
            Kind::Any => json!({}),
            Kind::Text => json!({"type": typed(&["string", "number", "boolean"], nullable)}),
            Kind::Integer => json!({"type": typed(&["integer"], nullable), "minimum": 0}),
            Kind::Flag => json!({"type": typed(&["boolean"], nullable)}),
            Kind::Date => json!({"type": typed(&["string"], nullable), "format": "date", "pattern": DATE}),
            Kind::Month => month(nullable),
            Kind::OneOf(words) => either(words, words, nullable),
            Kind::List(kind) => {
                json!({"type": typed(&["array"], nullable), "items": self.kind(kind, false)})
            }
            Kind::Map(table) => self.map(table, nullable),
            Kind::Table(kind) => {
                json!({"type": typed(&["object"], nullable), "additionalProperties": self.kind(kind, true)})
            }
            Kind::Known(known) => self.known(*known, nullable),
            Kind::Keyed(known, kind) => self.keyed(*known, kind, nullable),
            Kind::Either(kinds) => {
                let each = kinds.iter().enumerate().map(|(at, kind)| self.kind(kind, nullable && at == 0));
                let each: Vec<Value> = each.collect();
                json!({"anyOf": each})
            }
        }
    }

    fn known(&mut self, known: Known, nullable: bool) -> Value {
        if known == Known::Months {
            return month(nullable);
        }
        let (names, spellings) = self.names(known);
        let listed: Vec<&str> = names.iter().map(String::as_str).collect();
        let any = json!({"type": ["string", "number", "boolean"]});
        let schema = match spellings {
            Some(spellings) => either(&listed, &spellings, false),
            None if listed.is_empty() => any,
            None => json!({"anyOf": [{"enum": listed}, any]}),
        };
        let name = format!("{known:?}");
        let reference = json!({"$ref": format!("#/$defs/{name}")});
        self.definitions.insert(name, schema);
        if nullable { json!({"anyOf": [reference, {"type": "null"}]}) } else { reference }
    }

    /// A mapping with known keys: editors complete keys from `properties` alone.
    fn keyed(&mut self, known: Known, kind: &Kind, nullable: bool) -> Value {
        let name = format!("{known:?}-value");
        let value = json!({"$ref": format!("#/$defs/{name}")});
        let schema = self.kind(kind, true);
        self.definitions.insert(name, schema);
        let mut out = json!({"type": typed(&["object"], nullable)});
        if known != Known::Months {
            let names = self.names(known).0;
            let properties: Map<String, Value> = names.into_iter().map(|n| (n, value.clone())).collect();
            out["properties"] = Value::Object(properties);
        }
        out["propertyNames"] = self.known(known, false);
        out["additionalProperties"] = value;
        out
    }

    /// Names to propose, and every spelling that is allowed; none where any text is.
    fn names(&self, known: Known) -> (Vec<String>, Option<Vec<String>>) {
        let registry = &self.catalog.registry;
        let open = |pairs: &[(Name, Name)]| {
            let mut names: Vec<String> = Vec::new();
            for (_, name) in pairs {
                if !names.iter().any(|n| **n == **name) {
                    names.push(name.to_string());
                }
            }
            (names, None)
        };
        match known {
            Known::Roles => closed(&registry.roles),
            Known::Services => closed(&registry.services),
            Known::Regions => closed(&registry.regions),
            Known::Phases => closed(&registry.phases),
            Known::Statuses => closed(&registry.statuses),
            Known::Reasons => open(&registry.reasons),
            Known::EngineeringReasons => open(&registry.engineering_reasons),
            Known::Motions => (registry.motions.iter().map(ToString::to_string).collect(), None),
            Known::Audiences => {
                let names = self.catalog.settings.audiences.0.clone();
                (names.clone(), Some(names))
            }
            Known::Months => (Vec::new(), None),
        }
    }
}

fn month(nullable: bool) -> Value {
    json!({
        "type": typed(&["string"], nullable),
        "pattern": MONTH,
        "patternErrorMessage": "a month is written as 2026-08",
    })
}

fn entries(schema: Value) -> Map<String, Value> {
    match schema {
        Value::Object(entries) => entries,
        _ => Map::new(),
    }
}

const DATE: &str = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
const MONTH: &str = "^[0-9]{4}-(0[1-9]|1[0-2])$";

/// A list without names accepts any.
fn closed(names: &Names) -> (Vec<String>, Option<Vec<String>>) {
    let spellings: Vec<String> = names.spellings().into_iter().map(String::from).collect();
    let listed = names.iter().map(ToString::to_string).collect();
    (listed, Some(spellings).filter(|_| !names.is_empty()))
}

fn typed(types: &[&str], nullable: bool) -> Value {
    match types {
        [one] if !nullable => json!(one),
        _ => types.iter().copied().chain(nullable.then_some("null")).map(Value::from).collect(),
    }
}

/// The words to propose, and all their spellings in any case, which are as right. Editors show
/// `patternErrorMessage` where nothing fits.
fn either<S: AsRef<str>>(listed: &[&str], spellings: &[S], nullable: bool) -> Value {
    let all: Vec<String> = spellings.iter().map(|s| any_case(s.as_ref())).collect();
    let any = json!({
        "type": typed(&["string"], nullable),
        "pattern": format!("^\\s*(?:{})\\s*$", all.join("|")),
        "patternErrorMessage": format!("allowed: {}", listed.join(", ")),
    });
    json!({"anyOf": [{"enum": listed}, any]})
}

/// A pattern for a word in any case, its blanks of any length: expressions of JSON Schema have no flag for that.
fn any_case(word: &str) -> String {
    let mut out = String::new();
    for c in word.chars() {
        let (lower, upper): (String, String) = (c.to_lowercase().collect(), c.to_uppercase().collect());
        match c {
            ' ' => out.push_str("\\s+"),
            '^' | '$' | '\\' | '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' => {
                out.extend(['\\', c]);
            }
            _ if lower == upper => out.push(c),
            _ if lower.chars().count() == 1 && upper.chars().count() == 1 => {
                out.push_str(&format!("[{upper}{lower}]"));
            }
            _ => out.push_str(&format!("(?:{upper}|{lower})")),
        }
    }
    out
}
