//! Which columns hold which field: proposed from header and samples, confirmed or edited by a person.

mod comments_table;
mod content;
mod edit;
mod glued;
mod judge;
mod names;
mod notes;
mod prefix;
mod profile;
mod propose;
mod rows;
mod saved;
mod shape;
mod spoken;
mod swapped;
mod tracker_id;
mod twins;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{DateOrder, Field, FileError, Header};
pub use edit::{Choice, ColumnChoice, MappingEdit};
pub(crate) use glued::parted;
pub(crate) use judge::is_vague;
pub(crate) use names::{folded, is_jira_key, may_be_jira_key, may_mean};
pub use prefix::composed;
pub(crate) use propose::{Known, propose};
pub use rows::Rows;
pub use saved::SavedMapping;
pub use shape::Shape;

/// The columns of each field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mapping {
    fields: BTreeMap<Field, MappedField>,
    /// The order of day and month, if a person said it.
    #[serde(default)]
    date_order: Option<DateOrder>,
    sure: bool,
    /// Whether the format's lists leave the creation date out, so that it is not asked for.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    undated: bool,
    /// Whether no column holds keys, and what each row says names it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    made_keys: bool,
    /// What a row is.
    #[serde(default, skip_serializing_if = "Rows::is_tickets")]
    rows: Rows,
    /// The saved mapping it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    template: Option<String>,
}

/// The columns of one field, and why we think so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MappedField {
    /// Positions in the header, from 0, ascending.
    pub columns: Vec<usize>,
    /// Their names, each once.
    pub headers: Vec<String>,
    /// 0 to 1; 1 for what a person chose.
    pub confidence: f64,
    /// Up to three values from the first rows.
    pub samples: Vec<String>,
}

/// From this confidence on a field needs no person's look.
const SURE: f64 = 0.9;

impl Mapping {
    fn new(
        fields: BTreeMap<Field, MappedField>,
        date_order: Option<DateOrder>,
        undated: bool,
        made_keys: bool,
    ) -> Self {
        let best = |wanted: fn(Field) -> bool| {
            fields
                .iter()
                .filter(|(field, _)| wanted(**field))
                .map(|(_, mapped)| mapped.confidence)
                .fold(0.0, f64::max)
        };
        let created = best(|field| field == Field::CreatedAt);
        let changed = best(|field| field == Field::UpdatedAt);
        let sure = [
            if made_keys && !undated {
                best(Field::is_text)
            } else {
                best(|field| field == Field::TicketId)
            },
            best(Field::is_text),
            match (created, changed) {
                // Such a list may well be without any date.
                (0.0, 0.0) if undated => 1.0,
                (0.0, changed) if undated => changed,
                (created, _) => created,
            },
        ]
        .iter()
        .all(|&confidence| confidence >= SURE);
        Self {
            fields,
            date_order,
            sure,
            undated,
            made_keys,
            rows: Rows::Tickets,
            template: None,
        }
    }

    /// The name of the saved mapping it comes from.
    pub fn template(&self) -> Option<&str> {
        self.template.as_deref()
    }

    /// What the first rows are: tickets, or messages or versions of tickets.
    pub fn rows(&self) -> Rows {
        self.rows
    }

    /// Whether key, text and creation date are certain, so that no one needs to confirm.
    pub fn is_sure(&self) -> bool {
        self.sure
    }

    /// Whether no column holds keys: what each row says names it.
    pub fn makes_keys(&self) -> bool {
        self.made_keys && self.columns(Field::TicketId).is_empty()
    }

    /// What a ticket needs and no column was found for: its key, a text, when it was created.
    pub fn missing(&self) -> Vec<Field> {
        let has = |field: &Field| !self.columns(*field).is_empty();
        let text = Field::ALL.iter().any(|field| field.is_text() && has(field));
        let mut missing = vec![Field::TicketId, Field::Summary, Field::CreatedAt];
        missing.retain(|field| match field {
            Field::Summary => !text,
            // Rows that what they say names are told apart by their dates, too.
            Field::CreatedAt => !has(field) && (!self.undated || self.makes_keys()),
            field => !has(field) && !self.makes_keys(),
        });
        missing
    }

    /// The fields that have columns.
    pub fn fields(&self) -> &BTreeMap<Field, MappedField> {
        &self.fields
    }

    /// Positions of a field's columns, from 0, ascending; empty if it has none.
    pub fn columns(&self, field: Field) -> &[usize] {
        self.fields
            .get(&field)
            .map_or(&[], |mapped| &mapped.columns)
    }

    /// The order of day and month a person gave.
    pub fn date_order(&self) -> Option<DateOrder> {
        self.date_order
    }

    /// What tickets cannot be read without and no column holds: the key, a text, or both.
    pub fn lacks(&self) -> Vec<FileError> {
        let mut missing = Vec::new();
        if self.columns(Field::TicketId).is_empty() && !self.made_keys {
            missing.push(FileError::NoKeyColumn);
        }
        let has_text = |field: &Field| field.is_text() && !self.columns(*field).is_empty();
        if !Field::ALL.iter().any(has_text) {
            missing.push(FileError::NoTextColumn);
        }
        missing
    }

    /// Checks that tickets can be read with it: a key and some text are mapped, inside the header.
    pub fn check(&self, header: &Header) -> Result<(), FileError> {
        for (&field, mapped) in &self.fields {
            if let Some(&index) = mapped
                .columns
                .iter()
                .find(|&&column| column >= header.len())
            {
                return Err(FileError::ColumnOutOfRange {
                    field,
                    index,
                    columns: header.len(),
                });
            }
        }
        self.lacks().into_iter().next().map_or(Ok(()), Err)
    }
}

/// Samples and names of columns, for a field of a mapping.
fn mapped(
    columns: Vec<usize>,
    confidence: f64,
    header: &Header,
    rows: &[Vec<(usize, String)>],
) -> MappedField {
    let mut headers: Vec<String> = Vec::new();
    for name in columns.iter().map(|&column| header.name(column)) {
        if !headers.contains(&name) {
            headers.push(name);
        }
    }
    let mut samples: Vec<String> = Vec::new();
    let cells = rows
        .iter()
        .flatten()
        .filter(|(column, _)| columns.binary_search(column).is_ok());
    for value in cells
        .map(|(_, value)| value.trim())
        .filter(|value| !value.is_empty())
    {
        if samples.len() < 3 && !samples.iter().any(|sample| sample == value) {
            samples.push(value.to_owned());
        }
    }
    MappedField {
        columns,
        headers,
        confidence,
        samples,
    }
}
