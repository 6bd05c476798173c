//! A ticket with everything known about it.

mod facts;
mod former;
mod history;
mod mentions;
pub(crate) mod raw;
pub(crate) mod signals;
mod state;
mod texts;

use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Path, Problem, Query, Result};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::mood::Distribution;
use former::FormerComment;
use history::Former;
use mentions::Mention;
use state::{Key, TicketState};
use texts::{ScoredText, Texts};

/// Which of several tickets with one key.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Params {
    /// The source the ticket came from; the one that changed last when missing.
    source: Option<String>,
}

/// A ticket: its present state, its texts with their scores, what they mention, and its former states.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Ticket {
    #[serde(flatten)]
    state: TicketState,
    /// The ticket's texts by sentiment: all of them.
    sentiment_distribution: Distribution,
    /// How many texts it has.
    texts_total: u64,
    /// Summary, description, then the comments by time: the first 500 texts, or the part asked for.
    comments: Vec<ScoredText>,
    /// What these texts mention.
    entities: Vec<Mention>,
    /// False where these texts mention more than the 10,000 that are told.
    entities_are_all: bool,
    /// Every state an upload brought, oldest first.
    history: Vec<Former>,
    /// How many of its comments were edited, moved or deleted since; they count nowhere.
    former_comments_total: u64,
    /// What these said: the 100 that went last, the latest first.
    former_comments: Vec<FormerComment>,
}

/// A ticket with everything known about it. `limit` and `offset` say which part of its texts is wanted.
#[utoipa::path(get, path = "/api/tickets/{ticket_id}", tag = "tickets", operation_id = "get_ticket",
    params(("ticket_id" = String, Path, description = "The ticket's key"), Params, Texts),
    extensions(("x-permission" = json!("tickets:read"))),
    responses((status = 200, body = Ticket), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(cx): State<Context>,
    caller: Caller,
    Path(ticket_id): Path<String>,
    Query(params): Query<Params>,
    Query(part): Query<Texts>,
) -> Result<Json<Ticket>> {
    let of = key(&caller, ticket_id, params);
    let state = found(&cx, &of).await?;
    let told = texts::of_ticket(&cx.records, of.workspace, &state, part).await?;
    let (entities, entities_are_all) =
        mentions::of_ticket(&cx.records, of.workspace, &state, &told.texts).await?;
    let history = history::of_ticket(&cx.records, of.workspace, &state).await?;
    let (former_comments_total, former_comments) =
        former::of_ticket(&cx.records, of.workspace, &state).await?;
    Ok(Json(Ticket {
        state,
        sentiment_distribution: told.sentiments,
        texts_total: told.total,
        comments: told.texts,
        entities,
        entities_are_all,
        history,
        former_comments_total,
        former_comments,
    }))
}

/// The ticket a caller means.
fn key(caller: &Caller, ticket_id: String, params: Params) -> Key {
    Key {
        workspace: caller.workspace.0,
        ticket_id,
        source: params.source,
    }
}

/// Its present state, or the problem that there is none.
async fn found(cx: &Context, of: &Key) -> Result<TicketState> {
    of.state(&cx.records).await?.ok_or_else(|| {
        Error::not_found(
            "no_such_ticket",
            "there is no ticket of this key in your workspace",
        )
        .field("ticket_id")
    })
}

#[cfg(test)]
mod tests {
    use figures::fixture::Ticket;
    use serde_json::json;

    use crate::testing::{Fixture, column};

    fn ticket() -> Ticket {
        Ticket {
            description: "It broke.".into(),
            ..Ticket::new("SUP-1", "2026-03-01T08:00:00Z", -0.5)
        }
        .mention("PRODUCT", "Billing")
        .comment("2026-03-03T08:00:00Z", "eve", "Third", 0.4)
    }

    #[test]
    fn the_conversation_is_in_order_whichever_upload_brought_it() {
        let fixture = Fixture::with(&[ticket()]);
        let mut later = Ticket {
            status: "Done".into(),
            ..ticket()
        }
        .comment("2026-03-02T08:00:00Z", "", "Second", 0.0);
        later.comments.remove(0);
        let job = fixture.publish(1, &[later]);
        fixture.stage(
            1,
            &[ticket().comment("2026-03-04T08:00:00Z", "eve", "Staged", 0.0)],
        );
        fixture.publish(
            2,
            &[ticket().comment("2026-03-04T08:00:00Z", "eve", "Elsewhere", 0.0)],
        );
        let answer = fixture.json("/api/tickets/SUP-1");
        assert_eq!(
            column(&answer["comments"], "text"),
            ["Summary of SUP-1", "It broke.", "Second", "Third"]
        );
        let id = answer["comments"][2]["id"].clone();
        let second = json!({"id": id, "correction": null, "field_type": "comment", "comment_number": 1, "text": "Second", "sentiment": "neutral", "reading": "nothing",
            "confidence": 0.0, "compound": 0.0, "comment_timestamp": "2026-03-02T08:00:00Z", "author_id": null,
            "side": "unknown", "language": "", "urgency": null, "intensity": null});
        assert_eq!(answer["comments"][2], second);
        assert_eq!(
            answer["sentiment_distribution"],
            json!({"positive": 1, "negative": 2, "neutral": 1})
        );
        assert_eq!(
            answer["entities"],
            json!([{"text": "Billing", "label": "PRODUCT", "field_type": "summary",
            "start_pos": 0, "end_pos": 7, "confidence": 0.9, "comment_number": null}])
        );
        assert_eq!(column(&answer["history"], "status"), ["Open", "Done"]);
        assert_eq!(
            (answer["job_id"].as_str(), answer["status_name"].as_str()),
            (Some(job.as_str()), Some("Done"))
        );
        assert_eq!(
            (answer["labels"].clone(), answer["status"].clone()),
            (json!([]), json!("single_negative"))
        );
    }

    #[test]
    fn what_the_export_and_the_conversation_tell_is_told_and_what_they_do_not_is_empty() {
        let fixture = Fixture::with(&[ticket()]);
        let before = fixture.json("/api/tickets/SUP-1");
        for text in [
            "team",
            "category",
            "trajectory_type",
            "language",
            "opening_sentiment",
        ] {
            assert_eq!(before[text], "", "{text}");
        }
        for number in [
            "due_at",
            "reopenings",
            "minutes_to_first_response",
            "staff_turns",
        ] {
            assert_eq!(before[number], json!(null), "{number}");
        }
        for list in ["categories", "emotions", "aspects"] {
            assert_eq!(before[list], json!([]), "{list}");
        }
        let emotions = json!([{"emotion": "angry", "strength": 0.5}]);
        let tell = format!(
            "UPDATE tickets SET team = 'Payments', channel = 'email', due_at = created_at, time_spent_minutes = 90.5, \
             reopenings = 2, language = 'en', opening_sentiment = 'negative', opening_compound = -0.5, customer_turns = 3, \
             categories = '[\"billing\", \"bug\"]', emotions = '{emotions}', \
             aspects = '[{{\"aspect\": \"value\", \"mentions\": 1, \"label\": \"negative\", \"compound\": -0.5}}]'"
        );
        fixture.app.execute(&tell);
        let sides = "UPDATE sentiment_results SET side = 'staff', language = 'de', urgency = 0.25, intensity = 1.0";
        fixture.app.execute(sides);
        let told = fixture.json("/api/tickets/SUP-1");
        for (name, value) in [
            ("team", json!("Payments")),
            ("channel", json!("email")),
            ("due_at", json!("2026-03-01T08:00:00Z")),
            ("time_spent_minutes", json!(90.5)),
            ("reopenings", json!(2)),
            ("language", json!("en")),
            ("opening_sentiment", json!("negative")),
            ("opening_compound", json!(-0.5)),
            ("answered_sentiment", json!("")),
            ("customer_turns", json!(3)),
            ("categories", json!(["billing", "bug"])),
            ("emotions", emotions),
            (
                "aspects",
                json!([{"aspect": "value", "mentions": 1, "sentiment": "negative", "compound": -0.5}]),
            ),
        ] {
            assert_eq!(told[name], value, "{name}");
        }
        let text = &told["comments"][0];
        assert_eq!(
            (&text["side"], &text["language"]),
            (&json!("staff"), &json!("de"))
        );
        assert_eq!(
            (&text["urgency"], &text["intensity"]),
            (&json!(0.25), &json!(1.0))
        );
    }

    #[test]
    fn what_was_not_read_says_why_and_counts_as_neutral() {
        let unread = Ticket {
            summary: "L'applicazione si blocca continuamente dopo l'ultimo aggiornamento.".into(),
            ..Ticket::new("SUP-1", "2026-03-01T08:00:00Z", 0.0)
        }
        .comment("2026-03-02T08:00:00Z", "eve", "{code}int x;{code}", 0.0);
        let read = Ticket::new("SUP-2", "2026-03-01T08:00:00Z", -0.5);
        let fixture = Fixture::with(&[unread, read]);
        let answer = fixture.json("/api/tickets/SUP-1");
        assert_eq!(
            column(&answer["comments"], "reading"),
            ["unknown_language", "nothing"]
        );
        assert_eq!(column(&answer["comments"], "sentiment"), ["neutral"; 2]);
        assert_eq!(
            (
                &answer["read"],
                &answer["sentiment_distribution"]["neutral"]
            ),
            (&json!(false), &json!(2))
        );
        let answer = fixture.json("/api/tickets/SUP-2");
        assert_eq!(
            (&answer["read"], &answer["comments"][0]["reading"]),
            (&json!(true), &json!("read"))
        );
    }

    #[test]
    fn a_mention_names_its_comment_by_the_number_it_is_shown_under() {
        let fixture = Fixture::with(&[ticket().mention("PRODUCT", "Third")]);
        let mut later = ticket().comment("2026-03-02T08:00:00Z", "bob", "Second", 0.0);
        later.comments.remove(0);
        fixture.publish(1, &[later.mention("PRODUCT", "Second")]);
        let answer = fixture.json("/api/tickets/SUP-1");
        let numbered = |list: &str| {
            let named = answer[list].as_array().unwrap().iter();
            let named = named.filter(|text| text["field_type"] == "comment");
            named
                .map(|text| (text["text"].to_string(), text["comment_number"].to_string()))
                .collect::<std::collections::BTreeMap<_, _>>()
        };
        assert_eq!(numbered("entities").len(), 2);
        assert_eq!(numbered("entities"), numbered("comments"));
    }

    #[test]
    fn a_long_conversation_comes_in_parts_that_fit_together() {
        let mut long = ticket().mention("PRODUCT", "Text 7");
        for number in 1..=9 {
            let at = format!("2026-03-04T08:0{number}:00Z");
            long = long.comment(&at, "eve", &format!("Text {number}"), 0.4);
        }
        let fixture = Fixture::with(&[long]);
        let whole = fixture.json("/api/tickets/SUP-1");
        assert_eq!(whole["texts_total"], 12);
        assert_eq!(whole["entities_are_all"], true);
        let (mut texts, mut mentions) = (Vec::new(), Vec::new());
        for offset in [0, 4, 8] {
            let part = fixture.json(&format!("/api/tickets/SUP-1?limit=4&offset={offset}"));
            assert_eq!(
                (&part["texts_total"], &part["sentiment_distribution"]),
                (&whole["texts_total"], &whole["sentiment_distribution"])
            );
            let list = |name: &str| part[name].as_array().unwrap().clone();
            texts.extend(list("comments"));
            mentions.extend(list("entities"));
            let signals = fixture.json(&format!(
                "/api/tickets/SUP-1/signals?limit=4&offset={offset}"
            ));
            let ids = |list: &serde_json::Value| {
                let texts = list.as_array().unwrap().iter();
                texts.map(|text| text["id"].clone()).collect::<Vec<_>>()
            };
            assert_eq!(ids(&signals["texts"]), ids(&part["comments"]));
            assert_eq!(signals["texts_total"], 12);
        }
        assert_eq!(json!(texts), whole["comments"]);
        assert_eq!(json!(mentions), whole["entities"]);
        let second = fixture.json("/api/tickets/SUP-1?limit=1&offset=1");
        assert_eq!(second["comments"][0], whole["comments"][1]);
        let behind = fixture.json("/api/tickets/SUP-1?offset=12");
        assert_eq!(
            (&behind["comments"], &behind["entities"]),
            (&json!([]), &json!([]))
        );
        let wrong = fixture.get("/api/tickets/SUP-1?limit=501");
        assert_eq!(wrong.code(), "limit_out_of_range");
    }

    #[test]
    fn a_key_of_two_sources_means_the_one_that_changed_last_or_was_asked_for() {
        let other = Ticket {
            source: "OLD".into(),
            updated_at: Some("2026-01-01T00:00:00Z".parse().unwrap()),
            ..ticket()
        };
        let fixture = Fixture::with(&[ticket(), other]);
        assert_eq!(fixture.json("/api/tickets/SUP-1")["source"], "SUP");
        assert_eq!(
            fixture.json("/api/tickets/SUP-1?source=OLD")["source"],
            "OLD"
        );
        assert_eq!(
            fixture.get("/api/tickets/SUP-1?source=NEW").code(),
            "no_such_ticket"
        );
    }

    #[test]
    fn a_ticket_of_another_workspace_or_unpublished_is_not_found() {
        let fixture = Fixture::empty();
        fixture.publish(2, &[ticket()]);
        fixture.stage(1, &[ticket()]);
        let answer = fixture.get("/api/tickets/SUP-1");
        assert_eq!(
            (answer.status, answer.code()),
            (404, "no_such_ticket".to_owned())
        );
        assert_eq!(fixture.get("/api/tickets/%27%20OR%201=1").status, 404);
    }
}
