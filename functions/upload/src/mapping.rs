//! `GET` and `PUT /api/job/{id}/mapping`: which column holds what.

use crate::job::{self, Job};
use crate::problem::of_file;
use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Path, Problem, audit};
use folder::uploads::{HEAD_BYTES, Uploads};
use jiff::Timestamp;
use queue::Status;
use serde::{Deserialize, Serialize};
use serde_json::{Value as JsonValue, json};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use stores::Transaction;
use tickets::{DateOrder, Field, Mapping, MappingEdit, Preview, Sniff, Zone};
use utoipa::ToSchema;
use utoipa::openapi::schema::{ArrayBuilder, OneOfBuilder, SchemaType, Type};
use utoipa::openapi::{Object, ObjectBuilder, Schema};

/// So many tickets are previewed.
const PREVIEW: usize = 10;

/// A column of the file.
#[derive(Debug, Serialize, ToSchema)]
pub struct Column {
    /// Its position, from 0.
    pub index: usize,
    /// Its name.
    pub name: String,
}

/// The columns of one field.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldView {
    /// Positions, from 0.
    pub columns: Vec<usize>,
    /// Names, each once.
    pub names: Vec<String>,
    /// 0 to 1; 1 for what a person chose.
    pub confidence: f64,
    /// Up to three values.
    pub samples: Vec<String>,
}

/// A ticket as the mapping reads it.
#[derive(Debug, Serialize, ToSchema)]
pub struct PreviewTicket {
    /// Its key.
    pub ticket_id: String,
    /// Its title.
    pub summary: String,
    /// Its creation date, as the file has it.
    pub created: String,
    /// The moment that is; none while it cannot be read, or the order of day and month is open.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub created_at: Option<Timestamp>,
    /// Where it stands.
    pub status: String,
    /// How many comments it has.
    pub comments: usize,
}

impl From<Preview> for PreviewTicket {
    fn from(ticket: Preview) -> Self {
        Self {
            ticket_id: ticket.key,
            summary: ticket.summary,
            created: ticket.created,
            created_at: ticket.created_at,
            status: ticket.status,
            comments: ticket.comments,
        }
    }
}

/// Which column holds what, and how the first tickets look by it.
#[derive(Debug, Serialize, ToSchema)]
pub struct MappingView {
    /// Whether it can still be changed: only in `review`.
    pub status: Status,
    /// Whether key, text and creation date are certain.
    pub sure: bool,
    /// All columns of the file.
    pub header: Vec<Column>,
    /// The columns of each field: `ticket_id`, `summary`, `description`, `comments`, `created_at`, `updated_at`,
    /// `resolved_at`, `status`, `priority`, `issue_type`, `project`, `product`, `components`, `assignee`, `reporter`,
    /// `organization`, `labels` or `parent_ticket_id`.
    pub fields: BTreeMap<String, FieldView>,
    /// `day_first` or `month_first` where a person said it.
    #[schema(schema_with = date_orders)]
    pub date_order: Option<DateOrder>,
    /// The saved mapping that was found by the file's columns.
    pub template: Option<String>,
    /// The first tickets.
    pub preview: Vec<PreviewTicket>,
}

/// Changes to a mapping, for the API's documentation.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "documents the body")]
pub struct MappingChange {
    /// Columns by field, such as `{"ticket_id": "Issue key", "comments": ["Comment", 12]}`: a name, a position from 0,
    /// or a list of them; an empty list takes a field away.
    #[schema(schema_with = columns_by_field)]
    fields: Option<JsonValue>,
    /// Which comes first in numeric dates, where the file does not tell.
    #[schema(schema_with = date_orders)]
    date_order: Option<String>,
    /// Ignored: what `GET` answers may be sent back.
    #[schema(value_type = bool, required = false)]
    sure: Option<bool>,
    /// Ignored like it.
    template: Option<String>,
}

/// Columns by field, for the document.
fn columns_by_field() -> Object {
    let column = || {
        OneOfBuilder::new()
            .item(Object::with_type(Type::String))
            .item(
                ObjectBuilder::new()
                    .schema_type(Type::Integer)
                    .minimum(Some(0))
                    .maximum(Some(i32::MAX)),
            )
    };
    let columns = OneOfBuilder::from(column().build()).item(ArrayBuilder::new().items(column()));
    ObjectBuilder::new()
        .property_names(Some(endpoint::one_of(
            "A field",
            Field::ALL.map(Field::as_str),
        )))
        .additional_properties(Some(Schema::from(columns)))
        .build()
}

/// The orders of day and month, for the document.
fn date_orders() -> Object {
    ObjectBuilder::new()
        .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
        .enum_values(Some([Some("day_first"), Some("month_first"), None]))
        .build()
}

/// Tells which column holds what.
#[utoipa::path(get, path = "/api/job/{id}/mapping", tag = "jobs", operation_id = "get_mapping",
    params(("id" = String, Path, description = "The job's identifier")),
    extensions(("x-permission" = json!("jobs:read"))),
    responses((status = 200, body = MappingView), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn get(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<MappingView>, Error> {
    Ok(Json(of_job(&cx, &caller, &id).await?))
}

/// Changes which column holds what, while the job waits for review.
#[utoipa::path(put, path = "/api/job/{id}/mapping", tag = "jobs", operation_id = "change_mapping",
    params(("id" = String, Path, description = "The job's identifier")), request_body = MappingChange,
    extensions(("x-permission" = json!("uploads:write"))),
    responses((status = 200, body = MappingView), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn put(
    State(cx): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
    Json(edit): Json<MappingEdit>,
) -> Result<Json<MappingView>, Error> {
    let job = job::find(&cx.records, caller.workspace, &id).await?;
    let mapping = edited(&cx, &job, &edit).await?;
    change(&cx, &caller, &job, &mapping).await?;
    Ok(Json(of_job(&cx, &caller, &id).await?))
}

/// A job's mapping with a change applied.
pub async fn edited(cx: &Context, job: &Job, edit: &MappingEdit) -> Result<Mapping, Error> {
    let (sniff, mapping) = read(cx, &job.job_id).await?;
    mapping
        .edited(edit, &sniff)
        .map_err(|error| of_file(&error))
}

/// Gives a job under review another mapping.
async fn change(cx: &Context, caller: &Caller, job: &Job, mapping: &Mapping) -> Result<(), Error> {
    let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
    write(&transaction, job, mapping, now).await?;
    let (resource, details) = (
        format!("job:{}", job.job_id),
        json!({"columns": names(mapping)}),
    );
    let entry = audit::Entry::by(caller, "mapping_changed", &resource, details);
    audit::record(&transaction, entry, now).await?;
    Ok(transaction.commit().await?)
}

/// The columns of each field, for the audit log.
fn names(mapping: &Mapping) -> BTreeMap<&'static str, &[String]> {
    let fields = mapping.fields().iter();
    fields
        .map(|(field, mapped)| (field.as_str(), mapped.headers.as_slice()))
        .collect()
}

/// Writes the mapping of a job under review.
pub async fn write(
    transaction: &Transaction,
    job: &Job,
    mapping: &Mapping,
    now: Timestamp,
) -> Result<(), Error> {
    let mapping = serde_json::to_value(mapping).map_err(Error::internal)?;
    let changed = transaction
        .execute(
            "UPDATE jobs SET mapping = $1, updated_at = $2 WHERE id = $3 AND status = 'review'",
            (mapping, now, job.job_id.as_str()),
        )
        .await?;
    if changed == 1 {
        Ok(())
    } else {
        Err(not_in_review(job))
    }
}

/// The answer for a job that is under way.
pub fn not_in_review(job: &Job) -> Error {
    Error::conflict(
        "not_in_review",
        format!(
            "job {} is {}, not in review",
            job.job_id,
            job.status.as_str()
        ),
    )
    .remedy("a mapping can be changed only while its job waits for review")
}

/// The mapping of a job of the caller's workspace.
pub async fn of_job(cx: &Context, caller: &Caller, id: &str) -> Result<MappingView, Error> {
    let job = job::find(&cx.records, caller.workspace, id).await?;
    let (sniff, mapping) = read(cx, id).await?;
    let zone = Zone::new(&job.timezone).map_err(Error::internal)?;
    let view = |(field, mapped): (&Field, &tickets::MappedField)| {
        let field_view = FieldView {
            columns: mapped.columns.clone(),
            names: mapped.headers.clone(),
            confidence: mapped.confidence,
            samples: mapped.samples.clone(),
        };
        (field.as_str().to_owned(), field_view)
    };
    let header = sniff.header.names().iter().enumerate();
    Ok(MappingView {
        status: job.status,
        sure: mapping.is_sure(),
        template: mapping.template().map(str::to_owned),
        header: header
            .skip(sniff.origin.map_or(0, tickets::Origin::controls))
            .map(|(index, name)| Column {
                index,
                name: name.clone(),
            })
            .collect(),
        fields: mapping.fields().iter().map(view).collect(),
        date_order: mapping.date_order(),
        preview: mapping
            .preview(&sniff, &zone, PREVIEW)
            .into_iter()
            .map(PreviewTicket::from)
            .collect(),
    })
}

/// The file's head and the job's mapping.
pub async fn read(cx: &Context, id: &str) -> Result<(Sniff, Mapping), Error> {
    let found: Option<(JsonValue,)> = cx
        .records
        .query_optional(
            "SELECT mapping FROM jobs WHERE id = $1 AND kind = 'upload'",
            (id,),
        )
        .await?;
    let (mapping,) = found.ok_or_else(|| crate::job::unknown(id))?;
    let mapping: Mapping = serde_json::from_value(mapping).map_err(Error::internal)?;
    let file = File::open(Uploads::mounted().file(id)).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Error::not_found(
            "original_missing",
            format!("the file of job {id} is missing"),
        )
        .remedy("upload the same file again: it is put back in its place"),
        _ => Error::internal(error),
    })?;
    let size = file.metadata().map_err(Error::internal)?.len();
    let mut head = Vec::new();
    file.take(HEAD_BYTES as u64)
        .read_to_end(&mut head)
        .map_err(Error::internal)?;
    let (_, sniff) = tickets::detect(&head, head.len() as u64 == size).map_err(Error::internal)?;
    Ok((sniff, mapping))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Desk, TABLE, entry};
    use endpoint::testing::block_on;

    #[test]
    fn a_change_is_booked_with_the_columns_as_they_are_now_while_a_job_is_under_review() {
        let desk = Desk::new();
        let mapping = desk.sent("a", TABLE).mapping;
        let job = desk.uploaded("b", TABLE);
        let change = || block_on(change(&desk.app.cx, &desk.caller(), &job, &mapping));
        change().unwrap();
        desk.app.execute("UPDATE jobs SET status = 'queued'");
        assert!(change().is_err());
        let columns =
            json!({"ticket_id": ["Issue key"], "summary": ["Summary"], "created_at": ["Created"]});
        assert_eq!(
            desk.booked()[1..],
            [entry(
                "mapping_changed",
                "job:b",
                json!({ "columns": columns })
            )]
        );
    }
}
