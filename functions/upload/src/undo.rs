//! `POST /api/job/{id}/undo`: takes back what a published upload brought.

use crate::job::{self, Job};
use ::queue::begin::{Asked, Begun, begin};
use ::queue::{Kind, NORMAL, undo};
use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Path, Problem};
use http::StatusCode;
use serde_json::json;

/// Queues the undo of a completed upload behind the jobs the workspace has: its tickets return to what they were, those it
/// added go. Refused where a later upload holds a ticket that this one brought or changed; that is asked again when the job's
/// turn comes. While it is queued or running, that is the answer. `GET /api/job/{id}` of the job tells how it goes on.
#[utoipa::path(post, path = "/api/job/{id}/undo", tag = "jobs", operation_id = "undo_job",
    params(("id" = String, Path, description = "The job's identifier")),
    extensions(("x-permission" = json!("uploads:write"))),
    responses((status = 202, body = Job, description = "Queued"),
        (status = 200, body = Job, description = "It is queued or running already"),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
pub async fn post(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<Job>), Error> {
    let upload = job::find(&cx.records, caller.workspace, &id).await?;
    if let Some(trouble) = undo::hindrance(&cx.records, caller.workspace.0, &id).await? {
        return Err(Error::conflict(trouble.code, trouble.detail).remedy(trouble.remedy));
    }
    let asked = Asked {
        workspace: caller.workspace,
        user: Some(caller.user),
        priority: NORMAL,
        action: "job_undone",
        details: json!({"upload": id, "file_name": upload.file_name}),
        undoes: Some(id),
    };
    let (status, id) = match begin(&cx, Kind::UNDO, asked).await? {
        Begun::New(id) => (StatusCode::ACCEPTED, id),
        Begun::UnderWay(id) => (StatusCode::OK, id),
    };
    let job = job::find(&cx.records, caller.workspace, &id).await?;
    Ok((status, Json(job)))
}

#[cfg(test)]
mod tests {
    use crate::testing::{Desk, TABLE};
    use http::Method;

    #[test]
    fn what_is_no_published_upload_is_not_undone() {
        let desk = Desk::new();
        desk.uploaded("a", TABLE);
        let refused = |path: &str| {
            let answer = desk.send(Method::POST, path);
            (answer.status, answer.code())
        };
        let told = |status, code: &str| (status, code.to_owned());
        assert_eq!(refused("/api/job/b/undo"), told(404, "unknown_job"));
        assert_eq!(refused("/api/job/a/undo"), told(409, "not_completed"));
        desk.app.execute("UPDATE jobs SET kind = 'rebuild'");
        assert_eq!(refused("/api/job/a/undo"), told(409, "not_an_upload"));
        assert_eq!(desk.booked().len(), 1, "nothing but the upload");
    }

    #[test]
    fn the_file_of_an_undone_upload_is_another_upload() {
        let desk = Desk::new();
        desk.uploaded("a", TABLE);
        // As its undo leaves it.
        desk.app.execute_with(
            "UPDATE jobs SET status = 'completed', undone_at = $1, content_sha256 = content_sha256 || ' ' || id",
            (desk.app.cx.clock.now(),),
        );
        assert_eq!(desk.uploaded("b", TABLE).job_id, "b");
        assert_eq!(desk.uploaded("c", TABLE).job_id, "b");
        let refused = desk.send(Method::POST, "/api/job/a/undo");
        assert_eq!(
            (refused.status, refused.code().as_str()),
            (409, "already_undone")
        );
        let answer = desk.send(Method::GET, "/api/job/a");
        let told = answer.json();
        assert!(told["undone_at"].is_string() && told["undo_job_id"].is_null());
    }
}
