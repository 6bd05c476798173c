//! Tables of tickets with the columns of one tool, as no tool has them.

use tickets::Field;

use super::draw::Draw;

/// A table, and where its fields are.
pub struct Table {
    pub csv: String,
    pub columns: Vec<(Field, usize)>,
}

/// What a tool calls key, title, text, creation, change, state, priority and person in charge.
const TOOLS: &[[&str; 8]] = &[
    [
        "Ticket ID",
        "Subject",
        "Description",
        "Created at",
        "Updated at",
        "Status",
        "Priority",
        "Assignee",
    ],
    [
        "ticketNumber",
        "title",
        "body",
        "createDate",
        "lastModified",
        "ticketStatus",
        "priority",
        "assignedTo",
    ],
    [
        "case_id",
        "case_subject",
        "details",
        "opened_at",
        "last_update",
        "case_status",
        "severity",
        "owner",
    ],
    [
        "Incident Number",
        "Short Description",
        "Full description",
        "Open Date",
        "Last Modified Date",
        "State",
        "Urgency",
        "Assigned To",
    ],
    [
        "ID",
        "Title",
        "Message",
        "Date created",
        "Date updated",
        "Current status",
        "Priority level",
        "Agent",
    ],
    [
        "#",
        "Issue title",
        "Issue body",
        "Reported on",
        "Changed",
        "Issue status",
        "Ticket priority",
        "Technician",
    ],
    [
        "REFERENCE",
        "HEADLINE",
        "CONTENT",
        "DATE SUBMITTED",
        "UPDATED ON",
        "STAGE",
        "PRIORITY",
        "HANDLED BY",
    ],
    [
        "Ticketnummer",
        "Betreff",
        "Nachricht",
        "Erstellt am",
        "Geändert am",
        "Status",
        "Priorität",
        "Bearbeiter",
    ],
    [
        "N°",
        "Sujet",
        "Message",
        "Date de création",
        "Mis à jour le",
        "Statut",
        "Priorité",
        "Assigné à",
    ],
    [
        "Número de ticket",
        "Asunto",
        "Mensaje",
        "Fecha de creación",
        "Fecha de actualización",
        "Estado",
        "Prioridad",
        "Responsable",
    ],
    [
        "Número do chamado",
        "Assunto",
        "Mensagem",
        "Data de abertura",
        "Atualizado em",
        "Situação",
        "Prioridade",
        "Responsável",
    ],
    [
        "Numero",
        "Oggetto",
        "Descrizione",
        "Data apertura",
        "Ultima modifica",
        "Stato",
        "Priorità",
        "Assegnato a",
    ],
    [
        "Meldingsnummer",
        "Onderwerp",
        "Omschrijving",
        "Aangemaakt op",
        "Laatst gewijzigd",
        "Status",
        "Prioriteit",
        "Behandelaar",
    ],
    [
        "Nr zgłoszenia",
        "Temat",
        "Treść",
        "Data utworzenia",
        "Data modyfikacji",
        "Stan",
        "Priorytet",
        "Przypisany do",
    ],
    [
        "Číslo tiketu",
        "Předmět",
        "Popis",
        "Datum vytvoření",
        "Poslední změna",
        "Stav",
        "Priorita",
        "Řešitel",
    ],
    [
        "Номер заявки",
        "Тема",
        "Описание",
        "Дата создания",
        "Дата изменения",
        "Статус",
        "Приоритет",
        "Исполнитель",
    ],
    [
        "Номер звернення",
        "Тема",
        "Опис",
        "Дата створення",
        "Дата оновлення",
        "Статус",
        "Пріоритет",
        "Виконавець",
    ],
    [
        "Talep No",
        "Konu",
        "Açıklama",
        "Oluşturma Tarihi",
        "Güncelleme Tarihi",
        "Durum",
        "Öncelik",
        "Sorumlu",
    ],
    [
        "Ärendenummer",
        "Ämne",
        "Beskrivning",
        "Skapad",
        "Senast ändrad",
        "Status",
        "Prioritet",
        "Handläggare",
    ],
    [
        "Sagsnummer",
        "Emne",
        "Beskrivelse",
        "Oprettet",
        "Sidst ændret",
        "Status",
        "Prioritet",
        "Sagsbehandler",
    ],
    [
        "Saksnummer",
        "Tittel",
        "Beskrivelse",
        "Opprettet",
        "Sist endret",
        "Status",
        "Prioritet",
        "Saksbehandler",
    ],
    [
        "Tikettinumero",
        "Aihe",
        "Kuvaus",
        "Luontipäivä",
        "Muokattu",
        "Tila",
        "Prioriteetti",
        "Käsittelijä",
    ],
    [
        "Jegyszám",
        "Tárgy",
        "Leírás",
        "Létrehozva",
        "Módosítva",
        "Állapot",
        "Prioritás",
        "Felelős",
    ],
    [
        "受付番号",
        "件名",
        "内容",
        "登録日時",
        "更新日時",
        "状態",
        "優先度",
        "担当者",
    ],
    [
        "工单编号",
        "标题",
        "问题描述",
        "创建时间",
        "更新时间",
        "状态",
        "优先级",
        "负责人",
    ],
    [
        "工單編號",
        "標題",
        "問題描述",
        "建立時間",
        "更新時間",
        "狀態",
        "優先順序",
        "負責人",
    ],
    [
        "접수번호",
        "제목",
        "내용",
        "등록일",
        "수정일",
        "상태",
        "우선순위",
        "담당자",
    ],
];

const FIELDS: [Field; 8] = [
    Field::TicketId,
    Field::Summary,
    Field::Description,
    Field::CreatedAt,
    Field::UpdatedAt,
    Field::Status,
    Field::Priority,
    Field::Assignee,
];

/// Columns that could be taken for one of those, and are none.
const DECOYS: &[&str] = &[
    "uuid_internal",
    "Custom field (Created)",
    "Summary text",
    "phone",
    "is_deleted",
    "sla_breach_at",
    "page",
    "row_hash",
    "Due date",
    "Summary",
    "Title",
    "id",
    "Notes",
    "Resolution",
    "customer_ref",
    "comments_count",
    "avatar",
    "batch",
];

/// The table of a number.
pub fn make(seed: u64) -> Table {
    let mut draw = Draw::new(seed + 1);
    let tool = TOOLS[draw.below(TOOLS.len())];
    let mut columns: Vec<(Option<Field>, &str)> = FIELDS
        .iter()
        .zip(tool)
        .map(|(field, name)| (Some(*field), name))
        .collect();
    let mut decoys = DECOYS.to_vec();
    draw.shuffle(&mut decoys);
    let some = draw.below(8);
    let other = |name: &&str| !tool.iter().any(|own| own.eq_ignore_ascii_case(name));
    let decoys = decoys.into_iter().filter(other).take(some);
    columns.extend(decoys.map(|name| (None, name)));
    draw.shuffle(&mut columns);
    let keys = draw.below(4);
    let rows = 1 + draw.below(30);
    let names: Vec<_> = columns.iter().map(|(_, name)| (*name).to_owned()).collect();
    let mut csv = names.join("|") + "\n";
    for row in 0..rows {
        let cells: Vec<_> = columns
            .iter()
            .map(|(field, name)| cell(*field, name, row, keys, &mut draw))
            .collect();
        csv.push_str(&cells.join("|"));
        csv.push('\n');
    }
    let columns = columns.iter().enumerate();
    let columns = columns.filter_map(|(at, (field, _))| Some(((*field)?, at)));
    Table {
        csv,
        columns: columns.collect(),
    }
}

fn cell(field: Option<Field>, name: &str, row: usize, keys: usize, draw: &mut Draw) -> String {
    let day = |draw: &mut Draw| {
        let (month, day) = (1 + draw.below(12), 13 + draw.below(15));
        format!("2025-{month:02}-{day:02} {:02}:05:11", draw.below(24))
    };
    match field {
        Some(Field::TicketId) => match keys {
            0 => format!("{}", 1_000 + row),
            1 => format!("HELP-{}", 1 + row),
            2 => format!("INC{:07}", 10_000 + row),
            _ => format!("2026022710{:06}", 15 + row),
        },
        Some(Field::Summary) => draw.sentence(3, 7),
        Some(Field::Description) => draw.sentence(8, 40),
        Some(Field::CreatedAt | Field::UpdatedAt) => day(draw),
        Some(Field::Status) => draw.of(&["Open", "Closed", "Pending"]).to_owned(),
        Some(Field::Priority) => draw.of(&["High", "Low", "Normal"]).to_owned(),
        Some(_) => draw.of(&["Kim K", "Lea M", "", "Tim B"]).to_owned(),
        None => match name {
            "id" | "uuid_internal" => format!("0f8fad5b-d9cb-469f-a165-{:012x}", 7_086_772 + row),
            "Custom field (Created)" | "sla_breach_at" | "Due date" => day(draw),
            "Title" => draw.of(&["Head of Sales", "Intern", "Engineer"]).to_owned(),
            "Notes" => draw.of(&["", "vip", "call back"]).to_owned(),
            "Resolution" => draw.of(&["Fixed", "Duplicate"]).to_owned(),
            "Summary" | "Summary text" => "No summary".to_owned(),
            "phone" => format!("+49 170 {}", 1_000_000 + draw.below(9_000_000)),
            "is_deleted" => "false".to_owned(),
            "page" | "avatar" => format!("https://desk.example.org/{row}"),
            "row_hash" => format!("{:032x}", row + 1),
            "customer_ref" => format!("C{:05}", draw.below(99_999)),
            "comments_count" => format!("{}", draw.below(9)),
            _ => "1".to_owned(),
        },
    }
}
