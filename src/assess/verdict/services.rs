//! Which services a scenario, item or task is asked of (DOMAIN.md 2). In: a scope, the record.
//! Out: [`Asking`]s in record order. Never: drops a name; one that the registry lacks is unknown.

use super::answer::Answer;
use super::asked::Asked;
use super::status;
use super::words::same_name;
use crate::assess::Judgement;
use crate::model::audience::AudienceId;
use crate::model::condition::{Field, Rule, Test, When};
use crate::model::playbook::{NameRef, ServiceScope};
use crate::model::sentence::either;

/// Of whom a line is asked, or why it is not.
#[derive(Clone, Debug)]
pub(in crate::assess) struct Asking {
    /// Index into the record; none: once a customer.
    pub(in crate::assess) service: Option<usize>,
    /// The verdict, where the scope alone decides.
    pub(in crate::assess) settled: Option<Judgement>,
}

/// One asking for each service of the record that the scope names, in record order; one without a service
/// for Core Onboarding, for names that the registry lacks, and where the record holds none of the names.
/// `everywhere`: services without a seat in scope are asked too (conditions on status).
pub(in crate::assess) fn askings(asked: &Asked<'_>, scope: &ServiceScope, everywhere: bool) -> Vec<Asking> {
    let names = match scope {
        ServiceScope::Customer => return vec![Asking { service: None, settled: None }],
        ServiceScope::All => None,
        ServiceScope::Named(names) => Some(names.as_slice()),
    };
    let named =
        |service: &str| names.is_none_or(|n| n.iter().any(|r| r.known && same_name(&r.name, service)));
    let services = asked.states.iter().enumerate().filter(|(_, state)| named(&state.name));
    let mut all: Vec<Asking> = services
        .map(|(idx, state)| Asking {
            service: Some(idx),
            settled: (!state.in_scope && !everywhere)
                .then(|| status::out_of_scope(&asked.of(idx)).into_judgement()),
        })
        .collect();
    let unknown = names.and_then(|n| n.iter().find(|r| !r.known));
    if let Some(unknown) = unknown {
        all.push(unsettled(unknown));
    } else if all.is_empty() {
        all.push(absent(names));
    }
    all
}

/// True if a condition speaks of consumption status.
pub(in crate::assess) fn speaks_of_status(when: &When) -> bool {
    let Rule::All(clauses) = &when.rule else { return false };
    clauses.iter().any(|clause| match &clause.test {
        Test::Field { field, .. } | Test::FieldKnown(field) => {
            matches!(field, Field::Status | Field::L2 | Field::L3)
        }
        _ => false,
    })
}

fn unsettled(unknown: &NameRef) -> Asking {
    let fact = format!("no service is called {}", unknown.name);
    let answer = Answer::unknown(fact, format!("service {} in the registry", unknown.name), AudienceId(0));
    Asking { service: None, settled: Some(answer.into_judgement()) }
}

fn absent(names: Option<&[NameRef]>) -> Asking {
    let fact = match names {
        Some(names) => format!("no {} in the record", either(names.iter().map(|n| n.name.as_str()))),
        None => "no service in the record".to_string(),
    };
    Asking { service: None, settled: Some(Answer::known(false, fact, AudienceId(0)).into_judgement()) }
}
