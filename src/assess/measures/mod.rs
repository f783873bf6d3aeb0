//! The measures of DOMAIN.md 6 for every service of one record.
//! In: Catalog, one Customer, the as-of date. Out: [`ServiceState`]s without standings and focus.
//! Never: a rounded percentage in a comparison, a missing value as 0, anything dated after the day.

mod dated;
mod edges;
mod intent;
mod labels;
mod phase;
mod plateau;
mod rows;
mod stated;
mod target;
mod usage;
mod velocity;

pub use dated::{NoteState, note_state};
pub use intent::{expecting, tagged};
pub use plateau::{Run, longest_run};
pub use rows::{L1, seats_given, seats_of, worked_out};
pub(super) use stated::sentence;
pub use target::{fewest_in, seats_to_leave, seats_to_reach, seats_to_target, stated_target};
pub use usage::is_stale;
pub use velocity::{Crossing, Fall, crossing, measured_enablement};

use super::{Known, MeasureState, RowState, ServiceState, TrendPoint, Unknown};
use crate::model::Spanned;
use crate::model::audience::AudienceId;
use crate::model::band::{Band, Decimal, Quantity, thousands};
use crate::model::catalog::Catalog;
use crate::model::customer::{Customer, ServiceRecord};
use crate::model::date::Date;
use crate::model::measure::Measure;
use edges::Edges;

/// One state per service of the record, in its order. Bands, standings and focus areas are left empty:
/// they depend on the playbooks and are judged afterwards.
pub fn service_states(catalog: &Catalog, customer: &Customer, as_of: Date) -> Vec<ServiceState> {
    let edges = Edges::of(catalog);
    customer.services.iter().map(|s| Subject::new(catalog, customer, s, as_of, &edges).state()).collect()
}

/// The edges that a displayed percentage on a measure may not cross, sorted.
pub fn edges_on(catalog: &Catalog, measure: Measure) -> Vec<Decimal> {
    Edges::of(catalog).on(measure).to_vec()
}

/// What the measures of one service are computed from.
struct Subject<'a> {
    catalog: &'a Catalog,
    customer: &'a Customer,
    service: &'a ServiceRecord,
    as_of: Date,
    edges: &'a Edges,
    rows: Vec<RowState>,
    seats_missing: i64,
    /// Duplicate/Invalid seats.
    duplicates: i64,
    /// QE today; none if the record gives no entitlements.
    qe: Option<i64>,
    points: Vec<usage::Point>,
    trend: Vec<TrendPoint>,
    is_new: bool,
    /// Who may know what comes from status rows.
    rows_audience: AudienceId,
    target: Band,
}

impl<'a> Subject<'a> {
    fn new(
        catalog: &'a Catalog,
        customer: &'a Customer,
        service: &'a ServiceRecord,
        as_of: Date,
        edges: &'a Edges,
    ) -> Self {
        let (rows, seats_missing) = worked_out(&catalog.registry, service);
        let duplicates = seats_of(&rows, L1::DuplicateInvalid);
        let points = usage::points(service, duplicates, as_of);
        let enabled = service.dates.enabled.as_ref().is_some_and(|d| d.value <= as_of);
        Self {
            qe: seats_given(service).map(|given| given.saturating_sub(duplicates).max(0)),
            is_new: points.is_empty() && !enabled,
            trend: usage::trend(&points),
            rows_audience: labels::of_rows(&catalog.settings, service),
            target: stated_target(&catalog.settings, Measure::ActiveUsage)
                .expect("active usage always has a target"),
            catalog,
            customer,
            service,
            as_of,
            edges,
            rows,
            seats_missing,
            duplicates,
            points,
        }
    }

    fn name(&self) -> &str {
        &self.service.name.value
    }

    /// A date that has come.
    fn existing(&self, date: &Option<Spanned<Date>>) -> Option<Date> {
        date.as_ref().map(|d| d.value).filter(|d| *d <= self.as_of)
    }

    /// A percentage as displayed: never on the wrong side of an edge on its measure.
    fn percent(&self, measure: Measure, quantity: Quantity) -> String {
        quantity.percent_text(self.edges.on(measure))
    }

    fn state(self) -> ServiceState {
        ServiceState {
            name: self.service.name.value.clone(),
            unit: self.catalog.registry.unit(self.name()).to_string(),
            in_scope: rows::in_scope(self.service, &self.rows),
            is_new: self.is_new,
            phase: phase::phase(&self),
            phase_audience: phase::audience(&self),
            measures: Measure::ALL.into_iter().filter_map(|m| self.measure(m)).collect(),
            gaps: usage::gaps(&self.points),
            kpis: Vec::new(),
            focus: Vec::new(),
            reach: target::reach(&self),
            rows: self.rows,
            seats_missing: self.seats_missing,
            trend: self.trend,
            target: self.target,
        }
    }

    /// A measure; none where it makes no sense: a run or a fall of a service that is not enabled yet.
    fn measure(&self, measure: Measure) -> Option<MeasureState> {
        if self.is_new && matches!(measure, Measure::Plateau | Measure::Loss) {
            return None;
        }
        let value = self.value(measure);
        let known = value.as_ref().ok();
        let to_target = known
            .filter(|_| measure == Measure::ActiveUsage)
            .and_then(|k| Some(seats_to_target(k.quantity.numerator, k.of()?, self.target.interval)));
        let audience = self.audience(measure);
        let (band, seats_to_next, next_edge) = (None, None, None);
        Some(MeasureState {
            measure,
            value,
            band,
            seats_to_next,
            next_edge,
            seats_to_target: to_target,
            audience,
        })
    }

    fn value(&self, measure: Measure) -> Result<Known, Unknown> {
        match measure {
            Measure::ActiveUsage => usage::active_usage(self),
            Measure::ActiveUsers => usage::active_users(self),
            Measure::IntendedUsage => intent::intended_usage(self),
            Measure::Intended => intent::intended(self),
            Measure::Committed => intent::committed(self),
            Measure::Ceiling => intent::ceiling(self),
            Measure::Entitled => intent::entitled(self),
            Measure::DaysToKickoff => velocity::days_to_kickoff(self),
            Measure::EngagedToKickoff => velocity::engaged_to_kickoff(self),
            Measure::KickoffToEnabled => velocity::kickoff_to_enabled(self),
            Measure::Plateau => plateau::plateau(self),
            Measure::Loss => plateau::loss(self),
            Measure::NoteAge => dated::note_age(self),
            Measure::DaysToRenewal => dated::days_to_renewal(self),
        }
    }

    /// The narrowest of a measure's inputs. QE counts as given away although Duplicate/Invalid rows enter it.
    fn audience(&self, measure: Measure) -> AudienceId {
        let of = |field| self.catalog.settings.label_of(field);
        match measure {
            Measure::Entitled => of("entitled"),
            Measure::ActiveUsage => of("usage").max(of("entitled")),
            // "all seats with intent are in use" tells of status rows.
            Measure::Plateau if plateau::all_in_use(self) => of("usage").max(self.rows_audience),
            Measure::ActiveUsers | Measure::Plateau | Measure::Loss => of("usage"),
            Measure::Intended => of("intended"),
            Measure::IntendedUsage => of("intended").max(of("entitled")),
            Measure::Committed | Measure::Ceiling => self.rows_audience.max(of("entitled")),
            Measure::DaysToKickoff | Measure::EngagedToKickoff | Measure::KickoffToEnabled => of("dates"),
            Measure::NoteAge => of("status_note").max(of("health")),
            Measure::DaysToRenewal => of("renewal"),
        }
    }
}

/// `1 day`, `22 days`, `-3 days`.
fn days_text(days: i64) -> String {
    let unit = if days == 1 { "day" } else { "days" };
    format!("{} {unit}", thousands(days))
}
