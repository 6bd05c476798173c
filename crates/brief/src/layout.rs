//! What a report contains and how it is set: its sections in their order, its language and its paper.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How a report is set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Layout {
    /// What it contains, in this order; each section at most once. Empty stands for all of them in their usual order.
    pub sections: Vec<Section>,
    /// The language of everything that is not taken from tickets.
    pub language: Language,
    /// The size of its pages.
    pub paper: Paper,
}

/// A part of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// What the numbers say, in sentences.
    Summary,
    /// The headline figures, each beside its value in the period before.
    Kpis,
    /// Mood and volume per day.
    Days,
    /// Tickets by sentiment.
    Distribution,
    /// Products by number of tickets.
    Products,
    /// Teams by number of tickets.
    Teams,
    /// Kinds of issues by number of tickets.
    Categories,
    /// Emotions by number of tickets.
    Emotions,
    /// Aspects by number of tickets.
    Aspects,
    /// What tickets mention most.
    Entities,
    /// How the mood of tickets went on from their beginning to their end.
    Trajectories,
    /// Open tickets that need a person.
    Attention,
    /// What was not read, and how the numbers were computed.
    Method,
}

impl Section {
    /// All of them in their usual order.
    pub const ALL: [Self; 13] = [
        Self::Summary,
        Self::Kpis,
        Self::Days,
        Self::Distribution,
        Self::Products,
        Self::Teams,
        Self::Categories,
        Self::Emotions,
        Self::Aspects,
        Self::Entities,
        Self::Trajectories,
        Self::Attention,
        Self::Method,
    ];
}

/// The language a report is written in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// German.
    De,
    /// French.
    Fr,
    /// Spanish.
    Es,
    /// Portuguese.
    Pt,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::En, Self::De, Self::Fr, Self::Es, Self::Pt];
}

/// The size of a page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8.5 × 11 in, as in North America.
    Letter,
}

impl Layout {
    /// The sections in their order: those that were chosen, or all of them.
    pub fn sections(&self) -> &[Section] {
        if self.sections.is_empty() {
            &Section::ALL
        } else {
            &self.sections
        }
    }

    /// Whether a section is one of them.
    pub fn has(&self, section: Section) -> bool {
        self.sections().contains(&section)
    }

    /// The place of the first section that was there before.
    pub fn repeated(&self) -> Option<usize> {
        let again = |at: &usize| self.sections[..*at].contains(&self.sections[*at]);
        (0..self.sections.len()).find(again)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_chosen_is_everything_on_a4_in_english() {
        let layout: Layout = serde_json::from_str("{}").unwrap();
        assert_eq!(layout.sections(), Section::ALL);
        assert_eq!((layout.language, layout.paper), (Language::En, Paper::A4));
        let chosen = r#"{"sections":["days","kpis"],"language":"pt","paper":"letter"}"#;
        let layout: Layout = serde_json::from_str(chosen).unwrap();
        assert_eq!(layout.sections(), [Section::Days, Section::Kpis]);
        assert_eq!(serde_json::to_string(&layout).unwrap(), chosen);
        assert!(serde_json::from_str::<Layout>(r#"{"paper":"a5"}"#).is_err());
        assert_eq!(layout.repeated(), None);
        let twice: Layout = serde_json::from_str(r#"{"sections":["days","kpis","days"]}"#).unwrap();
        assert_eq!(twice.repeated(), Some(2));
    }
}
