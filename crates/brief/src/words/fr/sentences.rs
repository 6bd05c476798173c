//! Sentences in French.

use jiff::civil::Date;

use super::STYLE;
use crate::words::{Created, Sentences, sentences::share};

pub struct French;

impl Sentences for French {
    fn created(&self, created: &Created) -> String {
        let when = if created.from == created.to {
            format!("le {}", STYLE.day(created.to))
        } else {
            let start = STYLE.start(created.from, created.to);
            format!("du {start} au {}", STYLE.day(created.to))
        };
        let change = change(created);
        match created.tickets {
            0 => format!("Aucun ticket n’a été créé {when}{change}."),
            1 => format!("1 ticket a été créé {when}{change}."),
            many => format!(
                "{} tickets ont été créés {when}{change}.",
                STYLE.grouped(many)
            ),
        }
    }

    fn negative(&self, negative: u64, all: u64, before: Option<(f64, u64)>) -> String {
        let share = STYLE.percent(share(negative, all));
        let after = before.map_or_else(String::new, |(share, days)| {
            format!(", contre {} {}", STYLE.percent(share), days_before(days))
        });
        let (some, of) = (STYLE.grouped(negative), STYLE.grouped(all));
        match (negative, all) {
            (0, 1) => format!("Il n’était pas négatif{after}."),
            (0, _) => format!("Aucun n’était négatif{after}."),
            (1, 1) => format!("Il était négatif{after}."),
            _ if negative == all => format!("Tous étaient négatifs{after}."),
            (1, _) => format!("1 sur {of} était négatif ({share}){after}."),
            _ => format!("{some} sur {of} étaient négatifs ({share}){after}."),
        }
    }

    fn average(&self, mean: f64, before: Option<f64>) -> String {
        let now = STYLE.score(mean);
        let compared = before.map_or_else(String::new, |before| {
            let text = STYLE.score(before);
            match mean > before {
                _ if text == now => ", comme auparavant".to_owned(),
                true => format!(", en hausse par rapport à {text}"),
                false => format!(", en baisse par rapport à {text}"),
            }
        });
        format!("Le score moyen était de {now} sur une échelle de −1 à +1{compared}.")
    }

    fn lowest_day(&self, mean: f64, day: Date, tickets: u64, least: u64) -> String {
        format!(
            "Parmi les jours d’au moins {least} tickets, le {} {} a eu la moyenne la plus basse, {} sur {} tickets.",
            STYLE.weekday(day),
            STYLE.day_month(day),
            STYLE.score(mean),
            STYLE.grouped(tickets)
        )
    }

    fn busiest(&self, product: &str, tickets: u64, share: f64) -> String {
        let (tickets, share) = (STYLE.grouped(tickets), STYLE.percent(share));
        format!("{product} a reçu le plus de tickets\u{a0}: {tickets}, soit {share} du total.")
    }

    fn lowest(&self, product: &str, mean: f64, tickets: u64) -> String {
        let (mean, tickets) = (STYLE.score(mean), STYLE.grouped(tickets));
        format!("{product} a eu le score moyen le plus bas, {mean} sur {tickets} tickets.")
    }

    fn lowest_too(&self, mean: f64) -> String {
        let mean = STYLE.score(mean);
        format!("Ce produit a aussi eu le score moyen le plus bas, {mean}.")
    }

    fn open(&self, open: u64, first: &str) -> String {
        match open {
            1 => format!("1 ticket négatif est encore ouvert\u{a0}: {first}."),
            many => format!(
                "{} tickets négatifs sont encore ouverts\u{202f}; le plus urgent est {first}.",
                STYLE.grouped(many)
            ),
        }
    }

    fn made(&self, moment: &str, texts: u64) -> String {
        let word = if texts < 2 { "texte" } else { "textes" };
        format!(
            "Établi le {moment} à partir de {} {word}.",
            STYLE.grouped(texts)
        )
    }

    fn late(&self, due: &str) -> String {
        format!("Ce rapport était prévu pour le {due} et arrive en retard.")
    }

    fn scored_by(&self, version: &str, snapshot: Option<&str>) -> String {
        let snapshot = snapshot.map_or_else(String::new, |snapshot| {
            format!(", état des données {snapshot}")
        });
        format!("Évaluation version {version}{snapshot}.")
    }

    fn unread(&self, texts: u64) -> String {
        let why = "(langue non évaluée, ou seulement du code et des citations)";
        match texts {
            1 => format!("1 de ces textes n’a pas été lu {why} et compte comme neutre."),
            many => format!(
                "{} de ces textes n’ont pas été lus {why} et comptent comme neutres.",
                STYLE.grouped(many)
            ),
        }
    }

    fn unscored(&self, tickets: u64, all: u64) -> String {
        let have = if tickets == 1 { "n’a" } else { "n’ont" };
        let (tickets, all) = (STYLE.grouped(tickets), STYLE.grouped(all));
        format!("Sur {all} tickets, {tickets} {have} aucun texte qui ait été lu.")
    }

    fn undated(&self, tickets: u64) -> String {
        match tickets {
            1 => "1 ticket n’a pas de date de création et ne figure donc dans aucune période, pas même celle-ci.".to_owned(),
            many => format!(
                "{} tickets n’ont pas de date de création et ne figurent donc dans aucune période, pas même celle-ci.",
                STYLE.grouped(many)
            ),
        }
    }

    fn scored(&self, tickets: u64) -> String {
        let word = if tickets < 2 {
            "ticket évalué"
        } else {
            "tickets évalués"
        };
        format!("{} {word}", STYLE.grouped(tickets))
    }

    fn shown(&self, shown: usize, all: u64) -> String {
        format!("{shown} sur {}", STYLE.grouped(all))
    }
}

fn change(created: &Created) -> String {
    let Some(before) = created.before else {
        return String::new();
    };
    let (span, count) = (days_before(created.days()), STYLE.grouped(before));
    let than = if created.days() == 1 { "que " } else { "qu’" };
    match (created.tickets, created.change()) {
        (0, _) if before == 0 => format!(", ni {span}"),
        (_, _) if before == 0 => format!(", contre aucun {span}"),
        (now, _) if now == before => format!(", autant {than}{span}"),
        (_, None) => format!(", contre {count} {span}"),
        (_, Some(change)) => {
            let word = if created.is_more() { "plus" } else { "moins" };
            format!(
                ", soit {} de {word} {than}{span} ({count})",
                STYLE.percent(change)
            )
        }
    }
}

fn days_before(days: u64) -> String {
    match days {
        1 => "la veille".to_owned(),
        _ => format!("au cours des {days} jours précédents"),
    }
}
