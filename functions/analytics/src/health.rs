//! Whether the stores answer.

use axum::{extract::State, response::IntoResponse};
use endpoint::{Context, Json};
use http::StatusCode;
use jiff::Timestamp;
use serde::Serialize;
use stores::{Dialect, Records};
use utoipa::ToSchema;

/// Whether the stores answer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Health {
    /// `healthy`, or `degraded` where a store does not answer or is damaged.
    status: &'static str,
    /// Always `parquet`.
    storage: &'static str,
    /// Whether the records answer.
    auth_db: bool,
    /// Whether the lake can be written and read, and none of its files is known to be damaged.
    lake: bool,
    /// `sqlite` or `postgres`.
    database: &'static str,
    /// Now, in seconds since the epoch.
    timestamp: f64,
}

/// Whether the stores answer and are sound: 200 when both do and are, else 503.
#[utoipa::path(get, path = "/health", tag = "system", operation_id = "health",
    extensions(("x-permission" = json!("public"))),
    responses((status = 200, body = Health), (status = 503, body = Health)))]
pub(crate) async fn get(State(cx): State<Context>) -> impl IntoResponse {
    let auth_db = records_answer(&cx.records).await.is_ok();
    let lake = lake_is_sound(&cx).await;
    let database = match cx.records.dialect().await {
        Dialect::Sqlite => "sqlite",
        Dialect::Postgres => "postgres",
    };
    let health = Health::of(auth_db, lake, database, cx.clock.now());
    let status = if auth_db && lake {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    (status, Json(health))
}

/// Whether the lake can be written and read, and no file of it is known to be damaged.
async fn lake_is_sound(cx: &Context) -> bool {
    if cx.lake.check().await.is_err() {
        return false;
    }
    // Without the records nothing is known of its files: that is said of the records.
    match cx.lake.damaged(None).await {
        Ok(damaged) => damaged.is_empty(),
        Err(stores::lake::Error::Records(_)) => true,
        Err(_) => false,
    }
}

impl Health {
    fn of(auth_db: bool, lake: bool, database: &'static str, now: Timestamp) -> Self {
        let status = if auth_db && lake {
            "healthy"
        } else {
            "degraded"
        };
        let timestamp = now.as_duration().as_secs_f64();
        Self {
            status,
            storage: "parquet",
            auth_db,
            lake,
            database,
            timestamp,
        }
    }
}

/// Asks the records something, with the schema in place.
pub(crate) async fn records_answer(records: &Records) -> Result<u32, stores::Error> {
    let (version,) = records
        .query_one("SELECT max(version) FROM schema_migrations", ())
        .await?;
    Ok(version)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::Fixture;

    #[test]
    fn both_stores_are_asked() {
        let fixture = Fixture::empty();
        let dialect = futures::executor::block_on(stores::Records::in_memory().dialect());
        let database = if dialect == Dialect::Sqlite {
            "sqlite"
        } else {
            "postgres"
        };
        let expected = json!({"status": "healthy", "storage": "parquet", "auth_db": true, "lake": true,
            "database": database, "timestamp": 1_772_600_767.0});
        let answer = fixture.app.get("/health").send();
        assert_eq!((answer.status, answer.json()), (200, expected));
        fixture.publish(
            1,
            &[figures::fixture::Ticket::new(
                "A-1",
                "2026-03-01T00:00:00Z",
                0.0,
            )],
        );
        assert_eq!(fixture.app.get("/health").send().status, 200);
        let listed = "UPDATE lake_files SET path = 'ws=1/gone.parquet' WHERE dataset = 'ticket'";
        assert_eq!(fixture.app.execute(listed), 1);
        let answer = fixture.app.get("/health").send();
        let health = answer.json();
        assert_eq!(
            (answer.status, &health["lake"], &health["status"]),
            (503, &json!(false), &json!("degraded"))
        );
        fixture.app.execute("DELETE FROM lake_files");
        fixture.app.execute("DROP TABLE schema_migrations");
        let answer = fixture.app.get("/health").send();
        assert_eq!(
            (answer.status, answer.json()["auth_db"].clone()),
            (503, json!(false))
        );
        assert_eq!(
            Health::of(true, false, "sqlite", Timestamp::UNIX_EPOCH).status,
            "degraded"
        );
    }
}
