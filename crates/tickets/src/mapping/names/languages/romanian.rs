//! Names in Romanian.

use crate::Field;

/// Names by field, the surest first; what follows a `?` is only likely.
pub(super) const NAMES: &[(Field, &[&str])] = &[
    (
        Field::TicketId,
        &[
            "?număr tichet",
            "?nr tichet",
            "?id tichet",
            "?număr solicitare",
            "?nr. crt.",
            "?număr sesizare",
            "?număr",
        ],
    ),
    (Field::Summary, &["subiect", "titlu", "rezumat"]),
    (
        Field::Description,
        &[
            "descriere",
            "?mesaj",
            "?conținut",
            "?detalii",
            "?descrierea problemei",
            "?sesizare",
        ],
    ),
    (
        Field::Comments,
        &["comentariu", "comentarii", "?observații", "?note de lucru"],
    ),
    (
        Field::CreatedAt,
        &[
            "creat",
            "creat la",
            "data creării",
            "?data creare",
            "?data deschiderii",
            "?data sesizării",
            "?data înregistrării",
            "?data solicitării",
        ],
    ),
    (
        Field::UpdatedAt,
        &[
            "actualizat",
            "actualizat la",
            "data actualizării",
            "?ultima actualizare",
            "?ultima modificare",
            "?modificat",
        ],
    ),
    (
        Field::ResolvedAt,
        &[
            "rezolvat",
            "?rezolvat la",
            "?data rezolvării",
            "?data închiderii",
            "?închis",
        ],
    ),
    (Field::Status, &["stare", "?statut"]),
    (Field::Priority, &["prioritate"]),
    (
        Field::IssueType,
        &["?tip solicitare", "?tip tichet", "?tip"],
    ),
    (Field::Product, &["produs"]),
    (Field::Components, &["?categorie"]),
    (
        Field::Assignee,
        &[
            "atribuit",
            "atribuit către",
            "?responsabil",
            "?asignat",
            "?alocat",
        ],
    ),
    (
        Field::Reporter,
        &[
            "?solicitant",
            "?raportor",
            "?petent",
            "?creat de",
            "?reclamant",
        ],
    ),
    (
        Field::Organization,
        &["?companie", "?firmă", "?organizație"],
    ),
    (Field::Team, &["?departament", "?echipă"]),
    (Field::Channel, &["?canal"]),
    (Field::Customer, &["?nume client"]),
    (
        Field::DueAt,
        &["?termen limită", "?data scadentă", "?termen"],
    ),
];
