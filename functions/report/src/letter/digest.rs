//! What a mail says of a report, kept beside the PDF: the same figures, read from the same report.

use brief::{Counts, Language, Report};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The most days the mail draws; a longer period is drawn by the days at its end.
const DAYS: usize = 31;

/// What a mail says of a report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Digest {
    pub(crate) title: String,
    pub(crate) workspace: String,
    pub(crate) first_day: Date,
    pub(crate) last_day: Date,
    pub(crate) timezone: String,
    pub(crate) language: Language,
    pub(crate) summary: String,
    pub(crate) tickets: u64,
    pub(crate) tickets_before: Option<u64>,
    pub(crate) compound: Option<f64>,
    pub(crate) negative_share: Option<f64>,
    pub(crate) positive: u64,
    pub(crate) neutral: u64,
    pub(crate) negative: u64,
    /// What it is restricted to, in its own language.
    pub(crate) filters: Vec<String>,
    /// Tickets of the last days: their date and how many are positive, neutral and negative.
    pub(crate) days: Vec<(Date, u64, u64, u64)>,
}

impl Digest {
    /// What is said of a report.
    pub(crate) fn of(report: &Report) -> Self {
        let Counts {
            positive,
            neutral,
            negative,
        } = report.distribution;
        let skipped = report.days.len().saturating_sub(DAYS);
        let days = report.days.iter().skip(skipped).map(|day| {
            let counts = day.counts;
            (day.date, counts.positive, counts.neutral, counts.negative)
        });
        Self {
            title: report.title.clone(),
            workspace: report.workspace.clone(),
            first_day: report.period.from,
            last_day: report.period.to,
            timezone: report.period.timezone.clone(),
            language: report.layout.language,
            summary: report.summary.first().cloned().unwrap_or_default(),
            tickets: report.kpis.tickets.value,
            tickets_before: report.kpis.tickets.previous,
            compound: report.kpis.compound.value,
            negative_share: report.kpis.negative_share.value,
            positive,
            neutral,
            negative,
            filters: report.notes.filters.clone(),
            days: days.collect(),
        }
    }
}
