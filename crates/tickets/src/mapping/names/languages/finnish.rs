//! Names in Finnish.

use crate::Field;

/// Names by field, the surest first; what follows a `?` is only likely.
pub(super) const NAMES: &[(Field, &[&str])] = &[
    (
        Field::TicketId,
        &[
            "?tikettinumero",
            "?tiketti",
            "?tiketin numero",
            "?tunnus",
            "?numero",
            "?tapausnumero",
            "?tapaus",
        ],
    ),
    (
        Field::Summary,
        &["yhteenveto", "tiivistelmä", "aihe", "?otsikko"],
    ),
    (
        Field::Description,
        &["kuvaus", "?viesti", "?sisältö", "?teksti"],
    ),
    (
        Field::Comments,
        &["kommentti", "kommentit", "?muistiinpanot"],
    ),
    (
        Field::CreatedAt,
        &[
            "luotu",
            "luontipäivä",
            "luontiaika",
            "luomispäivä",
            "?avattu",
            "?päivämäärä",
            "?pvm",
            "?saapunut",
        ],
    ),
    (
        Field::UpdatedAt,
        &[
            "päivitetty",
            "viimeksi päivitetty",
            "muokattu",
            "viimeksi muokattu",
            "?muutettu",
        ],
    ),
    (
        Field::ResolvedAt,
        &["ratkaistu", "ratkaisupäivä", "?suljettu", "?sulkemispäivä"],
    ),
    (Field::Status, &["tila"]),
    (Field::Priority, &["prioriteetti", "?tärkeys"]),
    (
        Field::IssueType,
        &[
            "tapahtumatyyppi",
            "tapahtuman tyyppi",
            "ongelman tyyppi",
            "tehtävän tyyppi",
            "?tyyppi",
        ],
    ),
    (Field::Project, &["projektin nimi", "?projekti"]),
    (Field::Product, &["tuote"]),
    (
        Field::Components,
        &["komponentti", "komponentit", "?luokka", "?kategoria"],
    ),
    (
        Field::Assignee,
        &[
            "vastuuhenkilö",
            "käsittelijä",
            "osoitettu",
            "?nimetty",
            "?omistaja",
        ],
    ),
    (
        Field::Reporter,
        &["raportoija", "ilmoittaja", "?tekijä", "?luoja"],
    ),
    (Field::Organization, &["organisaatio", "?yritys"]),
    (Field::Labels, &["tunnisteet", "nimikkeet", "?tagit"]),
    (Field::Team, &["tiimi", "?ryhmä", "?jono"]),
    (Field::Channel, &["kanava"]),
    (Field::Customer, &["asiakas", "asiakkaan nimi"]),
    (
        Field::Satisfaction,
        &["tyytyväisyys", "asiakastyytyväisyys"],
    ),
    (Field::DueAt, &["määräaika", "eräpäivä", "määräpäivä"]),
    (Field::TimeSpentMinutes, &["käytetty aika"]),
];
