//! Names in Swedish.

use crate::Field;

/// Names by field, the surest first; what follows a `?` is only likely.
pub(super) const NAMES: &[(Field, &[&str])] = &[
    (
        Field::TicketId,
        &[
            "?ärendenummer",
            "?ärende",
            "?ärende-id",
            "?nr",
            "?nummer",
            "?ärendenr",
        ],
    ),
    (
        Field::Summary,
        &[
            "sammanfattning",
            "ämne",
            "?rubrik",
            "?titel",
            "?ärendemening",
        ],
    ),
    (
        Field::Description,
        &[
            "beskrivning",
            "?meddelande",
            "?innehåll",
            "?text",
            "?problem",
        ],
    ),
    (
        Field::Comments,
        &[
            "kommentar",
            "kommentarer",
            "?anteckningar",
            "?arbetsanteckningar",
        ],
    ),
    (
        Field::CreatedAt,
        &[
            "skapad",
            "skapat",
            "skapades",
            "skapad den",
            "skapat den",
            "skapad datum",
            "skapandedatum",
            "?inkommen",
            "?inkom",
            "?registrerad",
            "?öppnad",
            "?datum",
        ],
    ),
    (
        Field::UpdatedAt,
        &[
            "uppdaterad",
            "uppdaterat",
            "uppdaterades",
            "senast uppdaterad",
            "senast ändrad",
            "?ändrad",
            "?senast ändrat",
        ],
    ),
    (
        Field::ResolvedAt,
        &[
            "löst",
            "löstes",
            "åtgärdad",
            "?stängd",
            "?avslutad",
            "?stängt",
        ],
    ),
    (Field::Status, &["?läge"]),
    (Field::Priority, &["prioritet"]),
    (Field::IssueType, &["ärendetyp", "?typ"]),
    (Field::Project, &["projektnamn", "?projekt"]),
    (Field::Product, &["produkt"]),
    (
        Field::Components,
        &["komponent", "komponenter", "komponent/er", "?kategori"],
    ),
    (
        Field::Assignee,
        &[
            "tilldelad",
            "tilldelad till",
            "ansvarig",
            "?handläggare",
            "?tilldelad person",
        ],
    ),
    (
        Field::Reporter,
        &["rapportör", "?skapare", "?anmälare", "?skapad av", "?från"],
    ),
    (Field::Organization, &["organisation", "?företag"]),
    (Field::Labels, &["etiketter", "?taggar"]),
    (Field::Team, &["?grupp", "?avdelning", "?kö"]),
    (Field::Channel, &["kanal"]),
    (Field::Customer, &["kund", "kundnamn"]),
    (Field::Satisfaction, &["nöjdhet", "kundnöjdhet"]),
    (Field::DueAt, &["förfallodatum", "?deadline", "?slutdatum"]),
    (Field::TimeSpentMinutes, &["spenderad tid", "nedlagd tid"]),
];
