//! A condition, judged (DOMAIN.md 3). In: [`When`], of whom it is asked. Out: [`Judgement`].
//! Never: a verdict on phases; those are the scenario's business.

use super::answer::Answer;
use super::asked::Asked;
use super::{fields, numbers};
use crate::assess::{Judgement, Reason, Verdict};
use crate::model::audience::AudienceId;
use crate::model::condition::{Clause, Rule, Test, When};

/// The reason of what always applies.
pub(super) const NO_CONDITION: &str = "it has no condition";

/// Applies, does-not, on-demand or unknown, with the fact in words and, of an unknown, the one datum that
/// would decide it. `and` is Kleene's: a false clause wins, then an unknown one. The reason has no place.
pub fn judge_when(when: &When, asked: &Asked<'_>) -> Judgement {
    match &when.rule {
        Rule::Always => plain(Verdict::Applies, NO_CONDITION.to_string(), None),
        Rule::OnDemand => plain(Verdict::OnDemand, "on demand".to_string(), None),
        Rule::Unreadable(why) => {
            let fact = format!("its condition cannot be read: {why}");
            plain(Verdict::Unknown, fact, Some("a condition that can be read".to_string()))
        }
        Rule::All(clauses) => match clauses_hold(clauses, asked) {
            Some(answer) => answer.into_judgement(),
            None => plain(Verdict::Applies, NO_CONDITION.to_string(), None),
        },
    }
}

fn clauses_hold(clauses: &[Clause], asked: &Asked<'_>) -> Option<Answer> {
    Answer::all(clauses.iter().map(|clause| judge_clause(clause, asked)))
}

fn judge_clause(clause: &Clause, asked: &Asked<'_>) -> Answer {
    match &clause.test {
        Test::Band { measure, band } => numbers::in_band(asked, *measure, band),
        Test::MeasureKnown(measure) => numbers::is_known(asked, *measure),
        Test::Field { field, mode, values } => fields::judge(asked, *field, *mode, values),
        Test::FieldKnown(field) => fields::known(asked, *field),
    }
}

fn plain(verdict: Verdict, fact: String, needs: Option<String>) -> Judgement {
    Judgement { verdict, because: Reason { fact, rule: None }, needs, audience: AudienceId(0) }
}
