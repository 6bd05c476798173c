//! What can go wrong between a report and its pages, and who must act on it.

/// Why there is no PDF.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// What was handed over is not the JSON of a report; the field is empty where it is not JSON at all.
    #[error("{field}: {reason}")]
    Unreadable {
        /// The path of the field, e.g. `kpis.tickets.value`.
        field: String,
        /// What was expected there.
        reason: String,
    },
    /// The report is readable but says something impossible.
    #[error(transparent)]
    Invalid(#[from] brief::Invalid),
    /// The template or the PDF export failed: ours to mend.
    #[error("the report could not be set: {0}")]
    Typesetting(String),
}
