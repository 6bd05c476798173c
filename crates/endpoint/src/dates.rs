//! The days a request asks for.

use calendar::{Asked, Days, Unset, Zone};
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{Error, Result};

/// Query parameters that name days.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Dates {
    /// The first day, `YYYY-MM-DD`.
    #[param(value_type = Option<String>, format = Date)]
    pub start_date: Option<String>,
    /// The last day, `YYYY-MM-DD`, itself included.
    #[param(value_type = Option<String>, format = Date)]
    pub end_date: Option<String>,
    /// The IANA time zone whose midnights bound the days, such as Europe/Berlin; UTC when missing.
    #[param(value_type = Option<String>, format = "iana-time-zone", pattern = "^[A-Za-z][A-Za-z0-9_+/-]*$",
        example = "Europe/Berlin")]
    pub timezone: Option<String>,
}

impl Dates {
    /// The days asked for; `unset` says which are meant where a date is missing.
    pub fn days(&self, unset: Unset, now: Timestamp) -> Result<Days> {
        Ok(self.asked().days(unset, now)?)
    }

    /// The instants asked for, open where a date is missing: the first, and the first that is too late.
    pub fn bounds(&self) -> Result<(Option<Timestamp>, Option<Timestamp>)> {
        Ok(self.asked().bounds()?)
    }

    /// The time zone asked for.
    pub fn zone(&self) -> Result<Zone> {
        Ok(self.asked().zone()?)
    }

    fn asked(&self) -> Asked<'_> {
        Asked {
            start_date: self.start_date.as_deref(),
            end_date: self.end_date.as_deref(),
            timezone: self.timezone.as_deref(),
        }
    }
}

impl From<calendar::Error> for Error {
    fn from(error: calendar::Error) -> Self {
        Self::invalid(error.code(), error.to_string())
            .field(error.field())
            .remedy(error.remedy())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_day_is_the_callers_to_mend() {
        let dates = Dates {
            end_date: Some("31.12.2025".to_owned()),
            ..Dates::default()
        };
        let error = dates.bounds().unwrap_err();
        assert_eq!(
            serde_json::to_value(error.problem()).unwrap(),
            serde_json::json!({
                "type": "about:blank", "title": "Bad Request", "status": 400, "code": "invalid_date",
                "detail": "`31.12.2025` is no date", "remedy": "write the day as YYYY-MM-DD", "field": "end_date",
            })
        );
    }
}
