//! Comments that are over once a job is published: they leave the texts and the lake, and stay in `former_comments`.

use jiff::Timestamp;
use queue::Failure;
use rows::FormerComment;
use serde_json::Value as Json;
use stores::{Dialect, Transaction};

/// So many revisions are read at a time.
const PAGE: i64 = 20_000;

/// The comments that a job's revisions say are over.
pub async fn of_job(transaction: &Transaction, job: &str) -> Result<Vec<FormerComment>, Failure> {
    let (mut found, mut after) = (Vec::new(), 0);
    loop {
        let page: Vec<(i64, Json)> = transaction
            .query(
                "SELECT id, former_comments FROM ticket_revisions WHERE job_id = $1 AND id > $2 AND former_comments <> '[]' \
                 ORDER BY id LIMIT $3",
                (job, after, PAGE),
            )
            .await?;
        let Some((last, _)) = page.last() else {
            return Ok(found);
        };
        after = *last;
        for (_, former) in page {
            let former: Vec<FormerComment> =
                serde_json::from_value(former).map_err(|error| Failure::bug(&error))?;
            found.extend(former);
        }
    }
}

/// The texts of job `$2`'s comments that are over, why, by which job and when (`$1`): what a statement about them begins
/// with.
const fn over(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => {
            "WITH o AS (SELECT r.id, c.value ->> 'why' AS reason, n.job_id AS removed_by, $1 AS removed_at \
             FROM ticket_revisions n JOIN json_each(n.former_comments) c JOIN sentiment_results r \
                 ON r.workspace_id = n.workspace_id AND r.source = n.source AND r.ticket_id = n.ticket_id \
                 AND r.fingerprint = c.value ->> 'fingerprint' WHERE n.job_id = $2 AND n.former_comments <> '[]')"
        }
        Dialect::Postgres => {
            "WITH o AS (SELECT r.id, c.value ->> 'why' AS reason, n.job_id AS removed_by, $1 AS removed_at \
             FROM ticket_revisions n CROSS JOIN LATERAL jsonb_array_elements(n.former_comments) AS c (value) \
             JOIN sentiment_results r \
                 ON r.workspace_id = n.workspace_id AND r.source = n.source AND r.ticket_id = n.ticket_id \
                 AND r.fingerprint = c.value ->> 'fingerprint' WHERE n.job_id = $2 AND n.former_comments <> '[]')"
        }
    }
}

/// The columns that are kept as they were.
const KEPT: [&str; 18] = [
    "chunk",
    "source",
    "ticket_id",
    "comment_number",
    "comment_timestamp",
    "author_id",
    "author_type",
    "text",
    "sentiment",
    "confidence",
    "compound",
    "fingerprint",
    "scoring_version",
    "side",
    "urgency",
    "intensity",
    "language",
    "created_at",
];

/// Takes them away from the texts and what they mention. Returns how many there were.
pub async fn take_away(
    transaction: &Transaction,
    job: &str,
    now: Timestamp,
) -> Result<u64, Failure> {
    let over = over(transaction.dialect());
    let of_text = KEPT.map(|name| format!("r.{name}"));
    let keep = format!(
        "{over} INSERT INTO former_comments (workspace_id, job_id, removed_by, reason, removed_at, {}) \
         SELECT r.workspace_id, r.job_id, o.removed_by, o.reason, o.removed_at, {} FROM o JOIN sentiment_results r ON r.id = o.id \
         ORDER BY r.id",
        KEPT.join(", "),
        of_text.join(", ")
    );
    let count = transaction.execute(&keep, (now, job)).await?;
    if count == 0 {
        return Ok(0);
    }
    for deletion in [
        "DELETE FROM entities WHERE id IN (SELECT e.id FROM o JOIN sentiment_results r ON r.id = o.id \
             JOIN entities e ON e.workspace_id = r.workspace_id AND e.source = r.source AND e.ticket_id = r.ticket_id \
                 AND e.fingerprint = r.fingerprint)",
        "DELETE FROM sentiment_results WHERE id IN (SELECT o.id FROM o)",
    ] {
        transaction
            .execute(&format!("{over} {deletion}"), (now, job))
            .await?;
    }
    Ok(count)
}

/// Puts back what a job took away, with the scores it has by now. What it mentions is not known any more.
pub async fn put_back(transaction: &Transaction, job: &str) -> Result<(), Failure> {
    let kept = KEPT.join(", ");
    let put_back = format!(
        "INSERT INTO sentiment_results (workspace_id, job_id, field_type, {kept}) \
         SELECT workspace_id, job_id, 'comment', {kept} FROM former_comments WHERE removed_by = $1 ORDER BY id"
    );
    transaction.execute(&put_back, (job,)).await?;
    transaction
        .execute("DELETE FROM former_comments WHERE removed_by = $1", (job,))
        .await?;
    Ok(())
}

#[cfg(test)]
mod published;

#[cfg(test)]
mod tests {
    use super::*;
    use endpoint::testing::{App, block_on};
    use figures::fixture::{self, Ticket};
    use serde_json::json;

    #[test]
    fn what_is_over_leaves_the_texts_and_is_kept() {
        let app = App::new(|_| axum::Router::new());
        let ticket = Ticket::new("SUP-1", "2026-03-01T08:00:00Z", 0.1)
            .comment("2026-03-02T08:00:00Z", "eve", "Fine.", 0.2)
            .comment("2026-03-03T08:00:00Z", "bob", "Not fine.", -0.2);
        let cx = &app.cx;
        block_on(fixture::publish(
            &cx.records,
            &cx.lake,
            1,
            cx.clock.now(),
            &[ticket],
        ));
        let (job, fingerprint): (String, String) = block_on(cx.records.query_one(
            "SELECT job_id, fingerprint FROM sentiment_results WHERE text = 'Fine.'",
            (),
        ))
        .unwrap();
        let former = json!([{"fingerprint": fingerprint, "why": "deleted", "job": job, "chunk": 0, "row": 1,
            "entities": [[0, 1]]}]);
        app.execute_with(
            "UPDATE ticket_revisions SET former_comments = $1 WHERE job_id = $2",
            (former, job.as_str()),
        );
        let transaction = block_on(cx.records.begin()).unwrap();
        let found = block_on(of_job(&transaction, &job)).unwrap();
        assert_eq!((found.len(), found[0].row), (1, 1));
        assert_eq!(
            block_on(take_away(&transaction, &job, cx.clock.now())).unwrap(),
            1
        );
        block_on(transaction.commit()).unwrap();
        let texts = "SELECT text FROM sentiment_results WHERE field_type = 'comment'";
        let texts: Vec<(String,)> = block_on(cx.records.query(texts, ())).unwrap();
        assert_eq!(texts, [("Not fine.".to_owned(),)]);
        let kept = "SELECT text, reason, removed_by, fingerprint FROM former_comments";
        let kept: Vec<(String, String, String, String)> =
            block_on(cx.records.query(kept, ())).unwrap();
        let expected = ["Fine.", "deleted", &job, &fingerprint].map(str::to_owned);
        let [text, reason, removed_by, of] = expected;
        assert_eq!(kept, [(text, reason, removed_by, of)]);
    }
}
