//! Has a report set by the component that is composed in (`wit/typeset.wit`).

use std::pin::Pin;
use std::sync::Arc;

use brief::Report;
use endpoint::{Error, Result};
use http::StatusCode;

/// Why nothing was set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unset {
    /// The report says something impossible: ours to mend.
    #[error("{0}")]
    Invalid(String),
    /// The template or the export failed.
    #[error("{0}")]
    Failed(String),
}

/// Pages on their way.
pub type Setting<T> = Pin<Box<dyn Future<Output = Result<T, Unset>> + Send>>;

/// Makes the pages of a report that is written as JSON.
type Set<T> = Arc<dyn Fn(String) -> Setting<T> + Send + Sync>;

/// Sets reports.
#[derive(Clone)]
pub struct Typesetter {
    pdf: Set<Vec<u8>>,
    first_page: Set<String>,
}

impl Typesetter {
    /// A typesetter made of two ways to set a report.
    pub fn new(
        pdf: impl Fn(String) -> Setting<Vec<u8>> + Send + Sync + 'static,
        first_page: impl Fn(String) -> Setting<String> + Send + Sync + 'static,
    ) -> Self {
        Self {
            pdf: Arc::new(pdf),
            first_page: Arc::new(first_page),
        }
    }

    /// The PDF of a report; 502 when it cannot be set.
    pub async fn pdf(&self, report: &Report) -> Result<Vec<u8>> {
        (self.pdf)(written(report)?).await.map_err(failed)
    }

    /// The first page of a report as SVG; 502 when it cannot be set.
    pub async fn first_page(&self, report: &Report) -> Result<String> {
        (self.first_page)(written(report)?).await.map_err(failed)
    }
}

fn written(report: &Report) -> Result<String> {
    serde_json::to_string(report).map_err(Error::internal)
}

fn failed(unset: Unset) -> Error {
    let status = StatusCode::BAD_GATEWAY;
    Error::new(
        status,
        "typesetting_failed",
        "the report could not be set as a PDF",
    )
    .remedy("try a shorter period; the request id finds the reason in the log")
    .caused_by(unset)
}
