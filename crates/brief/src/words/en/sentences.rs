//! Sentences in English.

use jiff::civil::Date;

use super::STYLE;
use crate::words::{Created, Sentences, sentences::share};

pub struct English;

impl Sentences for English {
    fn created(&self, created: &Created) -> String {
        let when = if created.from == created.to {
            format!("on {}", STYLE.day(created.to))
        } else {
            let start = STYLE.start(created.from, created.to);
            format!("between {start} and {}", STYLE.day(created.to))
        };
        let change = change(created);
        match created.tickets {
            0 => format!("No tickets were created {when}{change}."),
            1 => format!("1 ticket was created {when}{change}."),
            many => format!(
                "{} tickets were created {when}{change}.",
                STYLE.grouped(many)
            ),
        }
    }

    fn negative(&self, negative: u64, all: u64, before: Option<(f64, u64)>) -> String {
        let share = STYLE.percent(share(negative, all));
        let after = before.map_or_else(String::new, |(share, days)| {
            format!(", after {} {}", STYLE.percent(share), days_before(days))
        });
        let (some, of) = (STYLE.grouped(negative), STYLE.grouped(all));
        match (negative, all) {
            (0, 1) => format!("It was not negative{after}."),
            (0, _) => format!("None of them was negative{after}."),
            (1, 1) => format!("It was negative{after}."),
            _ if negative == all => format!("All of them were negative{after}."),
            (1, _) => format!("1 of {of} was negative ({share}){after}."),
            _ => format!("{some} of {of} were negative ({share}){after}."),
        }
    }

    fn average(&self, mean: f64, before: Option<f64>) -> String {
        let now = STYLE.score(mean);
        let compared = before.map_or_else(String::new, |before| {
            let text = STYLE.score(before);
            match mean > before {
                _ if text == now => ", as before".to_owned(),
                true => format!(", up from {text}"),
                false => format!(", down from {text}"),
            }
        });
        format!("The average score was {now} on a scale from −1 to +1{compared}.")
    }

    fn lowest_day(&self, mean: f64, day: Date, tickets: u64, least: u64) -> String {
        format!(
            "Of the days with at least {least} tickets, {} {} had the lowest average, {} over {}.",
            STYLE.weekday(day),
            STYLE.day_month(day),
            STYLE.score(mean),
            counted(tickets)
        )
    }

    fn busiest(&self, product: &str, tickets: u64, share: f64) -> String {
        let (tickets, share) = (STYLE.grouped(tickets), STYLE.percent(share));
        format!("{product} received the most tickets: {tickets}, or {share} of all.")
    }

    fn lowest(&self, product: &str, mean: f64, tickets: u64) -> String {
        let (mean, tickets) = (STYLE.score(mean), counted(tickets));
        format!("{product} had the lowest average score, {mean} over {tickets}.")
    }

    fn lowest_too(&self, mean: f64) -> String {
        let mean = STYLE.score(mean);
        format!("It also had the lowest average score, {mean}.")
    }

    fn open(&self, open: u64, first: &str) -> String {
        match open {
            1 => format!("1 negative ticket is still open: {first}."),
            many => format!(
                "{} negative tickets are still open; the most pressing is {first}.",
                STYLE.grouped(many)
            ),
        }
    }

    fn made(&self, moment: &str, texts: u64) -> String {
        let word = if texts == 1 { "text" } else { "texts" };
        format!("Made {moment} from {} {word}.", STYLE.grouped(texts))
    }

    fn late(&self, due: &str) -> String {
        format!("This report was due {due} and comes late.")
    }

    fn scored_by(&self, version: &str, snapshot: Option<&str>) -> String {
        let snapshot = snapshot.map_or_else(String::new, |snapshot| {
            format!(", data snapshot {snapshot}")
        });
        format!("Scoring version {version}{snapshot}.")
    }

    fn unread(&self, texts: u64) -> String {
        let (were, count) = if texts == 1 {
            ("was", "counts")
        } else {
            ("were", "count")
        };
        format!(
            "{} of these texts {were} not read (a language that is not scored, or nothing but code and quotes) and {count} \
             as neutral.",
            STYLE.grouped(texts)
        )
    }

    fn unscored(&self, tickets: u64, all: u64) -> String {
        let have = if tickets == 1 { "has" } else { "have" };
        format!(
            "Of {}, {} {have} no text that was read.",
            counted(all),
            STYLE.grouped(tickets)
        )
    }

    fn undated(&self, tickets: u64) -> String {
        match tickets {
            1 => "1 ticket has no creation date, so it is in no period, this one included."
                .to_owned(),
            many => format!(
                "{} tickets have no creation date, so they are in no period, this one included.",
                STYLE.grouped(many)
            ),
        }
    }

    fn scored(&self, tickets: u64) -> String {
        let word = if tickets == 1 { "ticket" } else { "tickets" };
        format!("{} scored {word}", STYLE.grouped(tickets))
    }

    fn shown(&self, shown: usize, all: u64) -> String {
        format!("{shown} of {}", STYLE.grouped(all))
    }
}

fn change(created: &Created) -> String {
    let Some(before) = created.before else {
        return String::new();
    };
    let (span, count) = (days_before(created.days()), STYLE.grouped(before));
    match (created.tickets, created.change()) {
        (0, _) if before == 0 => format!(", and none {span}"),
        (_, _) if before == 0 => format!(", after none {span}"),
        (now, _) if now == before => format!(", as many as {span}"),
        (_, None) => format!(", after {count} {span}"),
        (_, Some(change)) => {
            let word = if created.is_more() { "more" } else { "fewer" };
            format!(", {} {word} than {span} ({count})", STYLE.percent(change))
        }
    }
}

fn days_before(days: u64) -> String {
    match days {
        1 => "the day before".to_owned(),
        _ => format!("in the {days} days before"),
    }
}

fn counted(tickets: u64) -> String {
    let word = if tickets == 1 { "ticket" } else { "tickets" };
    format!("{} {word}", STYLE.grouped(tickets))
}
