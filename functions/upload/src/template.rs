//! `GET` and `POST /api/mappings`, `DELETE /api/mappings/{id}`: mappings saved under a name, found again by header.

use crate::job;
use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Listed, Path, Problem, audit};
use folder::uploads::Uploads;
use http::StatusCode;
use identity::{WorkspaceId, is_showable_name};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value as JsonValue, json};
use std::collections::BTreeMap;
use stores::Records;
use tickets::SavedMapping;
use utoipa::ToSchema;

/// Most mappings of a workspace.
const MOST: u32 = 200;

/// A saved mapping.
#[derive(Debug, Serialize, ToSchema)]
pub struct MappingTemplate {
    /// Its identifier.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// How many different columns its file had.
    pub columns: usize,
    /// Column names by field.
    pub fields: BTreeMap<String, Vec<String>>,
    /// When it was saved.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
}

/// A mapping to save.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveMapping {
    /// Its name; a mapping of this name is replaced.
    #[schema(min_length = 1, max_length = 80)]
    pub name: String,
    /// The job whose mapping is saved.
    pub job_id: String,
}

/// Lists the saved mappings by name: all of them.
#[utoipa::path(get, path = "/api/mappings", tag = "jobs", operation_id = "list_mappings",
    extensions(("x-permission" = json!("jobs:read"))),
    responses((status = 200, body = Listed<MappingTemplate>), (status = 401, body = Problem)))]
pub async fn list(
    State(cx): State<Context>,
    caller: Caller,
) -> Result<Json<Listed<MappingTemplate>>, Error> {
    let rows: Vec<(String, JsonValue, Timestamp)> = cx
        .records
        .query(
            "SELECT id, mapping, created_at FROM column_mappings WHERE workspace_id = $1 ORDER BY name LIMIT $2",
            (caller.workspace.0, MOST),
        )
        .await?;
    let results: Result<Vec<_>, Error> = rows
        .into_iter()
        .map(|(id, mapping, created_at)| view(id, mapping, created_at))
        .collect();
    let results = results?;
    Ok(Json(Listed {
        total: results.len() as u64,
        results,
        offset: 0,
        limit: MOST,
    }))
}

/// Saves a job's mapping under a name: the next file with the same columns is read by it.
#[utoipa::path(post, path = "/api/mappings", tag = "jobs", operation_id = "save_mapping", request_body = SaveMapping,
    extensions(("x-permission" = json!("uploads:write"))),
    responses((status = 201, body = MappingTemplate), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn save(
    State(cx): State<Context>,
    caller: Caller,
    Json(asked): Json<SaveMapping>,
) -> Result<(StatusCode, Json<MappingTemplate>), Error> {
    let name = asked.name.trim();
    if !(1..=SavedMapping::NAME_CHARS).contains(&name.chars().count()) || !is_showable_name(name) {
        let detail = format!(
            "a name has 1 to {} characters, all of which can be seen",
            SavedMapping::NAME_CHARS
        );
        return Err(Error::invalid("bad_name", detail)
            .field("name")
            .remedy("type the name anew"));
    }
    if tickets::visible(name) != name {
        let detail = "the name holds characters that nobody sees";
        return Err(Error::invalid("bad_name", detail).field("name"));
    }
    let job = job::find(&cx.records, caller.workspace, &asked.job_id).await?;
    let table = crate::mapping::read(&cx, &Uploads::mounted(), &asked.job_id).await?;
    let (header, mapping) = (&table.sniff.header, &table.mapping);
    mapping
        .check(header)
        .map_err(|error| crate::problem::of_file(&error))?;
    let mut saved = SavedMapping::new(name, header, mapping);
    saved.source = Some(job.source);
    let kept = keep(&cx, &caller, &saved, &asked.job_id).await?;
    Ok((StatusCode::CREATED, Json(kept)))
}

/// Keeps a mapping in the place of the one of its name, if there is one.
async fn keep(
    cx: &Context,
    caller: &Caller,
    saved: &SavedMapping,
    job: &str,
) -> Result<MappingTemplate, Error> {
    let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
    let (others,): (u32,) = transaction
        .query_one(
            "SELECT count(*) FROM column_mappings WHERE workspace_id = $1 AND name <> $2",
            (caller.workspace.0, saved.name.as_str()),
        )
        .await?;
    if others >= MOST {
        let detail = format!("the workspace has {MOST} saved mappings already");
        return Err(
            Error::conflict("too_many_mappings", detail).remedy("delete one that is not needed")
        );
    }
    let id = cx.random.uuid_v7(now).to_string();
    let json = serde_json::to_value(saved).map_err(Error::internal)?;
    let fingerprint = saved.fingerprint().to_string();
    let (id,): (String,) = transaction
        .query_one(
            "INSERT INTO column_mappings (id, workspace_id, user_id, name, header_fingerprint, mapping, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) \
             ON CONFLICT (workspace_id, name) DO UPDATE SET user_id = excluded.user_id, \
                 header_fingerprint = excluded.header_fingerprint, mapping = excluded.mapping, \
                 created_at = excluded.created_at \
             RETURNING id",
            (
                id.as_str(),
                caller.workspace.0,
                caller.user.0,
                saved.name.as_str(),
                fingerprint.as_str(),
                json.clone(),
                now,
            ),
        )
        .await?;
    let resource = format!("mapping:{id}");
    let details = json!({"name": saved.name, "job": job});
    let entry = audit::Entry::by(caller, "mapping_saved", &resource, details);
    audit::record(&transaction, entry, now).await?;
    transaction.commit().await?;
    view(id, json, now)
}

/// Forgets a saved mapping; jobs that were read by it stay as they are.
#[utoipa::path(delete, path = "/api/mappings/{id}", tag = "jobs", operation_id = "delete_mapping",
    params(("id" = String, Path, description = "The mapping's identifier")),
    extensions(("x-permission" = json!("uploads:write"))),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub async fn delete(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    let transaction = cx.records.begin().await?;
    let deleted: Option<(String,)> = transaction
        .query_optional(
            "DELETE FROM column_mappings WHERE workspace_id = $1 AND id = $2 RETURNING name",
            (caller.workspace.0, id.as_str()),
        )
        .await?;
    let Some((name,)) = deleted else {
        let detail = format!("there is no saved mapping {id} in this workspace");
        return Err(Error::not_found("unknown_mapping", detail));
    };
    let resource = format!("mapping:{id}");
    let entry = audit::Entry::by(
        &caller,
        "mapping_deleted",
        &resource,
        json!({ "name": name }),
    );
    audit::record(&transaction, entry, cx.clock.now()).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// All saved mappings of a workspace.
pub async fn of_workspace(
    records: &Records,
    workspace: WorkspaceId,
) -> Result<Vec<SavedMapping>, Error> {
    let rows: Vec<(JsonValue,)> = records
        .query(
            "SELECT mapping FROM column_mappings WHERE workspace_id = $1 ORDER BY name LIMIT $2",
            (workspace.0, MOST),
        )
        .await?;
    rows.into_iter()
        .map(|(mapping,)| serde_json::from_value(mapping).map_err(Error::internal))
        .collect()
}

fn view(id: String, mapping: JsonValue, created_at: Timestamp) -> Result<MappingTemplate, Error> {
    let saved: SavedMapping = serde_json::from_value(mapping).map_err(Error::internal)?;
    let fields = saved.names();
    Ok(MappingTemplate {
        id,
        columns: saved.header.0.len(),
        fields: fields
            .into_iter()
            .map(|(field, names)| (field.as_str().to_owned(), names))
            .collect(),
        name: saved.name,
        created_at,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Desk, entry};
    use endpoint::testing::block_on;
    use http::Method;

    #[test]
    fn a_saved_mapping_and_its_end_are_booked() {
        let desk = Desk::new();
        let sent = desk.sent("a", b"Issue key,Summary\nSUP-1,It broke\n");
        let saved = SavedMapping::new("weekly", &sent.sniff.header, &sent.mapping);
        let keep = || block_on(keep(&desk.app.cx, &desk.caller(), &saved, "a")).unwrap();
        let id = keep().id;
        assert_eq!(keep().id, id, "the one of this name is replaced");
        let path = format!("/api/mappings/{id}");
        let delete = || desk.send(Method::DELETE, &path).status;
        assert_eq!((delete(), delete()), (204, 404));
        let resource = format!("mapping:{id}");
        let kept = || {
            entry(
                "mapping_saved",
                &resource,
                json!({"name": "weekly", "job": "a"}),
            )
        };
        assert_eq!(
            desk.booked(),
            [
                kept(),
                kept(),
                entry("mapping_deleted", &resource, json!({"name": "weekly"})),
            ]
        );
    }
}
