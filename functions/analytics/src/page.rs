//! Which part of a list is asked for. The bounds are those of the document, which the guard holds requests to.

use serde::Deserialize;
use utoipa::IntoParams;

/// Query parameters that cut a list into pages.
#[derive(Debug, Clone, Copy, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Page {
    /// The most rows wanted.
    #[param(default = 20, minimum = 1, maximum = 100)]
    limit: Option<u32>,
    /// How many rows to skip.
    #[param(default = 0)]
    offset: Option<u32>,
}

/// Query parameters of a list that has only a beginning.
#[derive(Debug, Clone, Copy, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Limit {
    /// The most rows wanted.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
}

impl Page {
    /// The most rows wanted, 20 if the caller says nothing.
    pub(crate) fn limit(self) -> u32 {
        self.limit.unwrap_or(20)
    }

    /// How many rows to skip.
    pub(crate) fn offset(self) -> u32 {
        self.offset.unwrap_or(0)
    }
}

impl Limit {
    /// The most rows wanted, or `default`.
    pub(crate) fn or(self, default: u32) -> u32 {
        self.limit.unwrap_or(default)
    }
}
