//! Which part of a list is asked for.

use endpoint::{Error, Result};
use serde::Deserialize;
use utoipa::IntoParams;

/// The most rows a list answers with at once.
const MOST: u32 = 100;

/// Query parameters that cut a list into pages.
#[derive(Debug, Clone, Copy, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Page {
    /// The most rows wanted.
    #[param(maximum = 100)]
    limit: Option<u32>,
    /// How many rows to skip.
    offset: Option<u32>,
}

/// Query parameters of a list that has only a beginning.
#[derive(Debug, Clone, Copy, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Limit {
    /// The most rows wanted.
    #[param(maximum = 100)]
    limit: Option<u32>,
}

impl Page {
    /// The most rows wanted, 20 if the caller says nothing.
    pub(crate) fn limit(self) -> Result<u32> {
        checked(self.limit, 20)
    }

    /// How many rows to skip.
    pub(crate) fn offset(self) -> u32 {
        self.offset.unwrap_or(0)
    }
}

impl Limit {
    /// The most rows wanted, or `default`.
    pub(crate) fn or(self, default: u32) -> Result<u32> {
        checked(self.limit, default)
    }
}

fn checked(limit: Option<u32>, default: u32) -> Result<u32> {
    let limit = limit.unwrap_or(default);
    if limit <= MOST {
        return Ok(limit);
    }
    let detail = format!("{limit} rows are more than the {MOST} a list answers with at once");
    Err(Error::invalid("limit_too_large", detail)
        .field("limit")
        .remedy("page through the list with offset"))
}
