//! Gathers what a report says: aggregates from the lake at one snapshot, names and tickets from the records.

use brief::{
    Counts, Group, Kpis, Layout, Mean, Names, Notes, Number, Period, Report, Section, Top, Words,
};
use calendar::Days;
use endpoint::{Context, Error, Result};
use figures::{Day, Figures, Mood, TICKETS_READ};
use jiff::Timestamp;
use stores::Records;

use crate::filters::Filters;
use crate::groups::{self, By};
use crate::scope::Scope;
use crate::{aspects, attention, mentions, summary, texts};

/// Which report is wanted.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    /// Of which workspace.
    pub(crate) workspace: i64,
    /// About which days.
    pub(crate) days: Days,
    /// About which tickets created on them.
    pub(crate) filters: Filters,
    /// With what, in which language, on which paper.
    pub(crate) layout: Layout,
    /// What it is called; by its kind when it has no name of its own.
    pub(crate) title: Option<String>,
    /// Where people reach the web app, for links to tickets; none makes no links.
    pub(crate) public_url: Option<String>,
    /// When it was due, where it comes late.
    pub(crate) late: Option<Timestamp>,
}

/// A report as it was asked for. Sections that are not part of it are not gathered.
pub(crate) async fn report(cx: &Context, ask: &Ask) -> Result<Report> {
    ask.filters.check()?;
    let words = ask.layout.language.words();
    let figures = Figures::at_present(&cx.lake, ask.workspace)
        .await?
        .only(ask.filters.of_lake());
    let sources = Sources {
        cx,
        ask,
        words,
        figures: &figures,
        before: before(cx, ask).await?,
    };
    let by_day = figures.by_day(&ask.days, None).await?;
    let mut now = Mood::default();
    for day in &by_day {
        now += day.mood;
    }
    let before = match sources.before {
        Some(before) => Some(figures.mood(Some(before)).await?),
        None => None,
    };
    let products = sources
        .by("product", &[Section::Products, Section::Summary])
        .await?;
    let pressing = sources.attention().await?;
    let story = summary::Story {
        words,
        days: &ask.days,
        now,
        before,
        by_day: &by_day,
        products: &products.now,
        pressing: &pressing,
    };
    let (labels, names) = (words.labels, words.names);
    let of = |known| move |key: &str| Names::of(known, key).to_owned();
    let teams = sources.by("team", &[Section::Teams]).await?;
    let categories = sources.by("category", &[Section::Categories]).await?;
    let emotions = sources.by("emotion", &[Section::Emotions]).await?;
    let trajectories = sources
        .by("trajectory_type", &[Section::Trajectories])
        .await?;
    let report = Report {
        title: ask.title.clone().unwrap_or_else(|| labels.title.to_owned()),
        layout: ask.layout.clone(),
        workspace: workspace_name(&cx.records, ask.workspace).await?,
        period: Period {
            from: ask.days.first(),
            to: ask.days.last(),
            timezone: ask.days.zone().name().to_owned(),
        },
        generated_at: cx.clock.now(),
        summary: story.paragraphs(),
        kpis: kpis(&now, before.as_ref()),
        days: by_day.iter().map(day).collect(),
        distribution: counts(&now),
        products: products.table(labels.not_named, str::to_owned),
        teams: teams.table(labels.not_named, str::to_owned),
        categories: categories.table(labels.not_recognised, of(names.categories)),
        emotions: emotions.table(labels.not_recognised, of(names.emotions)),
        aspects: sources.aspects().await?,
        trajectories: trajectories.table(labels.not_recognised, of(names.trajectories)),
        entities: sources.entities().await?,
        attention: pressing,
        notes: sources.notes().await?,
    };
    report.check().map_err(Error::internal)?;
    Ok(report)
}

/// What a report is gathered from.
struct Sources<'a> {
    cx: &'a Context,
    ask: &'a Ask,
    words: &'a Words,
    figures: &'a Figures,
    /// As many days before; none when there are no data that old.
    before: Option<calendar::Period>,
}

impl Sources<'_> {
    fn scope(&self) -> Scope<'_> {
        Scope {
            workspace: self.ask.workspace,
            period: self.ask.days.period(),
            filters: &self.ask.filters,
        }
    }

    fn scope_before(&self) -> Option<Scope<'_>> {
        let scope = self.scope();
        self.before.map(|period| Scope { period, ..scope })
    }

    fn wants(&self, sections: &[Section]) -> bool {
        sections.iter().any(|section| self.ask.layout.has(*section))
    }

    /// Tickets by a column, where a section needs them.
    async fn by(&self, column: &str, sections: &[Section]) -> Result<By> {
        if !self.wants(sections) {
            return Ok(By {
                now: Vec::new(),
                before: None,
            });
        }
        groups::by(self.figures, column, self.ask.days.period(), self.before).await
    }

    async fn attention(&self) -> Result<Top<brief::Attention>> {
        if !self.wants(&[Section::Attention, Section::Summary]) {
            return Ok(Top::default());
        }
        let url = self.ask.public_url.as_deref();
        attention::pressing(&self.cx.records, &self.scope(), url).await
    }

    async fn aspects(&self) -> Result<Top<Group>> {
        if !self.wants(&[Section::Aspects]) {
            return Ok(Top::default());
        }
        let before = self.scope_before();
        aspects::judged(&self.cx.records, &self.scope(), before.as_ref(), self.words).await
    }

    async fn entities(&self) -> Result<Top<brief::Entity>> {
        if !self.wants(&[Section::Entities]) {
            return Ok(Top::default());
        }
        let before = self.scope_before();
        mentions::most(&self.cx.records, &self.scope(), before.as_ref()).await
    }

    async fn notes(&self) -> Result<Notes> {
        let period = self.ask.days.period();
        let versions = self.figures.by("scoring_version", Some(period)).await?;
        let mut versions: Vec<_> = versions.into_iter().map(|version| version.name).collect();
        if versions.is_empty() {
            versions.push(sentiment::SCORING_VERSION.to_owned());
        }
        let (rows, unread) = texts::written(self.figures, &self.cx.records, &self.scope()).await?;
        let [unscored, _] = self.figures.by_band(TICKETS_READ, period).await?;
        let snapshot = self.figures.snapshot();
        Ok(Notes {
            scoring_version: versions.join(", "),
            rows,
            unread,
            unscored,
            snapshot: snapshot.map(|snapshot| snapshot.id.to_string()),
            filters: self.ask.filters.told(self.words),
            late: self.ask.late,
        })
    }
}

/// As many days before; none when the workspace has no tickets that old.
async fn before(cx: &Context, ask: &Ask) -> Result<Option<calendar::Period>> {
    let (oldest,): (Option<Timestamp>,) = cx
        .records
        .query_one(
            "SELECT min(created_at) FROM tickets WHERE workspace_id = $1",
            (ask.workspace,),
        )
        .await?;
    if oldest.is_none_or(|oldest| oldest >= ask.days.period().start()) {
        return Ok(None);
    }
    Ok(Some(ask.days.before()?.period()))
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

    fn gathered(tickets: &[Ticket]) -> Report {
        let cx = Context::in_memory("2026-11-20T12:00:00Z".parse().unwrap());
        block_on(publish(&cx.records, &cx.lake, 1, cx.clock.now(), tickets));
        block_on(report(&cx, &ask())).unwrap()
    }

    fn ask() -> Ask {
        Ask {
            workspace: 1,
            days: week(),
            filters: Filters::default(),
            layout: Layout::default(),
            title: None,
            public_url: None,
            late: None,
        }
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
            .products
            .rows
            .into_iter()
            .map(|row| row.name)
            .collect();
        assert_eq!(names, ["Login", "Not named"]);
        let entity = &report.entities.rows[0];
        assert_eq!(
            (entity.text.as_str(), entity.compound.value),
            ("Login", Some(-0.5))
        );
        let attention = &report.attention;
        assert_eq!(
            (attention.rows[0].key.as_str(), attention.total),
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
        let report = block_on(super::report(&cx, &ask())).unwrap();
        assert_eq!(
            report.kpis.negative_share,
            Mean {
                value: None,
                previous: None
            }
        );
        assert_eq!(
            (report.products, report.attention, report.entities),
            (Top::default(), Top::default(), Top::default())
        );
        assert_eq!(
            report.summary,
            ["No tickets were created between 9 and 15 November 2026."]
        );
    }

    #[test]
    fn filters_limit_every_number_and_are_told() {
        let of = |key: &str, team: &str, compound| Ticket {
            team: team.into(),
            category: "billing".into(),
            emotion: "angry".into(),
            trajectory_type: "volatile".into(),
            aspects: vec![("value", compound)],
            ..Ticket::new(key, "2026-11-10T12:00:00Z", compound)
        };
        let cx = Context::in_memory("2026-11-20T12:00:00Z".parse().unwrap());
        let tickets = [
            of("A-1", "EMEA", -0.5).mention("PRODUCT", "Login"),
            of("A-2", "EMEA", 0.5),
            of("A-3", "APAC", -0.9).mention("PRODUCT", "Login"),
            Ticket {
                team: "APAC".into(),
                ..Ticket::new("A-4", "2026-11-05T12:00:00Z", -0.9)
            },
        ];
        block_on(publish(&cx.records, &cx.lake, 1, cx.clock.now(), &tickets));
        let limited = Ask {
            filters: Filters {
                team: vec!["EMEA".into()],
                ..Filters::default()
            },
            layout: Layout {
                language: brief::Language::De,
                ..Layout::default()
            },
            title: Some("Wochenbericht".into()),
            ..ask()
        };
        let report = block_on(super::report(&cx, &limited)).unwrap();
        let tickets = Number {
            value: 2,
            previous: Some(0),
        };
        assert_eq!(
            (report.kpis.tickets, report.distribution.total()),
            (tickets, 2)
        );
        for (top, name) in [
            (&report.teams, "EMEA"),
            (&report.products, "Billing"),
            (&report.categories, "Abrechnung"),
            (&report.emotions, "Verärgert"),
            (&report.aspects, "Preis und Wert"),
            (&report.trajectories, "Auf und ab"),
        ] {
            let rows: Vec<_> = top
                .rows
                .iter()
                .map(|row| (row.name.as_str(), row.tickets))
                .collect();
            assert_eq!((rows, top.total), (vec![(name, tickets)], 1));
        }
        assert_eq!(
            (
                report.attention.total,
                report.entities.rows[0].tickets.value
            ),
            (1, 1)
        );
        assert_eq!(
            (report.notes.rows, report.notes.filters),
            (2, vec!["Team: EMEA".to_owned()])
        );
        assert_eq!(report.title, "Wochenbericht");
    }

    #[test]
    fn what_is_no_part_of_a_report_is_not_gathered() {
        let cx = Context::in_memory("2026-11-20T12:00:00Z".parse().unwrap());
        let ticket = Ticket::new("A-1", "2026-11-10T12:00:00Z", -0.5).mention("PRODUCT", "Login");
        block_on(publish(&cx.records, &cx.lake, 1, cx.clock.now(), &[ticket]));
        let few = Ask {
            layout: Layout {
                sections: vec![Section::Kpis, Section::Method],
                ..Layout::default()
            },
            ..ask()
        };
        let report = block_on(super::report(&cx, &few)).unwrap();
        assert_eq!(report.kpis.tickets.value, 1);
        assert_eq!(
            (report.products, report.attention.total, report.entities),
            (Top::default(), 0, Top::default())
        );
    }

    #[test]
    fn every_key_a_scorer_stores_has_a_name_in_every_language() {
        use sentiment::{Aspect, Emotion, IssueCategory, TrajectoryKind};
        for language in brief::Language::ALL {
            let names = language.words().names;
            let known = |known: &[(&str, &str)], key: &str| {
                assert!(
                    known.iter().any(|(stored, _)| *stored == key),
                    "{key} in {language:?}"
                );
            };
            Emotion::ALL
                .iter()
                .for_each(|key| known(names.emotions, key.as_str()));
            IssueCategory::ALL
                .iter()
                .for_each(|key| known(names.categories, key.as_str()));
            Aspect::ALL
                .iter()
                .for_each(|key| known(names.aspects, key.as_str()));
            TrajectoryKind::ALL
                .iter()
                .for_each(|key| known(names.trajectories, key.as_str()));
        }
    }
}
