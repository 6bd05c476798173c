//! Every route of this function, and the document that describes them.

use axum::{Extension, Router};
use endpoint::Context;
use utoipa::openapi::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{Typesetter, pdf};

/// The routes and their description.
pub fn router(cx: Context, typesetter: Typesetter) -> (Router, OpenApi) {
    let routes = OpenApiRouter::new()
        .routes(routes!(pdf::get))
        .layer(Extension(typesetter));
    endpoint::guarded(routes, cx)
}

#[cfg(test)]
mod tests {
    use endpoint::testing::App;

    use super::*;
    use crate::Unreachable;

    #[test]
    fn every_operation_keeps_its_promise() {
        let out = Typesetter::new(|_| Box::pin(async { Err(Unreachable("out".to_owned())) }));
        let app = App::new(|cx| router(cx, out.clone()).0);
        let (_, document) = router(app.cx.clone(), out);
        assert_eq!(app.broken_promises(&document), [""; 0]);
    }
}
