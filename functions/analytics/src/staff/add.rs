//! `POST /api/staff`: somebody is called staff.

use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Problem, Result};
use http::StatusCode;

use super::{ChangedStaff, GivenStaff, MOST, StaffEntry, alone, book, described, taken};

/// Adds a person or a mail domain to the staff. It takes effect with the next upload or rescoring.
#[utoipa::path(post, path = "/api/staff", tag = "staff", operation_id = "add_staff",
    extensions(("x-permission" = json!("labels:write"))), request_body = GivenStaff,
    responses((status = 201, body = ChangedStaff), (status = 409, body = Problem), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn post(
    State(cx): State<Context>,
    caller: Caller,
    Json(given): Json<GivenStaff>,
) -> Result<(StatusCode, Json<ChangedStaff>)> {
    let member = given.checked()?;
    let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
    let workspace = caller.workspace.0;
    alone(&transaction, workspace).await?;
    let (count,): (u64,) = transaction
        .query_one(
            "SELECT count(*) FROM staff WHERE workspace_id = $1",
            (workspace,),
        )
        .await?;
    if count >= MOST {
        let detail = format!("a workspace names at most {MOST} of its staff");
        return Err(Error::conflict("staff_full", detail).remedy(
            "name a domain instead of everybody at it, or delete entries that are not needed",
        ));
    }
    let (id,) = transaction
        .query_one(
            "INSERT INTO staff (workspace_id, kind, value, folded, user_id, changed_at) \
             VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
            (
                workspace,
                member.kind.as_str(),
                &member.value,
                &member.folded,
                caller.user.0,
                now,
            ),
        )
        .await
        .map_err(|error| taken(error, &member))?;
    let details = described(member.kind.as_str(), &member.value);
    book(&transaction, &caller, ("staff_added", id, details), now).await?;
    let added = StaffEntry::find(&transaction, workspace, id).await?;
    transaction.commit().await?;
    Ok((StatusCode::CREATED, Json(added.into())))
}
