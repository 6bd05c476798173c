//! A chunk's scored tickets as staged files of the lake, and in each revision where its rows went.

use super::mood::Scored;
use endpoint::Context;
use queue::{Claim, Failure};
use rows::lake::{self, Of, Stamp};
use rows::{CommentPlace, EntityRow, RevisionRow, TextRow};
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
        let texts: Vec<(&TextRow, u32)> = placed(&one.texts, &mut text);
        let entities: Vec<(&EntityRow, u32)> = placed(&one.entities, &mut entity);
        one.revision.place.lake_comments = Document::of(&comments(&texts, &entities));
        one.revision.place.lake_field_ranges = own(&texts, |row| row.field_type);
        one.revision.place.lake_entity_ranges = own(&entities, |row| row.field_type);
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

/// The next of the rows with their positions.
fn placed<'r, T>(rows: &'r [T], positions: &mut impl Iterator<Item = u32>) -> Vec<(&'r T, u32)> {
    rows.iter()
        .zip(positions.by_ref().take(rows.len()))
        .collect()
}

/// Positions of the rows of summary and description: these are the ones a later revision replaces.
fn own<T>(placed: &[(&T, u32)], field_type: fn(&T) -> FieldKind) -> Document {
    let own = placed.iter();
    let own = own.filter(|(row, _)| field_type(row) != FieldKind::Comment);
    Document::of(&ranges(own.map(|(_, position)| *position).collect()))
}

/// Where the comments lie, and the entities in them: a later revision may take each of them away.
fn comments(texts: &[(&TextRow, u32)], entities: &[(&EntityRow, u32)]) -> Vec<CommentPlace> {
    let comment = |(row, position): &(&TextRow, u32)| {
        let of_comment = entities.iter();
        let of_comment = of_comment.filter(|(entity, _)| entity.fingerprint == row.fingerprint);
        let entities = of_comment.map(|(_, position)| *position).collect();
        Some((row.comment_number?, *position, ranges(entities)))
    };
    texts.iter().filter_map(comment).collect()
}

/// Positions as half-open ranges.
fn ranges(mut positions: Vec<u32>) -> Vec<(u32, u32)> {
    positions.sort_unstable();
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for position in positions {
        match ranges.last_mut() {
            Some(last) if last.1 == position => last.1 += 1,
            _ => ranges.push((position, position + 1)),
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbouring_positions_are_one_range() {
        assert_eq!(ranges(vec![4, 2, 3, 9]), [(2, 5), (9, 10)]);
        assert_eq!(ranges(Vec::new()), []);
    }

    #[test]
    fn comments_know_their_rows_and_those_of_their_entities() {
        let text = |number: Option<u32>, fingerprint: &str| TextRow {
            comment_number: number,
            fingerprint: fingerprint.to_owned(),
            ..TextRow::default()
        };
        let entity = |fingerprint: &str| EntityRow {
            fingerprint: fingerprint.to_owned(),
            ..EntityRow::default()
        };
        let texts = [text(None, "s"), text(Some(3), "a"), text(Some(4), "b")];
        let entities = [entity("s"), entity("b"), entity("b"), entity("a")];
        let texts = placed(&texts, &mut [7, 9, 2].into_iter());
        let entities = placed(&entities, &mut [1, 5, 6, 0].into_iter());
        assert_eq!(
            comments(&texts, &entities),
            [(3, 9, vec![(0, 1)]), (4, 2, vec![(5, 7)])]
        );
    }
}
