//! Why days, a period or a zone cannot be what a caller asked for.

use jiff::civil::Date;

/// Why days, a period or a zone cannot be what a caller asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No IANA time zone has this name.
    #[error("`{0}` is no time zone")]
    UnknownZone(String),
    /// The text is no date.
    #[error("`{text}` is no date")]
    NoDate {
        /// Which of the caller's fields: `start_date` or `end_date`.
        field: &'static str,
        /// What stood there.
        text: String,
    },
    /// The first day comes after the last.
    #[error("the first day {first} comes after the last day {last}")]
    Swapped {
        /// The first day.
        first: Date,
        /// The last day.
        last: Date,
    },
    /// More days than allowed.
    #[error("{days} days are more than the {limit} allowed")]
    TooLong {
        /// The days asked for.
        days: u32,
        /// The most allowed.
        limit: u32,
    },
    /// The days lie outside the years that can be counted in.
    #[error("the days lie outside the years that can be counted in")]
    OutOfRange,
}

impl Error {
    /// A stable word for the error, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownZone(_) => "unknown_timezone",
            Self::NoDate { .. } => "invalid_date",
            Self::Swapped { .. } => "swapped_dates",
            Self::TooLong { .. } => "period_too_long",
            Self::OutOfRange => "date_out_of_range",
        }
    }

    /// The query field at fault.
    pub fn field(&self) -> &'static str {
        match self {
            Self::UnknownZone(_) => "timezone",
            Self::NoDate { field, .. } => field,
            Self::Swapped { .. } | Self::TooLong { .. } | Self::OutOfRange => "start_date",
        }
    }

    /// What the caller can do about it.
    pub fn remedy(&self) -> String {
        match self {
            Self::UnknownZone(_) => "use an IANA name such as Europe/Berlin".to_owned(),
            Self::NoDate { .. } => "write the day as YYYY-MM-DD".to_owned(),
            Self::Swapped { .. } => "let start_date come before end_date".to_owned(),
            Self::TooLong { limit, .. } => format!("ask for at most {limit} days at once"),
            Self::OutOfRange => "use years between 1 and 9998".to_owned(),
        }
    }
}
