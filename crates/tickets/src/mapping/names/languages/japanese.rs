//! Names in Japanese.

use crate::Field;

/// Names by field, the surest first; what follows a `?` is only likely.
pub(super) const NAMES: &[(Field, &[&str])] = &[
    (
        Field::TicketId,
        &[
            "?チケット番号",
            "?番号",
            "?チケットid",
            "?チケット",
            "?問い合わせ番号",
            "?案件番号",
            "?受付番号",
            "?管理番号",
            "?課題番号",
        ],
    ),
    (
        Field::Summary,
        &["要約", "題名", "件名", "タイトル", "サマリー", "概要"],
    ),
    (
        Field::Description,
        &[
            "説明",
            "詳細",
            "?内容",
            "?本文",
            "?問い合わせ内容",
            "?メッセージ",
            "?症状",
            "?課題内容",
            "?現象",
            "?不具合内容",
            "?お問い合わせ内容",
            "?問合せ内容",
            "?相談内容",
            "?依頼内容",
        ],
    ),
    (
        Field::Comments,
        &["コメント", "?注記", "?対応履歴", "?作業メモ"],
    ),
    (
        Field::CreatedAt,
        &[
            "作成日",
            "作成日時",
            "作成",
            "登録日",
            "登録日時",
            "起票日",
            "?受付日",
            "?受付日時",
            "?日付",
            "?発生日",
        ],
    ),
    (
        Field::UpdatedAt,
        &[
            "更新日",
            "更新日時",
            "更新",
            "最終更新日",
            "最終更新日時",
            "変更日",
        ],
    ),
    (
        Field::ResolvedAt,
        &[
            "解決日",
            "解決日時",
            "解決済み",
            "完了日",
            "?終了日",
            "?完了日時",
            "?クローズ日",
        ],
    ),
    (Field::Status, &["ステータス", "状態", "?状況"]),
    (Field::Priority, &["優先度"]),
    (
        Field::IssueType,
        &[
            "課題タイプ",
            "課題種別",
            "種別",
            "トラッカー",
            "?タイプ",
            "?種類",
            "?作業タイプ",
        ],
    ),
    (Field::Project, &["プロジェクト名", "?プロジェクト"]),
    (Field::Product, &["製品", "製品名", "?商品"]),
    (
        Field::Components,
        &[
            "コンポーネント",
            "?カテゴリ",
            "?カテゴリー",
            "?カテゴリー名",
        ],
    ),
    (Field::Assignee, &["担当者", "担当者名", "?担当"]),
    (
        Field::Reporter,
        &["報告者", "登録者", "起票者", "?作成者", "?依頼者"],
    ),
    (Field::Organization, &["組織", "会社名", "?会社"]),
    (Field::Labels, &["ラベル", "タグ"]),
    (Field::Team, &["チーム", "?グループ", "?部署"]),
    (Field::Channel, &["チャネル", "?受付方法"]),
    (Field::Customer, &["顧客", "顧客名", "お客様名"]),
    (Field::Satisfaction, &["満足度", "顧客満足度"]),
    (Field::DueAt, &["期限", "期日", "期限日"]),
    (Field::TimeSpentMinutes, &["作業時間", "消費時間"]),
];
