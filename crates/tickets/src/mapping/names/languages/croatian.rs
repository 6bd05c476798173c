//! Names in Croatian, Serbian and Bosnian.

use crate::Field;

/// Names by field, the surest first; what follows a `?` is only likely.
pub(super) const NAMES: &[(Field, &[&str])] = &[
    (
        Field::TicketId,
        &[
            "?broj zahtjeva",
            "?broj zahteva",
            "?broj prijave",
            "?broj tiketa",
            "?broj",
            "?broj reklamacije",
            "?број захтева",
            "?број пријаве",
        ],
    ),
    (
        Field::Summary,
        &[
            "naslov",
            "predmet",
            "?sažetak",
            "?tema",
            "?наслов",
            "?предмет",
        ],
    ),
    (
        Field::Description,
        &[
            "?opis",
            "?opis problema",
            "?poruka",
            "?sadržaj",
            "?detalji",
            "?опис",
            "?опис проблема",
            "?порука",
        ],
    ),
    (
        Field::Comments,
        &[
            "?komentar",
            "?komentari",
            "?napomena",
            "?bilješke",
            "?коментар",
            "?коментари",
            "?напомена",
        ],
    ),
    (
        Field::CreatedAt,
        &[
            "?kreirano",
            "?stvoreno",
            "?datum kreiranja",
            "?datum otvaranja",
            "?datum prijave",
            "?datum zahtjeva",
            "?izrađeno",
            "?креирано",
            "?датум",
            "?датум креирања",
            "?датум пријаве",
        ],
    ),
    (
        Field::UpdatedAt,
        &[
            "?ažurirano",
            "?datum ažuriranja",
            "?zadnja izmjena",
            "?zadnja promjena",
            "?poslednja izmena",
            "?ажурирано",
        ],
    ),
    (
        Field::ResolvedAt,
        &[
            "?riješeno",
            "?rešeno",
            "?datum rješavanja",
            "?datum rešavanja",
            "?datum zatvaranja",
            "?zatvoreno",
            "?решено",
        ],
    ),
    (Field::Status, &["?stanje", "?stanje zahtjeva", "?статус"]),
    (Field::Priority, &["?prioritet", "?приоритет", "?hitnost"]),
    (
        Field::IssueType,
        &[
            "?vrsta",
            "?vrsta zahtjeva",
            "?tip zahtjeva",
            "?vrsta prijave",
            "?врста",
        ],
    ),
    (Field::Product, &["?proizvod", "?производ"]),
    (Field::Components, &["?kategorija", "?категорија"]),
    (
        Field::Assignee,
        &[
            "?dodijeljeno",
            "?dodeljeno",
            "?dodijeljen",
            "?odgovorna osoba",
            "?izvršitelj",
            "?zadužen",
        ],
    ),
    (
        Field::Reporter,
        &[
            "?podnositelj",
            "?podnosilac",
            "?prijavio",
            "?prijavitelj",
            "?podnositelj zahtjeva",
        ],
    ),
    (
        Field::Organization,
        &["?tvrtka", "?poduzeće", "?organizacija"],
    ),
    (Field::Team, &["?odjel", "?odeljenje", "?tim"]),
    (Field::Channel, &["?kanal"]),
    (Field::Customer, &["?kupac", "?korisnik", "?stranka"]),
];
