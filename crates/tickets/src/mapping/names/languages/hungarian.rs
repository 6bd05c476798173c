//! Names in Hungarian.

use crate::Field;

/// Names by field, the surest first; what follows a `?` is only likely.
pub(super) const NAMES: &[(Field, &[&str])] = &[
    (
        Field::TicketId,
        &[
            "?jegyszám",
            "?hibajegy",
            "?hibajegy száma",
            "?azonosító",
            "?sorszám",
            "?ügyszám",
            "?jegy azonosító",
            "?szám",
        ],
    ),
    (
        Field::Summary,
        &[
            "összefoglaló",
            "összegzés",
            "összefoglalás",
            "tárgy",
            "?cím",
        ],
    ),
    (
        Field::Description,
        &["leírás", "?üzenet", "?tartalom", "?szöveg"],
    ),
    (
        Field::Comments,
        &["megjegyzés", "megjegyzések", "hozzászólás", "?feljegyzések"],
    ),
    (
        Field::CreatedAt,
        &[
            "létrehozva",
            "létrehozás dátuma",
            "létrehozás ideje",
            "létrehozás",
            "?megnyitva",
            "?bejelentve",
            "?dátum",
            "?bejelentés dátuma",
        ],
    ),
    (
        Field::UpdatedAt,
        &[
            "frissítve",
            "módosítva",
            "utolsó módosítás",
            "frissítés dátuma",
            "?utoljára módosítva",
        ],
    ),
    (
        Field::ResolvedAt,
        &["megoldva", "megoldás dátuma", "?lezárva", "?lezárás dátuma"],
    ),
    (Field::Status, &["állapot", "státusz"]),
    (Field::Priority, &["prioritás"]),
    (
        Field::IssueType,
        &[
            "ügytípus",
            "feladat típus",
            "feladattípus",
            "jegy típusa",
            "?típus",
        ],
    ),
    (Field::Project, &["projekt neve", "?projekt"]),
    (Field::Product, &["termék"]),
    (
        Field::Components,
        &[
            "összetevő",
            "összetevők",
            "komponens",
            "komponensek",
            "?kategória",
        ],
    ),
    (
        Field::Assignee,
        &["felelős", "hozzárendelve", "megbízott", "?ügyintéző"],
    ),
    (
        Field::Reporter,
        &["bejelentő", "jelentő", "?szerző", "?létrehozta", "?feladó"],
    ),
    (Field::Organization, &["szervezet", "?cég"]),
    (Field::Labels, &["címkék", "címke"]),
    (Field::Team, &["csapat", "?csoport"]),
    (Field::Channel, &["csatorna"]),
    (Field::Customer, &["ügyfél", "ügyfél neve"]),
    (Field::Satisfaction, &["elégedettség"]),
    (Field::DueAt, &["határidő", "esedékesség"]),
    (Field::TimeSpentMinutes, &["ráfordított idő"]),
];
