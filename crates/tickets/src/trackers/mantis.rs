//! `MantisBT`: the CSV of its issue list, in the languages of its translations, and its export as XML.

mod names;

use super::tracker::{Sign, Tracker};
use crate::Field;

/// The format `mantis`.
pub const MANTIS: Tracker = Tracker {
    signs: SIGNS,
    columns: names::COLUMNS,
    ..Tracker::new("mantis")
};

/// The format `mantis_xml`.
pub const MANTIS_XML: Tracker = Tracker {
    source: "mantis",
    signs: &[Sign {
        all: &["id", "summary", "date_submitted", "view_state"],
        any: &[],
    }],
    columns: &[
        (Field::TicketId, &["id"]),
        (Field::Summary, &["summary"]),
        (Field::Description, &["description"]),
        (Field::Comments, &["comment"]),
        (Field::CreatedAt, &["date_submitted"]),
        (Field::UpdatedAt, &["last_updated"]),
        (Field::Status, &["status"]),
        (Field::Priority, &["priority"]),
        (Field::Project, &["project"]),
        (Field::Components, &["category"]),
        (Field::Assignee, &["handler"]),
        (Field::Reporter, &["reporter"]),
        (Field::DueAt, &["due_date"]),
    ],
    ..Tracker::new("mantis_xml")
};

/// The date of submission beside who may see an issue, language by language.
const SIGNS: &[Sign] = &[
    Sign {
        all: &["Date Submitted", "View Status"],
        any: &[],
    },
    Sign {
        all: &["Data de Envio", "Visibilidade"],
        any: &[],
    },
    Sign {
        all: &["Data do Envio", "Visualização"],
        any: &[],
    },
    Sign {
        all: &["Meldungsdatum", "Sichtbarkeit"],
        any: &[],
    },
    Sign {
        all: &["Date de soumission", "Visibilité"],
        any: &[],
    },
    Sign {
        all: &["Fecha de envío", "Visibilidad"],
        any: &[],
    },
    Sign {
        all: &["Inserita il", "Visibilità"],
        any: &[],
    },
    Sign {
        all: &["Aangemeld op", "Zichtbaarheid"],
        any: &[],
    },
    Sign {
        all: &["Data zgłoszenia", "Widoczność"],
        any: &[],
    },
    Sign {
        all: &["Создан", "Видимость"],
        any: &[],
    },
    Sign {
        all: &["Зареєстрована", "Рівень доступу"],
        any: &[],
    },
    Sign {
        all: &["Datum vložení", "Stav zobrazení"],
        any: &[],
    },
    Sign {
        all: &["Rapporterad datum", "Visa status"],
        any: &[],
    },
    Sign {
        all: &["Oprettet dato", "Vis status"],
        any: &[],
    },
    Sign {
        all: &["Dato lagt inn", "Visningsstatus"],
        any: &[],
    },
    Sign {
        all: &["Lähetysajankohta", "Tila"],
        any: &[],
    },
    Sign {
        all: &["Beküldés dátuma", "Láthatóság"],
        any: &[],
    },
    Sign {
        all: &["Gönderme Tarihi", "Durumu Gör"],
        any: &[],
    },
    Sign {
        all: &["登録日", "公開設定"],
        any: &[],
    },
    Sign {
        all: &["报告日期", "查看权限"],
        any: &[],
    },
    Sign {
        all: &["回報日期", "檢視狀態"],
        any: &[],
    },
    Sign {
        all: &["보고일", "공개/비공개"],
        any: &[],
    },
    Sign {
        all: &["Ημερομηνία Καταχώρησης", "Προβολή Κατάστασης"],
        any: &[],
    },
    Sign {
        all: &["Data creare", "Mod de afișare"],
        any: &[],
    },
    Sign {
        all: &["Data d'enviament", "Visibilitat"],
        any: &[],
    },
];
