//! Why a schedule, or what it covers, cannot be what a caller asked for.

/// Why a schedule, or what it covers, cannot be what a caller asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No IANA time zone has this name.
    #[error("`{name}` is no time zone")]
    UnknownZone {
        /// What was asked for, cut.
        name: String,
        /// Names that are spelled alike, the nearest first; often none.
        near: Vec<String>,
    },
    /// The text is no time of day.
    #[error("`{0}` is no time of day")]
    NoTime(String),
    /// Weekly, but on no day.
    #[error("no days are chosen, so the schedule would never fire")]
    NoDays,
    /// No month has this day.
    #[error("no month has a day {0}")]
    NoSuchDay(u8),
    /// The expression has more or fewer than five fields.
    #[error("the expression has {0} fields, not five")]
    Fields(usize),
    /// The expression is longer than [`Rule::MAX_EXPRESSION`](crate::Rule::MAX_EXPRESSION) bytes.
    #[error("the expression is longer than {} bytes", crate::Rule::MAX_EXPRESSION)]
    LongExpression,
    /// One field of the expression cannot be read.
    #[error("the {field} `{text}` cannot be read: {reason}")]
    Field {
        /// Which one: `minute`, `hour`, `day of the month`, `month` or `day of the week`.
        field: &'static str,
        /// What stood there.
        text: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The expression can be read, but no day of the calendar is like that.
    #[error("`{0}` would never fire: no day of any year is like that")]
    Never(String),
    /// The text is no key of a slot.
    #[error("`{0}` is no key of a slot")]
    NoKey(String),
    /// The last delivery was not before the slot.
    #[error("the last delivery was not before the slot")]
    NotBefore,
    /// The days lie outside the years that can be counted in.
    #[error("the days lie outside the years that can be counted in")]
    OutOfRange,
}

impl Error {
    /// A stable word for the error, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownZone { .. } => "unknown_timezone",
            Self::NoTime(_) => "invalid_time",
            Self::NoDays => "no_days",
            Self::NoSuchDay(_) => "invalid_day",
            Self::Fields(_) | Self::LongExpression | Self::Field { .. } => "invalid_expression",
            Self::Never(_) => "never_fires",
            Self::NoKey(_) => "invalid_slot_key",
            Self::NotBefore => "delivery_not_before",
            Self::OutOfRange => "date_out_of_range",
        }
    }

    /// The field of a [`Draft`](crate::Draft) at fault; `None` where it is none of them.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Self::UnknownZone { .. } => Some("zone"),
            Self::NoTime(_) => Some("time"),
            Self::NoDays => Some("days"),
            Self::NoSuchDay(_) => Some("day"),
            Self::Fields(_) | Self::LongExpression | Self::Field { .. } | Self::Never(_) => {
                Some("expression")
            }
            Self::NoKey(_) | Self::NotBefore | Self::OutOfRange => None,
        }
    }

    /// What the caller can do about it.
    pub fn remedy(&self) -> String {
        match self {
            Self::UnknownZone { near, .. } if near.is_empty() => {
                "use an IANA name such as Europe/Berlin".to_owned()
            }
            Self::UnknownZone { near, .. } => format!("did you mean {}?", near.join(" or ")),
            Self::NoTime(_) => "write the time as HH:MM, from 00:00 to 23:59".to_owned(),
            Self::NoDays => "choose at least one day of the week".to_owned(),
            Self::NoSuchDay(_) => {
                "choose a day from 1 to 31; a month without it takes its last day".to_owned()
            }
            Self::Fields(_) | Self::LongExpression | Self::Field { .. } => {
                "write five fields: minute, hour, day of the month, month, day of the week"
                    .to_owned()
            }
            Self::Never(_) => "choose a day that the months chosen have".to_owned(),
            Self::NoKey(_) => "use a key as a slot wrote it".to_owned(),
            Self::NotBefore => "name the last delivery before the slot".to_owned(),
            Self::OutOfRange => "use years between 1 and 4999".to_owned(),
        }
    }
}

/// The start of a caller's text, as long as an answer should repeat it.
pub(crate) fn cut(text: &str) -> String {
    text.chars().take(40).collect()
}
