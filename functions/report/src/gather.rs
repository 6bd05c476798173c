//! Gathers what a report says: aggregates from the lake at one snapshot, names and tickets from the records.

mod sources;

use brief::{Counts, Kpis, Layout, Mean, Names, Number, Period, Report, Section, Words};
use calendar::Days;
use endpoint::{Context, Error, Result};
use figures::{Day, Figures, Mood};
use jiff::Timestamp;
use stores::Records;

use crate::filters::Filters;
use crate::summary;
use sources::{Sources, before};

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
        title: title(ask, words),
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

/// Its own name, or what reports are called.
fn title(ask: &Ask, words: &Words) -> String {
    let own = ask.title.as_deref().map(str::trim);
    own.filter(|own| !own.is_empty())
        .unwrap_or(words.labels.title)
        .to_owned()
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
mod tests;
