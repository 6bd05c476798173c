//! `GET /api/staff`: whom the workspace calls its staff, in alphabetical order.

use axum::extract::State;
use endpoint::{Caller, Context, Json, Listed, Page, Problem, Query, Result};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Kind, MOST, STAFF, StaffEntry, kind};
use crate::selection::{containing, typed};
use crate::word_list::Wanted;

/// Which entries are wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Params {
    /// A part of the name or domain, in any case.
    #[param(max_length = 500)]
    q: Option<String>,
    /// Only entries of this kind.
    #[param(schema_with = super::documented)]
    kind: Option<String>,
}

/// A page of the staff.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Staff {
    /// Those wanted.
    #[serde(flatten)]
    listed: Listed<StaffEntry>,
    /// How many a workspace may have.
    most: u64,
}

/// Whom the workspace calls its staff, in alphabetical order.
#[utoipa::path(get, path = "/api/staff", tag = "staff", operation_id = "list_staff",
    params(Params, Page), extensions(("x-permission" = json!("tickets:read"))),
    responses((status = 200, body = Staff), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(cx): State<Context>,
    caller: Caller,
    Query(params): Query<Params>,
    Query(page): Query<Page>,
) -> Result<Json<Staff>> {
    let wanted = Wanted {
        pattern: typed(params.q)?.map(|part| containing(&part.to_lowercase())),
        kind: params
            .kind
            .as_deref()
            .map(kind)
            .transpose()?
            .map(Kind::as_str),
    };
    let entries = STAFF.page(&cx.records, caller.workspace.0, (&wanted, page));
    Ok(Json(Staff {
        listed: entries.await?.map(StaffEntry::from),
        most: MOST,
    }))
}
