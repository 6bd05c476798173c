//! What became of the rows of a file: each is counted once, so the counts add up.

use crate::job::Job;
use queue::{Kind, Status};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use stores::{Error, Records};
use tickets::RowErrorKind;
use utoipa::ToSchema;

/// What became of each row of a file: `read` is the sum of all others but `cell_errors`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct RowCounts {
    /// Rows behind the header, with empty ones.
    pub read: i64,
    /// Rows of tickets that were not known.
    pub new: i64,
    /// Rows of tickets that have a newer state or further comments.
    pub updated: i64,
    /// Rows of tickets that were known just so.
    pub unchanged: i64,
    /// Rows that went into the ticket of another row with the same key, or were superseded by it.
    pub joined: i64,
    /// Rows that are left out, by the code of what is wrong with them.
    pub refused: BTreeMap<String, i64>,
    /// Rows without any value.
    pub empty: i64,
    /// Rows that say again what the columns are called.
    pub repeated_headers: i64,
    /// Single cells that could not be read, by the code of what is wrong with them; their rows are taken.
    pub cell_errors: BTreeMap<String, i64>,
    /// Which of these numbers have a list beside the row errors; an earlier release noted less, and of an upload that was
    /// undone no tickets are left.
    pub lists: Vec<CountList>,
}

/// A number that has a list: of tickets (`GET /api/tickets?job=…&outcome=…`) or of rows (`GET /api/job/{id}/rows?kind=…`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CountList {
    /// Of tickets.
    New,
    /// Of tickets.
    Updated,
    /// Of tickets.
    Unchanged,
    /// Of rows.
    Joined,
    /// Of rows.
    Empty,
    /// Of rows.
    RepeatedHeaders,
}

/// Row errors of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Of rows that are left out.
    Refused,
    /// Of rows that went into another row's ticket.
    Joined,
    /// Of cells of rows that are taken.
    Cells,
}

impl Group {
    /// The condition on a row error that it is of the group.
    pub fn condition(self) -> String {
        let losing = RowErrorKind::LOSING.map(RowErrorKind::as_str).into_iter();
        let listed = |codes: Vec<&str>| format!("('{}')", codes.join("', '"));
        match self {
            Self::Cells => format!(" AND code NOT IN {}", listed(losing.collect())),
            group => {
                let own = losing.filter(|code| Self::of(code) == group);
                format!(" AND code IN {}", listed(own.collect()))
            }
        }
    }

    /// The group of errors of a code.
    fn of(code: &str) -> Self {
        let loses = |kind: &RowErrorKind| kind.as_str() == code;
        let joins = [RowErrorKind::SupersededKey, RowErrorKind::RepeatedRow];
        if joins.iter().any(|kind| kind.as_str() == code) {
            Self::Joined
        } else if RowErrorKind::LOSING.iter().any(loses) {
            Self::Refused
        } else {
            Self::Cells
        }
    }
}

/// What the steps of a job counted, how many they are, and how many of them noted which tickets were unchanged, and which
/// rows were no tickets.
type Steps = (Option<i64>, Option<i64>, Option<i64>, i64, i64, i64);

impl RowCounts {
    /// The counts of a job that read a file and is completed.
    pub async fn of(records: &Records, job: &Job) -> Result<Option<Self>, Error> {
        if job.kind != Kind::UPLOAD || job.status != Status::Completed {
            return Ok(None);
        }
        let mut counts = Self {
            read: job.records_processed,
            new: job.tickets_added,
            updated: job.tickets_updated,
            unchanged: job.tickets_unchanged,
            ..Self::default()
        };
        let id = (job.job_id.as_str(),);
        let by_code = "SELECT code, count(*) FROM row_errors WHERE job_id = $1 GROUP BY code";
        let errors: Vec<(String, i64)> = records.query(by_code, id).await?;
        for (code, count) in errors {
            match Group::of(&code) {
                Group::Joined => counts.joined += count,
                Group::Refused => *counts.refused.entry(code).or_default() += count,
                Group::Cells => *counts.cell_errors.entry(code).or_default() += count,
            }
        }
        let of_steps = "SELECT sum(CAST(outcome ->> 'empty' AS BIGINT)), \
             sum(CAST(outcome ->> 'repeated_headers' AS BIGINT)), sum(CAST(outcome ->> 'joined' AS BIGINT)), \
             count(*), count(outcome -> 'unchanged'), count(outcome -> 'lists') \
             FROM phase_queue WHERE job_id = $1 AND current_phase = 'score'";
        let (empty, repeated, joined, steps, tickets, rows): Steps =
            records.query_one(of_steps, id).await?;
        counts.repeated_headers = repeated.unwrap_or_default();
        counts.joined += joined.unwrap_or_default();
        // An earlier release did not tell rows apart of which nothing was to be read: they are what is left.
        counts.empty = empty.unwrap_or(counts.read - counts.sum());
        if job.undone_at.is_none() {
            counts.lists.extend([CountList::New, CountList::Updated]);
            counts
                .lists
                .extend((tickets == steps).then_some(CountList::Unchanged));
        }
        if rows == steps {
            let of_rows = [
                CountList::Joined,
                CountList::Empty,
                CountList::RepeatedHeaders,
            ];
            counts.lists.extend(of_rows);
        }
        Ok(Some(counts))
    }

    /// All but what is read.
    fn sum(&self) -> i64 {
        let refused: i64 = self.refused.values().sum();
        let taken = self.new + self.updated + self.unchanged + self.joined;
        taken + refused + self.empty + self.repeated_headers
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Desk;
    use http::Method;
    use serde_json::{Value, json};

    /// A completed job of a thousand rows.
    fn completed(outcome: &str) -> Value {
        let desk = Desk::new();
        desk.uploaded("a", b"Issue key,Summary\nSUP-1,It broke\n");
        desk.app.execute(
            "UPDATE jobs SET status = 'completed', records_processed = 1000, tickets_added = 900, tickets_updated = 40, \
             tickets_unchanged = 20, row_error_count = 34",
        );
        for (code, count) in [
            ("superseded_key", 10),
            ("bad_key", 15),
            ("too_wide", 5),
            ("unreadable_date", 4),
        ] {
            for row in 0..count {
                desk.app.execute_with(
                    "INSERT INTO row_errors (workspace_id, job_id, chunk, row_number, line_number, code, reason, remedy) \
                     VALUES (1, 'a', 0, $1, $1, $2, '', '')",
                    (row, code),
                );
            }
        }
        desk.app.execute_with(
            "INSERT INTO phase_queue (queue_id, workspace_id, job_id, current_phase, status, outcome, created_at, updated_at, \
                 phase_number, queue_position, feature_id, adw_id) \
             SELECT 's', 1, 'a', 'score', 'completed', $1, submitted_at, submitted_at, 3, 1, 1, id FROM jobs",
            (stores::Value::Json(outcome.to_owned()),),
        );
        let told = desk.send(Method::GET, "/api/job/a").json()["rows"].clone();
        let total = |kind: &str| {
            let path = format!("/api/job/a/errors?kind={kind}");
            desk.send(Method::GET, &path).json()["total"].clone()
        };
        let totals = ["refused", "joined", "cells"].map(total);
        assert_eq!(totals, [json!(20), json!(10), json!(4)]);
        assert_eq!(
            desk.send(Method::GET, "/api/job/a/errors?kind=all").status,
            400
        );
        told
    }

    #[test]
    fn the_counts_of_a_job_add_up() {
        let expected = json!({"read": 1000, "new": 900, "updated": 40, "unchanged": 20, "joined": 10,
            "refused": {"bad_key": 15, "too_wide": 5}, "empty": 9, "repeated_headers": 1,
            "cell_errors": {"unreadable_date": 4},
            "lists": ["new", "updated", "unchanged", "joined", "empty", "repeated_headers"]});
        let told = completed(
            r#"{"rows": 1000, "empty": 9, "repeated_headers": 1, "unchanged": [], "lists": {}}"#,
        );
        assert_eq!(told, expected);
        // An earlier release counted neither, and named none.
        let told = completed(r#"{"rows": 1000}"#);
        assert_eq!(told["lists"], json!(["new", "updated"]));
        assert_eq!(
            (&told["empty"], &told["repeated_headers"]),
            (&json!(10), &json!(0))
        );
    }

    #[test]
    fn each_kind_is_of_one_group() {
        for kind in RowErrorKind::LOSING {
            let code = format!("'{}'", kind.as_str());
            let lists =
                [Group::Refused, Group::Joined].map(|group| group.condition().contains(&code));
            assert_eq!(lists.iter().filter(|is| **is).count(), 1, "{code}");
            assert!(Group::Cells.condition().contains(&code), "{code}");
            assert!(!matches!(Group::of(kind.as_str()), Group::Cells));
        }
        assert!(matches!(Group::of("unreadable_date"), Group::Cells));
        assert!(matches!(Group::of("superseded_key"), Group::Joined));
    }
}
