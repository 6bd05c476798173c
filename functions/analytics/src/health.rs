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
    /// `healthy`, or `degraded` where a store does not answer.
    status: &'static str,
    /// Always `parquet`.
    storage: &'static str,
    /// Whether the records answer.
    auth_db: bool,
    /// Whether the lake can be written and read.
    lake: bool,
    /// `sqlite` or `postgres`.
    database: &'static str,
    /// Now, in seconds since the epoch.
    timestamp: f64,
}

/// Whether the stores answer: 200 when both do, else 503.
#[utoipa::path(get, path = "/health", tag = "system", operation_id = "health",
    extensions(("x-permission" = json!("public"))),
    responses((status = 200, body = Health), (status = 503, body = Health)))]
pub(crate) async fn get(State(cx): State<Context>) -> impl IntoResponse {
    let auth_db = records_answer(&cx.records).await.is_ok();
    let lake = cx.lake.check().await.is_ok();
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
