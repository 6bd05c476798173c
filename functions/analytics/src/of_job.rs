//! The tickets that an upload brought, changed, or found as they were.

use endpoint::{Error, Result};
use jiff::Timestamp;
use serde::Deserialize;
use stores::{Dialect, Records};
use utoipa::ToSchema;

use crate::statement::Statement;

/// What an upload did to a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    /// It was not known before.
    Added,
    /// It has a newer state or other comments since.
    Updated,
    /// It was known just so.
    Unchanged,
}

/// The tickets of an upload, or those of one outcome.
#[derive(Debug)]
pub(crate) struct OfJob {
    job: String,
    outcome: Option<Outcome>,
    dialect: Dialect,
}

type Found = (String, Option<i64>, Option<Timestamp>, i64);

/// The job `$1` of the workspace `$2`: its kind, what it published, when it was undone, and how many tickets it found as
/// they were.
const JOB: &str = "SELECT kind, snapshot_id, undone_at, tickets_unchanged FROM jobs WHERE id = $1 AND workspace_id = $2";

/// Whether each step of the job `$1` noted which tickets it found as they were.
const NOTED: &str = "SELECT count(*) = count(outcome -> 'unchanged') FROM phase_queue \
     WHERE job_id = $1 AND current_phase = 'score'";

async fn is_noted(records: &Records, job: &str) -> Result<bool> {
    let (is_noted,): (bool,) = records.query_one(NOTED, (job,)).await?;
    Ok(is_noted)
}

impl OfJob {
    /// The tickets of a job, if its records tell them.
    pub(crate) async fn find(
        records: &Records,
        workspace: i64,
        job: String,
        outcome: Option<Outcome>,
    ) -> Result<Self> {
        let found: Option<Found> = records
            .query_optional(JOB, (job.as_str(), workspace))
            .await?;
        let Some((kind, snapshot, undone_at, unchanged)) = found else {
            let detail = format!("there is no job {job} in this workspace");
            return Err(Error::not_found("unknown_job", detail).field("job"));
        };
        if kind != "upload" {
            let detail = format!("job {job} has read no file");
            return Err(Error::conflict("no_import", detail).field("job"));
        }
        if undone_at.is_some() {
            let detail = format!("job {job} was undone: no ticket is of it any more");
            return Err(Error::conflict("undone", detail)
                .field("job")
                .remedy("upload the file again"));
        }
        if snapshot.is_none() {
            let detail = format!("nothing of job {job} shows yet");
            return Err(Error::conflict("not_published", detail)
                .field("job")
                .remedy("wait until it is completed"));
        }
        let asks_unchanged = matches!(outcome, None | Some(Outcome::Unchanged));
        if asks_unchanged && unchanged > 0 && !is_noted(records, &job).await? {
            let detail = format!(
                "an earlier release did not note which {unchanged} tickets job {job} found as they were"
            );
            return Err(Error::conflict("not_noted", detail)
                .field("outcome")
                .remedy("ask for those that were added or updated"));
        }
        Ok(Self {
            job,
            outcome,
            dialect: records.dialect().await,
        })
    }

    /// Adds the condition on tickets `t`.
    pub(crate) fn restrict(&self, statement: &mut Statement) {
        let unchanged = match self.dialect {
            Dialect::Sqlite => {
                "t.id IN (SELECT c.id FROM phase_queue p JOIN jobs e ON e.id = p.job_id \
                 JOIN json_each(p.outcome, '$.unchanged') k \
                 JOIN tickets c ON c.workspace_id = e.workspace_id AND c.source = e.source AND c.ticket_id = k.value \
                 WHERE p.current_phase = 'score' AND p.job_id = "
            }
            Dialect::Postgres => {
                "t.id IN (SELECT c.id FROM phase_queue p JOIN jobs e ON e.id = p.job_id \
                 CROSS JOIN LATERAL jsonb_array_elements_text(p.outcome -> 'unchanged') AS k (value) \
                 JOIN tickets c ON c.workspace_id = e.workspace_id AND c.source = e.source AND c.ticket_id = k.value \
                 WHERE p.current_phase = 'score' AND p.job_id = "
            }
        };
        let brought = "t.id IN (SELECT c.id FROM ticket_revisions n JOIN jobs e ON e.id = n.job_id \
             JOIN tickets c ON c.workspace_id = n.workspace_id AND c.source = n.source AND c.ticket_id = n.ticket_id \
             WHERE n.job_id = ";
        // A revision of an upload before it: the ticket was known.
        let known = "EXISTS (SELECT 1 FROM ticket_revisions o JOIN jobs b ON b.id = o.job_id AND b.kind = 'upload' \
                 AND b.snapshot_id < e.snapshot_id \
             WHERE o.workspace_id = n.workspace_id AND o.source = n.source AND o.ticket_id = n.ticket_id)";
        statement.push(" AND ");
        match self.outcome {
            None => statement
                .push("(")
                .push(brought)
                .bind(&self.job)
                .push(") OR ")
                .push(unchanged)
                .bind(&self.job)
                .push("))"),
            Some(Outcome::Added) => statement
                .push(brought)
                .bind(&self.job)
                .push(" AND NOT ")
                .push(known)
                .push(")"),
            Some(Outcome::Updated) => statement
                .push(brought)
                .bind(&self.job)
                .push(" AND ")
                .push(known)
                .push(")"),
            Some(Outcome::Unchanged) => statement.push(unchanged).bind(&self.job).push(")"),
        };
    }
}

#[cfg(test)]
mod tests {
    use figures::fixture::Ticket;

    use crate::testing::{Fixture, column};

    fn ticket(key: &str, summary: &str) -> Ticket {
        Ticket {
            summary: summary.into(),
            ..Ticket::new(key, "2026-03-01T08:00:00Z", 0.5)
        }
    }

    fn found(fixture: &Fixture, query: &str) -> Vec<String> {
        let answer = fixture.json(&format!("/api/tickets?sort=created_at&{query}"));
        let keys = column(&answer["results"], "ticket_id");
        assert_eq!(answer["total"], keys.len(), "{query}");
        keys.into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn the_tickets_of_an_upload_are_told_by_what_it_did_to_them() {
        let fixture = Fixture::empty();
        let first = fixture.publish(1, &[ticket("A-1", "one"), ticket("A-2", "two")]);
        let second = fixture.publish(1, &[ticket("A-2", "two, changed"), ticket("A-3", "three")]);
        for (job, outcome, expected) in [
            (&first, "added", &["A-1", "A-2"][..]),
            (&first, "updated", &[]),
            (&second, "added", &["A-3"]),
            (&second, "updated", &["A-2"]),
            (&second, "unchanged", &[]),
        ] {
            let query = format!("job={job}&outcome={outcome}");
            assert_eq!(found(&fixture, &query), expected, "{query}");
            let search = format!("{query}&q=t");
            let expected: Vec<_> = expected
                .iter()
                .copied()
                .filter(|key| *key != "A-1")
                .collect();
            assert_eq!(found(&fixture, &search), expected, "{search}");
            let csv = fixture.get(&format!("/api/tickets.csv?{search}")).text();
            assert_eq!(csv.lines().count(), expected.len() + 1, "{search}");
        }
        assert_eq!(found(&fixture, &format!("job={second}")), ["A-2", "A-3"]);
        scored(&fixture, &second, r#"{"unchanged": ["A-1", "A-9"]}"#);
        let all = format!("job={second}");
        assert_eq!(found(&fixture, &all), ["A-1", "A-2", "A-3"]);
        assert_eq!(
            found(&fixture, &format!("{all}&outcome=unchanged")),
            ["A-1"]
        );
    }

    /// A step of the job with this outcome.
    fn scored(fixture: &Fixture, job: &str, outcome: &str) {
        fixture.app.execute_with(
            "INSERT INTO phase_queue (queue_id, workspace_id, job_id, current_phase, status, outcome, created_at, \
                 updated_at, phase_number, queue_position, feature_id, adw_id) \
             SELECT 's', 1, id, 'score', 'completed', $1, submitted_at, submitted_at, 3, 1, 1, id FROM jobs WHERE id = $2",
            (stores::Value::Json(outcome.to_owned()), job),
        );
    }

    #[test]
    fn what_cannot_be_told_says_why() {
        let fixture = Fixture::with(&[ticket("A-1", "one")]);
        let job = fixture.publish(1, &[ticket("A-2", "two")]);
        let staged = fixture.stage(1, &[ticket("A-3", "three")]);
        let other = fixture.publish(2, &[ticket("B-1", "other")]);
        let code = |query: &str| {
            let answer = fixture.get(&format!("/api/tickets?{query}"));
            (answer.status, answer.code())
        };
        let refused = |status: u16, code: &str| (status, code.to_owned());
        assert_eq!(code("job=none"), refused(404, "unknown_job"));
        assert_eq!(code(&format!("job={other}")), refused(404, "unknown_job"));
        assert_eq!(
            code(&format!("job={staged}")),
            refused(409, "not_published")
        );
        assert_eq!(code("outcome=added"), refused(400, "outcome_without_job"));
        assert_eq!(code(&format!("job={job}&outcome=new")).0, 400);
        scored(&fixture, &job, "{}");
        fixture.app.execute("UPDATE jobs SET tickets_unchanged = 1");
        assert_eq!(code(&format!("job={job}")), refused(409, "not_noted"));
        assert_eq!(
            found(&fixture, &format!("job={job}&outcome=added")),
            ["A-2"]
        );
        fixture
            .app
            .execute("UPDATE jobs SET undone_at = updated_at");
        assert_eq!(code(&format!("job={job}")), refused(409, "undone"));
    }
}
