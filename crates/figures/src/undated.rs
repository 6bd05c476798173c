//! What is in no period, as nothing tells when it was.

use stores::lake::{Dataset, Measure};

use crate::figures::{Question, count};
use crate::{Error, Figures};

/// Tickets and texts without a date. All tickets are those of all periods and these.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Undated {
    /// Tickets of which nothing tells when they were created.
    pub tickets: u64,
    /// Their summaries and descriptions, and those of their comments that have no date of their own.
    pub texts: u64,
}

impl Figures {
    /// How many tickets and texts are in no period.
    pub async fn undated(&self) -> Result<Undated, Error> {
        Ok(Undated {
            tickets: self.undated_of(Dataset::Ticket).await?,
            texts: self.undated_of(Dataset::Sentiment).await?,
        })
    }

    async fn undated_of(&self, dataset: Dataset) -> Result<u64, Error> {
        let groups = self
            .ask(Question {
                dataset,
                period: None,
                filters: Vec::new(),
                group_by: Vec::new(),
                measures: vec![Measure::Count, Measure::Present("created_at".to_owned())],
            })
            .await?;
        let undated = |group| count(group, 0).saturating_sub(count(group, 1));
        Ok(groups.iter().map(undated).sum())
    }
}

#[cfg(test)]
mod tests {
    use calendar::{Days, Zone};
    use futures::executor::block_on;
    use jiff::civil::date;
    use stores::{Records, lake::Lake};

    use super::*;
    use crate::fixture::{Ticket, UNDATED, publish};
    use crate::{COMMENTS, Mood};

    #[test]
    fn the_undated_are_in_no_period_and_in_every_sum() {
        block_on(async {
            let records = Records::in_memory();
            let lake = Lake::temporary(records.clone());
            let now = "2026-11-20T12:00:00Z".parse().unwrap();
            let tickets = [
                Ticket::new("A-1", UNDATED, -0.9).mention("PRODUCT", "Billing"),
                Ticket::new("A-2", "2026-05-01T10:00:00Z", 0.5),
                Ticket::new("A-3", UNDATED, 0.5).comment("2026-05-02T10:00:00Z", "eve", "Hm", 0.1),
                Ticket::new("A-4", "2026-05-03T10:00:00Z", 0.5),
            ];
            publish(&records, &lake, 1, now, &tickets).await;
            // A file of nothing else.
            publish(&records, &lake, 1, now, &[Ticket::new("A-5", UNDATED, 0.5)]).await;
            let figures = Figures::at_present(&lake, 1).await.unwrap();
            let undated = figures.undated().await.unwrap();
            assert_eq!((undated.tickets, undated.texts), (3, 3));
            assert_eq!(figures.mood(None).await.unwrap().total(), 5);
            let zone = Zone::new("Europe/Berlin").unwrap();
            let days = Days::new(date(1970, 1, 1), date(2026, 12, 31), zone).unwrap();
            let mood = figures.mood(Some(days.period())).await.unwrap();
            assert_eq!((mood.total(), mood.comments), (2, 0));
            let mut of_days = Mood::default();
            for day in figures.by_day(&days, None).await.unwrap() {
                of_days += day.mood;
            }
            assert_eq!(of_days, mood);
            let bands = figures.by_band(COMMENTS, days.period()).await.unwrap();
            assert_eq!(bands.iter().sum::<u64>(), 2);
            // The comment has a date of its own.
            let fields = figures.texts_by_field(days.period()).await.unwrap();
            assert_eq!(
                fields,
                [("summary".to_owned(), 2), ("comment".to_owned(), 1)]
            );
            let mentioned = figures.top_entities(Some(days.period()), 10).await.unwrap();
            assert_eq!(mentioned, []);
            assert_eq!(figures.top_entities(None, 10).await.unwrap().len(), 1);
        });
    }
}
