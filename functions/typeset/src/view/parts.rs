//! The sections of a report in their order, each as the template draws it.

use brief::{Group, Paper, Report, Section, Top, Words};
use jiff::tz::TimeZone;
use serde::Serialize;

use super::bucket::{self, Step};
use super::tables::{self, Groups, Pressing};
use super::text::Cleaner;
use super::{cards, compared, date, mood, notes, volume};

/// A section, or two short ones side by side.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(clippy::large_enum_variant, reason = "a report has a dozen parts")]
pub enum Part {
    /// Paragraphs.
    Summary { paragraphs: Vec<String> },
    /// The headline figures.
    Kpis {
        cards: [cards::Card; 4],
        compared: String,
    },
    /// Mood and volume per day.
    Days {
        mood: mood::Mood,
        volume: volume::Volume,
        /// Whether nothing else needs the room on the page.
        roomy: bool,
    },
    /// Tickets by sentiment.
    Distribution {
        slices: [volume::Slice; 3],
        scored: String,
    },
    /// A table over the width of the page.
    Wide { table: Groups },
    /// Two narrow tables side by side.
    Pair { tables: [Groups; 2] },
    /// A table of tickets.
    Attention { table: Pressing },
    /// Where the numbers come from.
    Method { notes: Vec<String> },
    /// Remarks at the end.
    Note { lines: Vec<String> },
    /// A section that was chosen and has nothing to show.
    Nothing {
        heading: &'static str,
        line: &'static str,
    },
}

/// Sections that may stand beside another.
const SHORT: [Section; 5] = [
    Section::Categories,
    Section::Emotions,
    Section::Aspects,
    Section::Entities,
    Section::Trajectories,
];

/// The sections of a report. What has nothing to show says so where it was chosen; where all were meant, it is named at
/// the end.
pub fn parts(report: &Report, zone: &TimeZone, words: &'static Words, text: &Cleaner) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut waiting: Option<Groups> = None;
    let mut left_out: Vec<&str> = Vec::new();
    let chosen = !report.layout.sections.is_empty();
    for section in report.layout.sections().iter().copied() {
        let part = match table(section, report, words, text) {
            Some(groups) if SHORT.contains(&section) => {
                match waiting.take() {
                    Some(first) => parts.push(Part::Pair {
                        tables: [first, groups],
                    }),
                    None => waiting = Some(groups),
                }
                continue;
            }
            Some(table) => Some(Part::Wide { table }),
            None => part(section, report, zone, words, text, &left_out),
        };
        let nothing = part.is_none();
        if nothing && !chosen {
            left_out.push(words.labels.headings.of(section));
            continue;
        }
        parts.extend(waiting.take().map(|table| Part::Wide { table }));
        parts.push(part.unwrap_or(Part::Nothing {
            heading: words.labels.headings.of(section),
            line: words.labels.nothing,
        }));
    }
    parts.extend(waiting.map(|table| Part::Wide { table }));
    close(&mut parts, notes::closing(report, words, text));
    parts
}

/// Adds the last lines to the small print, or where there is none to the end.
fn close(parts: &mut Vec<Part>, mut lines: Vec<String>) {
    let notes = parts.iter_mut().find_map(|part| match part {
        Part::Method { notes } => Some(notes),
        _ => None,
    });
    match notes {
        Some(notes) => notes.append(&mut lines),
        None if lines.is_empty() => {}
        None => parts.push(Part::Note { lines }),
    }
}

/// The table of a section that is one of groups and has any.
fn table(
    section: Section,
    report: &Report,
    words: &'static Words,
    text: &Cleaner,
) -> Option<Groups> {
    let columns = &words.labels.columns;
    let (top, head): (&Top<Group>, _) = match section {
        Section::Products => (&report.products, columns.product),
        Section::Teams => (&report.teams, columns.team),
        Section::Categories => (&report.categories, columns.category),
        Section::Emotions => (&report.emotions, columns.emotion),
        Section::Aspects => (&report.aspects, columns.aspect),
        Section::Trajectories => (&report.trajectories, columns.trajectory),
        Section::Entities if !report.entities.rows.is_empty() => {
            return Some(tables::entities(&report.entities, words, text));
        }
        _ => return None,
    };
    let heading = words.labels.headings.of(section);
    (!top.rows.is_empty()).then(|| tables::groups(top, [heading, head], words, text))
}

/// Any other section; none where it has nothing to show.
fn part(
    section: Section,
    report: &Report,
    zone: &TimeZone,
    words: &'static Words,
    text: &Cleaner,
    left_out: &[&str],
) -> Option<Part> {
    Some(match section {
        Section::Summary => {
            let paragraphs: Vec<_> = report.summary.iter().map(|p| text.line(p)).collect();
            let paragraphs: Vec<_> = paragraphs.into_iter().filter(|p| !p.is_empty()).collect();
            if paragraphs.is_empty() {
                return None;
            }
            Part::Summary { paragraphs }
        }
        Section::Kpis => Part::Kpis {
            cards: cards::cards(&report.kpis, words),
            compared: compared(report, words),
        },
        Section::Days => days(report, words),
        Section::Distribution => Part::Distribution {
            slices: volume::slices(report.distribution, words),
            scored: words.sentences.scored(report.distribution.total()),
        },
        Section::Attention if !report.attention.rows.is_empty() => Part::Attention {
            table: tables::attention(report, zone, words, text),
        },
        Section::Attention if report.kpis.tickets.value > 0 => Part::Nothing {
            heading: words.labels.headings.attention,
            line: words.labels.none_open,
        },
        Section::Method => Part::Method {
            notes: notes::notes(report, zone, words, left_out, text),
        },
        _ => return None,
    })
}

/// The most bytes of a summary beside which the charts are drawn high.
const SHORT_SUMMARY: usize = 560;

fn days(report: &Report, words: &'static Words) -> Part {
    let (from, to) = (report.period.from, report.period.to);
    let step = Step::for_days(date::days_in(from, to));
    let buckets = bucket::fold(step, from, to, &report.days);
    let said: usize = report.summary.iter().map(String::len).sum();
    Part::Days {
        mood: mood::Mood::of(step, &buckets, words),
        volume: volume::Volume::of(step, &buckets, words),
        roomy: said < SHORT_SUMMARY
            && report.notes.filters.is_empty()
            && report.layout.paper == Paper::A4,
    }
}
