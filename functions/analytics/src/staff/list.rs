//! `GET /api/staff`: whom the workspace calls its staff, in alphabetical order.

use axum::extract::State;
use endpoint::{Caller, Context, Json, Listed, Page, Problem, Query, Result};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Kind, MOST, StaffEntry, kind};
use crate::selection::{containing, typed};
use crate::statement::Statement;

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
    let restriction = Restriction::new(params, caller.workspace.0)?;
    let mut statement = Statement::new("SELECT count(*) FROM staff s");
    restriction.restrict(&mut statement);
    let (sql, bound) = statement.into_parts();
    let (total,) = cx.records.query_one(&sql, bound).await?;
    let mut statement = Statement::new(
        "SELECT s.id, s.kind, s.value, u.email, s.changed_at FROM staff s LEFT JOIN users u ON u.id = s.user_id",
    );
    restriction.restrict(&mut statement);
    statement
        .push(" ORDER BY s.folded, s.kind LIMIT ")
        .bind(page.limit());
    statement.push(" OFFSET ").bind(page.offset());
    let (sql, bound) = statement.into_parts();
    let results = cx.records.query(&sql, bound).await?;
    Ok(Json(Staff {
        listed: page.of(total, results),
        most: MOST,
    }))
}

/// Which entries, checked.
struct Restriction {
    workspace: i64,
    part: Option<String>,
    kind: Option<Kind>,
}

impl Restriction {
    fn new(params: Params, workspace: i64) -> Result<Self> {
        Ok(Self {
            workspace,
            part: typed(params.q)?.map(|part| containing(&part.to_lowercase())),
            kind: params.kind.as_deref().map(kind).transpose()?,
        })
    }

    /// Adds `WHERE …` over entries `s`.
    fn restrict(&self, statement: &mut Statement) {
        statement
            .push(" WHERE s.workspace_id = ")
            .bind(self.workspace);
        if let Some(part) = &self.part {
            statement
                .push(" AND s.folded LIKE ")
                .bind(part.as_str())
                .push(" ESCAPE '\\'");
        }
        if let Some(kind) = self.kind {
            statement.push(" AND s.kind = ").bind(kind.as_str());
        }
    }
}
