//! What a ticket's texts say beside their mood, and the words that made their scores.

use axum::extract::State;
use endpoint::{Caller, Context, Error, Json, Path, Problem, Query, Result};
use jiff::Timestamp;
use sentiment::{
    Aspect, Emotion, Field, FieldKind, Label, SCORING_VERSION, Score, Scorer, Signals, Strategy,
    TicketMood,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::texts::{self, Conversation, ScoredText, Texts};
use super::{Params, found, key};

/// What a ticket says beside its mood. Read from a part of its texts when it is asked for, for nearly every ticket from all
/// of them; the scores are the stored ones.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TicketSignals {
    /// How urgent the ticket sounds, 0 to 1; above 0.6 is urgent.
    urgency: f64,
    /// Strongest first.
    emotions: Vec<EmotionShown>,
    /// What it is about, best match first, at most three: `performance`, `bug`, `usability`, `feature_request`,
    /// `billing`, `security`, `login`, `data`, or `general` alone.
    categories: Vec<&'static str>,
    /// Most mentioned first.
    aspects: Vec<AspectShown>,
    trajectory: MoodTrajectory,
    /// How many texts the ticket has: where these are more, all of this is about the part asked for.
    texts_total: u64,
    /// The first 500, or the part asked for, in the order of the conversation.
    texts: Vec<TextSignals>,
    /// The scorer that named the words.
    scoring_version: &'static str,
}

/// An emotion and how strongly it shows.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct EmotionShown {
    /// `frustrated`, `angry`, `disappointed`, `satisfied`, `delighted`, `grateful`, `confused` or `worried`.
    #[schema(value_type = String)]
    emotion: Emotion,
    /// 0 to 1.
    strength: f64,
}

/// What is judged, and how.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct AspectShown {
    /// `product_quality`, `customer_service`, `user_experience`, `performance`, `value` or `features`.
    #[schema(value_type = String)]
    aspect: Aspect,
    /// How many sentences speak of it.
    mentions: u32,
    /// `negative`, `neutral` or `positive`.
    #[schema(schema_with = crate::mood::documented)]
    #[serde(alias = "label")]
    sentiment: Label,
    /// The mean compound of those sentences, −1 to 1.
    compound: f64,
}

/// How the mood moved through the conversation.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MoodTrajectory {
    /// `disgruntled_to_satisfied`, `satisfied_to_disgruntled`, `consistently_positive`, `consistently_negative`,
    /// `volatile` or `neutral_stable`.
    #[serde(rename = "type")]
    kind: &'static str,
    /// Half the difference between the means of the later and the earlier half, −1 to 1.
    improvement_score: f64,
    /// Half the mean size of a step, 0 to 1.
    volatility_score: f64,
    /// Oldest first.
    turning_points: Vec<MoodTurn>,
}

/// A text that changed the mood by 0.5 or more.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MoodTurn {
    /// The text.
    text_id: i64,
    /// By how much, −2 to 2.
    change: f64,
}

/// What a text says beside its mood.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TextSignals {
    /// The text.
    id: i64,
    /// The words that made its score, in order.
    words: Vec<MovingWord>,
    /// How urgent it sounds, 0 to 1.
    urgency: f64,
    /// How emphatic it is, 0 to 1.
    intensity: f64,
    /// Strongest first.
    emotions: Vec<EmotionShown>,
}

/// A word or phrase that moved a score.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MovingWord {
    /// Where it begins, in characters.
    start_pos: u32,
    /// The character behind its last one.
    end_pos: u32,
    /// How far it moved the score, about −6 to 6.
    weight: f64,
}

/// What a ticket says beside its mood, and the words that made its scores. `limit` and `offset` say which part of its texts
/// is meant.
#[utoipa::path(get, path = "/api/tickets/{ticket_id}/signals", tag = "tickets", operation_id = "get_ticket_signals",
    params(("ticket_id" = String, Path, description = "The ticket's key"), Params, Texts),
    extensions(("x-permission" = json!("tickets:read"))),
    responses((status = 200, body = TicketSignals), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get(
    State(cx): State<Context>,
    caller: Caller,
    Path(ticket_id): Path<String>,
    Query(params): Query<Params>,
    Query(part): Query<Texts>,
) -> Result<Json<TicketSignals>> {
    let of = key(&caller, ticket_id, params);
    let state = found(&cx, &of).await?;
    let told = texts::of_ticket(&cx.records, of.workspace, &state, part).await?;
    let fields = told.texts.iter().map(field).collect::<Result<Vec<_>>>()?;
    let mood = TicketMood::of(&fields, Strategy::default());
    Ok(Json(shown(&mood, &told)))
}

fn field(text: &ScoredText) -> Result<Field<'_>> {
    let label = text.sentiment.parse().map_err(Error::internal)?;
    let kind: FieldKind = text.field_type.parse().map_err(Error::internal)?;
    Ok(Field {
        kind,
        text: &text.text,
        author: text.author_id.as_deref(),
        side: text.side.parse().unwrap_or_default(),
        at: text.comment_timestamp.map(Timestamp::as_microsecond),
        score: Score::stored(label, text.compound, text.confidence),
    })
}

fn shown(mood: &TicketMood, told: &Conversation) -> TicketSignals {
    let trajectory = &mood.trajectory;
    TicketSignals {
        urgency: mood.urgency,
        emotions: emotions(&mood.emotions),
        categories: mood
            .categories
            .iter()
            .map(|category| category.as_str())
            .collect(),
        aspects: mood
            .aspects
            .iter()
            .map(|found| AspectShown {
                aspect: found.aspect,
                mentions: found.mentions,
                sentiment: found.label,
                compound: found.compound,
            })
            .collect(),
        trajectory: MoodTrajectory {
            kind: trajectory.kind.as_str(),
            improvement_score: trajectory.improvement_score,
            volatility_score: trajectory.volatility_score,
            turning_points: trajectory
                .turning_points
                .iter()
                .map(|turn| MoodTurn {
                    text_id: told.texts[turn.field].id,
                    change: turn.change,
                })
                .collect(),
        },
        texts_total: told.total,
        texts: told.texts.iter().map(of_text).collect(),
        scoring_version: SCORING_VERSION,
    }
}

fn of_text(text: &ScoredText) -> TextSignals {
    let language = text.language.parse().ok();
    let signals = match language {
        Some(_) => Signals::of_in(&text.text, language),
        None => Signals::of(&text.text),
    };
    let words = Scorer::new().spans_beside(&text.text, language);
    TextSignals {
        id: text.id,
        words: words
            .iter()
            .map(|span| MovingWord {
                start_pos: span.start,
                end_pos: span.end,
                weight: span.weight,
            })
            .collect(),
        urgency: signals.urgency,
        intensity: signals.intensity,
        emotions: emotions(&signals.emotions),
    }
}

fn emotions(found: &[sentiment::EmotionStrength]) -> Vec<EmotionShown> {
    let shown = found.iter().map(|found| EmotionShown {
        emotion: found.emotion,
        strength: found.strength,
    });
    shown.collect()
}

#[cfg(test)]
mod tests {
    use figures::fixture::Ticket;
    use serde_json::{Value, json};

    use crate::testing::{Fixture, column};

    #[test]
    fn a_ticket_tells_what_it_is_about_and_where_its_mood_turned() {
        let ticket = Ticket {
            description: "I am furious, I was charged twice! Please refund the invoice.".into(),
            ..Ticket::new("SUP-1", "2026-03-01T08:00:00Z", -0.5)
        }
        .comment("2026-03-02T08:00:00Z", "eve", "Still terrible.", -0.8)
        .comment(
            "2026-03-03T08:00:00Z",
            "eve",
            "Thank you, the support team was wonderful!",
            0.9,
        );
        let fixture = Fixture::with(&[ticket]);
        let texts = fixture.json("/api/tickets/SUP-1")["comments"].clone();
        let found = fixture.json("/api/tickets/SUP-1/signals");
        assert_eq!(found["categories"][0], "billing");
        assert!(column(&found["emotions"], "emotion").contains(&"angry"));
        assert_eq!(found["aspects"][0]["aspect"], "customer_service");
        assert_eq!(found["aspects"][0]["sentiment"], "positive");
        let trajectory = &found["trajectory"];
        assert_eq!(trajectory["type"], "disgruntled_to_satisfied");
        assert_eq!(trajectory["turning_points"][0]["text_id"], texts[3]["id"]);
        assert!(trajectory["turning_points"][0]["change"].as_f64().unwrap() >= 0.5);
        let ids = |list: &Value| -> Vec<Value> {
            let list = list.as_array().unwrap().iter();
            list.map(|text| text["id"].clone()).collect()
        };
        assert_eq!(ids(&found["texts"]), ids(&texts));
        assert_eq!(
            found["texts"][2]["words"],
            json!([{"start_pos": 6, "end_pos": 14, "weight": found["texts"][2]["words"][0]["weight"]}])
        );
        assert!(found["texts"][2]["words"][0]["weight"].as_f64().unwrap() < 0.0);
    }

    #[test]
    fn there_are_no_signals_of_a_ticket_that_is_not_there() {
        let fixture = Fixture::empty();
        fixture.publish(2, &[Ticket::new("SUP-1", "2026-03-01T08:00:00Z", 0.5)]);
        let answer = fixture.get("/api/tickets/SUP-1/signals");
        assert_eq!(
            (answer.status, answer.code()),
            (404, "no_such_ticket".to_owned())
        );
    }
}
