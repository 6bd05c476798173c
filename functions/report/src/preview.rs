//! `POST /api/report/preview`: the first page of a report before anything is saved or sent.

use axum::{Extension, extract::State, response::Response};
use brief::Layout;
use endpoint::{Caller, Context, Error, Json, Problem, Result};
use http::header;
use schedule::{Coverage, Draft, Repeat, Rule, Slot};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::gather::{self, Ask};
use crate::schedules::{given, refused};
use crate::{Typesetter, filters::Filters, period};

/// A report somebody thinks of.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Imagined {
    /// The name of an IANA zone; the workspace's when missing.
    #[serde(default)]
    #[schema(max_length = 64)]
    timezone: Option<String>,
    /// What it covers, seen from today.
    period: Coverage,
    /// Which tickets it is about.
    #[serde(default)]
    filters: Filters,
    /// Its sections, language and paper.
    #[serde(default)]
    layout: Layout,
}

/// The first page of a report that covers what a schedule's report would if it were due now, as SVG.
#[utoipa::path(post, path = "/api/report/preview", tag = "reports", operation_id = "preview_report",
    extensions(("x-permission" = json!("reports:schedule"))), request_body = Imagined,
    responses((status = 200, content_type = "image/svg+xml", body = String), (status = 502, body = Problem),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn post(
    State(cx): State<Context>,
    Extension(typesetter): Extension<Typesetter>,
    caller: Caller,
    Json(imagined): Json<Imagined>,
) -> Result<Response> {
    let zone = given::zone(&cx, caller.workspace.0, imagined.timezone).await?;
    let repeat = Repeat::Daily {
        time: "00:00".to_owned(),
    };
    let rule = Rule::new(&Draft { zone, repeat }).map_err(|error| refused(&error))?;
    imagined.filters.check()?;
    given::layout(&imagined.layout)?;
    let slot = Slot::at_moment(cx.clock.now(), rule.zone());
    let ask = Ask {
        workspace: caller.workspace.0,
        days: period::days(imagined.period, &slot, &rule, None)?,
        filters: imagined.filters,
        layout: imagined.layout,
        title: None,
        public_url: endpoint::setting(&settings::PUBLIC_URL).await?,
        late: None,
    };
    let report = gather::report(&cx, &ask).await?;
    let page = typesetter.first_page(&report).await?;
    Response::builder()
        .header(header::CONTENT_TYPE, "image/svg+xml")
        .body(page.into())
        .map_err(Error::internal)
}
