//! `POST /api/gazetteer/import`: a whole list of names is added, or none of it.

use axum::{body::to_bytes, extract::State};
use endpoint::{Caller, Context, Error, Fault, Json, Problem, Query, Result, audit};
use sentiment::{Meaning, Term};
use serde::{Deserialize, Serialize};
use serde_json::json;
use stores::{Dialect, Value};
use utoipa::{IntoParams, ToSchema};

use super::{MOST, TERMS, full, lines, meaning};

/// The largest list, in bytes: as many terms as may be, as long as may be, in two-byte letters.
const LARGEST: usize = 3 * 1024 * 1024;
/// The most wrong lines that are named.
const NAMED: usize = 50;

/// How the list is written.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Params {
    /// What all terms are: then each line is a term. Without, the list is a CSV of term and label.
    #[param(schema_with = super::documented)]
    label: Option<String>,
}

/// What a list brought.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportedTerms {
    /// Terms that are new.
    added: u64,
    /// Terms that were there and are written or labelled otherwise now.
    changed: u64,
    /// Terms that were there just so.
    unchanged: u64,
}

/// Adds a list of terms: all of it, or nothing when a line is wrong. A term that is there already gets the label of the
/// list. At most 3 MB of UTF-8.
#[utoipa::path(post, path = "/api/gazetteer/import", tag = "gazetteer", operation_id = "import_terms",
    params(Params), extensions(("x-permission" = json!("labels:write"))),
    request_body(content = String, content_type = "text/csv"),
    responses((status = 200, body = ImportedTerms), (status = 409, body = Problem), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn post(
    State(cx): State<Context>,
    caller: Caller,
    Query(params): Query<Params>,
    body: axum::body::Body,
) -> Result<Json<ImportedTerms>> {
    let label = params.label.as_deref().map(meaning).transpose()?;
    let body = to_bytes(body, LARGEST).await.map_err(|_| {
        Error::too_large("list_too_large", "a list of terms has at most 3 MB")
            .remedy("import it in parts")
    })?;
    if body.contains(&0) {
        return Err(endpoint::nul("the list"));
    }
    let terms = terms(&body, label)?;
    let (transaction, now) = (cx.records.begin().await?, cx.clock.now());
    let workspace = caller.workspace.0;
    TERMS.alone(&transaction, workspace).await?;
    let before = TERMS.count(&transaction, workspace).await?;
    let rows = rows(&terms)?;
    let params = (workspace, caller.user.0, now, rows);
    let written = transaction
        .execute(upsert(transaction.dialect()), params)
        .await?;
    let after = TERMS.count(&transaction, workspace).await?;
    if after > MOST {
        return Err(full());
    }
    let added = after - before;
    let imported = ImportedTerms {
        added,
        changed: written.saturating_sub(added),
        unchanged: (terms.len() as u64).saturating_sub(written),
    };
    let details = json!({"added": imported.added, "changed": imported.changed});
    let entry = audit::Entry::by(&caller, "gazetteer_imported", "gazetteer", details);
    audit::record(&transaction, entry, now).await?;
    transaction.commit().await?;
    Ok(Json(imported))
}

/// The terms of a list, or a problem that names its wrong lines.
fn terms(body: &[u8], label: Option<Meaning>) -> Result<Vec<(Term, Meaning)>> {
    let text = std::str::from_utf8(body).map_err(|error| {
        let line = body[..error.valid_up_to()]
            .split(|byte| *byte == b'\n')
            .count();
        Error::invalid("not_utf8", format!("line {line} is not in UTF-8"))
            .remedy("save the list as \"CSV UTF-8\"")
    })?;
    let terms = lines::read(text, label).map_err(|wrong| {
        let faults = wrong.iter().take(NAMED).map(|wrong| Fault {
            field: format!("line {}, {}", wrong.line, wrong.column),
            detail: format!("{:?}: {}", wrong.value, wrong.reason),
        });
        let detail = match wrong.len() {
            1 => "one line cannot be read; nothing was imported".to_owned(),
            count => format!("{count} lines cannot be read; nothing was imported"),
        };
        Error::invalid("wrong_lines", detail)
            .errors(faults.collect())
            .remedy("mend the lines and import the list again")
    })?;
    if terms.is_empty() {
        return Err(
            Error::invalid("no_terms", "the list holds no term").remedy("write one term a line")
        );
    }
    if terms.len() as u64 > MOST {
        return Err(full());
    }
    Ok(terms)
}

/// The rows as the statement reads them.
fn rows(terms: &[(Term, Meaning)]) -> Result<Value> {
    let rows: Vec<_> = terms
        .iter()
        .map(|(term, meaning)| {
            json!({"term": term.as_str(), "folded": term.folded(), "label": meaning.as_str()})
        })
        .collect();
    let json = serde_json::to_string(&rows).map_err(Error::internal)?;
    Ok(Value::Json(json))
}

/// Adds rows and changes those that are written or labelled otherwise; counts both.
fn upsert(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => {
            "INSERT INTO gazetteer_terms (workspace_id, user_id, changed_at, term, folded, label) \
             SELECT $1, $2, $3, r.value ->> 'term', r.value ->> 'folded', r.value ->> 'label' FROM json_each($4) AS r WHERE true \
             ON CONFLICT (workspace_id, folded) DO UPDATE SET term = excluded.term, label = excluded.label, \
                 user_id = excluded.user_id, changed_at = excluded.changed_at \
             WHERE gazetteer_terms.term <> excluded.term OR gazetteer_terms.label <> excluded.label"
        }
        Dialect::Postgres => {
            "INSERT INTO gazetteer_terms (workspace_id, user_id, changed_at, term, folded, label) \
             SELECT $1, $2, $3, r.term, r.folded, r.label \
             FROM jsonb_to_recordset($4) AS r (term text, folded text, label text) \
             ON CONFLICT (workspace_id, folded) DO UPDATE SET term = excluded.term, label = excluded.label, \
                 user_id = excluded.user_id, changed_at = excluded.changed_at \
             WHERE gazetteer_terms.term <> excluded.term OR gazetteer_terms.label <> excluded.label"
        }
    }
}
