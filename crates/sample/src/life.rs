//! The whole life of a ticket, fixed by seed and number, and how it stood when an export was made.

use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date, tz::TimeZone};

use crate::{breaks::Flaw, phrases::Mood, rng::Rng, text::Cast, words};

/// What the numbers of a random stream are for.
pub(crate) mod stream {
    pub const CALENDAR: u64 = 1;
    pub const LIFE: u64 = 2;
    pub const TEXT: u64 = 3;
    pub const COMMENT: u64 = 4;
    pub const FLAW: u64 = 5;
    pub const BREAK: u64 = 6;
    pub const FILL: u64 = 7;
}

pub(crate) const PRIORITIES: [&str; 4] = ["Low", "Medium", "High", "Highest"];

/// A comment to come.
#[derive(Debug, Clone)]
pub(crate) struct Remark {
    pub at: Timestamp,
    pub mood: Mood,
    pub by_agent: bool,
}

/// Everything that will ever happen to a ticket.
#[derive(Debug, Clone)]
pub(crate) struct Life {
    pub number: u64,
    pub cast: Cast,
    pub mood: Mood,
    pub issue_type: &'static str,
    pub created: Timestamp,
    /// Index into [`PRIORITIES`], and when it is raised by one, if ever.
    priority: usize,
    escalated: Option<Timestamp>,
    /// Each status with the time it starts; the first is that of the creation.
    statuses: Vec<(Timestamp, &'static str)>,
    remarks: Vec<Remark>,
    pub flaw: Option<Flaw>,
}

/// How a ticket stands at a time.
#[derive(Debug, Clone)]
pub(crate) struct State<'a> {
    pub status: &'static str,
    pub priority: &'static str,
    pub updated: Timestamp,
    pub resolved: Option<Timestamp>,
    pub remarks: &'a [Remark],
}

/// When tickets are created: days with weights (fewer at weekends, more at incidents).
#[derive(Debug)]
pub(crate) struct Calendar {
    first: Date,
    /// Weight of the days up to and including each.
    sums: Vec<f64>,
}

impl Calendar {
    /// The `days` days before `end`.
    pub fn new(seed: u64, end: Date, days: u16) -> Self {
        let first = end.saturating_sub(i32::from(days).days());
        let mut sums = Vec::new();
        let mut sum = 0.0;
        for date in first.series(1.day()).take(usize::from(days)) {
            let weekday = date.weekday().to_monday_zero_offset();
            let usual = if weekday >= 5 { 0.25 } else { 1.0 };
            let incident = if is_incident(seed, date) { 2.3 } else { 1.0 };
            let chance = Rng::new(seed, &[stream::CALENDAR, day_number(date), 1]).unit();
            sum += usual * incident * (0.7 + 0.6 * chance);
            sums.push(sum);
        }
        Self { first, sums }
    }

    /// The minute at a share of the weight, 0 up to 1.
    fn at(&self, share: f64, zone: &TimeZone) -> Timestamp {
        let weight = share * self.sums.last().copied().unwrap_or(0.0);
        let day = self
            .sums
            .partition_point(|&sum| sum <= weight)
            .min(self.sums.len() - 1);
        let before = if day == 0 { 0.0 } else { self.sums[day - 1] };
        let within = (weight - before) / (self.sums[day] - before);
        // Shares of a day's tickets by hour: few at night, most from 7 to 19.
        let hours = if within < 0.06 {
            within / 0.06 * 7.0
        } else if within < 0.9 {
            7.0 + (within - 0.06) / 0.84 * 12.0
        } else {
            19.0 + (within - 0.9) / 0.1 * 5.0
        };
        #[expect(clippy::cast_possible_truncation, reason = "0 to 1,440")]
        let minutes = ((hours * 60.0) as i64).clamp(0, 1_439);
        let date = self
            .first
            .saturating_add(i64::try_from(day).unwrap_or(0).days());
        let midnight = date.to_datetime(jiff::civil::Time::midnight());
        let local = midnight.saturating_add(minutes.minutes());
        settled(
            zone.to_ambiguous_timestamp(local)
                .compatible()
                .unwrap_or_default(),
            zone,
        )
    }
}

/// Bad days, on which tickets are more and angrier.
fn is_incident(seed: u64, date: Date) -> bool {
    Rng::new(seed, &[stream::CALENDAR, day_number(date)]).chance(0.05)
}

fn day_number(date: Date) -> u64 {
    u64::from(date.year().unsigned_abs()) * 400 + u64::from(date.day_of_year().unsigned_abs())
}

/// The instant that its own local time reads back as: in the hour that a change of the clock repeats, the first one.
pub(crate) fn settled(at: Timestamp, zone: &TimeZone) -> Timestamp {
    zone.to_ambiguous_timestamp(zone.to_datetime(at))
        .compatible()
        .unwrap_or(at)
}

/// What a life depends on beside its number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting<'a> {
    pub seed: u64,
    pub zone: &'a TimeZone,
    /// Day of the first export: the mood drifts with the weeks around it.
    pub end: Date,
    pub most_comments: usize,
    pub flaw: Option<Flaw>,
}

impl Life {
    /// The life of a ticket created at a share of the calendar.
    pub fn new(number: u64, calendar: &Calendar, share: f64, setting: Setting<'_>) -> Self {
        let Setting {
            seed,
            zone,
            end,
            most_comments,
            flaw,
        } = setting;
        let created = calendar.at(share, zone);
        let mut rng = Rng::new(seed, &[stream::LIFE, number]);
        let product = rng.index(words::PRODUCTS.len());
        let cast = Cast::new(&mut rng, product);
        let mood = first_mood(&mut rng, product, created, seed, zone, end);
        let later = |rng: &mut Rng, from: Timestamp, minutes: (u64, u64)| {
            let minutes = i64::try_from(rng.between(minutes.0, minutes.1)).unwrap_or(0);
            settled(
                from.saturating_add(SignedDuration::from_mins(minutes))
                    .unwrap_or(from),
                zone,
            )
        };
        let mut statuses = vec![(created, "Open")];
        let mut at = created;
        let factor = [1, 1, 1, 2, 7][rng.index(5)];
        for (status, odds, minutes) in [
            ("In Progress", 0.9, (10, 700)),
            ("Waiting for customer", 0.4, (30, 1_500 * factor)),
            ("Resolved", 0.84, (60, 6_000 * factor)),
            ("Reopened", 0.05, (600, 9_000)),
            ("Closed", 0.75, (1_440, 14_400)),
        ] {
            let resolved = statuses.iter().any(|(_, status)| *status == "Resolved");
            if rng.chance(odds) && (resolved || !matches!(status, "Reopened" | "Closed")) {
                at = later(&mut rng, at, minutes);
                statuses.push((at, status));
            }
        }
        let priority = [0, 1, 1, 1, 2, 2, 3][rng.index(7)];
        let escalated =
            (rng.chance(0.06) && priority < 3).then(|| later(&mut rng, created, (60, 20_000)));
        let good_end = statuses.iter().any(|(_, status)| *status == "Resolved") && rng.chance(0.7);
        let wished = match rng.below(100) {
            0..12 => 0,
            12..45 => rng.between(1, 3),
            45..80 => rng.between(3, 8),
            80..96 => rng.between(8, 20),
            96..99 => rng.between(20, 40),
            _ => 46,
        };
        let least = usize::from(flaw.is_some());
        let count = usize::try_from(wished)
            .unwrap_or(0)
            .clamp(least, most_comments);
        let mut remarks: Vec<Remark> = Vec::with_capacity(count);
        let mut current = mood;
        let mut at = created;
        for number in 0..count {
            let twin = number > 0 && rng.chance(0.01);
            if !twin {
                // The first comes before any export that holds the ticket: what depends on it never changes.
                let minutes = match (number, rng.below(20)) {
                    (0, _) => (20, 300),
                    (_, 0) => (7_200, 86_400),
                    (_, 1..6) => (600, 4_000),
                    _ => (5, 900),
                };
                at = later(&mut rng, at, minutes);
            }
            let by_agent = number % 2 == 0;
            let left = count - number;
            if good_end && (left <= 2 || rng.chance(0.2)) {
                current = brighter(current);
            } else if !good_end && rng.chance(0.15) {
                current = darker(current);
            }
            remarks.push(Remark {
                at,
                mood: if by_agent { Mood::Neutral } else { current },
                by_agent,
            });
        }
        let issue_type = rng.pick(&[
            "Support",
            "Support",
            "Incident",
            "Bug",
            "Service Request",
            "Question",
        ]);
        Self {
            number,
            cast,
            mood,
            issue_type,
            created,
            priority,
            escalated,
            statuses,
            remarks,
            flaw,
        }
    }

    /// Its key.
    pub fn key(&self) -> String {
        format!("SUP-{}", self.number + 1)
    }

    /// How it stands at a time, which is not before its creation.
    pub fn at(&self, time: Timestamp) -> State<'_> {
        let past = |at: &&(Timestamp, &'static str)| at.0 <= time;
        let passed = self.statuses.iter().take_while(past).count().max(1);
        let (changed, status) = self.statuses[passed - 1];
        let remarks = &self.remarks[..self.remarks.partition_point(|remark| remark.at <= time)];
        let escalated = self.escalated.filter(|at| *at <= time);
        let last = remarks.last().map_or(self.created, |remark| remark.at);
        let resolved = matches!(status, "Resolved" | "Closed")
            .then(|| {
                self.statuses[..passed]
                    .iter()
                    .find(|(_, status)| *status == "Resolved")
                    .map(|(at, _)| *at)
            })
            .flatten();
        State {
            status,
            priority: PRIORITIES[self.priority + usize::from(escalated.is_some())],
            updated: changed.max(last).max(escalated.unwrap_or(changed)),
            resolved,
            remarks,
        }
    }
}

/// Mood of a new ticket: it drifts over nine weeks, each product with a shift of its own, and sinks on bad days.
fn first_mood(
    rng: &mut Rng,
    product: usize,
    created: Timestamp,
    seed: u64,
    zone: &TimeZone,
    end: Date,
) -> Mood {
    let date = zone.to_datetime(created).date();
    let days = f64::from((date - end).get_days()) + 630.0;
    let phase = (days / 63.0 + f64::from(u32::try_from(product).unwrap_or(0)) * 0.11) % 1.0;
    let wave = 1.0 - 4.0 * (phase - 0.5).abs();
    let bad_day = if is_incident(seed, date) { 0.22 } else { 0.0 };
    let negative = (0.38 + 0.17 * wave + bad_day).clamp(0.1, 0.85);
    let roll = rng.unit();
    if roll < negative {
        Mood::Negative
    } else if roll < negative + (1.0 - negative) * 0.68 {
        Mood::Neutral
    } else {
        Mood::Positive
    }
}

fn brighter(mood: Mood) -> Mood {
    if mood == Mood::Negative {
        Mood::Neutral
    } else {
        Mood::Positive
    }
}

fn darker(mood: Mood) -> Mood {
    if mood == Mood::Positive {
        Mood::Neutral
    } else {
        Mood::Negative
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn life(number: u64) -> Life {
        let calendar = Calendar::new(5, date(2026, 6, 1), 120);
        let setting = Setting {
            seed: 5,
            zone: &TimeZone::UTC,
            end: date(2026, 6, 1),
            most_comments: 46,
            flaw: None,
        };
        Life::new(number, &calendar, 0.5, setting)
    }

    #[test]
    fn what_happened_stays_and_only_more_is_added() {
        for number in 0..200 {
            let life = life(number);
            let (mut before, mut updated) = (0, life.created);
            for week in 0..12 {
                let time = life.created + SignedDuration::from_hours(168 * week);
                let state = life.at(time);
                assert!(
                    state.remarks.len() >= before
                        && state.updated >= updated
                        && state.updated <= time
                );
                assert!(state.resolved.is_none_or(|at| at <= state.updated));
                (before, updated) = (state.remarks.len(), state.updated);
            }
        }
    }

    #[test]
    fn tickets_differ_in_every_respect() {
        let lives: Vec<_> = (0..300).map(life).collect();
        let late = date(2026, 12, 1)
            .to_zoned(TimeZone::UTC)
            .unwrap()
            .timestamp();
        let statuses: std::collections::BTreeSet<_> =
            lives.iter().map(|life| life.at(late).status).collect();
        assert_eq!(statuses.len(), 6);
        assert!(lives.iter().any(|life| life.at(late).remarks.len() == 46));
        assert!(lives.iter().any(|life| life.at(late).remarks.is_empty()));
    }
}
