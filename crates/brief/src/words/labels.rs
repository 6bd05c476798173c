//! The short texts of a report: headings, heads of columns, remarks.

use serde::Serialize;

use crate::Section;

/// The short texts of a report in one language. The template reads them by these names.
#[derive(Debug, Serialize)]
pub struct Labels {
    /// The headline, unless the report has a name of its own.
    pub title: &'static str,
    /// Before the filters in force.
    pub only: &'static str,
    /// Between a label and what it labels.
    pub colon: &'static str,
    /// Before the number of a page, and between it and that of all pages.
    pub page: [&'static str; 2],
    /// Over the sections.
    pub headings: Headings,
    /// Before the period that figures are compared with.
    pub compared: &'static str,
    /// Over the headline figures.
    pub cards: Cards,
    /// Where a figure did not move.
    pub no_change: &'static str,
    /// Where there is nothing to compare with.
    pub no_earlier: &'static str,
    /// Before the figure of the period before.
    pub from: &'static str,
    /// Percentage points.
    pub points: &'static str,
    /// The three sentiments.
    pub sentiments: Sentiments,
    /// Over the columns of tables.
    pub columns: Columns,
    /// What the charts say of days, weeks and months.
    pub steps: [StepLabels; 3],
    /// In place of a chart.
    pub no_scored: &'static str,
    /// In place of a table.
    pub nothing: &'static str,
    /// In place of the tickets needing attention.
    pub none_open: &'static str,
    /// Before the sections that are left out because there is nothing to show.
    pub left_out: &'static str,
    /// Beside the tickets needing attention.
    pub pressing_first: &'static str,
    /// In place of a name that tickets leave empty.
    pub not_named: &'static str,
    /// In place of what a scorer found nothing of.
    pub not_recognised: &'static str,
    /// Over what explains the figures, and the explanation.
    pub reading: [&'static str; 2],
    /// Over where the numbers come from.
    pub about: &'static str,
    /// Where letters have no type.
    pub stand_in: &'static str,
    /// Before the values of filters.
    pub fields: Fields,
}

/// Over the sections.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are the sections")]
pub struct Headings {
    pub summary: &'static str,
    pub kpis: &'static str,
    pub mood: &'static str,
    pub volume: &'static str,
    pub distribution: &'static str,
    pub products: &'static str,
    pub teams: &'static str,
    pub categories: &'static str,
    pub emotions: &'static str,
    pub aspects: &'static str,
    pub entities: &'static str,
    pub trajectories: &'static str,
    pub attention: &'static str,
    pub method: &'static str,
}

impl Headings {
    /// The heading of a section.
    pub fn of(&self, section: Section) -> &'static str {
        match section {
            Section::Summary => self.summary,
            Section::Kpis => self.kpis,
            Section::Days => self.mood,
            Section::Distribution => self.distribution,
            Section::Products => self.products,
            Section::Teams => self.teams,
            Section::Categories => self.categories,
            Section::Emotions => self.emotions,
            Section::Aspects => self.aspects,
            Section::Entities => self.entities,
            Section::Trajectories => self.trajectories,
            Section::Attention => self.attention,
            Section::Method => self.method,
        }
    }
}

/// Over the headline figures.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are the figures")]
pub struct Cards {
    pub tickets: &'static str,
    pub compound: &'static str,
    pub negative_share: &'static str,
    pub comments: &'static str,
}

/// The three sentiments.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are the sentiments")]
pub struct Sentiments {
    pub positive: &'static str,
    pub neutral: &'static str,
    pub negative: &'static str,
}

/// Over the columns of tables.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are the columns")]
pub struct Columns {
    pub product: &'static str,
    pub team: &'static str,
    pub category: &'static str,
    pub emotion: &'static str,
    pub aspect: &'static str,
    pub entity: &'static str,
    pub trajectory: &'static str,
    pub tickets: &'static str,
    /// The column left of it, in the period before.
    pub before: &'static str,
    /// Bars of all tickets with the negative ones in them.
    pub bar: &'static str,
    /// The share of negative tickets.
    pub negative: &'static str,
    pub score: &'static str,
    pub ticket: &'static str,
    pub created: &'static str,
    pub summary: &'static str,
    pub priority: &'static str,
    pub sentiment: &'static str,
}

/// What the charts say of their steps.
#[derive(Debug, Serialize)]
pub struct StepLabels {
    /// What the line shows, to who sees it.
    pub remark: &'static str,
    /// What the line shows, to who does not.
    pub line: &'static str,
    /// Before the step with the lowest mean.
    pub lowest: &'static str,
    /// Before the step with the highest mean.
    pub highest: &'static str,
    /// Before the number of steps without tickets.
    pub gaps: &'static str,
    /// What the columns show, before the largest.
    pub columns: &'static str,
}

/// Before the values of filters.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are the filters")]
pub struct Fields {
    pub product: &'static str,
    pub team: &'static str,
    pub customer: &'static str,
    pub project: &'static str,
    pub priority: &'static str,
    pub category: &'static str,
}
