//! All conditions of a scenario or page together: motions, phase, `When` (DOMAIN.md 3).
//! In: labels, of whom it is asked. Out: one [`Ruling`]. Never: asks for a scenario's services.

use super::asked::Asked;
use super::eval::{NO_CONDITION, judge_when};
use super::phase::Lane;
use super::{motion, phase};
use crate::assess::{Judgement, Reason, Verdict};
use crate::model::Span;
use crate::model::audience::AudienceId;
use crate::model::condition::{Rule, When};
use crate::model::page::Page;
use crate::model::playbook::{Label, LabelKind, Labels, Scenario};

/// A judgement and where the rule stands that decided it.
#[derive(Clone, Debug)]
pub(in crate::assess) struct Ruling {
    /// Without a place yet.
    pub(in crate::assess) judgement: Judgement,
    /// Label or heading; none: no rule.
    pub(in crate::assess) span: Option<Span>,
}

/// A scenario, asked of a service that it is for. Its own `When`, given or inferred, replaces the page's
/// Phase; a Phase that stands on the scenario itself holds beside it.
pub(in crate::assess) fn judge_scenario(asked: &Asked<'_>, page: &Page, scenario: &Scenario) -> Ruling {
    let when = Some(&scenario.when).filter(|when| !matches!(when.rule, Rule::Always));
    let page_phase = page.playbook.labels.get(LabelKind::Phase).map(|l| l.span);
    let phase = scenario.labels.get(LabelKind::Phase);
    let phase = phase.filter(|label| when.is_none() || Some(label.span) != page_phase);
    judge(asked, &scenario.labels, phase, when)
}

/// What the page's own labels say of its tasks.
pub(in crate::assess) fn judge_page(asked: &Asked<'_>, labels: &Labels) -> Ruling {
    judge(asked, labels, labels.get(LabelKind::Phase), None)
}

/// Both together: does-not wins, then earlier and later (the line is not for now, whatever is missing),
/// then unknown, then on demand; facts of two that apply are joined.
pub(in crate::assess) fn combine(first: Judgement, second: Judgement) -> Judgement {
    let audience = first.audience.max(second.audience);
    if first.verdict != Verdict::Applies || second.verdict != Verdict::Applies {
        let winner = if strength(second.verdict) > strength(first.verdict) { second } else { first };
        return Judgement { audience, ..winner };
    }
    let fact = match first.because.fact.as_str() {
        NO_CONDITION => second.because.fact,
        first => format!("{first}; {}", second.because.fact),
    };
    let because = Reason { fact, rule: second.because.rule.or(first.because.rule) };
    Judgement { audience, because, ..first }
}

fn judge(asked: &Asked<'_>, labels: &Labels, phase: Option<&Label>, when: Option<&When>) -> Ruling {
    let mut sum = None;
    if let Some(label) = labels.get(LabelKind::Motions).filter(|l| has_values(l))
        && add(&mut sum, judge_motions(asked, &label.values), label.span)
    {
        return settled(sum);
    }
    if let Some(label) = phase.filter(|l| has_values(l))
        && add(&mut sum, judge_phase(asked, &label.values), label.span)
    {
        return settled(sum);
    }
    if let Some(when) = when {
        add(&mut sum, judge_when(when, asked), when.span);
    }
    settled(sum)
}

/// Adds a judgement; true if nothing can change it any more. The place is that of the judgement that wins;
/// of several that apply the last one's, which is the most particular.
fn add(sum: &mut Option<Ruling>, judgement: Judgement, span: Span) -> bool {
    let ruling = match sum.take() {
        None => Ruling { judgement, span: Some(span) },
        Some(first) => {
            let (held, next) = (first.judgement.verdict, judgement.verdict);
            let wins = strength(next) > strength(held) || (held == next && next == Verdict::Applies);
            let span = if wins { Some(span) } else { first.span };
            Ruling { judgement: combine(first.judgement, judgement), span }
        }
    };
    let done = ruling.judgement.verdict == Verdict::DoesNot;
    *sum = Some(ruling);
    done
}

fn settled(sum: Option<Ruling>) -> Ruling {
    sum.unwrap_or_else(|| {
        let because = Reason { fact: NO_CONDITION.to_string(), rule: None };
        let judgement =
            Judgement { verdict: Verdict::Applies, because, needs: None, audience: AudienceId(0) };
        Ruling { judgement, span: None }
    })
}

fn judge_motions(asked: &Asked<'_>, values: &[String]) -> Judgement {
    motion::among(asked, values.iter().map(String::as_str)).into_judgement()
}

fn judge_phase(asked: &Asked<'_>, values: &[String]) -> Judgement {
    let (verdict, answer) = match phase::lane(asked, values) {
        Lane::Earlier(answer) => (Verdict::Earlier, answer),
        Lane::Later(answer) => (Verdict::Later, answer),
        Lane::Same(answer) | Lane::NoLines(answer) | Lane::Unknown(answer) => {
            return answer.into_judgement();
        }
    };
    Judgement { verdict, ..answer.into_judgement() }
}

fn has_values(label: &Label) -> bool {
    label.values.iter().any(|v| !v.trim().is_empty())
}

/// Which of two verdicts wins.
fn strength(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Applies => 0,
        Verdict::OnDemand => 1,
        Verdict::Unknown => 2,
        Verdict::Earlier | Verdict::Later => 3,
        Verdict::DoesNot => 4,
    }
}
