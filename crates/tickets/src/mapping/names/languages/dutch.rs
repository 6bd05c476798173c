//! Names in Dutch.

use crate::Field;

/// Names by field, the surest first; what follows a `?` is only likely.
pub(super) const NAMES: &[(Field, &[&str])] = &[
    (
        Field::TicketId,
        &[
            "?ticketnummer",
            "?meldingsnummer",
            "?ticket-id",
            "?incidentnummer",
            "?zaaknummer",
            "?nr",
            "?melding",
        ],
    ),
    (
        Field::Summary,
        &[
            "samenvatting",
            "onderwerp",
            "?korte omschrijving",
            "?korte omschrijving (details)",
            "?titel",
        ],
    ),
    (
        Field::Description,
        &[
            "beschrijving",
            "omschrijving",
            "?verzoek",
            "?bericht",
            "?inhoud",
            "?tekst",
            "?toelichting",
        ],
    ),
    (
        Field::Comments,
        &[
            "opmerking",
            "opmerkingen",
            "reactie",
            "reacties",
            "commentaar",
            "?notities",
            "?werknotities",
            "?aanvullende opmerkingen",
        ],
    ),
    (
        Field::CreatedAt,
        &[
            "aangemaakt",
            "gemaakt",
            "aangemaakt op",
            "aanmaakdatum",
            "datum aangemaakt",
            "gemaakt op",
            "?aanmelddatum",
            "?datum melding",
            "?geopend",
            "?datum",
        ],
    ),
    (
        Field::UpdatedAt,
        &[
            "bijgewerkt",
            "bijgewerkt op",
            "laatst gewijzigd",
            "laatst gewijzigd op",
            "laatst bijgewerkt",
            "?gewijzigd",
            "?wijzigingsdatum",
        ],
    ),
    (
        Field::ResolvedAt,
        &[
            "opgelost",
            "opgelost op",
            "?gesloten",
            "?gesloten op",
            "?datum gereed",
            "?afgemeld",
            "?afgesloten",
        ],
    ),
    (Field::Status, &["?toestand"]),
    (Field::Priority, &["prioriteit"]),
    (
        Field::IssueType,
        &["issuetype", "type issue", "?soort melding", "?soort"],
    ),
    (Field::Project, &["projectnaam", "?project"]),
    (
        Field::Components,
        &["component(en)", "componenten", "?categorie"],
    ),
    (
        Field::Assignee,
        &[
            "toegewezen persoon",
            "toegewezen aan",
            "?behandelaar",
            "?uitvoerder",
            "?verantwoordelijke",
        ],
    ),
    (
        Field::Reporter,
        &[
            "melder",
            "?aanmelder",
            "?auteur",
            "?aangemaakt door",
            "?van",
        ],
    ),
    (
        Field::Organization,
        &["organisatie", "?bedrijf", "?vestiging"],
    ),
    (Field::Labels, &["?labels"]),
    (Field::Team, &["?groep", "?behandelaarsgroep", "?afdeling"]),
    (Field::Channel, &["kanaal", "?soort binnenkomst"]),
    (Field::Customer, &["klant", "klantnaam"]),
    (Field::Satisfaction, &["tevredenheid", "klanttevredenheid"]),
    (
        Field::DueAt,
        &[
            "vervaldatum",
            "deadline",
            "verwachte einddatum",
            "?streefdatum",
        ],
    ),
    (
        Field::TimeSpentMinutes,
        &["bestede tijd", "?gespendeerde tijd"],
    ),
];
