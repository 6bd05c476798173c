//! Sentences in German.

use jiff::civil::Date;

use super::STYLE;
use crate::words::{Created, Sentences, sentences::share};

pub struct German;

impl Sentences for German {
    fn created(&self, created: &Created) -> String {
        let when = if created.from == created.to {
            format!("Am {}", STYLE.day(created.to))
        } else {
            let start = STYLE.start(created.from, created.to);
            format!("Vom {start} bis {}", STYLE.day(created.to))
        };
        let change = change(created);
        match created.tickets {
            0 => format!("{when} wurden keine Tickets erstellt{change}."),
            1 => format!("{when} wurde 1 Ticket erstellt{change}."),
            many => format!(
                "{when} wurden {} Tickets erstellt{change}.",
                STYLE.grouped(many)
            ),
        }
    }

    fn negative(&self, negative: u64, all: u64, before: Option<(f64, u64)>) -> String {
        let share = STYLE.percent(share(negative, all));
        let after = before.map_or_else(String::new, |(share, days)| {
            format!(", nach {} {}", STYLE.percent(share), days_before(days))
        });
        let (some, of) = (STYLE.grouped(negative), STYLE.grouped(all));
        match (negative, all) {
            (0, 1) => format!("Es war nicht negativ{after}."),
            (0, _) => format!("Keines davon war negativ{after}."),
            (1, 1) => format!("Es war negativ{after}."),
            _ if negative == all => format!("Alle waren negativ{after}."),
            (1, _) => format!("1 von {of} war negativ ({share}){after}."),
            _ => format!("{some} von {of} waren negativ ({share}){after}."),
        }
    }

    fn average(&self, mean: f64, before: Option<f64>) -> String {
        let now = STYLE.score(mean);
        let compared = before.map_or_else(String::new, |before| {
            let text = STYLE.score(before);
            if text == now {
                ", wie zuvor".to_owned()
            } else {
                format!(", nach zuvor {text}")
            }
        });
        format!("Der mittlere Wert war {now} auf einer Skala von −1 bis +1{compared}.")
    }

    fn lowest_day(&self, mean: f64, day: Date, tickets: u64, least: u64) -> String {
        format!(
            "Unter den Tagen mit mindestens {least} Tickets hatte {}, der {}, den niedrigsten Mittelwert: {} aus {} Tickets.",
            STYLE.weekday(day),
            STYLE.day_month(day),
            STYLE.score(mean),
            STYLE.grouped(tickets)
        )
    }

    fn busiest(&self, product: &str, tickets: u64, share: f64) -> String {
        let (tickets, share) = (STYLE.grouped(tickets), STYLE.percent(share));
        format!("Die meisten Tickets betrafen {product}: {tickets}, das sind {share} von allen.")
    }

    fn lowest(&self, product: &str, mean: f64, tickets: u64) -> String {
        let (mean, tickets) = (STYLE.score(mean), STYLE.grouped(tickets));
        format!("Den niedrigsten mittleren Wert hatte {product}: {mean} aus {tickets} Tickets.")
    }

    fn lowest_too(&self, mean: f64) -> String {
        let mean = STYLE.score(mean);
        format!("Auch der niedrigste mittlere Wert, {mean}, gehört zu diesem Produkt.")
    }

    fn open(&self, open: u64, first: &str) -> String {
        match open {
            1 => format!("1 negatives Ticket ist noch offen: {first}."),
            many => format!(
                "{} negative Tickets sind noch offen; am dringendsten ist {first}.",
                STYLE.grouped(many)
            ),
        }
    }

    fn made(&self, moment: &str, texts: u64) -> String {
        let word = if texts == 1 { "Text" } else { "Texten" };
        format!("Erstellt am {moment} aus {} {word}.", STYLE.grouped(texts))
    }

    fn late(&self, due: &str) -> String {
        format!("Dieser Bericht war am {due} fällig und kommt verspätet.")
    }

    fn scored_by(&self, version: &str, snapshot: Option<&str>) -> String {
        let snapshot =
            snapshot.map_or_else(String::new, |snapshot| format!(", Datenstand {snapshot}"));
        format!("Bewertet mit Version {version}{snapshot}.")
    }

    fn unread(&self, texts: u64) -> String {
        let why = "(eine Sprache, die nicht bewertet wird, oder nur Code und Zitate)";
        match texts {
            1 => format!("1 dieser Texte wurde nicht gelesen {why} und zählt als neutral."),
            many => format!(
                "{} dieser Texte wurden nicht gelesen {why} und zählen als neutral.",
                STYLE.grouped(many)
            ),
        }
    }

    fn unscored(&self, tickets: u64, all: u64) -> String {
        let have = if tickets == 1 { "hat" } else { "haben" };
        let (tickets, all) = (STYLE.grouped(tickets), STYLE.grouped(all));
        format!("Von {all} Tickets {have} {tickets} keinen Text, der gelesen wurde.")
    }

    fn undated(&self, tickets: u64) -> String {
        match tickets {
            1 => "1 Ticket hat kein Erstellungsdatum und steht deshalb in keinem Zeitraum, auch nicht in diesem.".to_owned(),
            many => format!(
                "{} Tickets haben kein Erstellungsdatum und stehen deshalb in keinem Zeitraum, auch nicht in diesem.",
                STYLE.grouped(many)
            ),
        }
    }

    fn scored(&self, tickets: u64) -> String {
        match tickets {
            1 => "1 bewertetes Ticket".to_owned(),
            many => format!("{} bewertete Tickets", STYLE.grouped(many)),
        }
    }

    fn shown(&self, shown: usize, all: u64) -> String {
        format!("{shown} von {}", STYLE.grouped(all))
    }
}

fn change(created: &Created) -> String {
    let Some(before) = created.before else {
        return String::new();
    };
    let (span, count) = (days_before(created.days()), STYLE.grouped(before));
    match (created.tickets, created.change()) {
        (0, _) if before == 0 => format!(", auch {span} nicht"),
        (_, _) if before == 0 => format!(", nach keinem {span}"),
        (now, _) if now == before => format!(", so viele wie {span}"),
        (_, None) => format!(", nach {count} {span}"),
        (_, Some(change)) => {
            let word = if created.is_more() { "mehr" } else { "weniger" };
            format!(", {} {word} als {span} ({count})", STYLE.percent(change))
        }
    }
}

fn days_before(days: u64) -> String {
    match days {
        1 => "am Tag davor".to_owned(),
        _ => format!("in den {days} Tagen davor"),
    }
}
