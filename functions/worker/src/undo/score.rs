//! The mood of a ticket that is restored, where a rescoring came between: of its texts, as they are scored now.

use super::former::Former;
use crate::mood;
use crate::names::Names;
use crate::rebuild::tickets::Found;
use crate::rescoring::texts::StoredText;
use rows::{EntityRow, ScoreRow};
use sentiment::{FieldKind, SCORING_VERSION, Scorer};

/// What is found of texts that no rescoring has read.
#[derive(Default)]
pub struct Anew {
    /// Their scores before and now.
    pub scores: Vec<ScoreRow>,
    /// What they mention.
    pub entities: Vec<EntityRow>,
}

/// Gives the ticket the mood of these texts, which are all that show of it. Where they were scored anew since the upload,
/// summary and description did not show: they are read now, and their entities take the place of those known.
pub fn again(
    former: &mut Former,
    texts: &mut [StoredText],
    known: &mut Vec<Found>,
    names: &Names,
    is_rescored: bool,
    anew: &mut Anew,
) {
    let scorer = Scorer::new();
    let is_read = |text: &StoredText| is_rescored && text.row.field_type != FieldKind::Comment;
    let rows = texts.iter().map(|text| {
        let row = text.row.clone();
        if is_read(text) {
            mood::read(scorer, row)
        } else {
            row
        }
    });
    let now = mood::again(former.ticket.state.clone(), rows.collect(), names);
    former.ticket.mood = now.revision.mood;
    SCORING_VERSION.clone_into(&mut former.ticket.scoring_version);
    for (text, row) in texts.iter_mut().zip(now.texts) {
        if !is_read(text) {
            continue;
        }
        let old = text.score();
        anew.scores.push(ScoreRow {
            result_id: text.id,
            old_sentiment: old.label,
            old_confidence: old.confidence,
            old_compound: old.compound,
            old_scoring_version: text.scoring_version.clone(),
            sentiment: row.sentiment,
            confidence: row.confidence,
            compound: row.compound,
            moved: u8::from(old.label != row.sentiment),
            side: row.side,
            urgency: row.urgency,
            intensity: row.intensity,
            language: row.language.clone(),
        });
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
        SCORING_VERSION.clone_into(&mut text.scoring_version);
        text.row = row;
    }
}
