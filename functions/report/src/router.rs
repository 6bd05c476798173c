//! Every route of this function, and the document that describes them.

use axum::{Extension, Router};
use endpoint::Context;
use utoipa::openapi::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::schedules::{list, one, preference, runs, send};
use crate::unsubscribe::{answer, asked};
use crate::webhooks::{deleted, edit, pause, trial};
use crate::{Typesetter, deliveries, mailer, pdf, preview, suppressions, templates};

/// The routes and their description.
pub fn router(cx: Context, typesetter: Typesetter) -> (Router, OpenApi) {
    let routes = OpenApiRouter::new()
        .routes(routes!(pdf::get))
        .routes(routes!(preview::post))
        .routes(routes!(preference::get, preference::post))
        .routes(routes!(runs::post))
        .routes(routes!(list::get, list::post))
        .routes(routes!(one::get, one::put, one::delete))
        .routes(routes!(one::restore))
        .routes(routes!(send::post))
        .routes(routes!(templates::list::get, templates::list::post))
        .routes(routes!(templates::edit::put, templates::edit::delete))
        .routes(routes!(deliveries::list::get))
        .routes(routes!(deliveries::list::one))
        .routes(routes!(deliveries::pdf::get))
        .routes(routes!(deliveries::again::post))
        .routes(routes!(deliveries::retry::post))
        .routes(routes!(deliveries::settle::post))
        .routes(routes!(answer::get, answer::post, answer::delete))
        .routes(routes!(asked::get, answer::confirm))
        .routes(routes!(mailer::get))
        .routes(routes!(suppressions::get))
        .routes(routes!(suppressions::delete))
        .routes(routes!(edit::get, edit::post))
        .routes(routes!(deleted::delete, pause::patch))
        .routes(routes!(deleted::restore))
        .routes(routes!(trial::get, trial::post))
        .layer(Extension(typesetter));
    endpoint::guarded(routes, cx)
}

#[cfg(test)]
mod tests {
    use endpoint::testing::App;

    use super::*;
    use crate::testing;

    #[test]
    fn every_operation_keeps_its_promise() {
        let out = testing::typesetter();
        let app = App::new(|cx| router(cx, out.clone()).0);
        let (_, document) = router(app.cx.clone(), out);
        assert_eq!(app.broken_promises(&document), [""; 0]);
    }
}
