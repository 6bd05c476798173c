//! What is in no period, as it is shown beside what is.

use serde::Serialize;
use utoipa::ToSchema;

/// What no period holds, as nothing tells when it was: of the whole workspace or source, whatever period is asked for. The tickets are
/// those of `GET /api/tickets?dated=false`.
#[derive(Debug, Default, Serialize, ToSchema)]
pub(crate) struct Undated {
    /// Texts of such tickets; comments that have a date of their own are not among them.
    texts: u64,
    /// Tickets without a creation date.
    tickets: u64,
}

impl From<figures::Undated> for Undated {
    fn from(undated: figures::Undated) -> Self {
        let figures::Undated { tickets, texts } = undated;
        Self { texts, tickets }
    }
}
