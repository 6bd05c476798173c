//! Every route on one screen.

use crate::unpacker::Unpacker;
use crate::{
    again, data_ingest, events, list, mapping, parts, queue, rebuild, receive, rescoring,
    row_errors, row_runs, score_texts, steer, template, timezone, undo,
};
use axum::extract::DefaultBodyLimit;
use axum::{Extension, Router};
use endpoint::Context;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes and their description.
pub fn router(cx: Context, unpacker: Unpacker) -> (Router, OpenApi) {
    let upload = OpenApiRouter::new()
        .routes(routes!(receive::receive))
        .routes(routes!(receive::receive_parquet))
        .routes(routes!(parts::create::post))
        .routes(routes!(
            parts::status::get,
            parts::append::patch,
            parts::cancel::delete
        ))
        .routes(routes!(parts::finish::post))
        // The upload counts its own bytes, as they come.
        .layer(DefaultBodyLimit::disable())
        .layer(Extension(unpacker));
    let records = OpenApiRouter::new()
        .routes(routes!(data_ingest::ingest))
        .layer(DefaultBodyLimit::max(data_ingest::LARGEST));
    let router = OpenApiRouter::new()
        .routes(routes!(template::list, template::save))
        .routes(routes!(template::delete))
        .routes(routes!(list::list))
        .routes(routes!(list::get, steer::delete))
        .routes(routes!(events::follow))
        .routes(routes!(mapping::get, mapping::put))
        .routes(routes!(steer::confirm))
        .routes(routes!(steer::retry))
        .routes(routes!(undo::post))
        .routes(routes!(timezone::post))
        .routes(routes!(again::post))
        .routes(routes!(row_errors::list))
        .routes(routes!(row_errors::download))
        .routes(routes!(row_runs::list))
        .routes(routes!(score_texts::score))
        .routes(routes!(rescoring::status::get))
        .routes(routes!(rescoring::begin::post))
        .routes(routes!(rescoring::comparison::get))
        .routes(routes!(rescoring::changes::get))
        .routes(routes!(rescoring::changes_csv::get))
        .routes(routes!(rebuild::status::get, rebuild::begin::post))
        .routes(routes!(queue::list::get))
        .routes(routes!(queue::pause::get, queue::pause::post))
        .routes(routes!(queue::change::enqueue))
        .routes(routes!(
            queue::steps::get,
            queue::change::patch,
            queue::change::delete
        ))
        .routes(routes!(queue::change::execute))
        .merge(upload)
        .merge(records);
    endpoint::guarded(router, cx)
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_operation_asks_for_its_permission() {
        use crate::{Unpacker, Unreachable, router};
        let nowhere = || Unpacker::new(|_| Box::pin(async { Err(Unreachable(String::new())) }));
        let app = endpoint::testing::App::new(|cx| router(cx, nowhere()).0);
        let (_, api) = router(app.cx.clone(), nowhere());
        assert_eq!(app.broken_promises(&api), Vec::<String>::new());
    }
}
