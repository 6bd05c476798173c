//! Tickets by day and by their columns.

use std::collections::BTreeMap;

use calendar::{Days, Period};
use jiff::civil::Date;
use sentiment::Label;
use stores::lake::{Dataset, Dimension, Filter, Group, Measure};

use crate::figures::{Question, column, count, key, number, only};
use crate::{Error, Figures, Mood};

/// The most values of a column that are told apart.
pub(crate) const MOST_NAMED: u32 = 1_000;
/// How many groups they make at most, one for each sentiment.
const MOST_GROUPS: u32 = 3 * MOST_NAMED;

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
            mood += mood_of(&group, 0)?;
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
            *found.entry(key(&group, 0).to_owned()).or_default() += mood_of(&group, 1)?;
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

    /// The tickets created in a period, or all, by the values of a column of text; most tickets first, then by name. Of
    /// more than 1,000 values those with the most tickets.
    pub async fn by(&self, name: &str, period: Option<Period>) -> Result<Vec<Named>, Error> {
        let groups = || vec![column(name), column("ultimate_sentiment")];
        let mut found = self
            .ask_largest(moods(period, Vec::new(), groups()), MOST_GROUPS)
            .await?;
        if found.len() as u64 >= u64::from(MOST_GROUPS) {
            // There may be more: first which values, then all of theirs.
            let values = self.names(name, period, MOST_NAMED).await?;
            let only_these = Filter {
                column: name.to_owned(),
                values,
            };
            found = self.ask(moods(period, vec![only_these], groups())).await?;
        }
        let mut by_name: BTreeMap<String, Mood> = BTreeMap::new();
        for group in found {
            *by_name.entry(key(&group, 0).to_owned()).or_default() += mood_of(&group, 1)?;
        }
        let mut named: Vec<Named> = by_name
            .into_iter()
            .map(|(name, mood)| Named { name, mood })
            .collect();
        named.sort_by_key(|named| std::cmp::Reverse(named.mood.total()));
        Ok(named)
    }

    /// The values of a column of text that most of the tickets created in a period, or of all, have.
    pub async fn names(
        &self,
        name: &str,
        period: Option<Period>,
        most: u32,
    ) -> Result<Vec<String>, Error> {
        let question = Question {
            dataset: Dataset::Ticket,
            period,
            filters: Vec::new(),
            group_by: vec![column(name)],
            measures: vec![Measure::Count],
        };
        let mut groups = self.ask_largest(question, most).await?;
        groups.sort_by_key(|group| std::cmp::Reverse(count(group, 0)));
        Ok(groups
            .iter()
            .map(|group| key(group, 0).to_owned())
            .collect())
    }

    /// Groups by an outer dimension, if any, and the sentiment.
    async fn moods(
        &self,
        period: Option<Period>,
        sentiment: Option<Label>,
        outer: Option<Dimension>,
    ) -> Result<Vec<Group>, Error> {
        let filters = sentiment.map(|label| only("ultimate_sentiment", label.as_str()));
        let group_by = outer
            .into_iter()
            .chain([column("ultimate_sentiment")])
            .collect();
        let question = moods(period, filters.into_iter().collect(), group_by);
        self.ask(question).await
    }
}

/// What moods are made of, by some dimensions of which one is the sentiment.
fn moods(period: Option<Period>, filters: Vec<Filter>, group_by: Vec<Dimension>) -> Question {
    Question {
        dataset: Dataset::Ticket,
        period,
        filters,
        group_by,
        measures: vec![
            Measure::Count,
            Measure::Sum("comment_count".to_owned()),
            Measure::Sum("compound".to_owned()),
        ],
    }
}

fn mood_of(group: &Group, sentiment_at: usize) -> Result<Mood, Error> {
    let word = key(group, sentiment_at);
    // What we never wrote is told, not counted as something else.
    let label = word
        .parse()
        .map_err(|_| Error::Records(format!("tickets of the sentiment {word:?}, which is none")))?;
    let mood = Mood::of(label, count(group, 0), count(group, 1), number(group, 2));
    Ok(mood)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentiment_that_is_none_is_told_and_not_counted_as_neutral() {
        let mood = |word: &str| {
            let group = Group {
                keys: vec![Some(word.to_owned())],
                values: vec![Some(2.0), Some(0.0), Some(-0.5)],
            };
            mood_of(&group, 0)
        };
        assert_eq!(mood("negative").unwrap().negative, 2);
        assert!(mood("angry").is_err() && mood("").is_err());
    }
}
