//! A mapping as a person or a program writes it, checked against the header.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

use super::{Mapping, Rows, mapped, rows};
use crate::{DateOrder, Field, FileError, Header, Sniff};

/// Changes to a proposal: fields that are named get these columns, an empty list takes a field away, the others stay.
///
/// `{"fields": {"ticket_id": "Issue key", "created_at": 5, "comments": ["Comment", 12]}, "date_order": "day_first"}`; the fields
/// of a [`Mapping`] as it serializes are understood too.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MappingEdit {
    /// Columns by field.
    #[serde(default)]
    pub fields: BTreeMap<Field, Choice>,
    /// Which comes first in numeric dates, where the file does not tell.
    #[serde(default)]
    pub date_order: Option<DateOrder>,
    /// Ignored: it is part of what a mapping serializes to.
    #[serde(default, skip_serializing)]
    pub sure: bool,
    /// Ignored like it.
    #[serde(default, skip_serializing)]
    pub template: Option<String>,
    /// Ignored like it.
    #[serde(default, skip_serializing)]
    pub undated: bool,
    /// Ignored like it.
    #[serde(default, skip_serializing)]
    pub rows: Rows,
}

/// The columns of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Choice {
    /// One column, or all of one name.
    One(ColumnChoice),
    /// Several.
    Many(Vec<ColumnChoice>),
    /// As a proposal states it; headers, confidence and samples beside the columns are ignored.
    Proposed {
        /// Positions or names.
        columns: Vec<ColumnChoice>,
    },
}

/// A column by position, or all columns of a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ColumnChoice {
    /// Position in the header, from 0.
    Position(#[serde(deserialize_with = "whole")] usize),
    /// Name as the header has it.
    Name(String),
}

/// A whole number, also as JSON may write it: `3.0`.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "only whole numbers of 32 bits are taken"
)]
fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<usize, D::Error> {
    let number = f64::deserialize(deserializer)?;
    if number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number) {
        Ok(number as usize)
    } else {
        Err(serde::de::Error::custom(format!("{number} is no position")))
    }
}

impl Mapping {
    /// This mapping with a person's changes. It may still lack what [`Mapping::check`] asks for: a person chooses one
    /// column after the other.
    pub fn edited(&self, edit: &MappingEdit, sniff: &Sniff) -> Result<Self, FileError> {
        let mut fields = self.fields.clone();
        for (&field, choice) in &edit.fields {
            let choices = match choice {
                Choice::One(one) => std::slice::from_ref(one),
                Choice::Many(many) | Choice::Proposed { columns: many } => many,
            };
            let mut columns = Vec::new();
            for choice in choices {
                columns.extend(resolve(field, choice, &sniff.header)?);
            }
            columns.sort_unstable();
            columns.dedup();
            if columns.is_empty() {
                fields.remove(&field);
            } else {
                fields.insert(field, mapped(columns, 1.0, &sniff.header, &sniff.samples));
            }
        }
        // Which rows share a key, and what differs then, depends on the columns.
        let chosen = fields.iter().map(|(&field, mapped)| {
            let columns = mapped.columns.clone();
            (field, (columns, mapped.confidence))
        });
        let rows = rows::of(sniff, &chosen.collect());
        let mut edited = Self::new(
            fields,
            edit.date_order.or(self.date_order),
            self.undated,
            self.made_keys,
        );
        edited.template.clone_from(&self.template);
        edited.rows = rows;
        Ok(edited)
    }
}

fn resolve(field: Field, choice: &ColumnChoice, header: &Header) -> Result<Vec<usize>, FileError> {
    match choice {
        ColumnChoice::Position(index) if *index < header.len() => Ok(vec![*index]),
        ColumnChoice::Position(index) => Err(FileError::ColumnOutOfRange {
            field,
            index: *index,
            columns: header.len(),
        }),
        ColumnChoice::Name(name) => match header.columns_named(name.trim()) {
            columns if columns.is_empty() => Err(FileError::UnknownColumn {
                field,
                name: name.clone(),
            }),
            columns => Ok(columns),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        mapping::{Known, propose},
        sniff,
    };

    const CSV: &[u8] = b"Issue key,Title,Note,When,Note\nA-1,t,n,1/2/26,m\n";

    fn edited(json: &str) -> Result<Mapping, FileError> {
        let sniffed = sniff(CSV, true).unwrap();
        propose(&sniffed, Known::default()).edited(&serde_json::from_str(json).unwrap(), &sniffed)
    }

    #[test]
    fn names_positions_and_removal() {
        let json = r#"{"fields":{"comments":"Note","created_at":[3.0],"summary":[]},"date_order":"month_first"}"#;
        let mapping = edited(json).unwrap();
        assert_eq!(mapping.columns(Field::Comments), [2, 4]);
        assert_eq!(mapping.columns(Field::TicketId), [0]);
        assert!(mapping.columns(Field::Summary).is_empty() && mapping.is_sure());
        assert_eq!(mapping.date_order(), Some(DateOrder::MonthFirst));
    }

    #[test]
    fn what_a_proposal_serializes_to_is_an_edit() {
        let sniffed = sniff(CSV, true).unwrap();
        let proposal = propose(&sniffed, Known::default());
        let edit = serde_json::from_value(serde_json::to_value(&proposal).unwrap()).unwrap();
        let mapping = proposal.edited(&edit, &sniffed).unwrap();
        assert_eq!(
            mapping.columns(Field::TicketId),
            proposal.columns(Field::TicketId)
        );
    }

    #[test]
    fn what_rows_are_follows_from_the_columns() {
        let csv = "No,Ticket,Title,Text,Sent\n\
            9001,55,Order,It broke,2026-01-02 10:00\n9002,55,Order,We look,2026-01-03 10:00\n\
            9003,56,Bill,Hm,2026-01-03 10:00\n";
        let sniffed = sniff(csv.as_bytes(), true).unwrap();
        let proposal = propose(&sniffed, Known::default());
        let rows = |json: &str| {
            let edit = serde_json::from_str(json).unwrap();
            proposal.edited(&edit, &sniffed).unwrap().rows()
        };
        assert_eq!(rows(r#"{"fields":{"ticket_id":"No"}}"#), Rows::Tickets);
        let by_ticket =
            r#"{"fields":{"ticket_id":"Ticket","summary":"Title","description":"Text"}}"#;
        let messages = Rows::Messages {
            at: Some(4),
            author: None,
        };
        assert_eq!(rows(by_ticket), messages);
    }

    #[test]
    fn what_is_taken_away_is_missing() {
        let missing = |json: &str| {
            let missing = edited(json).unwrap().lacks();
            missing.iter().map(FileError::kind).collect::<Vec<_>>()
        };
        assert_eq!(missing("{}"), Vec::<&str>::new());
        assert_eq!(missing(r#"{"fields":{"ticket_id":[]}}"#), ["no_key_column"]);
        assert_eq!(
            missing(r#"{"fields":{"ticket_id":[],"summary":[]}}"#),
            ["no_key_column", "no_text_column"]
        );
    }

    #[test]
    fn mistakes_are_named() {
        assert_eq!(
            edited(r#"{"fields":{"ticket_id":"Issue Key"}}"#)
                .unwrap_err()
                .kind(),
            "unknown_column"
        );
        assert_eq!(
            edited(r#"{"fields":{"ticket_id":5}}"#).unwrap_err().kind(),
            "column_out_of_range"
        );
        assert!(serde_json::from_str::<MappingEdit>(r#"{"fields":{"colour":1}}"#).is_err());
    }
}
