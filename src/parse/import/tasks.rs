//! Task states of an export. In: a row, the map's words for states. Out: [`TaskState`].
//! Never: the line of a checklist that it means; that needs playbooks and record.

use super::map::ImportMap;
use super::rows::Reading;
use super::sheet::Row;
use crate::model::Name;
use crate::model::date::Date;
use crate::model::progress::State;
use crate::model::registry::spelling;

/// The state of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskState {
    /// The service; none: the row names none.
    pub service: Option<Name>,
    /// Its number.
    pub id: String,
    /// Our state.
    pub state: State,
    /// By whom.
    pub by: Option<String>,
    /// On which day.
    pub on: Option<Date>,
    /// Why it is not required, or what it waits for.
    pub reason: Option<String>,
}

impl Reading<'_> {
    /// The task state of a row; what cannot be read is a finding and none.
    pub(super) fn task(&mut self, row: &Row) -> Option<TaskState> {
        let map = self.map;
        let text = |reading: &Self, key: &str| {
            let text = reading.table.text(row, reading.column(map.tasks.get(key))?).into_owned();
            Some(text).filter(|t| !map.signs.is_blank(t))
        };
        let (id, word) = (text(self, "id")?, text(self, "state")?);
        let place = |reading: &Self, key: &str| {
            reading.table.span(row, reading.column(map.tasks.get(key)).unwrap_or(0))
        };
        if !id.bytes().all(|b| b.is_ascii_digit()) {
            self.fault(place(self, "id"), format!("`{id}` is no task id"), "task ids are numbers");
            return None;
        }
        let Some(state) = state_of(&word, map) else {
            let help = format!("say what it means under `states:`, such as `{word}: doing`");
            self.fault(place(self, "state"), format!("no state is known as `{word}`"), &help);
            return None;
        };
        let named = text(self, "service").is_some();
        let service = self.service(row, "service", &map.tasks);
        if named && service.is_none() {
            return None;
        }
        let on =
            self.take(row, self.column(map.tasks.get("on")), |text, written| map.signs.day(text, written));
        Some(TaskState { service, id, state, by: text(self, "by"), on, reason: text(self, "reason") })
    }
}

fn state_of(word: &str, map: &ImportMap) -> Option<State> {
    let word = spelling(word);
    // The portal has five kinds of blocked; the reason stands in the record.
    map.states.get(&word).copied().or_else(|| word.starts_with("blocked").then_some(State::Blocked))
}
