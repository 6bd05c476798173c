//! A mapping that was saved under a name, and found again by its header.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Choice, ColumnChoice, Mapping, MappingEdit, Shape};
use crate::{Field, Fingerprint, Header, Sniff, fingerprint::Maker};

/// A named mapping by column names, with the names of the file it was made for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedMapping {
    /// What people call it.
    pub name: String,
    /// Names of the columns of its file.
    pub header: Shape,
    /// The columns of each field by name.
    pub edit: MappingEdit,
    /// The source its file was of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl SavedMapping {
    /// Longest name, in characters.
    pub const NAME_CHARS: usize = 80;

    /// What is saved of a mapping.
    pub fn new(name: &str, header: &Header, mapping: &Mapping) -> Self {
        let named = |names: &Vec<String>| {
            Choice::Many(names.iter().cloned().map(ColumnChoice::Name).collect())
        };
        let fields = mapping.fields().iter();
        let fields: BTreeMap<_, _> = fields
            .map(|(&field, mapped)| (field, named(&mapped.headers)))
            .collect();
        Self {
            name: name.to_owned(),
            header: Shape::of(header),
            source: None,
            edit: MappingEdit {
                fields,
                date_order: mapping.date_order(),
                ..MappingEdit::default()
            },
        }
    }

    /// Names the header: equal for files with the same columns, whatever their order and how often each is repeated.
    pub fn fingerprint(&self) -> Fingerprint {
        let mut maker = Maker::new();
        for name in &self.header.0 {
            maker.text(Some(name));
        }
        maker.make()
    }

    /// The column names of each field.
    pub fn names(&self) -> BTreeMap<Field, Vec<String>> {
        let names = |choice: &Choice| {
            let choices = match choice {
                Choice::One(one) => std::slice::from_ref(one),
                Choice::Many(many) | Choice::Proposed { columns: many } => many,
            };
            let name = |choice: &ColumnChoice| match choice {
                ColumnChoice::Name(name) => name.clone(),
                ColumnChoice::Position(index) => format!("#{}", index + 1),
            };
            choices.iter().map(name).collect()
        };
        let fields = self.edit.fields.iter();
        fields
            .map(|(&field, choice)| (field, names(choice)))
            .collect()
    }

    /// The most similar of the saved mappings whose columns the file has, applied to its proposal.
    pub fn fitting(saved: &[Self], proposed: &Mapping, sniff: &Sniff) -> Option<Mapping> {
        let shape = Shape::of(&sniff.header);
        let mut ranked: Vec<_> = saved
            .iter()
            .filter(|saved| saved.header.is_like(&shape))
            .map(|saved| (saved.header.similarity(&shape), saved))
            .collect();
        ranked.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        ranked.into_iter().find_map(|(_, saved)| {
            let mut mapping = proposed.edited(&saved.edit, sniff).ok()?;
            mapping.check(&sniff.header).ok()?;
            mapping.template = Some(saved.name.clone());
            Some(mapping)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        mapping::{Known, propose},
        sniff,
    };

    #[test]
    fn a_saved_mapping_is_found_by_a_similar_header() {
        let csv = b"Nr,Betrefftext,Wann,Von,Note,Note\n1,Kaputt,2026-01-02,kim,a,b\n";
        let sniffed = sniff(csv, true).unwrap();
        let edit = serde_json::from_str(
            r#"{"fields":{"ticket_id":"Nr","summary":"Betrefftext","created_at":"Wann","comments":"Note"}}"#,
        );
        let mapping = propose(&sniffed, Known::default())
            .edited(&edit.unwrap(), &sniffed)
            .unwrap();
        let saved = [SavedMapping::new("Hotline", &sniffed.header, &mapping)];
        let later = b"Wann,Nr,Betrefftext,Note,Note,Note,Von\n2026-02-03,7,Langsam,x,,,kim\n";
        let later = sniff(later, true).unwrap();
        let found =
            SavedMapping::fitting(&saved, &propose(&later, Known::default()), &later).unwrap();
        assert_eq!(found.template(), Some("Hotline"));
        assert_eq!(found.columns(Field::TicketId), [1]);
        assert_eq!(found.columns(Field::Comments), [3, 4, 5]);
        assert!(found.is_sure());
        let again = SavedMapping::new("x", &later.header, &found);
        assert_eq!(again.fingerprint(), saved[0].fingerprint());
        let json = serde_json::to_string(&saved[0]).unwrap();
        assert_eq!(
            serde_json::from_str::<SavedMapping>(&json).unwrap(),
            saved[0]
        );
        let other = sniff(b"Nr,Subject,Date\n1,x,2026-01-02\n", true).unwrap();
        assert_eq!(
            SavedMapping::fitting(&saved, &propose(&other, Known::default()), &other),
            None
        );
    }
}
