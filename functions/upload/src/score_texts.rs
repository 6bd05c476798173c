//! `POST /api/sentiment/score`: scores texts without keeping them.

use endpoint::{Error, Json, Problem};
use sentiment::{Reading, Scorer};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// At most this many texts a request.
const MOST_TEXTS: usize = 1_000;

/// Texts to score.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Texts {
    /// 1 to 1,000 texts.
    #[schema(min_items = 1, max_items = 1000)]
    pub texts: Vec<String>,
}

/// How one text sounds.
#[derive(Debug, Serialize, ToSchema)]
pub struct TextScore {
    /// `negative`, `neutral` or `positive`; `unknown` for a language the scorer does not speak.
    pub label: &'static str,
    /// `read`, `nothing` (no words, or only code, logs, quotes and addresses: neutral) or `unknown_language`.
    pub reading: &'static str,
    /// −1 (most negative) to 1 (most positive).
    pub compound: f64,
    /// How likely the label is right, 0 to 1; 0 for a text that was not read.
    pub confidence: f64,
    /// Share of positive words, 0 to 1.
    pub positive: f64,
    /// Share of neutral words, 0 to 1.
    pub neutral: f64,
    /// Share of negative words, 0 to 1.
    pub negative: f64,
}

/// How the texts sound, in the order they were asked.
#[derive(Debug, Serialize, ToSchema)]
pub struct Results {
    /// One per text.
    pub results: Vec<TextScore>,
    /// Which scorer answered.
    pub scoring_version: &'static str,
}

/// Scores up to 1,000 texts.
#[utoipa::path(post, path = "/api/sentiment/score", tag = "sentiment", operation_id = "score_texts",
    extensions(("x-permission" = json!("sentiment:score"))), request_body = Texts,
    responses((status = 200, body = Results), (status = 400, body = Problem), (status = 401, body = Problem)))]
pub async fn score(Json(body): Json<Texts>) -> Result<Json<Results>, Error> {
    if body.texts.is_empty() || body.texts.len() > MOST_TEXTS {
        let detail = format!(
            "texts must hold 1 to {MOST_TEXTS} texts, not {}",
            body.texts.len()
        );
        return Err(Error::invalid("text_count_out_of_range", detail)
            .field("texts")
            .remedy("send them in several requests"));
    }
    let scorer = Scorer::new();
    let results = body.texts.iter().map(|text| one(scorer, text)).collect();
    Ok(Json(Results {
        results,
        scoring_version: sentiment::SCORING_VERSION,
    }))
}

fn one(scorer: Scorer, text: &str) -> TextScore {
    let (score, reading) = scorer.read(text);
    TextScore {
        label: match reading {
            Reading::UnknownLanguage => "unknown",
            Reading::Read | Reading::Nothing => score.label.as_str(),
        },
        reading: reading.as_str(),
        compound: score.compound,
        confidence: score.confidence,
        positive: score.positive,
        neutral: score.neutral,
        negative: score.negative,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_language_is_unknown_and_never_guessed() {
        let found = one(
            Scorer::new(),
            "Non sono per niente soddisfatto della vostra risposta.",
        );
        assert_eq!(
            (found.label, found.reading, found.confidence),
            ("unknown", "unknown_language", 0.0)
        );
        let found = one(Scorer::new(), "Thanks, that solved it.");
        assert_eq!((found.label, found.reading), ("positive", "read"));
    }
}
