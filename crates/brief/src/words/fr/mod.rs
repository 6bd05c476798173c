//! French.

mod labels;
mod sentences;

use super::{Names, Style, Words};

pub static WORDS: Words = Words {
    tag: "fr",
    style: &STYLE,
    labels: &labels::LABELS,
    names: &NAMES,
    sentences: &sentences::French,
};

static STYLE: Style = Style {
    decimal: ",",
    group: "\u{202f}",
    grouped_from: 1_000,
    percent: "\u{202f}%",
    months: [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    short_months: [
        "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
        "déc.",
    ],
    weekdays: [
        "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
    ],
    ordinal: |day| {
        if day == 1 {
            "1er".to_owned()
        } else {
            day.to_string()
        }
    },
    of_month: " ",
    of_year: " ",
};

static NAMES: Names = Names {
    emotions: &[
        ("frustrated", "Frustration"),
        ("angry", "Colère"),
        ("disappointed", "Déception"),
        ("satisfied", "Satisfaction"),
        ("delighted", "Enthousiasme"),
        ("grateful", "Gratitude"),
        ("confused", "Confusion"),
        ("worried", "Inquiétude"),
    ],
    categories: &[
        ("performance", "Performances"),
        ("bug", "Bogues"),
        ("usability", "Ergonomie"),
        ("feature_request", "Demandes d’évolution"),
        ("billing", "Facturation"),
        ("security", "Sécurité"),
        ("login", "Connexion"),
        ("data", "Données"),
        ("general", "Général"),
    ],
    aspects: &[
        ("product_quality", "Qualité du produit"),
        ("customer_service", "Service client"),
        ("user_experience", "Expérience utilisateur"),
        ("performance", "Performances"),
        ("value", "Rapport qualité-prix"),
        ("features", "Fonctionnalités"),
    ],
    trajectories: &[
        ("disgruntled_to_satisfied", "Du négatif au positif"),
        ("satisfied_to_disgruntled", "Du positif au négatif"),
        ("consistently_positive", "Positif de bout en bout"),
        ("consistently_negative", "Négatif de bout en bout"),
        ("volatile", "En dents de scie"),
        ("neutral_stable", "Calme"),
    ],
};
