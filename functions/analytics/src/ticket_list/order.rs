//! In which order tickets are listed.

use endpoint::{Error, Result};
use serde::Deserialize;
use utoipa::IntoParams;

/// In which order.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Order {
    /// `created_at`, `updated_at`, `compound`, `comment_count` or `urgency`, with `-` in front for the largest first;
    /// `-created_at` when missing.
    pub(super) sort: Option<String>,
}

impl Order {
    /// The statement's end.
    pub(super) fn fragment(&self) -> Result<&'static str> {
        Ok(match self.sort.as_deref().unwrap_or_default() {
            "" | "-created_at" => " ORDER BY t.created_at DESC, t.id DESC",
            "created_at" => " ORDER BY t.created_at, t.id",
            "-updated_at" => " ORDER BY COALESCE(t.updated_at, t.created_at) DESC, t.id DESC",
            "updated_at" => " ORDER BY COALESCE(t.updated_at, t.created_at), t.id",
            "-compound" => " ORDER BY t.compound DESC, t.id DESC",
            "compound" => " ORDER BY t.compound, t.id",
            "-comment_count" => " ORDER BY t.comment_count DESC, t.id DESC",
            "comment_count" => " ORDER BY t.comment_count, t.id",
            "-urgency" => " ORDER BY t.urgency DESC, t.id DESC",
            "urgency" => " ORDER BY t.urgency, t.id",
            _ => {
                let remedy = "use created_at, updated_at, compound, comment_count or urgency, with - in front to turn it";
                return Err(Error::invalid("invalid_sort", "there is no such order")
                    .field("sort")
                    .remedy(remedy));
            }
        })
    }
}
