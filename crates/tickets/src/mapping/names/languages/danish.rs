//! Names in Danish.

use crate::Field;

/// Names by field, the surest first; what follows a `?` is only likely.
pub(super) const NAMES: &[(Field, &[&str])] = &[
    (
        Field::TicketId,
        &["?sagsnummer", "?sagsnr", "?sag", "?sags-id", "?nr"],
    ),
    (
        Field::Summary,
        &[
            "opsummering",
            "resumé",
            "sammendrag",
            "sammenfatning",
            "emne",
            "?overskrift",
            "?titel",
        ],
    ),
    (
        Field::Description,
        &["beskrivelse", "?besked", "?indhold", "?tekst"],
    ),
    (Field::Comments, &["kommentar", "kommentarer", "?noter"]),
    (
        Field::CreatedAt,
        &[
            "oprettet",
            "oprettet den",
            "oprettelsesdato",
            "dato oprettet",
            "?modtaget",
            "?åbnet",
            "?dato",
        ],
    ),
    (
        Field::UpdatedAt,
        &[
            "opdateret",
            "opdateret den",
            "sidst opdateret",
            "senest opdateret",
            "sidst ændret",
            "?ændret",
        ],
    ),
    (
        Field::ResolvedAt,
        &["løst", "løst den", "?lukket", "?afsluttet", "?lukket den"],
    ),
    (Field::Status, &["?tilstand"]),
    (Field::Priority, &["prioritet"]),
    (Field::IssueType, &["sagstype", "?type"]),
    (Field::Project, &["projektnavn", "?projekt"]),
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
            "ansvarlig",
            "?sagsbehandler",
            "?medarbejder",
        ],
    ),
    (
        Field::Reporter,
        &[
            "rapportør",
            "anmelder",
            "?forfatter",
            "?oprettet af",
            "?indberetter",
            "?fra",
        ],
    ),
    (
        Field::Organization,
        &["organisation", "?firma", "?virksomhed"],
    ),
    (Field::Labels, &["etiketter", "?mærker"]),
    (Field::Team, &["?gruppe", "?afdeling"]),
    (Field::Channel, &["kanal"]),
    (Field::Customer, &["kunde", "kundenavn"]),
    (Field::Satisfaction, &["tilfredshed", "kundetilfredshed"]),
    (Field::DueAt, &["forfaldsdato", "?frist", "?deadline"]),
    (Field::TimeSpentMinutes, &["tidsforbrug", "anvendt tid"]),
];
