//! Where a job stands, and why it failed or waits.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Waits for a person to confirm its mapping.
    Review,
    /// Waits for a worker.
    Queued,
    /// A worker has begun.
    Running,
    /// Its tickets are on the dashboards.
    Completed,
    /// Stopped; `error` says why. Nothing of it is visible.
    Failed,
}

impl Status {
    /// The word the database and the API use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Completed => "completed",
            Self::Failed => "failed",
        }
    }

    /// The status of that word.
    pub fn parse(word: &str) -> Option<Self> {
        [
            Self::Review,
            Self::Queued,
            Self::Running,
            Self::Completed,
            Self::Failed,
        ]
        .into_iter()
        .find(|status| status.as_str() == word)
    }
}

/// Why a job failed, or what it waits for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Trouble {
    /// Stable name of the kind of trouble.
    pub code: String,
    /// What is wrong, and where.
    pub detail: String,
    /// What the uploader can do about it.
    pub remedy: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_has_one_word() {
        for word in ["review", "queued", "running", "completed", "failed"] {
            assert_eq!(Status::parse(word).map(Status::as_str), Some(word));
        }
        assert_eq!(Status::parse("done"), None);
    }
}
