//! Three-valued answers (Kleene). In: answers of clauses and gates. Out: one [`Answer`], one [`Judgement`].
//! Never: turns an unknown into a yes or a no.

use crate::assess::{Judgement, Reason, Verdict};
use crate::model::audience::AudienceId;

/// Yes, no, or not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    True,
    False,
    Unknown,
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }
}

impl std::ops::Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
        }
    }
}

/// What one clause gives.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    /// Whether.
    pub(super) truth: Truth,
    /// The fact in words.
    pub(super) fact: String,
    /// The datum that would decide an unknown.
    pub(super) needs: Option<String>,
    /// The narrowest label of the inputs consulted.
    pub(super) audience: AudienceId,
}

impl Answer {
    /// A fact that decides.
    pub(super) fn known(holds: bool, fact: impl Into<String>, audience: AudienceId) -> Self {
        Self { truth: holds.into(), fact: fact.into(), needs: None, audience }
    }

    /// A fact that is missing.
    pub(super) fn unknown(fact: impl Into<String>, needs: impl Into<String>, audience: AudienceId) -> Self {
        Self { truth: Truth::Unknown, fact: fact.into(), needs: Some(needs.into()), audience }
    }

    /// All of them: the first false one wins, else the first unknown one, else all facts joined.
    /// Stops at the first false one. None without any.
    pub(super) fn all(answers: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut sum: Option<Self> = None;
        for answer in answers {
            sum = Some(match sum {
                None => answer,
                Some(sum) => sum.and(answer),
            });
            if sum.as_ref().is_some_and(|s| s.truth == Truth::False) {
                break;
            }
        }
        sum
    }

    /// Any of them: the first true one wins, else the first unknown one, else all facts joined.
    /// None without any.
    pub(super) fn any(answers: impl IntoIterator<Item = Self>) -> Option<Self> {
        answers.into_iter().reduce(Self::or)
    }

    fn or(self, next: Self) -> Self {
        let audience = self.audience.max(next.audience);
        let sum = match (self.truth, next.truth) {
            (Truth::True, _) => self,
            (_, Truth::True) => next,
            (Truth::Unknown, _) => self,
            (_, Truth::Unknown) => next,
            _ => Self { fact: format!("{}; {}", self.fact, next.fact), ..self },
        };
        Self { audience, ..sum }
    }

    fn and(self, next: Self) -> Self {
        let audience = self.audience.max(next.audience);
        let sum = match (self.truth, next.truth) {
            (Truth::False, _) => self,
            (_, Truth::False) => next,
            (Truth::Unknown, _) => self,
            (_, Truth::Unknown) => next,
            _ => Self { fact: format!("{}; {}", self.fact, next.fact), ..self },
        };
        Self { audience, ..sum }
    }

    /// Applies, does not, or unknown.
    pub(super) fn into_judgement(self) -> Judgement {
        let verdict = match self.truth {
            Truth::True => Verdict::Applies,
            Truth::False => Verdict::DoesNot,
            Truth::Unknown => Verdict::Unknown,
        };
        Judgement {
            verdict,
            because: Reason { fact: self.fact, rule: None },
            needs: self.needs,
            audience: self.audience,
        }
    }
}
