//! One service at one glance: usage, gauge, band, seats to the next band and to the target, data date.
//! In: a service's state, scope. Out: [`Glance`] for the strip on top of each document.
//! Never: a number without its date, nor a blank where a datum is missing.

use super::Scope;
use super::gauge::{self, Gauge};
use super::trend::{self, Trend};
use super::wording;
use crate::assess::{Known, MeasureState, ServiceState};
use crate::model::measure::Measure;
use serde::Serialize;

/// One service's strip.
#[derive(Clone, Debug, Serialize)]
pub struct Glance {
    /// `Exchange`.
    pub name: String,
    /// For ids inside the document.
    pub anchor: String,
    /// True where the document has a section under that anchor.
    pub linked: bool,
    /// `users`, `devices`.
    pub unit: String,
    /// `23.4 %`; none if unknown.
    pub usage: Option<String>,
    /// `2,902 of 12,400 users`.
    pub counts: Option<String>,
    /// Why there is no value: `[missing: usage of Exchange for 2026-08]`, and the reason.
    pub unknown: Option<Gap>,
    /// `not enabled yet`, `above 100 %`.
    pub remark: Option<String>,
    /// `Aug 2026`.
    pub data: Option<String>,
    /// Older than 45 days.
    pub stale: bool,
    /// `10 %–40 %`.
    pub band: Option<String>,
    /// `2,059`: users that leave the band upwards.
    pub to_next: Option<String>,
    /// `> 50 %`.
    pub target: String,
    /// `3,299`; none if unknown.
    pub to_target: Option<String>,
    /// No seat is missing.
    pub target_met: bool,
    /// Seats in progress and the ceiling, where the viewer may know rows.
    pub reach: Option<Within>,
    /// `Migrate`, and why if it was inferred.
    pub phase: Option<String>,
    /// See `phase`.
    pub phase_because: Option<String>,
    /// Drawing.
    pub gauge: Option<Gauge>,
    /// Drawing.
    pub trend: Option<Trend>,
}

/// A value that is not known.
#[derive(Clone, Debug, Serialize)]
pub struct Gap {
    /// `[missing: …]`.
    pub missing: String,
    /// Why.
    pub because: String,
}

/// What can be reached, in seats.
#[derive(Clone, Debug, Serialize)]
pub struct Within {
    /// `5,600`: seats in progress.
    pub committed: String,
    /// Their latest target date.
    pub by: Option<String>,
    /// `10,400`: seats with intent.
    pub ceiling: String,
    /// `needs 601 of the blocked seats`.
    pub says: String,
}

/// The strip of every service, in the record's order.
pub fn glances(scope: &Scope, services: &[ServiceState]) -> Vec<Glance> {
    services.iter().map(|s| glance(scope, s)).collect()
}

/// The anchor of a service inside a document.
pub fn anchor(service: &str) -> String {
    format!("service-{}", crate::plan::routes::slug(service))
}

/// The strip of one service.
pub fn glance(scope: &Scope, service: &ServiceState) -> Glance {
    let usage = gauge::seen(scope, service, Measure::ActiveUsage);
    let usage = usage.as_deref();
    let known = usage.and_then(|m| m.value.as_ref().ok());
    let phase = service.phase.as_ref().filter(|_| scope.viewer.may_see(service.phase_audience));
    let to_target = usage.and_then(|m| m.seats_to_target);
    let needed = known.zip(to_target).map(|(k, seats)| k.quantity.numerator + seats);
    Glance {
        name: service.name.to_string(),
        anchor: anchor(&service.name),
        linked: false,
        unit: service.unit.clone(),
        usage: known.map(|k| k.text.clone()),
        counts: known.map(|k| counts(k, &service.unit)),
        unknown: usage.and_then(gap),
        remark: known.and_then(|k| k.remark.clone()),
        data: known.and_then(|k| k.as_of.as_deref()).map(wording::dated),
        stale: known.is_some_and(|k| k.stale),
        band: usage.and_then(|m| m.band.as_ref()).map(|b| b.text.clone()),
        to_next: usage.and_then(|m| m.seats_to_next).map(wording::count),
        target: service.target.canonical(),
        to_target: to_target.map(wording::count),
        target_met: to_target == Some(0),
        reach: within(scope, service),
        phase: phase.map(|(name, _)| name.to_string()),
        phase_because: phase.and_then(|(_, why)| why.clone()),
        gauge: gauge::gauge(scope, service),
        trend: usage.and_then(|_| trend::trend(service, needed, known.is_some_and(|k| k.stale))),
    }
}

/// A measure without a value, as it is printed.
pub fn gap(measure: &MeasureState) -> Option<Gap> {
    let unknown = measure.value.as_ref().err()?;
    Some(Gap { missing: wording::missing(&unknown.needs), because: unknown.because.clone() })
}

fn counts(known: &Known, unit: &str) -> String {
    let active = wording::count(known.quantity.numerator);
    match known.of() {
        Some(seats) => format!("{active} of {} {unit}", wording::count(seats)),
        None => format!("{active} {unit}"),
    }
}

fn within(scope: &Scope, service: &ServiceState) -> Option<Within> {
    let reach = service.reach.as_ref().filter(|r| scope.viewer.may_see(r.audience))?;
    Some(Within {
        committed: wording::count(reach.committed),
        by: reach.by.map(|d| wording::day(d).text),
        ceiling: wording::count(reach.ceiling),
        says: reach.says.clone(),
    })
}
