//! The kinds of jobs: what each is called, its phases, and who may begin and steer it.
//!
//! Another kind is another constant here, its work in `worker/`, and a line in `worker/work.rs`.

use identity::Permission;
use serde::{Serialize, Serializer};
use std::fmt;
use utoipa::ToSchema;

/// A phase of a kind of job.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = JobPhase)]
pub struct Phase {
    /// The word the database and the API use.
    pub name: &'static str,
    /// What it does, in a few words.
    pub title: &'static str,
    /// Whether it waits for the jobs of the workspace that go first.
    #[serde(skip)]
    pub waits: bool,
}

/// Reads the file once: rows, chunks, encoding, order of day and month. Each chunk becomes a step.
pub static INSPECT: Phase = phase("inspect", "Inspect", false);
/// Lays out the chunks of work that goes by what is stored.
pub static MAP: Phase = phase("map", "Look at what is there", true);
/// Does one chunk.
pub static SCORE: Phase = phase("score", "Read and score", true);
/// Writes one file.
pub static WRITE: Phase = phase("score", "Write files", true);
/// Writes what tickets were before.
pub static RESTORE: Phase = phase("score", "Restore tickets", true);
/// Makes all of it visible at once.
pub static PUBLISH: Phase = phase("publish", "Publish", true);
/// Proves that records and lake agree.
pub static COMPARE: Phase = phase("compare", "Compare the stores", true);

const fn phase(name: &'static str, title: &'static str, waits: bool) -> Phase {
    Phase { name, title, waits }
}

/// What a job is.
#[derive(Clone, Copy)]
pub struct Kind(&'static Definition);

struct Definition {
    name: &'static str,
    title: &'static str,
    template: &'static str,
    phases: &'static [&'static Phase],
    permission: Permission,
}

impl Kind {
    /// Takes an uploaded export in.
    pub const UPLOAD: Self = Self(&Definition {
        name: "upload",
        title: "Upload",
        template: "ingest",
        phases: &[&INSPECT, &SCORE, &PUBLISH, &COMPARE],
        permission: Permission::UploadsWrite,
    });
    /// Scores all stored texts of the workspace anew.
    pub const RESCORING: Self = Self(&Definition {
        name: "rescoring",
        title: "Rescoring",
        template: "rescoring",
        phases: &[&MAP, &SCORE, &PUBLISH, &COMPARE],
        permission: Permission::SentimentRescore,
    });
    /// Writes the workspace's lake anew from the records and the stored exports.
    pub const REBUILD: Self = Self(&Definition {
        name: "rebuild",
        title: "Rebuild of the lake",
        template: "rebuild",
        phases: &[&MAP, &WRITE, &PUBLISH, &COMPARE],
        permission: Permission::LakeRebuild,
    });
    /// Takes back what a published upload brought.
    pub const UNDO: Self = Self(&Definition {
        name: "undo",
        title: "Undo of an upload",
        template: "undo",
        phases: &[&MAP, &RESTORE, &PUBLISH, &COMPARE],
        permission: Permission::UploadsWrite,
    });

    /// Every kind.
    pub const ALL: [Self; 4] = [Self::UPLOAD, Self::RESCORING, Self::REBUILD, Self::UNDO];

    /// The word the database and the API use.
    pub const fn as_str(self) -> &'static str {
        self.0.name
    }

    /// The kind of that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// What people call it.
    pub const fn title(self) -> &'static str {
        self.0.title
    }

    /// What `workflow_history` calls it.
    pub const fn template(self) -> &'static str {
        self.0.template
    }

    /// Its phases, in order.
    pub const fn phases(self) -> &'static [&'static Phase] {
        self.0.phases
    }

    /// The phase of that word.
    pub fn phase(self, word: &str) -> Option<&'static Phase> {
        let mut phases = self.0.phases.iter();
        phases.find(|phase| phase.name == word).copied()
    }

    /// The phase it begins with.
    pub fn first(self) -> &'static Phase {
        self.0.phases.first().copied().unwrap_or(&PUBLISH)
    }

    /// The place of a phase, from 1.
    pub fn number_of(self, phase: &Phase) -> usize {
        let mut phases = self.0.phases.iter();
        1 + phases
            .position(|known| known.name == phase.name)
            .unwrap_or_default()
    }

    /// What who begins or steers it must be allowed.
    pub const fn permission(self) -> Permission {
        self.0.permission
    }
}

impl PartialEq for Kind {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Kind {}

impl fmt::Debug for Kind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_and_every_phase_of_it_has_one_word() {
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.as_str()), Some(kind));
            assert_eq!(kind.number_of(kind.first()), 1);
            for (number, phase) in (1..).zip(kind.phases()) {
                assert_eq!(kind.number_of(phase), number, "{kind:?} {}", phase.name);
                assert_eq!(kind.phase(phase.name), Some(*phase));
            }
        }
        assert_eq!(Kind::parse("done"), None);
    }
}
