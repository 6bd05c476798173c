//! What a rescoring changes: labels before and now, counted while both are at hand.

use queue::Failure;
use queue::comparison::VersionTexts;
use queue::comparison::{LabelComparison, RescoringComparison};
use stores::Transaction;

type Counted = (String, String, i64, Option<f64>);

/// Compares what the job staged with what counts before it is published.
pub async fn comparison(
    transaction: &Transaction,
    job: &str,
) -> Result<RescoringComparison, Failure> {
    let texts: Vec<Counted> = transaction
        .query(
            "SELECT old_sentiment, sentiment, count(*), sum(compound - old_compound) FROM text_scores \
             WHERE job_id = $1 GROUP BY old_sentiment, sentiment ORDER BY old_sentiment, sentiment",
            (job,),
        )
        .await?;
    let tickets: Vec<Counted> = transaction
        .query(
            "SELECT t.ultimate_sentiment, n.ultimate_sentiment, count(*), sum(n.compound - t.compound) \
             FROM ticket_revisions n JOIN tickets t ON t.workspace_id = n.workspace_id AND t.source = n.source \
                 AND t.ticket_id = n.ticket_id \
             WHERE n.job_id = $1 GROUP BY t.ultimate_sentiment, n.ultimate_sentiment \
             ORDER BY t.ultimate_sentiment, n.ultimate_sentiment",
            (job,),
        )
        .await?;
    let versions: Vec<(String, i64)> = transaction
        .query(
            "SELECT old_scoring_version, count(*) FROM text_scores WHERE job_id = $1 \
             GROUP BY old_scoring_version ORDER BY old_scoring_version",
            (job,),
        )
        .await?;
    let versions = versions.into_iter();
    Ok(RescoringComparison {
        scoring_version: sentiment::SCORING_VERSION.to_owned(),
        before: versions
            .map(|(scoring_version, texts)| VersionTexts {
                scoring_version,
                texts,
            })
            .collect(),
        texts: labels(texts),
        tickets: labels(tickets),
    })
}

fn labels(counted: Vec<Counted>) -> LabelComparison {
    let change: f64 = counted.iter().filter_map(|(.., change)| *change).sum();
    let moves = counted.into_iter();
    let moves: Vec<_> = moves
        .map(|(from, to, count, _)| (from, to, count))
        .collect();
    LabelComparison::of(&moves, change)
}
