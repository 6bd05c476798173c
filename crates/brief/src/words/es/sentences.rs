//! Sentences in Spanish.

use jiff::civil::Date;

use super::STYLE;
use crate::words::{Created, Sentences, sentences::share};

pub struct Spanish;

impl Sentences for Spanish {
    fn created(&self, created: &Created) -> String {
        let when = if created.from == created.to {
            format!("el {}", STYLE.day(created.to))
        } else {
            let start = STYLE.start(created.from, created.to);
            format!("del {start} al {}", STYLE.day(created.to))
        };
        let change = change(created);
        match created.tickets {
            0 => format!("No se creó ningún ticket {when}{change}."),
            1 => format!("Se creó 1 ticket {when}{change}."),
            many => format!("Se crearon {} tickets {when}{change}.", STYLE.grouped(many)),
        }
    }

    fn negative(&self, negative: u64, all: u64, before: Option<(f64, u64)>) -> String {
        let share = STYLE.percent(share(negative, all));
        let after = before.map_or_else(String::new, |(share, days)| {
            format!(", frente al {} {}", STYLE.percent(share), days_before(days))
        });
        let (some, of) = (STYLE.grouped(negative), STYLE.grouped(all));
        match (negative, all) {
            (0, 1) => format!("No era negativo{after}."),
            (0, _) => format!("Ninguno era negativo{after}."),
            (1, 1) => format!("Era negativo{after}."),
            _ if negative == all => format!("Todos eran negativos{after}."),
            (1, _) => format!("1 de {of} era negativo ({share}){after}."),
            _ => format!("{some} de {of} eran negativos ({share}){after}."),
        }
    }

    fn average(&self, mean: f64, before: Option<f64>) -> String {
        let now = STYLE.score(mean);
        let compared = before.map_or_else(String::new, |before| {
            let text = STYLE.score(before);
            if text == now {
                ", igual que antes".to_owned()
            } else {
                format!(", frente a {text} antes")
            }
        });
        format!("El valor medio fue de {now} en una escala de −1 a +1{compared}.")
    }

    fn lowest_day(&self, mean: f64, day: Date, tickets: u64, least: u64) -> String {
        format!(
            "De los días con al menos {least} tickets, el {} {} tuvo la media más baja: {} en {} tickets.",
            STYLE.weekday(day),
            STYLE.day_month(day),
            STYLE.score(mean),
            STYLE.grouped(tickets)
        )
    }

    fn busiest(&self, product: &str, tickets: u64, share: f64) -> String {
        let (tickets, share) = (STYLE.grouped(tickets), STYLE.percent(share));
        format!("{product} recibió el mayor número de tickets: {tickets}, el {share} del total.")
    }

    fn lowest(&self, product: &str, mean: f64, tickets: u64) -> String {
        let (mean, tickets) = (STYLE.score(mean), STYLE.grouped(tickets));
        format!("{product} tuvo el valor medio más bajo: {mean} en {tickets} tickets.")
    }

    fn lowest_too(&self, mean: f64) -> String {
        let mean = STYLE.score(mean);
        format!("También tuvo el valor medio más bajo, {mean}.")
    }

    fn open(&self, open: u64, first: &str) -> String {
        match open {
            1 => format!("1 ticket negativo sigue abierto: {first}."),
            many => format!(
                "{} tickets negativos siguen abiertos; el más urgente es {first}.",
                STYLE.grouped(many)
            ),
        }
    }

    fn made(&self, moment: &str, texts: u64) -> String {
        let word = if texts == 1 { "texto" } else { "textos" };
        format!(
            "Elaborado el {moment} a partir de {} {word}.",
            STYLE.grouped(texts)
        )
    }

    fn late(&self, due: &str) -> String {
        format!("Este informe estaba previsto para el {due} y llega con retraso.")
    }

    fn scored_by(&self, version: &str, snapshot: Option<&str>) -> String {
        let snapshot = snapshot.map_or_else(String::new, |snapshot| {
            format!(", estado de los datos {snapshot}")
        });
        format!("Versión de valoración {version}{snapshot}.")
    }

    fn unread(&self, texts: u64) -> String {
        let why = "(idioma que no se valora, o solo código y citas)";
        match texts {
            1 => format!("1 de estos textos no se leyó {why} y cuenta como neutro."),
            many => format!(
                "{} de estos textos no se leyeron {why} y cuentan como neutros.",
                STYLE.grouped(many)
            ),
        }
    }

    fn unscored(&self, tickets: u64, all: u64) -> String {
        let have = if tickets == 1 {
            "no tiene"
        } else {
            "no tienen"
        };
        let (tickets, all) = (STYLE.grouped(tickets), STYLE.grouped(all));
        format!("De {all} tickets, {tickets} {have} ningún texto leído.")
    }

    fn undated(&self, tickets: u64) -> String {
        match tickets {
            1 => "1 ticket no tiene fecha de creación y por eso no figura en ningún periodo, tampoco en este.".to_owned(),
            many => format!(
                "{} tickets no tienen fecha de creación y por eso no figuran en ningún periodo, tampoco en este.",
                STYLE.grouped(many)
            ),
        }
    }

    fn scored(&self, tickets: u64) -> String {
        match tickets {
            1 => "1 ticket valorado".to_owned(),
            many => format!("{} tickets valorados", STYLE.grouped(many)),
        }
    }

    fn shown(&self, shown: usize, all: u64) -> String {
        format!("{shown} de {}", STYLE.grouped(all))
    }
}

fn change(created: &Created) -> String {
    let Some(before) = created.before else {
        return String::new();
    };
    let (span, count) = (days_before(created.days()), STYLE.grouped(before));
    match (created.tickets, created.change()) {
        (0, _) if before == 0 => format!(", ni {span}"),
        (_, _) if before == 0 => format!(", tras ninguno {span}"),
        (now, _) if now == before => format!(", tantos como {span}"),
        (_, None) => format!(", tras {count} {span}"),
        (_, Some(change)) => {
            let word = if created.is_more() { "más" } else { "menos" };
            format!(", un {} {word} que {span} ({count})", STYLE.percent(change))
        }
    }
}

fn days_before(days: u64) -> String {
    match days {
        1 => "el día anterior".to_owned(),
        _ => format!("en los {days} días anteriores"),
    }
}
