//! A usage file anew. In: its rows and what an export says. Out: the file's text. Never: drops a row;
//! a month that is restated keeps the former figure.

use crate::diagnostic::Findings;
use crate::model::customer::FormerUsage;
use crate::model::date::{Date, Month};
use crate::parse::schema::usage::{self, UsageRow};
use crate::source::{SourceFile, SourceId};
use std::fmt::Write as _;

/// One row of a usage file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsageLine {
    /// The service as it stands in the file.
    pub service: String,
    /// The month.
    pub month: Month,
    /// Active at its end.
    pub active: u64,
    /// Entitled at its end.
    pub entitled: Option<u64>,
    /// The former figure, of a month that was restated.
    pub was: Option<FormerUsage>,
}

/// The rows of a file that was read.
pub fn lines(rows: Vec<UsageRow>) -> Vec<UsageLine> {
    let line = |row: UsageRow| UsageLine {
        service: row.service.value,
        month: row.month,
        active: row.active,
        entitled: row.entitled,
        was: row.was,
    };
    rows.into_iter().map(line).collect()
}

/// Puts other figures into a row. The former active count is kept, and the former entitlements where they were
/// others; of a month restated twice the figure before the last one stands.
pub fn restate(line: &mut UsageLine, active: u64, entitled: Option<u64>, on: Date) {
    let entitled_before = line.entitled.filter(|before| Some(*before) != entitled);
    line.was = Some(FormerUsage { active: line.active, entitled: entitled_before, until: Some(on) });
    line.active = active;
    line.entitled = entitled;
}

/// The file's text: services in the order of their first row, months in order.
///
/// # Errors
/// The text would not be read as these rows again (a service's name that no cell can hold).
pub fn text(lines: &[UsageLine]) -> Result<String, String> {
    let mut services: Vec<&str> = Vec::new();
    for line in lines {
        if !services.contains(&line.service.as_str()) {
            services.push(&line.service);
        }
    }
    let place = |line: &UsageLine| services.iter().position(|s| *s == line.service);
    let mut sorted: Vec<&UsageLine> = lines.iter().collect();
    sorted.sort_by_key(|line| (place(line), line.month));
    let restated = sorted.iter().any(|line| line.was.is_some());
    let mut text = String::from(if restated {
        "service,month,active,entitled,was,captured\n"
    } else {
        "service,month,active,entitled\n"
    });
    for line in &sorted {
        let entitled = line.entitled.map_or_else(String::new, |e| e.to_string());
        let _ = write!(text, "{},{},{},{entitled}", cell(&line.service), line.month, line.active);
        if restated {
            let (was, until) = line.was.map_or_else(Default::default, former);
            let _ = write!(text, ",{was},{until}");
        }
        text.push('\n');
    }
    let mut findings = Findings::default();
    let file = SourceFile::new(SourceId(0), String::new(), text);
    let read = self::lines(usage::read(&file, &mut findings));
    match findings.0.is_empty() && read.iter().eq(sorted) {
        true => Ok(file.text),
        false => Err("the rows would not be read back as they are".to_string()),
    }
}

/// `2880/12400` and the day.
fn former(was: FormerUsage) -> (String, String) {
    let entitled = was.entitled.map_or_else(String::new, |e| format!("/{e}"));
    (format!("{}{entitled}", was.active), was.until.map_or_else(String::new, |day| day.to_string()))
}

fn cell(text: &str) -> String {
    match text.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_string(),
    }
}
