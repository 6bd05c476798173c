//! `GET /api/gazetteer`: the names of the workspace, in alphabetical order.

use axum::extract::State;
use endpoint::{Caller, Context, Json, Listed, Page, Problem, Query, Result};
use sentiment::Term;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{GazetteerTerm, MOST, meaning};
use crate::selection::{containing, typed};
use crate::statement::Statement;

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
    let restriction = Restriction::new(params, caller.workspace.0)?;
    let mut statement = Statement::new("SELECT count(*) FROM gazetteer_terms g");
    restriction.restrict(&mut statement);
    let (sql, bound) = statement.into_parts();
    let (total,) = cx.records.query_one(&sql, bound).await?;
    let mut statement = Statement::new(
        "SELECT g.id, g.term, g.label, u.email, g.changed_at \
         FROM gazetteer_terms g LEFT JOIN users u ON u.id = g.user_id",
    );
    restriction.restrict(&mut statement);
    statement
        .push(" ORDER BY g.folded LIMIT ")
        .bind(page.limit());
    statement.push(" OFFSET ").bind(page.offset());
    let (sql, bound) = statement.into_parts();
    let results = cx.records.query(&sql, bound).await?;
    Ok(Json(GazetteerTerms {
        listed: page.of(total, results),
        most: MOST,
    }))
}

/// Which terms, checked.
struct Restriction {
    workspace: i64,
    part: Option<String>,
    label: Option<&'static str>,
}

impl Restriction {
    fn new(params: Params, workspace: i64) -> Result<Self> {
        Ok(Self {
            workspace,
            part: typed(params.q)?.map(|part| containing(&Term::fold(&part))),
            label: match params.label {
                Some(label) => Some(meaning(&label)?.as_str()),
                None => None,
            },
        })
    }

    /// Adds `WHERE …` over terms `g`.
    fn restrict(&self, statement: &mut Statement) {
        statement
            .push(" WHERE g.workspace_id = ")
            .bind(self.workspace);
        if let Some(part) = &self.part {
            statement
                .push(" AND g.folded LIKE ")
                .bind(part.as_str())
                .push(" ESCAPE '\\'");
        }
        if let Some(label) = self.label {
            statement.push(" AND g.label = ").bind(label);
        }
    }
}
