//! The WebAssembly boundary: requests come in here, and the clock's ticks.

use std::sync::LazyLock;

use cron::{Error, Guest, Metadata};
use endpoint::{Context, log};
use send_wrapper::SendWrapper;
use spin_sdk::http::{IntoResponse, Request};

use crate::{Mailer, Post, Setting, Typesetter, Unset};
use author::undertone::typeset::reports;

/// Kept as long as the instance lives.
static ROUTER: LazyLock<axum::Router> =
    LazyLock::new(|| crate::router(Context::connect(), typesetter()).0);

#[spin_sdk::http_service]
async fn serve(request: Request) -> impl IntoResponse {
    endpoint::serve(request, ROUTER.clone()).await
}

struct Clock;

impl Guest for Clock {
    async fn handle_cron_event(_metadata: Metadata) -> Result<(), Error> {
        let mailer = match Mailer::configured().await {
            Ok(mailer) => mailer,
            Err(error) => {
                let cause = serde_json::json!({"cause": error.to_string()});
                log::error("report_tick_failed", cause);
                return Ok(());
            }
        };
        let post = mailer.as_ref().map(|mailer| mailer as &dyn Post);
        crate::tick(&Context::connect(), &typesetter(), post).await;
        Ok(())
    }
}

/// The component that is composed in.
fn typesetter() -> Typesetter {
    Typesetter::new(
        |report| setting(async { reports::pdf(report).await }),
        |report| setting(async { reports::first_page(report).await }),
    )
}

/// A component runs on one thread; `SendWrapper` says so to frameworks that ask for `Send`.
fn setting<T: 'static>(pages: impl Future<Output = Result<T, reports::Error>> + 'static) -> Setting<T> {
    Box::pin(SendWrapper::new(async move {
        pages.await.map_err(|error| match error {
            reports::Error::Invalid(what) => Unset::Invalid(what),
            reports::Error::Failed(what) => Unset::Failed(what),
        })
    }))
}

mod author {
    #![expect(clippy::pedantic, reason = "generated")]

    spin_sdk::wit_bindgen::generate!({
        path: "../../wit/typeset.wit",
        world: "author",
        runtime_path: "::spin_sdk::wit_bindgen::rt",
        generate_all,
    });
}

mod cron {
    #![expect(unsafe_code, clippy::pedantic, reason = "generated")]

    use super::Clock;

    spin_sdk::wit_bindgen::generate!({
        path: "../../wit/deps/spin-cron@3.0.0",
        world: "spin-cron",
        runtime_path: "::spin_sdk::wit_bindgen::rt",
        generate_all,
    });

    export!(Clock);
}
