//! The numbers dashboards and reports share, asked of the lake at one snapshot.
//!
//! A [`Figures`] pins the snapshot that is present when it is made: whatever it is asked afterwards, its answers belong
//! together. Before the first upload is published every count is zero and every mean is missing.

mod bands;
mod entities;
mod figures;
mod mood;
mod shown;
mod texts;
mod tickets;
mod undated;

#[cfg(all(feature = "fixture", not(target_family = "wasm")))]
pub mod fixture;

pub use bands::{Bands, COMMENTS, CONFIDENCE, TEXTS_READ, TICKETS_READ};
pub use entities::Entity;
pub use figures::{Error, Figures};
pub use mood::{Mood, percent_change};
pub use shown::SHOWN;
pub use texts::Author;
pub use tickets::{Day, Named};
pub use undated::Undated;

#[cfg(test)]
mod tests {
    use calendar::{Days, Zone};
    use futures::executor::block_on;
    use jiff::{Timestamp, civil::date};
    use stores::{
        Records,
        lake::{Filter, Lake},
    };

    use super::*;
    use crate::fixture::{Ticket, publish, stage};

    const NOW: &str = "2026-11-20T12:00:00Z";

    fn stores() -> (Records, Lake, Timestamp) {
        let records = Records::in_memory();
        let lake = Lake::temporary(records.clone());
        (records, lake, NOW.parse().unwrap())
    }

    fn may() -> Days {
        Days::new(
            date(2026, 5, 1),
            date(2026, 5, 3),
            Zone::new("Europe/Berlin").unwrap(),
        )
        .unwrap()
    }

    fn tickets() -> Vec<Ticket> {
        let ticket = Ticket::new;
        vec![
            // The last instant of April in Berlin, though not in London.
            ticket("A-1", "2026-04-30T21:59:59Z", 0.9),
            ticket("A-2", "2026-04-30T22:00:00Z", -0.6).comment(
                "2026-05-02T10:00:00Z",
                "eve",
                "Still broken",
                -0.4,
            ),
            ticket("A-3", "2026-05-01T10:00:00Z", 0.2).mention("PRODUCT", "Billing"),
            ticket("A-4", "2026-05-03T21:59:59Z", 0.0)
                .mention("PRODUCT", "Billing")
                .comment("2026-05-02T11:00:00Z", "eve", "And now?", 0.0)
                .comment("2026-05-06T11:00:00Z", "", "Solved, thanks", 0.8),
            ticket("A-5", "2026-05-03T22:00:00Z", 0.9),
        ]
    }

    #[test]
    fn days_hold_the_tickets_created_on_them_and_add_up() {
        block_on(async {
            let (records, lake, now) = stores();
            publish(&records, &lake, 1, now, &tickets()).await;
            let figures = Figures::at_present(&lake, 1).await.unwrap();
            let by_day = figures.by_day(&may(), None).await.unwrap();
            let totals: Vec<_> = by_day
                .iter()
                .map(|day| (day.date.day(), day.mood.total(), day.mood.compound()))
                .collect();
            assert_eq!(
                totals,
                [(1, 2, Some(-0.2)), (2, 0, None), (3, 1, Some(0.0))]
            );
            let mood = figures.mood(Some(may().period())).await.unwrap();
            assert_eq!(
                (mood.positive, mood.neutral, mood.negative, mood.comments),
                (1, 1, 1, 3)
            );
            let negative = figures
                .by_day(&may(), Some(sentiment::Label::Negative))
                .await
                .unwrap();
            assert_eq!(negative.iter().map(|day| day.mood.total()).sum::<u64>(), 1);
            let products = figures.by("product", Some(may().period())).await.unwrap();
            assert_eq!(
                (products[0].name.as_str(), products[0].mood),
                ("Billing", mood)
            );
            let bands = figures.by_band(COMMENTS, may().period()).await.unwrap();
            assert_eq!(bands, [1, 1, 1, 0, 0, 0]);
        });
    }

    #[test]
    fn texts_count_when_they_were_written() {
        block_on(async {
            let (records, lake, now) = stores();
            publish(&records, &lake, 1, now, &tickets()).await;
            let figures = Figures::at_present(&lake, 1).await.unwrap();
            let fields = figures.texts_by_field(may().period()).await.unwrap();
            assert_eq!(
                fields,
                [("summary".to_owned(), 3), ("comment".to_owned(), 2)]
            );
            let authors = figures.top_authors(may().period(), 10).await.unwrap();
            assert_eq!(
                authors,
                [Author {
                    author: "eve".into(),
                    comments: 2,
                    compound: Some(-0.2)
                }]
            );
            let entities = figures
                .top_entities(Some(may().period()), 10)
                .await
                .unwrap();
            assert_eq!(
                entities,
                [Entity {
                    label: "PRODUCT".into(),
                    text: "Billing".into(),
                    count: 2
                }]
            );
        });
    }

    #[test]
    fn of_very_many_values_those_of_the_most_tickets_are_told_apart() {
        block_on(async {
            let (records, lake, now) = stores();
            let product = |number: usize, product: String, compound: f64| Ticket {
                product,
                ..Ticket::new(&format!("A-{number}"), "2026-05-01T10:00:00Z", compound)
            };
            // Each of 1,100 products has a ticket of each sentiment, the last of them one more.
            let mut tickets: Vec<_> = (0..3_300)
                .map(|number| {
                    let compound = [-0.5, 0.0, 0.5][number % 3];
                    product(number, format!("P{:04}", number / 3), compound)
                })
                .collect();
            tickets.push(product(3_300, "P1099".into(), 0.5));
            publish(&records, &lake, 1, now, &tickets).await;
            let figures = Figures::at_present(&lake, 1).await.unwrap();
            let named = figures.by("product", Some(may().period())).await.unwrap();
            assert_eq!(named.len(), 1_000);
            assert_eq!(
                (named[0].name.as_str(), named[0].mood.total()),
                ("P1099", 4)
            );
            assert!(named[1..].iter().all(|named| named.mood.total() == 3));
            let most = figures.names("product", None, 2).await.unwrap();
            assert_eq!((most.len(), most[0].as_str()), (2, "P1099"));
        });
    }

    #[test]
    fn conditions_limit_every_number_of_tickets() {
        block_on(async {
            let (records, lake, now) = stores();
            let of = |key: &str, team: &str, customer: &str, compound| Ticket {
                team: team.into(),
                customer: customer.into(),
                ..Ticket::new(key, "2026-05-01T10:00:00Z", compound)
            };
            let tickets = [
                of("A-1", "EMEA", "Acme", 0.5),
                of("A-2", "EMEA", "Bolt", -0.5),
                of("A-3", "APAC", "Acme", -0.9),
                of("A-4", "", "Acme", 0.0),
            ];
            publish(&records, &lake, 1, now, &tickets).await;
            let only = |column: &str, values: &[&str]| Filter {
                column: column.to_owned(),
                values: values.iter().map(|value| (*value).to_owned()).collect(),
            };
            let filters = vec![only("team", &["EMEA", "APAC"]), only("customer", &["Acme"])];
            let figures = Figures::at_present(&lake, 1).await.unwrap().only(filters);
            let mood = figures.mood(None).await.unwrap();
            assert_eq!((mood.positive, mood.neutral, mood.negative), (1, 0, 1));
            let teams = figures.by("team", Some(may().period())).await.unwrap();
            let names: Vec<_> = teams.iter().map(|team| team.name.as_str()).collect();
            assert_eq!(names, ["APAC", "EMEA"]);
            let days = figures.by_day(&may(), None).await.unwrap();
            assert_eq!(days[0].mood, mood);
        });
    }

    #[test]
    fn what_is_not_published_or_anothers_is_not_there() {
        block_on(async {
            let (records, lake, now) = stores();
            stage(&records, 1, now, &tickets()).await;
            publish(&records, &lake, 2, now, &tickets()).await;
            let figures = Figures::at_present(&lake, 1).await.unwrap();
            assert_eq!(figures.snapshot(), None);
            assert_eq!(figures.mood(None).await.unwrap(), Mood::default());
            assert_eq!(figures.by_day(&may(), None).await.unwrap().len(), 3);
            assert_eq!(figures.top_entities(None, 10).await.unwrap(), []);
        });
    }

    #[test]
    fn a_later_publish_does_not_move_pinned_figures() {
        block_on(async {
            let (records, lake, now) = stores();
            publish(&records, &lake, 1, now, &tickets()).await;
            let figures = Figures::at_present(&lake, 1).await.unwrap();
            publish(
                &records,
                &lake,
                1,
                now,
                &[Ticket::new("B-1", "2026-05-01T10:00:00Z", 0.1)],
            )
            .await;
            assert_eq!(figures.mood(None).await.unwrap().total(), 5);
            assert_eq!(
                Figures::at_present(&lake, 1)
                    .await
                    .unwrap()
                    .mood(None)
                    .await
                    .unwrap()
                    .total(),
                6
            );
        });
    }
}
