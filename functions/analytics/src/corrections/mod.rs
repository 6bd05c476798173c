//! Corrected labels: what people say a text's sentiment is, where they do not agree with the score.
//!
//! A correction belongs to the text, not to the score: it stands when a later upload brings the same text of the same
//! ticket again, and when texts are scored anew. Figures stay those of the scores. Corrections are what a scorer is
//! trained with next ([`export`]).

pub(crate) mod correct;
pub(crate) mod export;
pub(crate) mod list;
pub(crate) mod remove;

use data_encoding::HEXLOWER;

use endpoint::{Error, Result};
use jiff::Timestamp;
use serde::Serialize;
use sha2::{Digest, Sha256};
use stores::{FromRow, Row, Transaction};
use utoipa::ToSchema;

use crate::selection::VISIBLE;
use crate::statement::Statement;

/// What somebody said of a text.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Correction {
    /// What the text is: positive, neutral or negative.
    #[schema(schema_with = crate::mood::documented)]
    pub(crate) sentiment: String,
    /// The email address of who said so; null where they are gone.
    pub(crate) corrected_by: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    pub(crate) corrected_at: Timestamp,
}

/// A stored text with its score.
struct Scored {
    source: String,
    /// What its ticket was first known by.
    ticket_id: String,
    /// The key its ticket has now.
    key: String,
    field_type: String,
    text: String,
    sentiment: String,
    compound: f64,
    scoring_version: String,
}

impl Scored {
    /// A text of the workspace that people can see.
    async fn find(transaction: &Transaction, workspace: i64, id: i64) -> Result<Self> {
        let mut statement = Statement::new(
            "SELECT r.source, r.ticket_id, COALESCE(t.moved_key, t.ticket_id), r.field_type, r.text, r.sentiment, r.compound, \
             r.scoring_version \
             FROM sentiment_results r CROSS JOIN tickets t CROSS JOIN jobs j \
             WHERE t.workspace_id = r.workspace_id AND t.source = r.source AND t.ticket_id = r.ticket_id \
             AND j.id = r.job_id AND r.workspace_id = ",
        );
        statement.bind(workspace).push(" AND r.id = ").bind(id);
        statement.push(" AND ").push(VISIBLE);
        let (sql, params) = statement.into_parts();
        let found: Option<Self> = transaction.query_optional(&sql, params).await?;
        found.ok_or_else(|| {
            Error::not_found("no_such_text", "there is no such text in your workspace").field("id")
        })
    }

    /// What the audit log calls it.
    fn resource(&self) -> String {
        format!("ticket:{}", self.key)
    }
}

/// SHA-256 of a text, in hexadecimal digits: what a correction is found again by.
fn fingerprint(text: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(text))
}

impl FromRow for Scored {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        Ok(Self {
            source: row.take()?,
            ticket_id: row.take()?,
            key: row.take()?,
            field_type: row.take()?,
            text: row.take()?,
            sentiment: row.take()?,
            compound: row.take()?,
            scoring_version: row.take()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use figures::fixture::Ticket;
    use http::Method;
    use identity::{Role, WorkspaceId};
    use serde_json::{Value, json};

    use crate::testing::{Fixture, column};

    fn ticket() -> Ticket {
        Ticket::new("SUP-1", "2026-03-01T08:00:00Z", -0.5).comment(
            "2026-03-03T08:00:00Z",
            "eve",
            "Not bad, \"really\"\nthanks",
            -0.4,
        )
    }

    fn comment(fixture: &Fixture) -> Value {
        let texts = fixture.json("/api/tickets/SUP-1")["comments"].clone();
        let texts = texts.as_array().unwrap();
        texts
            .iter()
            .find(|text| text["field_type"] == "comment")
            .unwrap()
            .clone()
    }

    fn correct(fixture: &Fixture, token: &str, id: &Value, sentiment: &str) -> (u16, Value) {
        let answer = fixture
            .app
            .call(Method::PUT, &format!("/api/texts/{id}/label"))
            .bearer(token)
            .json(&json!({ "sentiment": sentiment }))
            .send();
        (answer.status, answer.json())
    }

    #[test]
    fn a_label_is_corrected_shown_exported_and_taken_back() {
        let fixture = Fixture::with(&[ticket()]);
        let analyst = fixture.app.sign_in(Role::Analyst);
        assert_eq!(comment(&fixture)["correction"], Value::Null);
        let id = comment(&fixture)["id"].clone();
        for sentiment in ["neutral", "positive"] {
            assert_eq!(correct(&fixture, &analyst, &id, sentiment).0, 200);
        }
        let shown = comment(&fixture);
        let expected = json!({"sentiment": "positive", "corrected_by": "analyst@workspace-1.example",
            "corrected_at": "2026-03-04T05:06:07Z"});
        assert_eq!(shown["correction"], expected);
        assert_eq!(shown["sentiment"], "negative", "the score stays");

        // The same text brought again by a later upload.
        fixture.publish(
            1,
            &[Ticket {
                status: "Done".into(),
                ..ticket()
            }],
        );
        assert_eq!(comment(&fixture)["correction"], expected);

        let list = fixture.json("/api/corrections");
        assert_eq!(
            (&list["total"], &list["results"][0]["scored_sentiment"]),
            (&json!(1), &json!("negative"))
        );
        let lines = fixture.get("/api/corrections.ndjson").text();
        let line: Value = serde_json::from_str(lines.trim_end()).unwrap();
        assert_eq!(
            (&line["text"], &line["label"], &line["scored_label"]),
            (
                &json!("Not bad, \"really\"\nthanks"),
                &json!("positive"),
                &json!("negative")
            )
        );
        assert_eq!(lines.lines().count(), 1);

        let path = format!("/api/texts/{}/label", shown["id"]);
        let remove = || {
            let call = fixture.app.call(Method::DELETE, &path);
            call.bearer(&analyst).send().status
        };
        assert_eq!((remove(), remove()), (204, 404));
        assert_eq!(comment(&fixture)["correction"], Value::Null);
        let booked =
            "DELETE FROM audit_log WHERE action IN ('label_corrected', 'label_correction_removed')";
        assert_eq!(fixture.app.execute(booked), 3);
        let exported = "DELETE FROM audit_log WHERE action = 'corrections_exported'";
        assert_eq!(fixture.app.execute(exported), 1);
    }

    #[test]
    fn a_text_of_another_workspace_or_not_published_cannot_be_corrected() {
        let fixture = Fixture::with(&[ticket()]);
        let id = comment(&fixture)["id"].clone();
        let stranger = fixture.app.sign_in_to(WorkspaceId(2), Role::Admin);
        let (status, problem) = correct(&fixture, &stranger, &id, "neutral");
        assert_eq!((status, &problem["code"]), (404, &json!("no_such_text")));
        fixture.stage(1, &[Ticket::new("SUP-2", "2026-03-01T08:00:00Z", 0.5)]);
        let analyst = fixture.app.sign_in(Role::Analyst);
        for staged in 1..20 {
            if staged != id.as_i64().unwrap() {
                let (status, body) = correct(&fixture, &analyst, &json!(staged), "neutral");
                assert!(
                    status == 404 || body["ticket_id"] == "SUP-1",
                    "{staged}: {body}"
                );
            }
        }
        let (status, problem) = correct(&fixture, &analyst, &id, "angry");
        assert_eq!(
            (status, &problem["code"]),
            (400, &json!("invalid_sentiment"))
        );
    }

    #[test]
    fn corrections_are_listed_by_page_newest_first_and_by_workspace() {
        let fixture = Fixture::with(&[ticket()]);
        let analyst = fixture.app.sign_in(Role::Analyst);
        let texts = fixture.json("/api/tickets/SUP-1")["comments"].clone();
        for text in texts.as_array().unwrap() {
            assert_eq!(correct(&fixture, &analyst, &text["id"], "neutral").0, 200);
        }
        let list = fixture.json("/api/corrections?limit=1");
        assert_eq!(list["total"], texts.as_array().unwrap().len());
        assert_eq!(column(&list["results"], "field_type"), ["comment"]);
        assert_eq!(fixture.json_of(2, "/api/corrections")["total"], 0);
    }
}
