//! The columns of files whose rows need more than a mapping to become tickets, and of those that are asked about.

use tickets::Field;

use super::{Looked, file, look};

fn headers(looked: &Looked, field: Field) -> Vec<String> {
    let fields = looked.mapping.fields();
    fields
        .get(&field)
        .map(|mapped| mapped.headers.clone())
        .unwrap_or_default()
}

#[test]
fn jira_in_languages_whose_months_are_written_out() {
    let fields = [
        Field::TicketId,
        Field::Summary,
        Field::Description,
        Field::Comments,
        Field::CreatedAt,
        Field::UpdatedAt,
        Field::Status,
        Field::Priority,
        Field::IssueType,
        Field::Assignee,
        Field::Reporter,
    ];
    for (name, month, expected) in [
        (
            "jira-ja.csv",
            "2月",
            "課題キー|要約|説明|コメント|作成日|更新日|ステータス|優先度|課題タイプ|担当者|報告者",
        ),
        (
            "jira-pl.csv",
            "lut",
            "Klucz zgłoszenia|Podsumowanie|Opis|Komentarz|Utworzono|Zaktualizowano|Status|Priorytet|Typ zgłoszenia|Osoba przypisana|Zgłaszający",
        ),
        (
            "jira-ru.csv",
            "февр.",
            "Ключ проблемы|Тема|Описание|Комментарий|Создано|Обновлено|Статус|Приоритет|Тип задачи|Исполнитель|Автор",
        ),
        (
            "jira-tr.csv",
            "Şub",
            "Sorun anahtarı|Özet|Açıklama|Yorum|Oluşturulma|Güncelleme|Durum|Öncelik|Sorun türü|Atanan|Bildiren",
        ),
    ] {
        let text = String::from_utf8(file(name)).unwrap();
        assert!(text.contains(month));
        let looked = look(text.replace(month, "Feb").as_bytes());
        assert_eq!(looked.format.name(), "jira_csv", "{name}");
        assert!(looked.mapping.is_sure(), "{name}: {:?}", looked.mapping);
        let found = fields.map(|field| headers(&looked, field).join("+"));
        assert_eq!(found.join("|"), expected, "{name}");
    }
}

#[test]
fn the_list_of_redmine_in_japanese() {
    let csv = "#,プロジェクト,トラッカー,ステータス,優先度,題名,担当者,更新日,作成日,説明\n\
        31,ポータル,バグ,新規,高め,ログインできない,山田,2026/03/02 11:20,2026/02/27 08:05,何度やってもログインできません。\n";
    let looked = look(csv.as_bytes());
    assert_eq!(looked.format.name(), "redmine");
    assert!(looked.mapping.is_sure(), "{:?}", looked.mapping);
    assert_eq!(headers(&looked, Field::Summary), ["題名"]);
    assert_eq!(headers(&looked, Field::CreatedAt), ["作成日"]);
    assert_eq!(headers(&looked, Field::IssueType), ["トラッカー"]);
}

#[test]
fn comments_whose_tickets_are_elsewhere_are_asked_about() {
    let looked = look(&file("comments-table.csv"));
    assert!(!looked.mapping.is_sure());
    assert_eq!(looked.mapping.missing(), [Field::CreatedAt]);
    assert_eq!(headers(&looked, Field::TicketId), ["ticket_id"]);
    assert_eq!(headers(&looked, Field::Comments), ["body"]);
}

#[test]
fn a_list_without_any_date_of_creation_is_asked_about() {
    let looked = look(&file("github-cli-no-created.json"));
    assert_eq!(looked.format.name(), "github");
    assert!(!looked.mapping.is_sure());
    assert_eq!(looked.mapping.missing(), [Field::CreatedAt]);
    assert_eq!(headers(&looked, Field::ResolvedAt), ["closedAt"]);
}

#[test]
fn versions_of_one_ticket() {
    let looked = look(&file("history-versions.csv"));
    assert_eq!(looked.format.name(), "intercom");
    assert!(looked.mapping.is_sure(), "{:?}", looked.mapping);
    assert_eq!(headers(&looked, Field::TicketId), ["id"]);
    assert_eq!(headers(&looked, Field::Description), ["source_body"]);
    assert_eq!(headers(&looked, Field::UpdatedAt), ["updated_at"]);
}

#[test]
fn files_name_their_installation() {
    let of = |name: &str| {
        let looked = look(&file(name));
        looked.format.instance(&looked.sniff)
    };
    assert_eq!(
        of("gitlab-api.jsonl").as_deref(),
        Some("gitlab.example.org")
    );
    assert_eq!(
        of("gitlab-issues.csv").as_deref(),
        Some("gitlab.example.org")
    );
    assert_eq!(of("linear-export.csv"), None);
}
