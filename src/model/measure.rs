//! The measures of DOMAIN.md 6 by name. In: nothing. Out: [`Measure`] with its names and unit.
//! Never: computes; `assess/measures` does.

use super::band::Unit;

/// What can be measured of one service of one customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are DOMAIN.md's own")]
pub enum Measure {
    /// active / QE of the newest month.
    ActiveUsage,
    /// intended / QE.
    IntendedUsage,
    /// In Progress seats / QE.
    Committed,
    /// (QE − No Intent) / QE.
    Ceiling,
    /// QE: entitled seats in reports.
    Entitled,
    /// Active users of the newest month.
    ActiveUsers,
    /// Intended seats.
    Intended,
    /// kickoff − intake, days.
    DaysToKickoff,
    /// kickoff − engaged, days.
    EngagedToKickoff,
    /// enabled − kickoff, days.
    KickoffToEnabled,
    /// Days of the plateau.
    Plateau,
    /// Fall in active users over 3 months.
    Loss,
    /// Days since the last status note.
    NoteAge,
    /// Days until renewal.
    DaysToRenewal,
}

impl Measure {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::ActiveUsage,
        Self::IntendedUsage,
        Self::Committed,
        Self::Ceiling,
        Self::Entitled,
        Self::ActiveUsers,
        Self::Intended,
        Self::DaysToKickoff,
        Self::EngagedToKickoff,
        Self::KickoffToEnabled,
        Self::Plateau,
        Self::Loss,
        Self::NoteAge,
        Self::DaysToRenewal,
    ];

    /// The name in conditions, documents and JSON: `active usage`.
    pub fn name(self) -> &'static str {
        match self {
            Self::ActiveUsage => "active usage",
            Self::IntendedUsage => "intended usage",
            Self::Committed => "committed",
            Self::Ceiling => "ceiling",
            Self::Entitled => "entitled",
            Self::ActiveUsers => "active users",
            Self::Intended => "intended",
            Self::DaysToKickoff => "days to kickoff",
            Self::EngagedToKickoff => "engaged to kickoff",
            Self::KickoffToEnabled => "kickoff to enabled",
            Self::Plateau => "plateau",
            Self::Loss => "loss",
            Self::NoteAge => "note age",
            Self::DaysToRenewal => "days to renewal",
        }
    }

    /// Other spellings, without case; settings add more.
    pub fn aliases(self) -> &'static [&'static str] {
        match self {
            Self::ActiveUsage => &["au", "ae/qe", "usage", "active usage (au)"],
            Self::IntendedUsage => &["intended use"],
            Self::Entitled => &["qe", "entitlements", "entitled seats", "seats"],
            Self::ActiveUsers => &["ae", "active"],
            Self::Intended => &["intended seats"],
            Self::KickoffToEnabled => &["days to enabled", "enablement"],
            Self::Loss => &["lost users"],
            _ => &[],
        }
    }

    /// Its unit.
    pub fn unit(self) -> Unit {
        match self {
            Self::ActiveUsage | Self::IntendedUsage | Self::Committed | Self::Ceiling => Unit::Percent,
            Self::Entitled | Self::ActiveUsers | Self::Intended | Self::Loss => Unit::Seats,
            _ => Unit::Days,
        }
    }
}
