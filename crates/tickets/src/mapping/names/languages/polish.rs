//! Names in Polish.

use crate::Field;

/// Names by field, the surest first; what follows a `?` is only likely.
pub(super) const NAMES: &[(Field, &[&str])] = &[
    (
        Field::TicketId,
        &[
            "?numer zgłoszenia",
            "?nr zgłoszenia",
            "?id zgłoszenia",
            "?numer",
            "?nr",
            "?zgłoszenie",
            "?numer biletu",
            "?nr sprawy",
        ],
    ),
    (
        Field::Summary,
        &["podsumowanie", "temat", "?tytuł", "?streszczenie"],
    ),
    (
        Field::Description,
        &["opis", "?treść", "?wiadomość", "?tekst", "?opis problemu"],
    ),
    (
        Field::Comments,
        &[
            "komentarz",
            "komentarze",
            "?notatki",
            "?uwagi",
            "?notatki robocze",
        ],
    ),
    (
        Field::CreatedAt,
        &[
            "utworzono",
            "utworzone",
            "data utworzenia",
            "utworzony",
            "?data zgłoszenia",
            "?data otwarcia",
            "?otwarto",
            "?data",
            "?data dodania",
        ],
    ),
    (
        Field::UpdatedAt,
        &[
            "zaktualizowano",
            "zaktualizowane",
            "data aktualizacji",
            "data modyfikacji",
            "ostatnia aktualizacja",
            "?zmodyfikowano",
            "?ostatnia modyfikacja",
        ],
    ),
    (
        Field::ResolvedAt,
        &[
            "rozwiązano",
            "rozwiązane",
            "rozstrzygnięto",
            "data rozwiązania",
            "?data zamknięcia",
            "?zamknięto",
            "?zamknięte",
        ],
    ),
    (Field::Status, &["?stan"]),
    (Field::Priority, &["priorytet"]),
    (
        Field::IssueType,
        &[
            "typ zgłoszenia",
            "typ zagadnienia",
            "rodzaj zgłoszenia",
            "?typ",
            "?rodzaj",
        ],
    ),
    (Field::Project, &["nazwa projektu", "?projekt"]),
    (Field::Product, &["produkt"]),
    (
        Field::Components,
        &["komponent", "komponenty", "komponent/y", "?kategoria"],
    ),
    (
        Field::Assignee,
        &[
            "osoba przypisana",
            "przypisany do",
            "przypisano do",
            "przydzielony",
            "?wykonawca",
            "?opiekun",
            "?przypisany",
        ],
    ),
    (
        Field::Reporter,
        &[
            "zgłaszający",
            "osoba zgłaszająca",
            "?autor",
            "?twórca",
            "?od",
        ],
    ),
    (Field::Organization, &["organizacja", "?firma"]),
    (Field::Labels, &["etykiety", "etykieta", "?tagi"]),
    (Field::Team, &["zespół", "?grupa", "?kolejka", "?dział"]),
    (Field::Channel, &["kanał"]),
    (Field::Customer, &["klient", "nazwa klienta"]),
    (Field::Satisfaction, &["zadowolenie", "satysfakcja"]),
    (
        Field::DueAt,
        &[
            "termin",
            "termin wykonania",
            "data oddania",
            "?termin realizacji",
        ],
    ),
    (
        Field::TimeSpentMinutes,
        &["czas pracy", "przepracowany czas", "?poświęcony czas"],
    ),
];
