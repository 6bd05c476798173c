//! Gathers what a report says: aggregates from the lake at one snapshot, names and tickets from the records.

use brief::{Breakdown, Counts, Group, Kpis, Layout, Mean, Notes, Number, Period, Report};
use calendar::Days;
use endpoint::{Context, Error, Result};
use figures::{Day, Figures, Mood, Named, TEXTS_READ, TICKETS_READ};
use jiff::Timestamp;
use stores::Records;

use crate::filters::Filters;
use crate::{attention, mentions, summary};

/// The most products shown.
const PRODUCTS: usize = 8;

/// Which report is wanted.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    pub(crate) workspace: i64,
    pub(crate) days: Days,
    pub(crate) filters: Filters,
    pub(crate) layout: Layout,
    /// Where the application is reached, for links; none where nobody said.
    pub(crate) public_url: Option<String>,
}

/// The report of a workspace for some days.
pub(crate) async fn report(cx: &Context, ask: &Ask) -> Result<Report> {
    let (workspace, days) = (ask.workspace, &ask.days);
    let figures = Figures::at_present(&cx.lake, workspace).await?;
    let period = days.period();
    let by_day = figures.by_day(days, None).await?;
    let mut now = Mood::default();
    for day in &by_day {
        now += day.mood;
    }
    let before = before(cx, &figures, workspace, days).await?;
    let products = figures.by("product", Some(period)).await?;
    let pressing = attention::pressing(&cx.records, workspace, period).await?;
    let story = summary::Story {
        days,
        now,
        before,
        by_day: &by_day,
        products: &products,
        pressing: &pressing,
    };
    let report = Report {
        layout: ask.layout.clone(),
        title: "Customer sentiment report".to_owned(),
        workspace: workspace_name(&cx.records, workspace).await?,
        period: Period {
            from: days.first(),
            to: days.last(),
            timezone: days.zone().name().to_owned(),
        },
        generated_at: cx.clock.now(),
        summary: story.paragraphs(),
        kpis: kpis(&now, before.as_ref()),
        days: by_day.iter().map(day).collect(),
        distribution: counts(&now),
        breakdown: breakdown(&products),
        emotions: Vec::new(),
        categories: Vec::new(),
        entities: mentions::most(&cx.records, workspace, period).await?,
        attention: pressing.tickets,
        notes: notes(&figures, period).await?,
    };
    report.check().map_err(Error::internal)?;
    Ok(report)
}

/// The mood of as many days before; none when the workspace has no tickets that old.
async fn before(
    cx: &Context,
    figures: &Figures,
    workspace: i64,
    days: &Days,
) -> Result<Option<Mood>> {
    let (oldest,): (Option<Timestamp>,) = cx
        .records
        .query_one(
            "SELECT min(created_at) FROM tickets WHERE workspace_id = $1",
            (workspace,),
        )
        .await?;
    if oldest.is_none_or(|oldest| oldest >= days.period().start()) {
        return Ok(None);
    }
    Ok(Some(figures.mood(Some(days.before()?.period())).await?))
}

async fn workspace_name(records: &Records, workspace: i64) -> Result<String> {
    let (name,) = records
        .query_one("SELECT name FROM workspaces WHERE id = $1", (workspace,))
        .await?;
    Ok(name)
}

fn kpis(now: &Mood, before: Option<&Mood>) -> Kpis {
    let number = |value: fn(&Mood) -> u64| Number {
        value: value(now),
        previous: before.map(value),
    };
    let mean = |value: fn(&Mood) -> Option<f64>| Mean {
        value: value(now),
        previous: before.and_then(value),
    };
    Kpis {
        tickets: number(Mood::total),
        compound: mean(Mood::compound),
        negative_share: mean(Mood::negative_share),
        comments: number(|mood| mood.comments),
    }
}

fn day(day: &Day) -> brief::Day {
    brief::Day {
        date: day.date,
        compound: day.mood.compound(),
        counts: counts(&day.mood),
    }
}

fn counts(mood: &Mood) -> Counts {
    let Mood {
        positive,
        neutral,
        negative,
        ..
    } = *mood;
    Counts {
        positive,
        neutral,
        negative,
    }
}

/// Products, where tickets name any.
fn breakdown(products: &[Named]) -> Option<Breakdown> {
    products
        .iter()
        .any(|product| !product.name.is_empty())
        .then(|| Breakdown {
            dimension: "Product".to_owned(),
            rows: products.iter().take(PRODUCTS).map(group).collect(),
        })
}

fn group(product: &Named) -> Group {
    let Named { name, mood } = product;
    let name = if name.is_empty() {
        "No product named"
    } else {
        name
    };
    Group {
        name: name.to_owned(),
        tickets: mood.total(),
        negative_share: mood.negative_share(),
        compound: mood.compound(),
    }
}

async fn notes(figures: &Figures, period: calendar::Period) -> Result<Notes> {
    let versions = figures.by("scoring_version", Some(period)).await?;
    let mut versions: Vec<_> = versions.into_iter().map(|version| version.name).collect();
    if versions.is_empty() {
        versions.push(sentiment::SCORING_VERSION.to_owned());
    }
    let texts = figures.texts_by_field(period).await?;
    let [unread, _] = figures.by_band(TEXTS_READ, period).await?;
    let [unscored, _] = figures.by_band(TICKETS_READ, period).await?;
    Ok(Notes {
        scoring_version: versions.join(", "),
        rows: texts.iter().map(|(_, count)| count).sum(),
        unread,
        unscored,
        snapshot: figures.snapshot().map(|snapshot| snapshot.id.to_string()),
        filters: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use calendar::Zone;
    use figures::fixture::{Ticket, publish};
    use futures::executor::block_on;
    use jiff::civil::date;

    use super::*;

    fn week() -> Days {
        Days::new(
            date(2026, 11, 9),
            date(2026, 11, 15),
            Zone::new("Europe/Berlin").unwrap(),
        )
        .unwrap()
    }

    fn asked() -> Ask {
        Ask {
            workspace: 1,
            days: week(),
            filters: Filters::default(),
            layout: Layout::default(),
            public_url: None,
        }
    }

    fn gathered(tickets: &[Ticket]) -> Report {
        let cx = Context::in_memory("2026-11-20T12:00:00Z".parse().unwrap());
        block_on(publish(&cx.records, &cx.lake, 1, cx.clock.now(), tickets));
        block_on(report(&cx, &asked())).unwrap()
    }

    #[test]
    fn the_numbers_are_those_of_the_days_in_the_zone() {
        let report = gathered(&[
            Ticket::new("A-1", "2026-11-08T22:59:59Z", 0.5),
            Ticket {
                product: "Login".into(),
                ..Ticket::new("A-2", "2026-11-08T23:00:00Z", -0.5)
            }
            .comment("2026-11-09T10:00:00Z", "eve", "Hm", 0.0)
            .mention("PRODUCT", "Login"),
            Ticket {
                product: String::new(),
                ..Ticket::new("A-3", "2026-11-15T22:59:59Z", 0.25)
            },
            Ticket::new("A-4", "2026-11-15T23:00:00Z", 0.5),
        ]);
        assert_eq!(report.workspace, "Workspace");
        assert_eq!(
            report.kpis.tickets,
            Number {
                value: 2,
                previous: Some(1)
            }
        );
        assert_eq!(
            report.kpis.compound,
            Mean {
                value: Some(-0.125),
                previous: Some(0.5)
            }
        );
        assert_eq!(
            report.kpis.comments,
            Number {
                value: 1,
                previous: Some(0)
            }
        );
        assert_eq!(report.days.len(), 7);
        assert_eq!(
            report.distribution,
            Counts {
                positive: 1,
                neutral: 0,
                negative: 1
            }
        );
        let names: Vec<_> = report
            .breakdown
            .unwrap()
            .rows
            .into_iter()
            .map(|row| row.name)
            .collect();
        assert_eq!(names, ["No product named", "Login"]);
        assert_eq!(
            (
                report.entities[0].text.as_str(),
                report.entities[0].compound
            ),
            ("Login", Some(-0.5))
        );
        assert_eq!(
            (report.attention[0].key.as_str(), report.attention.len()),
            ("A-2", 1)
        );
        assert_eq!(
            (report.notes.scoring_version.as_str(), report.notes.rows),
            ("test-1", 3)
        );
        assert_eq!((report.notes.unread, report.notes.unscored), (1, 0));
    }

    #[test]
    fn without_older_tickets_nothing_is_compared_and_without_any_nothing_invented() {
        let report = gathered(&[Ticket::new("A-1", "2026-11-09T12:00:00Z", 0.5)]);
        assert_eq!(
            report.kpis.tickets,
            Number {
                value: 1,
                previous: None
            }
        );
        let cx = Context::in_memory("2026-11-20T12:00:00Z".parse().unwrap());
        block_on(publish(
            &cx.records,
            &cx.lake,
            1,
            cx.clock.now(),
            &[Ticket::new("A-1", "2026-11-16T12:00:00Z", 0.5)],
        ));
        let report = block_on(super::report(&cx, &asked())).unwrap();
        assert_eq!(
            report.kpis.negative_share,
            Mean {
                value: None,
                previous: None
            }
        );
        assert_eq!(
            (report.breakdown, report.attention, report.entities),
            (None, vec![], vec![])
        );
        assert_eq!(
            report.summary,
            ["No tickets were created between 9 and 15 November 2026."]
        );
    }
}
