//! Names in Slovak and Slovenian.

use crate::Field;

/// Names by field, the surest first; what follows a `?` is only likely.
pub(super) const NAMES: &[(Field, &[&str])] = &[
    (
        Field::TicketId,
        &[
            "?číslo požiadavky",
            "?číslo tiketu",
            "?číslo hlásenia",
            "?číslo",
            "?številka zahtevka",
            "?številka",
        ],
    ),
    (
        Field::Summary,
        &[
            "predmet",
            "?názov",
            "?zhrnutie",
            "?nadpis",
            "?zadeva",
            "?naslov",
        ],
    ),
    (
        Field::Description,
        &[
            "?popis",
            "?správa",
            "?obsah",
            "?popis problému",
            "?opis",
            "?opis težave",
        ],
    ),
    (
        Field::Comments,
        &["komentár", "komentáre", "?poznámky", "?poznámka", "?opombe"],
    ),
    (
        Field::CreatedAt,
        &[
            "vytvorené",
            "dátum vytvorenia",
            "?vytvorené dňa",
            "?dátum nahlásenia",
            "?dátum",
            "?ustvarjeno",
            "?datum nastanka",
        ],
    ),
    (
        Field::UpdatedAt,
        &[
            "aktualizované",
            "dátum aktualizácie",
            "?posledná zmena",
            "?zmenené",
            "?posodobljeno",
            "?zadnja sprememba",
        ],
    ),
    (
        Field::ResolvedAt,
        &[
            "vyriešené",
            "?dátum vyriešenia",
            "?uzavreté",
            "?dátum uzavretia",
            "?rešeno",
            "?zaprto",
        ],
    ),
    (Field::Status, &["stav", "stanje"]),
    (Field::Priority, &["priorita", "?prioriteta"]),
    (Field::IssueType, &["?typ požiadavky", "?druh", "?vrsta"]),
    (Field::Product, &["?produkt", "?izdelek"]),
    (Field::Components, &["?kategória", "?kategorija"]),
    (
        Field::Assignee,
        &[
            "priradené",
            "?riešiteľ",
            "?zodpovedná osoba",
            "?pridelené",
            "?dodeljeno",
            "?skrbnik",
        ],
    ),
    (
        Field::Reporter,
        &["?zadávateľ", "?nahlásil", "?žiadateľ", "?prijavitelj"],
    ),
    (Field::Organization, &["?spoločnosť", "?podjetje"]),
    (Field::Team, &["?oddelenie", "?oddelek"]),
    (Field::Customer, &["?zákazník", "?stranka"]),
    (Field::DueAt, &["?termín"]),
];
