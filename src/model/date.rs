//! Months beside calendar dates. In: years and months. Out: [`Month`], re-exported [`Date`].
//! Never: reads the clock; the as-of date is an argument of whoever needs it.

use std::fmt;

pub use jiff::civil::Date;

/// A calendar month, such as `2026-08`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// Year, 1970 to 2200.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: i8,
}

impl Month {
    /// A month, if both numbers are in range.
    pub fn new(year: i16, month: i8) -> Option<Self> {
        ((1970..=2200).contains(&year) && (1..=12).contains(&month)).then_some(Self { year, month })
    }

    /// The month that a date lies in.
    pub fn of(date: Date) -> Self {
        Self { year: date.year(), month: date.month() }
    }

    /// The newest month that has ended on a day.
    pub fn ended(on: Date) -> Self {
        let month = Self::of(on);
        if month.end() <= on { month } else { month.plus(-1) }
    }

    /// Its last day.
    pub fn end(self) -> Date {
        jiff::civil::date(self.year, self.month, 1).last_of_month()
    }

    /// Months since year 0: consecutive months differ by one.
    pub fn index(self) -> i32 {
        i32::from(self.year) * 12 + i32::from(self.month) - 1
    }

    /// The month `n` later (earlier when negative).
    #[must_use]
    pub fn plus(self, n: i32) -> Self {
        let idx = self.index() + n;
        Self { year: idx.div_euclid(12) as i16, month: (idx.rem_euclid(12) + 1) as i8 }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// Whole days from `start` to `end`; negative when `end` is earlier.
pub fn days_between(start: Date, end: Date) -> i32 {
    (end - start).get_days()
}
