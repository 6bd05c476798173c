//! Proposes a mapping: names first, then what the first rows hold.

use std::collections::BTreeMap;

use super::{MappedField, Mapping, mapped, names};
use crate::{DateError, Field, Sniff, TicketKey, date::Reading};

/// Lower than this is no proposal.
const LEAST: f64 = 0.2;

/// Proposes the columns of each field; `own` are names that the file's format is sure of.
pub(crate) fn propose(sniff: &Sniff, own: names::Own) -> Mapping {
    let mut fields = BTreeMap::new();
    for field in Field::ALL {
        if let Some(mapped) = best(field, sniff, own) {
            fields.insert(field, mapped);
        }
    }
    if !fields.contains_key(&Field::TicketId)
        && let Some(id) = sniff
            .header
            .names()
            .iter()
            .position(|name| names::is_internal_id(name))
    {
        fields.insert(
            Field::TicketId,
            mapped(vec![id], 0.3, &sniff.header, &sniff.samples),
        );
    }
    Mapping::new(fields, None)
}

/// The columns whose name is the surest for a field, all of them for a list, else the first that holds anything.
fn best(field: Field, sniff: &Sniff, own: names::Own) -> Option<MappedField> {
    let header = &sniff.header;
    let named = header
        .names()
        .iter()
        .filter_map(|name| Some((names::confidence_with(own, field, name)?, name)));
    let mut best: Option<(f64, MappedField)> = None;
    let mut seen: Vec<&str> = Vec::new();
    for (by_name, name) in named {
        // `Comment`, `Comment.1`, `Comment.2` are one list, as repeated columns of one name are.
        let name = if field.is_list() {
            names::base(name)
        } else {
            name
        };
        if seen.contains(&name) {
            continue;
        }
        seen.push(name);
        let columns = if field.is_list() {
            let same = |column: &usize| names::base(&header.names()[*column]) == name;
            (0..header.len()).filter(same).collect()
        } else {
            header.columns_named(name)
        };
        let filled = filled(&columns, &sniff.samples);
        let candidate = mapped(columns, by_name, header, &sniff.samples);
        let confidence = by_name * fit(field, &filled);
        if confidence >= LEAST && best.as_ref().is_none_or(|(best, _)| confidence > *best) {
            best = Some((confidence, candidate));
        }
    }
    let (confidence, mut mapped) = best?;
    mapped.confidence = (confidence * 1000.0).round() / 1000.0;
    Some(mapped)
}

/// All cells of the columns that hold something, in the first rows.
fn filled<'a>(columns: &[usize], rows: &'a [Vec<(usize, String)>]) -> Vec<&'a str> {
    let cells = rows
        .iter()
        .flatten()
        .filter(|(column, _)| columns.contains(column));
    cells
        .map(|(_, value)| value.trim())
        .filter(|value| !value.is_empty())
        .collect()
}

/// How well the cells fit the field, 0 to 1; no cells fit fairly.
fn fit(field: Field, samples: &[&str]) -> f64 {
    let share = |fits: fn(&str) -> bool| {
        let fitting = samples.iter().filter(|sample| fits(sample)).count();
        match samples.len() {
            0 => 0.95,
            count => {
                f64::from(u32::try_from(fitting).unwrap_or(0))
                    / f64::from(u32::try_from(count).unwrap_or(1))
            }
        }
    };
    match field {
        Field::TicketId => 0.3 + 0.7 * share(|sample| TicketKey::new(sample).is_ok()),
        _ if field.is_date() => 0.1 + 0.9 * share(is_date),
        // A person or a state is short; prose under such a name is something else.
        Field::Status | Field::Priority | Field::IssueType => {
            0.5 + 0.5 * share(|sample| sample.chars().count() <= 60)
        }
        _ => 1.0,
    }
}

fn is_date(text: &str) -> bool {
    let read = Reading::in_column(text, crate::Serials::default())
        .and_then(|reading| reading.instant(None, &crate::Zone::UTC));
    matches!(read, Ok(_) | Err(DateError::Ambiguous))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sniff;

    fn columns(csv: &str, field: Field) -> Vec<usize> {
        propose(&sniff(csv.as_bytes(), true).unwrap(), &[])
            .columns(field)
            .to_vec()
    }

    const JIRA: &str = "Summary,Issue key,Issue id,Created,Labels,Labels,Custom field ([CHART] Time in Status),\
        Asset id,Comment,Custom field (Created),Comment,Resolved,Description\n\
        Login fails,SUP-1,10001,12/Jan/26 8:35 AM,a,b,1_*:*_2,77,12/Jan/26 9:35 AM;kim;Hi,x,,,Help\n";

    #[test]
    fn the_columns_people_mean() {
        assert_eq!(columns(JIRA, Field::TicketId), [1]);
        assert_eq!(columns(JIRA, Field::CreatedAt), [3]);
        assert_eq!(columns(JIRA, Field::Comments), [8, 10]);
        assert_eq!(columns(JIRA, Field::Labels), [4, 5]);
        assert!(columns(JIRA, Field::UpdatedAt).is_empty());
        let mapping = propose(&sniff(JIRA.as_bytes(), true).unwrap(), &[]);
        assert!(mapping.is_sure());
        assert_eq!(mapping.fields()[&Field::Summary].samples, ["Login fails"]);
    }

    #[test]
    fn localized_headers() {
        let spanish = "Resumen,Clave de incidencia,ID de la incidencia,Creada,Comentario,Comentario\n\
            No funciona,SUP-1,1,18/jul/26 9:10 AM,a,b\n";
        assert_eq!(columns(spanish, Field::TicketId), [1]);
        assert_eq!(columns(spanish, Field::Comments), [4, 5]);
        assert!(propose(&sniff(spanish.as_bytes(), true).unwrap(), &[]).is_sure());
        let german = "Zusammenfassung;Vorgangsschlüssel;Erstellt;Status\nKaputt;SUP-1;18.07.2026 09:10;Offen\n";
        assert!(propose(&sniff(german.as_bytes(), true).unwrap(), &[]).is_sure());
    }

    #[test]
    fn numbered_names_are_one_list() {
        let csv = "Issue key,Summary,Comment,Comment.1,Comment.2,Created,Created.1\nA-1,x,a,b,c,2/Jan/26,3/Jan/26\n";
        assert_eq!(columns(csv, Field::Comments), [2, 3, 4]);
        assert_eq!(columns(csv, Field::CreatedAt), [5]);
    }

    #[test]
    fn doubt_asks() {
        let no_dates = "Issue key,Summary,Created\nA-1,x,n/a\n";
        assert!(!propose(&sniff(no_dates.as_bytes(), true).unwrap(), &[]).is_sure());
        let only_id = "Issue id,Summary,Created\n1,x,2026-01-01\n";
        let mapping = propose(&sniff(only_id.as_bytes(), true).unwrap(), &[]);
        assert!(!mapping.is_sure() && mapping.columns(Field::TicketId) == [0]);
        let none = sniff(b"foo,bar\n1,2\n", true).unwrap();
        assert_eq!(
            propose(&none, &[]).check(&none.header).unwrap_err().kind(),
            "no_key_column"
        );
    }
}
