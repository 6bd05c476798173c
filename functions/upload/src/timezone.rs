//! `POST /api/job/{id}/timezone`: an import that was read in the wrong timezone, read again in the right one.

use crate::again::{Anew, read_again};
use crate::job::{self, Job};
use crate::receive::settings::zone;
use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Path, Problem};
use folder::uploads::Uploads;
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

/// The timezone that was right.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TimezoneChange {
    /// An IANA name: where times of the file that name no zone were taken.
    #[schema(min_length = 1, max_length = 64, example = "Europe/Berlin")]
    pub timezone: String,
}

/// Reads a completed import again in another timezone, as a job of its own: creation, changes and comments of its tickets
/// move, unless a later import says otherwise of them. Where that was asked for before, this is its job.
#[utoipa::path(post, path = "/api/job/{id}/timezone", tag = "jobs", operation_id = "change_timezone",
    params(("id" = String, Path, description = "The job's identifier")), request_body = TimezoneChange,
    extensions(("x-permission" = json!("uploads:write"))),
    responses((status = 202, body = Job), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 507, body = Problem)))]
pub async fn post(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
    Json(asked): Json<TimezoneChange>,
) -> Result<(StatusCode, Json<Job>), Error> {
    let read = job::find(&cx.records, caller.workspace, &id).await?;
    let zone = zone(asked.timezone.trim())?;
    let job = read_again(&cx, &caller, &Uploads::mounted(), &read, Anew::In(&zone)).await?;
    Ok((StatusCode::ACCEPTED, Json(job)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Desk, TABLE};
    use endpoint::testing::block_on;
    use queue::Status;
    use serde_json::json;
    use tickets::Zone;

    fn berlin(desk: &Desk, of: &Job) -> Result<Job, Error> {
        let zone = Zone::new("Europe/Berlin").unwrap();
        let (cx, caller) = (&desk.app.cx, desk.caller());
        block_on(read_again(
            cx,
            &caller,
            &desk.uploads(),
            of,
            Anew::In(&zone),
        ))
    }

    fn code(refused: Result<Job, Error>) -> String {
        format!("{:?}", refused.expect_err("a refusal"))
    }

    #[test]
    fn it_is_read_again_once_and_its_original_stays() {
        let desk = Desk::new();
        let sent = desk.uploaded("first", TABLE);
        assert!(code(berlin(&desk, &sent)).contains("not_completed"));
        let first = desk.completed("first");
        let second = berlin(&desk, &first).unwrap();
        assert_ne!(second.job_id, "first");
        assert_eq!(
            (second.timezone.as_str(), second.status, second.file_size),
            ("Europe/Berlin", Status::Queued, first.file_size)
        );
        let stored = |job: &str| std::fs::read(desk.uploads().file(job)).unwrap();
        assert_eq!(stored(&second.job_id), stored("first"));
        assert_eq!(berlin(&desk, &first).unwrap().job_id, second.job_id);
        let second = desk.completed(&second.job_id);
        assert_eq!(berlin(&desk, &first).unwrap().job_id, second.job_id);
        assert!(code(berlin(&desk, &second)).contains("same_timezone"));
        let booked = desk.booked();
        let (action, resource, details) = &booked[booked.len() - 1];
        assert_eq!(
            (action.as_str(), resource),
            ("job_timezone_changed", &format!("job:{}", second.job_id))
        );
        assert_eq!(
            details,
            &json!({"file_name": "data-ingest.json", "of": "first", "from": "UTC", "to": "Europe/Berlin"})
        );
    }

    #[test]
    fn without_its_original_it_cannot_be_read() {
        let desk = Desk::new();
        desk.uploaded("first", TABLE);
        let first = desk.completed("first");
        std::fs::remove_file(desk.uploads().file("first")).unwrap();
        assert!(code(berlin(&desk, &first)).contains("original_missing"));
        let left = "SELECT count(*) FROM intakes WHERE job_id <> 'first'";
        let left: (i64,) = block_on(desk.app.cx.records.query_one(left, ())).unwrap();
        assert_eq!(left, (0,));
    }
}
