//! The cases of a decision table: every combination of what its conditions say of fields with one value.
//! In: conditions, the registry. Out: [`Space`], and in words for which cases something was found.
//! Never: a set (status, tags); other values of it may hold at the same time.

use crate::model::Name;
use crate::model::condition::Field;
use crate::model::registry::Registry;
use std::collections::{BTreeMap, BTreeSet};

/// Cases that are tried for one service, at most; fields beyond that are left at any value.
const MOST_CASES: usize = 4096;

/// What a scenario asks of a field: whether it is, or is not, one of these.
pub(super) struct Condition<'a> {
    pub(super) field: Field,
    pub(super) is: bool,
    pub(super) names: &'a [Name],
}

/// A value that some condition names, or all that none names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Value<'a> {
    Named(&'a Name),
    Other,
}

/// One value of each field of the space.
pub(super) type Case<'a> = Vec<Value<'a>>;

/// The fields of a table with their values.
pub(super) struct Space<'a> {
    fields: Vec<(Field, Vec<Value<'a>>)>,
    /// What the other values of a field are called.
    others: Vec<String>,
}

pub(super) fn has_one_value(field: Field) -> bool {
    matches!(
        field,
        Field::Region | Field::Segment | Field::Managed | Field::Cohort | Field::New | Field::Phase
    )
}

impl<'a> Space<'a> {
    /// The space of some conditions.
    pub(super) fn of<'c>(conditions: impl Iterator<Item = &'c Condition<'a>>, registry: &Registry) -> Self
    where
        'a: 'c,
    {
        let mut named: BTreeMap<Field, BTreeSet<&'a Name>> = BTreeMap::new();
        for condition in conditions {
            named.entry(condition.field).or_default().extend(condition.names);
        }
        let (mut fields, mut others, mut count) = (Vec::new(), Vec::new(), 1);
        for (field, names) in named {
            let other = other(field, &names, registry);
            let values: Vec<Value<'a>> =
                names.into_iter().map(Value::Named).chain(other.is_some().then_some(Value::Other)).collect();
            count *= values.len();
            if count > MOST_CASES {
                break;
            }
            fields.push((field, values));
            others.push(other.unwrap_or_default());
        }
        Self { fields, others }
    }

    /// Every combination.
    pub(super) fn cases(&self) -> Vec<Case<'a>> {
        let mut cases: Vec<Case<'a>> = vec![Vec::new()];
        for (_, values) in &self.fields {
            let with = |case: &Case<'a>, value: &Value<'a>| case.iter().chain([value]).copied().collect();
            cases =
                cases.iter().flat_map(|c| values.iter().map(|v| with(c, v)).collect::<Vec<_>>()).collect();
        }
        cases
    }

    /// True if a condition holds in a case.
    pub(super) fn holds(&self, condition: &Condition<'_>, case: &Case<'a>) -> bool {
        let at = self.fields.iter().position(|(field, _)| *field == condition.field);
        let value = at.and_then(|at| case.get(at)).copied().unwrap_or(Value::Other);
        let named = matches!(value, Value::Named(name) if condition.names.contains(name));
        named == condition.is
    }

    /// ` with region EMEA`; empty where the cases are all there are.
    pub(super) fn told(&self, cases: &BTreeSet<Case<'a>>) -> String {
        let mut open: BTreeSet<Vec<Option<Value<'a>>>> =
            cases.iter().map(|case| case.iter().copied().map(Some).collect()).collect();
        for (at, (_, values)) in self.fields.iter().enumerate() {
            open = without(&open, at, values);
        }
        let texts: Vec<String> = open.iter().map(|case| self.words(case)).filter(|t| !t.is_empty()).collect();
        if texts.is_empty() { String::new() } else { format!(" with {}", texts.join("; or with ")) }
    }

    fn words(&self, case: &[Option<Value<'a>>]) -> String {
        let part = |(at, value): (usize, &Option<Value<'a>>)| match (*value)? {
            Value::Named(name) => Some(format!("{} {name}", self.fields[at].0.as_str())),
            Value::Other => Some(self.others[at].clone()),
        };
        case.iter().enumerate().filter_map(part).collect::<Vec<_>>().join(" and ")
    }
}

/// Leaves a field out of the cases that hold for each of its values.
fn without<'a>(
    cases: &BTreeSet<Vec<Option<Value<'a>>>>,
    at: usize,
    values: &[Value<'a>],
) -> BTreeSet<Vec<Option<Value<'a>>>> {
    let with = |case: &[Option<Value<'a>>], value| {
        let mut case = case.to_vec();
        case[at] = value;
        case
    };
    let any = |case: &Vec<Option<Value<'a>>>| values.iter().all(|v| cases.contains(&with(case, Some(*v))));
    cases.iter().map(|case| if any(case) { with(case, None) } else { case.clone() }).collect()
}

/// What a field is beside the named values; none if there is nothing else: `managed no`, `region APAC`, `another segment
/// than enterprise`.
fn other(field: Field, named: &BTreeSet<&Name>, registry: &Registry) -> Option<String> {
    let word = field.as_str();
    let all: Vec<&str> = match field {
        Field::Managed | Field::Cohort | Field::New => vec!["yes", "no"],
        Field::Region => registry.regions.iter().map(Name::as_str).collect(),
        Field::Phase => registry.phases.iter().map(Name::as_str).collect(),
        _ => Vec::new(),
    };
    let left: Vec<&str> = all.iter().copied().filter(|v| !named.iter().any(|n| n.as_str() == *v)).collect();
    match left[..] {
        [] if !all.is_empty() => None,
        [] => {
            let names: Vec<&str> = named.iter().map(|n| n.as_str()).collect();
            Some(format!("another {word} than {}", names.join(" or ")))
        }
        _ if left.len() <= 3 => Some(format!("{word} {}", left.join(" or "))),
        _ => {
            let names: Vec<&str> = named.iter().map(|n| n.as_str()).collect();
            Some(format!("another {word} than {}", names.join(" or ")))
        }
    }
}
