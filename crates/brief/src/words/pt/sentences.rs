//! Sentences in Portuguese, as written in Brazil.

use jiff::civil::Date;

use super::STYLE;
use crate::words::{Created, Sentences, sentences::share};

pub struct Portuguese;

impl Sentences for Portuguese {
    fn created(&self, created: &Created) -> String {
        let when = if created.from == created.to {
            format!("em {}", STYLE.day(created.to))
        } else {
            let start = STYLE.start(created.from, created.to);
            format!("de {start} a {}", STYLE.day(created.to))
        };
        let change = change(created);
        match created.tickets {
            0 => format!("Nenhum ticket foi criado {when}{change}."),
            1 => format!("Foi criado 1 ticket {when}{change}."),
            many => format!(
                "Foram criados {} tickets {when}{change}.",
                STYLE.grouped(many)
            ),
        }
    }

    fn negative(&self, negative: u64, all: u64, before: Option<(f64, u64)>) -> String {
        let share = STYLE.percent(share(negative, all));
        let after = before.map_or_else(String::new, |(share, days)| {
            format!(", contra {} {}", STYLE.percent(share), days_before(days))
        });
        let (some, of) = (STYLE.grouped(negative), STYLE.grouped(all));
        match (negative, all) {
            (0, 1) => format!("Não era negativo{after}."),
            (0, _) => format!("Nenhum era negativo{after}."),
            (1, 1) => format!("Era negativo{after}."),
            _ if negative == all => format!("Todos eram negativos{after}."),
            (1, _) => format!("1 de {of} era negativo ({share}){after}."),
            _ => format!("{some} de {of} eram negativos ({share}){after}."),
        }
    }

    fn average(&self, mean: f64, before: Option<f64>) -> String {
        let now = STYLE.score(mean);
        let compared = before.map_or_else(String::new, |before| {
            let text = STYLE.score(before);
            if text == now {
                ", como antes".to_owned()
            } else {
                format!(", contra {text} antes")
            }
        });
        format!("A nota média foi {now} numa escala de −1 a +1{compared}.")
    }

    fn lowest_day(&self, mean: f64, day: Date, tickets: u64, least: u64) -> String {
        format!(
            "Entre os dias com pelo menos {least} tickets, {}, {}, teve a média mais baixa: {} em {} tickets.",
            STYLE.weekday(day),
            STYLE.day_month(day),
            STYLE.score(mean),
            STYLE.grouped(tickets)
        )
    }

    fn busiest(&self, product: &str, tickets: u64, share: f64) -> String {
        let (tickets, share) = (STYLE.grouped(tickets), STYLE.percent(share));
        format!("{product} recebeu o maior número de tickets: {tickets}, ou {share} do total.")
    }

    fn lowest(&self, product: &str, mean: f64, tickets: u64) -> String {
        let (mean, tickets) = (STYLE.score(mean), STYLE.grouped(tickets));
        format!("{product} teve a nota média mais baixa: {mean} em {tickets} tickets.")
    }

    fn lowest_too(&self, mean: f64) -> String {
        let mean = STYLE.score(mean);
        format!("Também teve a nota média mais baixa, {mean}.")
    }

    fn open(&self, open: u64, first: &str) -> String {
        match open {
            1 => format!("1 ticket negativo ainda está aberto: {first}."),
            many => format!(
                "{} tickets negativos ainda estão abertos; o mais urgente é {first}.",
                STYLE.grouped(many)
            ),
        }
    }

    fn made(&self, moment: &str, texts: u64) -> String {
        let word = if texts == 1 { "texto" } else { "textos" };
        format!(
            "Elaborado em {moment} a partir de {} {word}.",
            STYLE.grouped(texts)
        )
    }

    fn late(&self, due: &str) -> String {
        format!("Este relatório estava previsto para {due} e chega com atraso.")
    }

    fn scored_by(&self, version: &str, snapshot: Option<&str>) -> String {
        let snapshot = snapshot.map_or_else(String::new, |snapshot| {
            format!(", estado dos dados {snapshot}")
        });
        format!("Versão de avaliação {version}{snapshot}.")
    }

    fn unread(&self, texts: u64) -> String {
        let why = "(idioma que não é avaliado, ou apenas código e citações)";
        match texts {
            1 => format!("1 destes textos não foi lido {why} e conta como neutro."),
            many => format!(
                "{} destes textos não foram lidos {why} e contam como neutros.",
                STYLE.grouped(many)
            ),
        }
    }

    fn unscored(&self, tickets: u64, all: u64) -> String {
        let have = if tickets == 1 {
            "não tem"
        } else {
            "não têm"
        };
        let (tickets, all) = (STYLE.grouped(tickets), STYLE.grouped(all));
        format!("De {all} tickets, {tickets} {have} nenhum texto lido.")
    }

    fn undated(&self, tickets: u64) -> String {
        match tickets {
            1 => "1 ticket não tem data de criação e por isso não consta de nenhum período, nem deste.".to_owned(),
            many => format!(
                "{} tickets não têm data de criação e por isso não constam de nenhum período, nem deste.",
                STYLE.grouped(many)
            ),
        }
    }

    fn scored(&self, tickets: u64) -> String {
        match tickets {
            1 => "1 ticket avaliado".to_owned(),
            many => format!("{} tickets avaliados", STYLE.grouped(many)),
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
        (0, _) if before == 0 => format!(", nem {span}"),
        (_, _) if before == 0 => format!(", depois de nenhum {span}"),
        (now, _) if now == before => format!(", tantos quanto {span}"),
        (_, None) => format!(", depois de {count} {span}"),
        (_, Some(change)) => {
            let word = if created.is_more() {
                "a mais"
            } else {
                "a menos"
            };
            format!(", {} {word} que {span} ({count})", STYLE.percent(change))
        }
    }
}

fn days_before(days: u64) -> String {
    match days {
        1 => "no dia anterior".to_owned(),
        _ => format!("nos {days} dias anteriores"),
    }
}
