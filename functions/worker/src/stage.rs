//! A chunk's scored tickets as staged files of the lake, and in each revision where its rows went.

use super::mood::Scored;
use endpoint::Context;
use queue::{Claim, Failure};
use rows::lake::{self, Of, Stamp};
use rows::{EntityRow, RevisionRow, TextRow};
use sentiment::FieldKind;
use stores::lake::{Dataset, StagedFile};
use stores::named::{Document, Moment};

/// Writes the lake files and notes in each revision where its rows went.
pub async fn stage_files(
    cx: &Context,
    claim: &Claim,
    source: &str,
    date: &str,
    scored: &mut [Scored],
) -> Result<Vec<StagedFile>, Failure> {
    if scored.is_empty() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    let positions = {
        let rows = Rows::of(claim, scored);
        let mut append = async |dataset, ipc| -> Result<Vec<u32>, Failure> {
            let mut file = cx
                .lake
                .append(claim.workspace, dataset, &claim.job, claim.chunk, date, ipc)
                .await?;
            let positions = std::mem::take(&mut file.positions);
            files.push(file);
            Ok(positions)
        };
        let tickets = append(
            Dataset::Ticket,
            lake::tickets(&rows.tickets, source).map_err(|error| Failure::bug(&error))?,
        )
        .await?;
        let texts = if rows.texts.is_empty() {
            Vec::new()
        } else {
            append(
                Dataset::Sentiment,
                lake::texts(&rows.texts, source).map_err(|error| Failure::bug(&error))?,
            )
            .await?
        };
        let entities = if rows.entities.is_empty() {
            Vec::new()
        } else {
            append(
                Dataset::Entity,
                lake::entities(&rows.entities, source).map_err(|error| Failure::bug(&error))?,
            )
            .await?
        };
        (tickets, texts, entities)
    };

    let (mut text, mut entity) = (positions.1.into_iter(), positions.2.into_iter());
    for (one, row) in scored.iter_mut().zip(positions.0) {
        one.revision.place.lake_row = row;
        let fields: Vec<u32> = own(&one.texts, &mut text, |row| row.field_type);
        let entities: Vec<u32> = own(&one.entities, &mut entity, |row| row.field_type);
        one.revision.place.lake_field_ranges = ranges(fields);
        one.revision.place.lake_entity_ranges = ranges(entities);
    }
    Ok(files)
}

/// The rows of a chunk, ticket by ticket.
#[derive(Default)]
struct Rows<'a> {
    tickets: Vec<Of<'a, RevisionRow>>,
    texts: Vec<Of<'a, TextRow>>,
    entities: Vec<Of<'a, EntityRow>>,
}

impl<'a> Rows<'a> {
    fn of(claim: &'a Claim, scored: &'a [Scored]) -> Self {
        let now = Stamp {
            job: &claim.job,
            scoring_version: sentiment::SCORING_VERSION,
        };
        let mut rows = Self::default();
        for one in scored {
            let ticket = &one.revision.state;
            let (created_at, product) = (ticket.created_at, ticket.product.as_str());
            let time = |own: Option<Moment>| own.or(created_at).map(|at| at.0);
            let before = one.before.as_ref();
            rows.tickets.push(Of {
                row: &one.revision,
                at: time(None),
                product,
                stamp: before.map_or(now, |before| before.ticket.stamp()),
            });
            for (place, row) in one.texts.iter().enumerate() {
                let stamp = before.and_then(|before| before.texts.get(place));
                rows.texts.push(Of {
                    row,
                    at: time(row.comment_timestamp),
                    product,
                    stamp: stamp.map_or(now, super::mood::Source::stamp),
                });
            }
            for (place, row) in one.entities.iter().enumerate() {
                let text = one
                    .texts
                    .iter()
                    .find(|text| text.fingerprint == row.fingerprint);
                let at = text.and_then(|text| text.comment_timestamp);
                let stamp = before.and_then(|before| before.entities.get(place));
                rows.entities.push(Of {
                    row,
                    at: time(at),
                    product,
                    stamp: stamp.map_or(now, super::mood::Source::stamp),
                });
            }
        }
        rows
    }
}

/// Positions of the rows of summary and description: these are the ones a later revision replaces.
fn own<T>(
    rows: &[T],
    positions: &mut impl Iterator<Item = u32>,
    field_type: fn(&T) -> FieldKind,
) -> Vec<u32> {
    let placed: Vec<(&T, u32)> = rows
        .iter()
        .zip(positions.by_ref().take(rows.len()))
        .collect();
    placed
        .into_iter()
        .filter(|(row, _)| field_type(row) != FieldKind::Comment)
        .map(|(_, position)| position)
        .collect()
}

/// Positions as half-open ranges.
fn ranges(mut positions: Vec<u32>) -> Document {
    positions.sort_unstable();
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for position in positions {
        match ranges.last_mut() {
            Some(last) if last.1 == position => last.1 += 1,
            _ => ranges.push((position, position + 1)),
        }
    }
    Document::of(&ranges)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbouring_positions_are_one_range() {
        assert_eq!(ranges(vec![4, 2, 3, 9]).0, "[[2,5],[9,10]]");
        assert_eq!(ranges(Vec::new()), Document::default());
    }
}
