//! Names in Turkish.

use crate::Field;

/// Names by field, the surest first; what follows a `?` is only likely.
pub(super) const NAMES: &[(Field, &[&str])] = &[
    (
        Field::TicketId,
        &[
            "?talep no",
            "?talep numarası",
            "?bilet no",
            "?numara",
            "?no",
            "?kayıt no",
            "?talep",
            "?kimlik",
            "?talep id",
        ],
    ),
    (Field::Summary, &["özet", "konu", "?başlık"]),
    (
        Field::Description,
        &["açıklama", "?mesaj", "?içerik", "?metin", "?tanım"],
    ),
    (Field::Comments, &["yorum", "yorumlar", "?notlar"]),
    (
        Field::CreatedAt,
        &[
            "oluşturulma",
            "oluşturuldu",
            "oluşturulma tarihi",
            "oluşturma tarihi",
            "oluşturulan",
            "oluşturma",
            "?açılış tarihi",
            "?kayıt tarihi",
            "?tarih",
        ],
    ),
    (
        Field::UpdatedAt,
        &[
            "güncelleme",
            "güncellendi",
            "güncellenme",
            "güncelleme tarihi",
            "güncellenme tarihi",
            "güncellenen",
            "son güncelleme",
            "?değiştirilme",
        ],
    ),
    (
        Field::ResolvedAt,
        &[
            "çözüldü",
            "çözülme",
            "çözüm tarihi",
            "çözülme tarihi",
            "çözümlendi",
            "?kapanış tarihi",
            "?kapatıldı",
        ],
    ),
    (Field::Status, &["durum"]),
    (Field::Priority, &["öncelik"]),
    (
        Field::IssueType,
        &[
            "sorun türü",
            "talep türü",
            "iş tipi",
            "konu türü",
            "?tür",
            "?tip",
        ],
    ),
    (Field::Project, &["proje adı", "?proje"]),
    (Field::Product, &["ürün"]),
    (
        Field::Components,
        &["bileşenler", "bileşen", "bileşen/ler", "?kategori"],
    ),
    (Field::Assignee, &["atanan", "atanan kişi", "?sorumlu"]),
    (
        Field::Reporter,
        &[
            "bildiren",
            "raporlayan",
            "?oluşturan",
            "?talep eden",
            "?gönderen",
        ],
    ),
    (
        Field::Organization,
        &["kuruluş", "organizasyon", "?şirket", "?firma"],
    ),
    (Field::Labels, &["etiketler", "etiket"]),
    (Field::Team, &["ekip", "takım", "?grup"]),
    (Field::Channel, &["kanal"]),
    (Field::Customer, &["müşteri", "müşteri adı"]),
    (Field::Satisfaction, &["memnuniyet", "müşteri memnuniyeti"]),
    (
        Field::DueAt,
        &["bitiş tarihi", "son tarih", "vade tarihi", "?teslim tarihi"],
    ),
    (
        Field::TimeSpentMinutes,
        &["harcanan zaman", "harcanan süre"],
    ),
];
