//! `GET /api/gazetteer`: the names of the workspace, in alphabetical order.

use axum::extract::State;
use endpoint::{Caller, Context, Json, Listed, Page, Problem, Query, Result};
use sentiment::Term;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{GazetteerTerm, MOST, TERMS, meaning};
use crate::selection::{containing, typed};
use crate::word_list::Wanted;

/// Which terms are wanted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Params {
    /// A part of the term, in any case.
    #[param(max_length = 500)]
    q: Option<String>,
    /// Only terms of this label.
    #[param(schema_with = super::documented)]
    label: Option<String>,
}

/// A page of terms.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GazetteerTerms {
    /// Those wanted.
    #[serde(flatten)]
    listed: Listed<GazetteerTerm>,
    /// How many a workspace may have.
    most: u64,
}

/// The names of the workspace and what is excluded, in alphabetical order.
#[utoipa::path(get, path = "/api/gazetteer", tag = "gazetteer", operation_id = "list_terms",
    params(Params, Page), extensions(("x-permission" = json!("tickets:read"))),
    responses((status = 200, body = GazetteerTerms), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(cx): State<Context>,
    caller: Caller,
    Query(params): Query<Params>,
    Query(page): Query<Page>,
) -> Result<Json<GazetteerTerms>> {
    let wanted = Wanted {
        pattern: typed(params.q)?.map(|part| containing(&Term::fold(&part))),
        kind: match params.label {
            Some(label) => Some(meaning(&label)?.as_str()),
            None => None,
        },
    };
    let terms = TERMS.page(&cx.records, caller.workspace.0, (&wanted, page));
    Ok(Json(GazetteerTerms {
        listed: terms.await?.map(GazetteerTerm::from),
        most: MOST,
    }))
}
