//! `GET /api/limits`: what requests may hold, so that a client can say so before it sends one.

use std::ops::RangeInclusive;

use endpoint::{Json, Result};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{bounds::BOUNDS, mood, selection, staff};

/// How many characters a text has.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Length {
    min: usize,
    max: usize,
}

impl From<RangeInclusive<usize>> for Length {
    fn from(range: RangeInclusive<usize>) -> Self {
        let (min, max) = range.into_inner();
        Self { min, max }
    }
}

/// What requests may hold. A change of what it says needs no new client.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Limits {
    /// The largest file of an upload, in bytes.
    upload_bytes: u64,
    /// What the names of files end in that hold an export, without the dot.
    upload_extensions: Vec<&'static str>,
    /// A new password.
    password: Length,
    /// A workspace's name.
    workspace_name: Length,
    /// The name of a saved mapping.
    mapping_name: Length,
    /// A name of the workspace's own.
    term: Length,
    /// A name or domain of the staff.
    staff: Length,
    /// A search.
    search: Length,
    /// The most days a dashboard shows.
    dashboard_days: u32,
    /// The most days a report covers.
    report_days: u32,
    /// The most hits of a search that are counted, and that pages lead through.
    counted_hits: u32,
}

/// Tells what requests may hold.
#[utoipa::path(get, path = "/api/limits", tag = "system", operation_id = "get_limits",
    extensions(("x-permission" = json!("public"))), responses((status = 200, body = Limits)))]
pub(crate) async fn get() -> Result<Json<Limits>> {
    let extensions = tickets::EXPORT_EXTENSIONS
        .into_iter()
        .chain(tickets::PACKED_EXTENSIONS);
    Ok(Json(Limits {
        upload_bytes: endpoint::setting(&settings::UPLOAD_LIMIT_BYTES).await?,
        upload_extensions: extensions.collect(),
        password: identity::NewPassword::LENGTH.into(),
        workspace_name: identity::WORKSPACE_NAME_LENGTH.into(),
        mapping_name: (1..=tickets::SavedMapping::NAME_CHARS).into(),
        term: (1..=sentiment::MAX_ENTITY_CHARACTERS).into(),
        staff: staff::LENGTH.into(),
        search: (1..=selection::LONGEST_SEARCH).into(),
        dashboard_days: mood::MOST_DAYS,
        report_days: brief::MOST_DAYS,
        counted_hits: BOUNDS.counted,
    }))
}

#[cfg(test)]
mod tests {
    use endpoint::testing::App;
    use serde_json::json;

    #[test]
    fn anybody_learns_what_requests_may_hold() {
        let app = App::new(|cx| crate::router(cx).0);
        assert_eq!(
            app.get("/api/limits").send().json(),
            json!({
                "upload_bytes": 524_288_000,
                "upload_extensions":
                    ["csv", "tsv", "txt", "json", "ndjson", "jsonl", "parquet", "xls", "html", "htm", "xml", "xlsx",
                        "gz", "zip"],
                "password": {"min": 12, "max": 128},
                "workspace_name": {"min": 1, "max": 100},
                "mapping_name": {"min": 1, "max": 80},
                "term": {"min": 1, "max": 100},
                "staff": {"min": 1, "max": 200},
                "search": {"min": 1, "max": 500},
                "dashboard_days": 3660,
                "report_days": 366,
                "counted_hits": 1000,
            })
        );
    }
}
