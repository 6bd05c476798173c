//! `GET /api/scoring`: the scorer of today, and who scored what is stored.

use crate::job::Job;
use crate::queue;
use ::queue::Kind;
use ::queue::comparison::VersionTexts;
use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Problem};
use figures::SHOWN;
use serde::Serialize;
use utoipa::ToSchema;

/// How the scores of the workspace came about.
#[derive(Debug, Serialize, ToSchema)]
pub struct ScoringStatus {
    /// The scorer of today.
    pub scoring_version: String,
    /// Texts that show.
    pub texts: i64,
    /// How many of them an earlier scorer scored.
    pub outdated: i64,
    /// By scorer.
    pub versions: Vec<VersionTexts>,
    /// The rescoring that is queued or running.
    pub running: Option<Job>,
    /// The latest rescoring that is completed or failed.
    pub last: Option<Job>,
    /// The rescoring whose former scores are kept: the latest one that was published.
    pub compared: Option<String>,
}

/// Tells which scorer scores now, which scored the stored texts, and how the rescoring stands.
#[utoipa::path(get, path = "/api/scoring", tag = "scoring", operation_id = "get_scoring",
    extensions(("x-permission" = json!("tickets:read"))),
    responses((status = 200, body = ScoringStatus), (status = 401, body = Problem)))]
pub async fn get(State(cx): State<Context>, caller: Caller) -> Result<Json<ScoringStatus>, Error> {
    let workspace = caller.workspace.0;
    let by_version = format!(
        "SELECT r.scoring_version, count(*) FROM sentiment_results r \
         JOIN tickets t ON t.workspace_id = r.workspace_id AND t.source = r.source AND t.ticket_id = r.ticket_id \
         JOIN jobs j ON j.id = r.job_id WHERE r.workspace_id = $1 AND {SHOWN} \
         GROUP BY r.scoring_version ORDER BY r.scoring_version"
    );
    let versions: Vec<(String, i64)> = cx.records.query(&by_version, (workspace,)).await?;
    let compared: Option<(String,)> = cx
        .records
        .query_optional(
            "SELECT id FROM jobs WHERE workspace_id = $1 AND kind = 'rescoring' AND snapshot_id IS NOT NULL \
             ORDER BY sequence DESC LIMIT 1",
            (workspace,),
        )
        .await?;
    let present = sentiment::SCORING_VERSION;
    let texts = versions.iter().map(|(_, texts)| texts).sum();
    let today = versions.iter().filter(|(version, _)| version == present);
    let today: i64 = today.map(|(_, texts)| texts).sum();
    Ok(Json(ScoringStatus {
        scoring_version: present.to_owned(),
        texts,
        outdated: texts - today,
        versions: versions
            .into_iter()
            .map(|(scoring_version, texts)| VersionTexts {
                scoring_version,
                texts,
            })
            .collect(),
        running: queue::under_way(&cx.records, caller.workspace, Kind::RESCORING).await?,
        last: queue::last(&cx.records, caller.workspace, Kind::RESCORING).await?,
        compared: compared.map(|(job,)| job),
    }))
}
