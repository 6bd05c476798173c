//! Names in Norwegian.

use crate::Field;

/// Names by field, the surest first; what follows a `?` is only likely.
pub(super) const NAMES: &[(Field, &[&str])] = &[
    (
        Field::TicketId,
        &["?saksnummer", "?saksnr", "?sak", "?saks-id", "?nr"],
    ),
    (
        Field::Summary,
        &[
            "sammendrag",
            "oppsummering",
            "emne",
            "?tittel",
            "?overskrift",
        ],
    ),
    (
        Field::Description,
        &["beskrivelse", "?melding", "?innhold", "?tekst"],
    ),
    (Field::Comments, &["kommentar", "kommentarer", "?notater"]),
    (
        Field::CreatedAt,
        &[
            "opprettet",
            "opprettet den",
            "opprettelsesdato",
            "dato opprettet",
            "?mottatt",
            "?åpnet",
            "?registrert",
            "?dato",
        ],
    ),
    (
        Field::UpdatedAt,
        &[
            "oppdatert",
            "oppdatert den",
            "sist oppdatert",
            "sist endret",
            "?endret",
        ],
    ),
    (
        Field::ResolvedAt,
        &["løst", "løst den", "?lukket", "?avsluttet"],
    ),
    (Field::Status, &["?tilstand"]),
    (Field::Priority, &["prioritet"]),
    (Field::IssueType, &["sakstype", "?type"]),
    (Field::Project, &["prosjektnavn", "?prosjekt"]),
    (Field::Product, &["produkt"]),
    (
        Field::Components,
        &["komponent", "komponenter", "?kategori"],
    ),
    (
        Field::Assignee,
        &[
            "tildelt",
            "tildelt til",
            "tilordnet",
            "ansvarlig",
            "?saksbehandler",
        ],
    ),
    (
        Field::Reporter,
        &[
            "rapportør",
            "innmelder",
            "?forfatter",
            "?opprettet av",
            "?fra",
        ],
    ),
    (Field::Organization, &["organisasjon", "?firma", "?bedrift"]),
    (Field::Labels, &["etiketter", "?merkelapper"]),
    (Field::Team, &["?gruppe", "?avdeling"]),
    (Field::Channel, &["kanal"]),
    (Field::Customer, &["kunde", "kundenavn"]),
    (Field::Satisfaction, &["tilfredshet", "kundetilfredshet"]),
    (Field::DueAt, &["forfallsdato", "?frist"]),
    (Field::TimeSpentMinutes, &["brukt tid", "tidsbruk"]),
];
