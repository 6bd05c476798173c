//! Names in Czech.

use crate::Field;

/// Names by field, the surest first; what follows a `?` is only likely.
pub(super) const NAMES: &[(Field, &[&str])] = &[
    (
        Field::TicketId,
        &[
            "?číslo požadavku",
            "?číslo tiketu",
            "?id požadavku",
            "?číslo",
            "?č.",
            "?tiket",
            "?požadavek",
            "?č. požadavku",
        ],
    ),
    (
        Field::Summary,
        &[
            "souhrn",
            "shrnutí",
            "předmět",
            "přehled",
            "?název",
            "?titulek",
        ],
    ),
    (
        Field::Description,
        &["popis", "?zpráva", "?obsah", "?text", "?popis problému"],
    ),
    (
        Field::Comments,
        &["komentář", "komentáře", "?poznámka", "?poznámky"],
    ),
    (
        Field::CreatedAt,
        &[
            "vytvořeno",
            "vytvořen",
            "datum vytvoření",
            "?založeno",
            "?zadáno",
            "?otevřeno",
            "?datum",
            "?datum založení",
        ],
    ),
    (
        Field::UpdatedAt,
        &[
            "aktualizováno",
            "upraveno",
            "změněno",
            "poslední aktualizace",
            "poslední změna",
            "?datum aktualizace",
        ],
    ),
    (
        Field::ResolvedAt,
        &[
            "vyřešeno",
            "datum vyřešení",
            "?uzavřeno",
            "?zavřeno",
            "?datum uzavření",
            "?ukončeno",
        ],
    ),
    (Field::Status, &["stav"]),
    (Field::Priority, &["priorita"]),
    (
        Field::IssueType,
        &[
            "typ požadavku",
            "typ úkolu",
            "typ problému",
            "?typ",
            "?druh",
        ],
    ),
    (Field::Project, &["název projektu", "?projekt"]),
    (Field::Product, &["produkt"]),
    (
        Field::Components,
        &["komponenta", "komponenty", "?kategorie"],
    ),
    (
        Field::Assignee,
        &[
            "řešitel",
            "přiřazeno",
            "přiřazený",
            "přiřazená osoba",
            "?zodpovědná osoba",
        ],
    ),
    (
        Field::Reporter,
        &[
            "zadavatel",
            "ohlašovatel",
            "nahlásil",
            "?autor",
            "?žadatel",
            "?od",
        ],
    ),
    (
        Field::Organization,
        &["organizace", "?firma", "?společnost"],
    ),
    (Field::Labels, &["štítky", "štítek"]),
    (Field::Team, &["tým", "?skupina", "?fronta", "?oddělení"]),
    (Field::Channel, &["kanál"]),
    (Field::Customer, &["zákazník", "?klient"]),
    (Field::Satisfaction, &["spokojenost"]),
    (
        Field::DueAt,
        &["termín", "termín dokončení", "datum splnění", "uzavřít do"],
    ),
    (Field::TimeSpentMinutes, &["strávený čas"]),
];
