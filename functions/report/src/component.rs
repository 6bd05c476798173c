//! The WebAssembly boundary: requests come in here, and the clock's ticks.

use std::pin::pin;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use cron::{Error, Guest, Metadata};
use endpoint::{Context, log};
use futures::future::{Either, select};
use http_body_util::BodyExt as _;
use send_wrapper::SendWrapper;
use spin_sdk::http::{IntoResponse, Request, send};

use crate::{Answered, Call, Mailer, Post, Setting, Tools, Typesetter, Unset};
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
        let call: Call = Arc::new(|request, read| Box::pin(called(request, read)));
        let tools = Tools {
            typesetter: &typesetter(),
            post,
            call: &call,
        };
        crate::tick(&Context::connect(), &tools).await;
        Ok(())
    }
}

/// How long a webhook is waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long the body of its answer is.
const BODY_PATIENCE: Duration = Duration::from_secs(2);

/// Calls a webhook; of its answer's body no more is read than is asked for, nor waited for.
async fn called(request: http::Request<String>, read: usize) -> Result<Answered, String> {
    let answer = pin!(send(request));
    let answer = match select(answer, pin!(endpoint::pause(PATIENCE))).await {
        Either::Left((answer, _)) => answer.map_err(|error| error.to_string())?,
        Either::Right(_) => return Err(format!("no answer within {} s", PATIENCE.as_secs())),
    };
    let status = answer.status().as_u16();
    let (mut body, mut parts) = (Vec::new(), answer.into_body());
    let reading = async {
        while body.len() < read
            && let Some(Ok(part)) = parts.frame().await
        {
            body.extend_from_slice(part.data_ref().map_or(&[], |part| part));
        }
    };
    // What did not come in time is not shown.
    select(pin!(reading), pin!(endpoint::pause(BODY_PATIENCE))).await;
    Ok(Answered { status, body })
}

/// The component that is composed in.
fn typesetter() -> Typesetter {
    Typesetter::new(
        |report| setting(async { reports::pdf(report).await }),
        |report| setting(async { reports::first_page(report).await }),
    )
}

/// A component runs on one thread; `SendWrapper` says so to frameworks that ask for `Send`.
fn setting<T: 'static>(
    pages: impl Future<Output = Result<T, reports::Error>> + 'static,
) -> Setting<T> {
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
    #![expect(unsafe_code, reason = "generated")]

    use super::Clock;

    spin_sdk::wit_bindgen::generate!({
        path: "../../wit/deps/spin-cron@3.0.0",
        world: "spin-cron",
        runtime_path: "::spin_sdk::wit_bindgen::rt",
        generate_all,
    });

    export!(Clock);
}
