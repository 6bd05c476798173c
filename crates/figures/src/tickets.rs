//! Tickets by day and by their columns.

use std::collections::BTreeMap;

use calendar::{Days, Period};
use jiff::civil::Date;
use sentiment::Label;
use stores::lake::{Dataset, Dimension, Group, Measure};

use crate::figures::{Question, column, count, key, number, only};
use crate::{Error, Figures, Mood};

/// The tickets created on one day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Day {
    /// Which day, in the zone that was asked for.
    pub date: Date,
    /// Its tickets.
    pub mood: Mood,
}

/// The tickets that share a value of a column.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    /// The value, as the source writes it; empty where it says nothing.
    pub name: String,
    /// Its tickets.
    pub mood: Mood,
}

impl Figures {
    /// The tickets created in a period, or all.
    pub async fn mood(&self, period: Option<Period>) -> Result<Mood, Error> {
        let mut mood = Mood::default();
        for group in self.moods(period, None, None).await? {
            mood += mood_of(&group, 0);
        }
        Ok(mood)
    }

    /// The tickets created on each of some days, those without tickets included.
    pub async fn by_day(&self, days: &Days, sentiment: Option<Label>) -> Result<Vec<Day>, Error> {
        let day = Dimension::Day(days.zone().name().to_owned());
        let mut found: BTreeMap<String, Mood> = BTreeMap::new();
        for group in self
            .moods(Some(days.period()), sentiment, Some(day))
            .await?
        {
            *found.entry(key(&group, 0).to_owned()).or_default() += mood_of(&group, 1);
        }
        let mood = |date: Date| found.get(&date.to_string()).copied().unwrap_or_default();
        Ok(days
            .iter()
            .map(|date| Day {
                date,
                mood: mood(date),
            })
            .collect())
    }

    /// The tickets created in a period, or all, by the values of a column of text; most tickets first, then by name.
    pub async fn by(&self, name: &str, period: Option<Period>) -> Result<Vec<Named>, Error> {
        let mut found: BTreeMap<String, Mood> = BTreeMap::new();
        for group in self.moods(period, None, Some(column(name))).await? {
            *found.entry(key(&group, 0).to_owned()).or_default() += mood_of(&group, 1);
        }
        let mut named: Vec<Named> = found
            .into_iter()
            .map(|(name, mood)| Named { name, mood })
            .collect();
        named.sort_by_key(|named| std::cmp::Reverse(named.mood.total()));
        Ok(named)
    }

    /// Groups by an outer dimension, if any, and the sentiment.
    async fn moods(
        &self,
        period: Option<Period>,
        sentiment: Option<Label>,
        outer: Option<Dimension>,
    ) -> Result<Vec<Group>, Error> {
        let filters = sentiment.map(|label| only("ultimate_sentiment", label.as_str()));
        self.ask(Question {
            dataset: Dataset::Ticket,
            period,
            filters: filters.into_iter().collect(),
            group_by: outer
                .into_iter()
                .chain([column("ultimate_sentiment")])
                .collect(),
            measures: vec![
                Measure::Count,
                Measure::Sum("comment_count".to_owned()),
                Measure::Sum("compound".to_owned()),
            ],
        })
        .await
    }
}

fn mood_of(group: &Group, sentiment_at: usize) -> Mood {
    let label = key(group, sentiment_at).parse().ok();
    Mood::of(label, count(group, 0), count(group, 1), number(group, 2))
}
