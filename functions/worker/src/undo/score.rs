//! The mood of a ticket that is restored, where a rescoring came between: of its texts, as they are scored now.

use super::former::{Former, is_taken_away};
use crate::mood;
use crate::names::Names;
use crate::rebuild::tickets::Found;
use crate::rescoring::comparison;
use crate::rescoring::texts::StoredText;
use rows::{EntityRow, ScoreRow, TextRow};
use sentiment::{FieldKind, SCORING_VERSION, Scorer};

/// What is found of texts that no rescoring has read.
#[derive(Default)]
pub struct Anew {
    /// Their scores before and now.
    pub scores: Vec<ScoreRow>,
    /// Comments that come back, by their number among the former ones, with the scores they have now.
    pub comments: Vec<(i64, TextRow)>,
    /// What all of them mention.
    pub entities: Vec<EntityRow>,
}

/// Gives the ticket the mood of these texts, which are all that show of it, where a rescoring came since it was found. Where
/// they were scored anew since the upload, summary, description and the comments that come back did not show: they are read
/// now, and their entities take the place of those known. Of a comment that comes back none are known.
pub fn again(
    former: &mut Former,
    texts: &mut [StoredText],
    known: &mut Vec<Found>,
    names: &Names,
    is_rescored: bool,
    anew: &mut Anew,
) {
    let scorer = Scorer::new();
    // What its texts were read in before: the tickets it came with are not at hand.
    let usual = texts.iter().find_map(|text| text.row.language.parse().ok());
    let beside = mood::language_of(&former.ticket.state, usual);
    let is_read = |text: &StoredText| {
        is_rescored && (text.row.field_type != FieldKind::Comment || is_taken_away(text))
    };
    let rows = texts.iter().map(|text| {
        let row = text.row.clone();
        if is_read(text) {
            mood::read(scorer, row, beside)
        } else {
            row
        }
    });
    let now = mood::again(former.ticket.state.clone(), rows.collect(), names);
    if former.rescorings > 0 {
        former.ticket.mood = now.revision.mood;
        SCORING_VERSION.clone_into(&mut former.ticket.scoring_version);
    }
    for (text, row) in texts.iter_mut().zip(now.texts) {
        let is_read = is_read(text);
        if !is_read && !is_taken_away(text) {
            continue;
        }
        let is_of =
            |found: &Found| found.job == text.job && found.row.fingerprint == row.fingerprint;
        known.retain(|found| !is_of(found));
        let mentioned = now.entities.iter();
        for entity in mentioned.filter(|entity| entity.fingerprint == row.fingerprint) {
            anew.entities.push(entity.clone());
            known.push(Found {
                id: 0,
                job: text.job.clone(),
                row: entity.clone(),
            });
        }
        if !is_read {
            continue;
        }
        if is_taken_away(text) {
            anew.comments.push((-text.id, row.clone()));
        } else {
            let (old, version) = (text.score(), text.scoring_version.clone());
            anew.scores.push(comparison(text.id, old, version, &row));
        }
        SCORING_VERSION.clone_into(&mut text.scoring_version);
        text.row = row;
    }
}
