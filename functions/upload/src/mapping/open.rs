//! What a job under review still waits for.

use super::file::Table;
use crate::job::Job;
use crate::problem::{doubtful, trouble as of_error};
use crate::source::Settled;
use queue::Trouble;
use tickets::{Field, Mapping};

/// What is missing and asked, by name, and the same in sentences.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Open {
    /// What no column holds.
    pub missing: Vec<&'static str>,
    /// What a person has to say.
    pub questions: Vec<&'static str>,
    /// Both, and why keys are put together, in sentences.
    pub advice: Vec<String>,
}

impl Open {
    /// What a job under review waits for.
    pub fn of(job: &Job, table: &Table, source: &Settled) -> Self {
        let mut open = Self::default();
        for error in table.mapping.lacks() {
            open.missing.push(match error.kind() {
                "no_key_column" => "ticket_id",
                _ => "text",
            });
            open.advice.push(sentences(&of_error(&error)));
        }
        for trouble in all(job, table, source) {
            let question = match trouble.code.as_str() {
                "date_order_undecided" => "date_order",
                "keys_repeat" => "ticket_id",
                "encoding_doubtful" => "encoding",
                "table_doubtful" => "table",
                crate::source::QUESTION => "source",
                _ => continue,
            };
            if !open.questions.contains(&question) {
                open.questions.push(question);
                open.advice.push(sentences(&trouble));
            }
        }
        open.advice.extend(composed(&table.mapping));
        open
    }
}

/// What is told of keys that are put together, so that a person sees why.
fn composed(mapping: &Mapping) -> Option<String> {
    let names = |field| Some(mapping.fields().get(&field)?.headers.join(", "));
    let (project, number) = (names(Field::KeyPrefix)?, names(Field::TicketId)?);
    Some(format!(
        "Keys are put together of {project:?} and {number:?}, as numbers are counted anew in each project. \
         Take the column away from the key's project where that is not so."
    ))
}

/// What was asked and is not answered, and what the file and its source leave open.
fn all(job: &Job, table: &Table, source: &Settled) -> Vec<Trouble> {
    let said = &table.said;
    let is_open = |trouble: &&Trouble| match trouble.code.as_str() {
        "date_order_undecided" => table.mapping.date_order().is_none(),
        "encoding_doubtful" => said.file.encoding.is_none(),
        "table_doubtful" => said.file.table.is_none(),
        // Whether the key is one now shows in the inspection.
        "keys_repeat" => true,
        _ => false,
    };
    let asked = job.error.iter().filter(is_open).cloned();
    let doubts = table.sniff.doubts.iter().map(doubtful);
    asked.chain(doubts).chain(source.question()).collect()
}

/// What a job under review waits for once it was changed.
pub fn trouble(job: &Job, table: &Table, source: &Settled) -> Option<Trouble> {
    if let Some(error) = table.mapping.lacks().first() {
        return Some(of_error(error));
    }
    let mut all = all(job, table, source).into_iter();
    all.find(|trouble| trouble.code != "keys_repeat")
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
