//! Names in Catalan and Galician.

use crate::Field;

/// Names by field, the surest first; what follows a `?` is only likely.
pub(super) const NAMES: &[(Field, &[&str])] = &[
    (
        Field::TicketId,
        &[
            "?número d'incidència",
            "?número de petició",
            "?codi",
            "?incidència",
            "?núm. incidència",
            "?codi incidència",
        ],
    ),
    (
        Field::Summary,
        &["assumpte", "títol", "resum", "?asunto", "?título"],
    ),
    (
        Field::Description,
        &[
            "descripció",
            "?missatge",
            "?contingut",
            "?observacions",
            "?detall",
            "?descrición",
        ],
    ),
    (
        Field::Comments,
        &["comentari", "comentaris", "?notes de treball"],
    ),
    (
        Field::CreatedAt,
        &[
            "creat",
            "creat el",
            "data de creació",
            "?data d'obertura",
            "?data d'alta",
            "?data creació",
            "?data de creación",
            "?oberta",
        ],
    ),
    (
        Field::UpdatedAt,
        &[
            "actualitzat",
            "data d'actualització",
            "?última actualització",
            "?darrera modificació",
        ],
    ),
    (
        Field::ResolvedAt,
        &[
            "resolt",
            "?data de resolució",
            "?data de tancament",
            "?tancat",
            "?tancada",
        ],
    ),
    (Field::Status, &["estat"]),
    (Field::Priority, &["prioritat", "prioridade"]),
    (
        Field::IssueType,
        &[
            "?tipus",
            "?tipus d'incidència",
            "?tipus de petició",
            "?tipologia",
        ],
    ),
    (Field::Product, &["producte"]),
    (Field::Components, &["?categoria"]),
    (Field::Assignee, &["assignat a", "?tècnic", "?responsable"]),
    (
        Field::Reporter,
        &["?sol·licitant", "?peticionari", "?usuari"],
    ),
    (Field::Organization, &["?empresa", "?organització"]),
    (Field::Team, &["?departament", "?grup"]),
    (Field::Channel, &["?canal"]),
    (Field::Customer, &["?client"]),
    (Field::DueAt, &["?data límit", "?venciment"]),
];
