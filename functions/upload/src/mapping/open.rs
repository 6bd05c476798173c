//! What a job under review still waits for.

use crate::job::Job;
use crate::problem::trouble as of_error;
use queue::{Status, Trouble};
use tickets::Mapping;

/// What is missing and asked, by name, and the same in sentences.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Open {
    /// What no column holds.
    pub missing: Vec<&'static str>,
    /// What a person has to say.
    pub questions: Vec<&'static str>,
    /// Both, in sentences.
    pub advice: Vec<String>,
}

impl Open {
    /// What a job waits for; nothing unless it is under review.
    pub fn of(job: &Job, mapping: &Mapping) -> Self {
        let mut open = Self::default();
        if job.status != Status::Review {
            return open;
        }
        for error in mapping.missing() {
            open.missing.push(match error.kind() {
                "no_key_column" => "ticket_id",
                _ => "text",
            });
            open.advice.push(sentences(&of_error(&error)));
        }
        let asked = job.error.as_ref().and_then(|trouble| {
            let question = match trouble.code.as_str() {
                "date_order_undecided" => "date_order",
                "keys_repeat" => "ticket_id",
                _ => return None,
            };
            Some((question, trouble))
        });
        if let Some((question, trouble)) = asked {
            open.questions.push(question);
            open.advice.push(sentences(trouble));
        }
        open
    }
}

/// What a job under review waits for once it has another mapping.
pub fn trouble(job: &Job, mapping: &Mapping) -> Option<Trouble> {
    if let Some(error) = mapping.missing().first() {
        return Some(of_error(error));
    }
    let answered = |trouble: &Trouble| match trouble.code.as_str() {
        "date_order_undecided" => mapping.date_order().is_some(),
        // Whether the key is one now shows in the inspection.
        _ => true,
    };
    job.error.clone().filter(|trouble| !answered(trouble))
}

/// What is wrong and what to do, as sentences.
fn sentences(trouble: &Trouble) -> String {
    let sentence = |text: &str| {
        let mut letters = text.chars();
        let first = letters.next().map(char::to_uppercase);
        let first: String = first.into_iter().flatten().collect();
        format!("{first}{}.", letters.as_str())
    };
    format!(
        "{} {}",
        sentence(&trouble.detail),
        sentence(&trouble.remedy)
    )
}
