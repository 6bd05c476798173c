//! German.

mod labels;
mod sentences;

use super::{Names, Style, Words};

pub static WORDS: Words = Words {
    tag: "de",
    style: &STYLE,
    labels: &labels::LABELS,
    names: &NAMES,
    sentences: &sentences::German,
};

static STYLE: Style = Style {
    decimal: ",",
    group: ".",
    grouped_from: 1_000,
    percent: "\u{a0}%",
    months: [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    short_months: [
        "Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.",
        "Dez.",
    ],
    weekdays: [
        "Montag",
        "Dienstag",
        "Mittwoch",
        "Donnerstag",
        "Freitag",
        "Samstag",
        "Sonntag",
    ],
    ordinal: |day| format!("{day}."),
    of_month: " ",
    of_year: " ",
};

static NAMES: Names = Names {
    emotions: &[
        ("frustrated", "Frustriert"),
        ("angry", "Verärgert"),
        ("disappointed", "Enttäuscht"),
        ("satisfied", "Zufrieden"),
        ("delighted", "Begeistert"),
        ("grateful", "Dankbar"),
        ("confused", "Verwirrt"),
        ("worried", "Besorgt"),
    ],
    categories: &[
        ("performance", "Leistung"),
        ("bug", "Fehler"),
        ("usability", "Bedienbarkeit"),
        ("feature_request", "Funktionswünsche"),
        ("billing", "Abrechnung"),
        ("security", "Sicherheit"),
        ("login", "Anmeldung"),
        ("data", "Daten"),
        ("general", "Allgemeines"),
    ],
    aspects: &[
        ("product_quality", "Produktqualität"),
        ("customer_service", "Kundendienst"),
        ("user_experience", "Bedienung"),
        ("performance", "Leistung"),
        ("value", "Preis und Wert"),
        ("features", "Funktionen"),
    ],
    trajectories: &[
        ("disgruntled_to_satisfied", "Von negativ zu positiv"),
        ("satisfied_to_disgruntled", "Von positiv zu negativ"),
        ("consistently_positive", "Durchweg positiv"),
        ("consistently_negative", "Durchweg negativ"),
        ("volatile", "Auf und ab"),
        ("neutral_stable", "Ruhig"),
    ],
};
