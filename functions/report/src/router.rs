//! Every route of this function, and the document that describes them.

use axum::{Router, extract::FromRef};
use endpoint::Context;
use utoipa::openapi::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{Typesetter, pdf};

/// What handlers are given.
#[derive(Clone)]
pub struct Press {
    /// Stores, clock and randomness.
    pub cx: Context,
    /// Sets reports as PDF.
    pub typesetter: Typesetter,
}

impl FromRef<Press> for Context {
    fn from_ref(press: &Press) -> Self {
        press.cx.clone()
    }
}

/// The routes and their description.
pub fn router(press: Press) -> (Router, OpenApi) {
    OpenApiRouter::new()
        .routes(routes!(pdf::get))
        .with_state(press)
        .split_for_parts()
}
