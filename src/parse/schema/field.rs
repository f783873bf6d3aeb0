//! What may stand in the files that people write: keys, kinds of values, a line for people. In: nothing. Out: the types
//! of the tables that the strict reader reads by and the JSON Schemas are made of. Never: a file's own keys.

/// One key of a mapping that people write: the same tables generate the JSON Schemas.
#[derive(Debug)]
pub struct Field {
    /// The key.
    pub key: &'static str,
    /// What its value may be.
    pub kind: Kind,
    /// True if the key must stand.
    pub required: bool,
    /// One line for people.
    pub doc: &'static str,
}

/// What a value may be.
#[derive(Debug)]
pub enum Kind {
    /// Any scalar.
    Text,
    /// A whole number, 0 or more.
    Integer,
    /// `true` or `false`.
    Flag,
    /// `2026-03-10`.
    Date,
    /// `2026-08`.
    Month,
    /// One of these words, without case.
    OneOf(&'static [&'static str]),
    /// A list of such values.
    List(&'static Self),
    /// A mapping with these keys.
    Map(&'static [Field]),
    /// A mapping with keys of the author's choice (`data:`), and such values.
    Table(&'static Self),
    /// A name that the library knows, as text.
    Known(Known),
    /// A mapping whose keys are such names (`services:`), and such values.
    Keyed(Known, &'static Self),
    /// One of several kinds (`name:` is text or a mapping).
    Either(&'static [Self]),
    /// Anything.
    Any,
}

/// What the library knows by name. The reader takes any text here: `lower` looks it up, editors propose it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Roles of people.
    Roles,
    /// Services.
    Services,
    /// Regions; any where the settings name none.
    Regions,
    /// Phases.
    Phases,
    /// L1 statuses.
    Statuses,
    /// L2 reasons; which of them depends on the status.
    Reasons,
    /// L3 reasons; the portal has more than the registry.
    EngineeringReasons,
    /// Motions; pages name more.
    Motions,
    /// Audiences of the settings.
    Audiences,
    /// Months such as `2026-08`.
    Months,
}

impl Field {
    /// A key that may be absent.
    pub const fn optional(key: &'static str, kind: Kind, doc: &'static str) -> Self {
        Self { key, kind, required: false, doc }
    }

    /// A key that must stand.
    pub const fn required(key: &'static str, kind: Kind, doc: &'static str) -> Self {
        Self { key, kind, required: true, doc }
    }
}

/// A named table: `a service` and its keys, for hints that a key belongs elsewhere.
pub type Level = (&'static str, &'static [Field]);
