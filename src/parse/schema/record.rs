//! A customer record as people write it: its keys, level by level (DOMAIN.md 5).
//! In: nothing. Out: field tables. Never: logic.

use super::field::{Field, Kind, Known, Level};

/// The colours of health and status notes.
pub const COLOURS: &[&str] = &["Red", "Yellow", "Green", "Blue"];

const COLOUR: Kind = Kind::OneOf(COLOURS);
const AUDIENCE: Field = Field::optional(
    "audience",
    Kind::Known(Known::Audiences),
    "who may know; the narrowest audience by default",
);

/// `customers/<id>.yml`.
pub static RECORD: &[Field] = &[
    Field::required("id", Kind::Text, "the file's name without `.yml`"),
    Field::required("name", Kind::Either(&[Kind::Text, Kind::Map(NAME)]), "the customer's name"),
    Field::optional("tpid", Kind::Text, "the portal's customer number"),
    Field::optional("tenants", Kind::List(&Kind::Map(TENANT)), "tenants"),
    Field::optional("region", Kind::Known(Known::Regions), "region of the registry"),
    Field::optional("segment", Kind::Text, "segment"),
    Field::optional("managed", Kind::Flag, "an account team exists"),
    Field::optional("motion", Kind::List(&Kind::Known(Known::Motions)), "motions"),
    Field::optional("phase", Kind::Known(Known::Phases), "phase of all services that give none"),
    Field::optional("dates", Kind::Map(DATES), "dates of all services that give none"),
    Field::optional("people", Kind::List(&Kind::Map(PERSON)), "people"),
    Field::optional("partners", Kind::List(&Kind::Text), "ids of partners"),
    Field::optional("playbooks", Kind::List(&Kind::Text), "only these playbooks, by path or file name"),
    Field::optional("renewal", Kind::Date, "day of renewal"),
    Field::optional("health", Kind::Map(HEALTH), "health"),
    Field::optional("status_note", Kind::Map(STATUS_NOTE), "the portal's status note"),
    Field::optional("data", Kind::Table(&Kind::Text), "fields that playbooks ask for"),
    Field::optional("services", Kind::Keyed(Known::Services, &Kind::Map(SERVICE)), "services by name"),
    Field::optional("actions", Kind::List(&Kind::Map(ACTION)), "actions"),
    Field::optional("decisions", Kind::List(&Kind::Map(DECISION)), "decisions"),
    Field::optional("risks", Kind::List(&Kind::Map(RISK)), "risks"),
    Field::optional("milestones", Kind::List(&Kind::Map(MILESTONE)), "milestones"),
    Field::optional("ask", Kind::Map(ASK), "what is asked of whom"),
    Field::optional("notes", Kind::List(&Kind::Map(NOTE)), "notes"),
];

/// `name: {internal, external}`.
pub static NAME: &[Field] = &[
    Field::required("internal", Kind::Text, "the name inside"),
    Field::optional("external", Kind::Text, "the name in documents that are given away"),
];

/// A tenant.
pub static TENANT: &[Field] = &[
    Field::required("id", Kind::Text, "the tenant's id"),
    Field::optional("reference", Kind::Flag, "true for the one reference tenant"),
];

/// A person.
pub static PERSON: &[Field] = &[
    Field::required("role", Kind::Known(Known::Roles), "role of the registry"),
    Field::required("name", Kind::Text, "the person's name"),
    Field::optional("primary", Kind::Flag, "true for the one primary person of the role"),
    AUDIENCE,
];

/// `health:`.
pub static HEALTH: &[Field] = &[
    Field::optional("overall", COLOUR, "overall colour"),
    Field::optional("groups", Kind::List(&COLOUR), "the groups' colours in order"),
    Field::optional("forecast", Kind::Map(FORECAST), "what is expected"),
];

/// `forecast:`.
pub static FORECAST: &[Field] = &[
    Field::optional("overall", COLOUR, "overall colour"),
    Field::optional("by", Kind::Month, "by which month"),
];

/// `status_note:`.
pub static STATUS_NOTE: &[Field] = &[
    Field::optional("on", Kind::Date, "day of the note"),
    Field::optional("colour", COLOUR, "the portal's colour"),
    Field::optional("next", Kind::Date, "day of the next note"),
    Field::optional("text", Kind::Text, "the note"),
];

/// One service.
pub static SERVICE: &[Field] = &[
    Field::optional("entitled", Kind::Integer, "entitlements"),
    Field::optional("override", Kind::Integer, "wins over `entitled`"),
    Field::optional("phase", Kind::Known(Known::Phases), "the portal's Service Status"),
    Field::optional("engagement", Kind::Text, "who leads, such as `FTC Led`"),
    Field::optional("intended", Kind::Integer, "seats expected in use at the end of the engagement"),
    Field::optional("dibs", Kind::Map(DIBS), "date, intent, business reason, success owner"),
    Field::optional(
        "status",
        Kind::Either(&[Kind::Known(Known::Statuses), Kind::List(&Kind::Map(ROW))]),
        "consumption status rows",
    ),
    Field::optional("dates", Kind::Map(DATES), "dates of the engagement"),
    Field::optional("migration_velocity_manager", Kind::Flag, "true if one is assigned"),
    Field::optional(
        "usage",
        Kind::Keyed(Known::Months, &Kind::Text),
        "month: active/entitled at its end, or active",
    ),
    Field::optional("tags", Kind::List(&Kind::Text), "tags"),
    Field::optional("data", Kind::Table(&Kind::Text), "fields that playbooks ask for"),
];

/// `dibs:`.
pub static DIBS: &[Field] = &[
    Field::optional("due", Kind::Date, "date"),
    Field::optional("intent", Kind::Text, "intent"),
    Field::optional("reason", Kind::Text, "business reason"),
    Field::optional("owner", Kind::Text, "success owner"),
];

/// A consumption status row.
pub static ROW: &[Field] = &[
    Field::required("l1", Kind::Known(Known::Statuses), "status of the registry"),
    Field::optional("l2", Kind::Known(Known::Reasons), "reason of the registry"),
    Field::optional("l3", Kind::Known(Known::EngineeringReasons), "engineering reason of the registry"),
    Field::optional("seats", Kind::Integer, "seats; one row may leave them out: the rest"),
    Field::optional("since", Kind::Date, "since when"),
    Field::optional("target", Kind::Date, "target date"),
    Field::optional("owner", Kind::Text, "owner"),
    Field::optional("next", Kind::Map(NEXT), "next action"),
    Field::optional("note", Kind::Text, "why"),
    AUDIENCE,
];

/// `next:`.
pub static NEXT: &[Field] =
    &[Field::optional("on", Kind::Date, "on which day"), Field::optional("text", Kind::Text, "what")];

/// `dates:`.
pub static DATES: &[Field] = &[
    Field::optional("intake", Kind::Date, "Submitted Date"),
    Field::optional("engaged", Kind::Date, "Engagement Start Date"),
    Field::optional("kickoff", Kind::Date, "day of the kickoff"),
    Field::optional("enabled", Kind::Date, "day of the enablement"),
];

/// An action, of a customer or of a meeting.
pub static ACTION: &[Field] = &[
    Field::required("id", Kind::Text, "id, such as `A-014`"),
    Field::required("text", Kind::Text, "what is to be done"),
    Field::optional("service", Kind::Known(Known::Services), "for which service"),
    Field::optional("owner", Kind::Text, "by whom"),
    Field::optional("opened", Kind::Date, "since when"),
    Field::optional("due", Kind::Date, "until when"),
    Field::optional("closed", Kind::Date, "done on which day"),
    AUDIENCE,
];

/// A decision.
pub static DECISION: &[Field] = &[
    Field::optional("on", Kind::Date, "on which day"),
    Field::required("text", Kind::Text, "what was decided"),
    Field::optional("by", Kind::Text, "by whom"),
    Field::optional("state", Kind::OneOf(&["made", "needed"]), "made or needed"),
    AUDIENCE,
];

/// A risk.
pub static RISK: &[Field] = &[
    Field::required("text", Kind::Text, "the risk"),
    Field::optional("owner", Kind::Text, "owner"),
    Field::optional("due", Kind::Date, "until when"),
    AUDIENCE,
];

/// A milestone.
pub static MILESTONE: &[Field] = &[
    Field::required("name", Kind::Text, "what is reached"),
    Field::optional("due", Kind::Date, "until when"),
    Field::optional("done", Kind::Date, "reached on which day"),
    AUDIENCE,
];

/// `ask:`.
pub static ASK: &[Field] = &[
    Field::required("text", Kind::Text, "what is asked"),
    Field::optional("of", Kind::Text, "of whom"),
    Field::optional("by", Kind::Date, "until when"),
    AUDIENCE,
];

/// A note.
pub static NOTE: &[Field] = &[
    Field::optional("on", Kind::Date, "on which day"),
    Field::optional("by", Kind::Text, "by whom"),
    Field::optional("service", Kind::Known(Known::Services), "about which service"),
    Field::optional("kind", Kind::Text, "kind, such as `intent`"),
    Field::required("text", Kind::Text, "the note"),
    AUDIENCE,
];

/// All levels of a record, for hints that a key belongs elsewhere.
pub static LEVELS: &[Level] = &[
    ("the record", RECORD),
    ("a service", SERVICE),
    ("a status row", ROW),
    ("`dates`", DATES),
    ("`dibs`", DIBS),
    ("a person", PERSON),
    ("a tenant", TENANT),
    ("`health`", HEALTH),
    ("`status_note`", STATUS_NOTE),
    ("an action", ACTION),
    ("a decision", DECISION),
    ("a risk", RISK),
    ("a milestone", MILESTONE),
    ("a note", NOTE),
];
