//! Due rules and cadences. In: text. Out: `DueRule`, `Recurrence`. Never: today's date.
