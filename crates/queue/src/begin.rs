//! Queues a job that is about the whole workspace and has no file.

use crate::enqueue::{NewStep, enqueue};
use crate::history;
use crate::kind::Kind;
use crate::status::Status;
use endpoint::{Context, Error, audit};
use folder::marks;
use identity::{UserId, WorkspaceId};
use serde_json::{Value, json};

/// Who asks for a job, and how the audit log calls it.
pub struct Asked {
    /// Whose workspace the job is about.
    pub workspace: WorkspaceId,
    /// The person; none where the application asks by itself.
    pub user: Option<UserId>,
    /// Its priority.
    pub priority: i64,
    /// The action.
    pub action: &'static str,
    /// What else is to be said of it.
    pub details: Value,
    /// The upload that is undone, where it is about one.
    pub undoes: Option<String>,
}

/// A job's identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begun {
    /// It was queued.
    New(String),
    /// One of its kind was queued or running already.
    UnderWay(String),
}

/// Queues a job of a kind behind those the workspace has, and says so in the audit log, unless one of its kind, about the
/// same, is queued or running.
pub async fn begin(cx: &Context, kind: Kind, asked: Asked) -> Result<Begun, Error> {
    let now = cx.clock.now();
    let id = cx.random.uuid_v7(now).to_string();
    let transaction = cx.records.begin().await?;
    // Who asks at the same time waits here and finds this one; and no two jobs get the same place in the order.
    transaction.alone("jobs").await?;
    let running: Option<(String,)> = transaction
        .query_optional(
            "SELECT id FROM jobs WHERE workspace_id = $1 AND kind = $2 AND status IN ('queued', 'running') \
             AND COALESCE(undoes, '') = $3 ORDER BY sequence LIMIT 1",
            (
                asked.workspace.0,
                kind.as_str(),
                asked.undoes.as_deref().unwrap_or_default(),
            ),
        )
        .await?;
    if let Some((running,)) = running {
        return Ok(Begun::UnderWay(running));
    }
    transaction
        .execute(
            "INSERT INTO jobs (id, workspace_id, user_id, sequence, kind, source, file_name, file_size, content_sha256, \
                 timezone, status, phase, mapping, total_columns, submitted_at, updated_at, undoes) \
             VALUES ($1, $2, $3, (SELECT COALESCE(max(sequence), 0) + 1 FROM jobs), $4, '', '', 0, $5, 'UTC', $6, $7, \
                 $8, 0, $9, $9, $10)",
            (
                id.as_str(),
                asked.workspace.0,
                asked.user.map(|user| user.0),
                kind.as_str(),
                // No file has it: the job is never taken for an upload.
                format!("{} {id}", kind.as_str()),
                Status::Queued.as_str(),
                kind.first().name,
                json!({}),
                now,
                asked.undoes,
            ),
        )
        .await?;
    history::open(&transaction, (asked.workspace.0, &id, kind), now).await?;
    let step = NewStep {
        priority: asked.priority,
        ..NewStep::first(asked.workspace.0, &id, kind)
    };
    enqueue(cx, &transaction, step).await?;
    let entry = audit::Entry {
        workspace: Some(asked.workspace),
        user: asked.user,
        action: asked.action,
        resource: &format!("job:{id}"),
        details: asked.details,
    };
    audit::record(&transaction, entry, now).await?;
    transaction.commit().await?;
    marks::raise(cx).await;
    Ok(Begun::New(id))
}

/// Jobs that are queued, for tests.
#[cfg(test)]
pub mod testing {
    use super::*;
    use crate::enqueue::NORMAL;
    use endpoint::testing::{App, block_on};

    /// Queues a job of a kind in workspace 1.
    pub fn begun(app: &App, kind: Kind) -> String {
        begun_about(app, kind, None)
    }

    /// Queues a job of a kind in workspace 1, about an upload.
    pub fn begun_about(app: &App, kind: Kind, undoes: Option<&str>) -> String {
        app.sign_in(identity::Role::Admin);
        let asked = Asked {
            workspace: WorkspaceId(1),
            user: None,
            priority: NORMAL,
            action: "asked",
            details: json!({}),
            undoes: undoes.map(str::to_owned),
        };
        match block_on(begin(&app.cx, kind, asked)).unwrap() {
            Begun::New(id) | Begun::UnderWay(id) => id,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::testing::{begun, begun_about};
    use super::*;
    use endpoint::testing::{App, block_on};

    #[test]
    fn a_second_of_its_kind_is_the_first_one() {
        let app = App::new(|_| axum::Router::new());
        let first = begun(&app, Kind::RESCORING);
        assert_eq!(begun(&app, Kind::RESCORING), first);
        assert_ne!(begun(&app, Kind::REBUILD), first);
        let told: Vec<(String,)> =
            block_on(app.cx.records.query("SELECT action FROM audit_log", ())).unwrap();
        assert_eq!(told.len(), 2);
        let undo = |of| begun_about(&app, Kind::UNDO, Some(of));
        assert_eq!(undo("a"), undo("a"));
        assert_ne!(undo("a"), undo("b"));
    }
}
