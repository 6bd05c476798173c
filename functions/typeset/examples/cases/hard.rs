//! Reports that are hard to set.

use brief::{Counts, Report};

use super::data;
use super::month;

/// Text that looks like markup, runs the other way, never ends or has no glyph.
pub fn hostile() -> Report {
    let mut report = month();
    report.title = "#panic() *bold* $x^2$ @ref <label> `raw` \\ // no comment".into();
    report.workspace = "شركة الدعم — חברת תמיכה — 株式会社サポート".into();
    report.summary = vec![
        "= Heading\n- item\n+ item\n/ term: x #let x = 1 #read(\"/etc/passwd\")".into(),
        "word ".repeat(600),
        "x".repeat(2_000),
    ];
    let texts = [
        "#import \"@preview/evil:1.0.0\": * #evil()",
        "مرحبا، الدفع لا يعمل منذ التحديث الأخير ولا أحد يرد",
        "התשלום לא עובד מאז העדכון האחרון",
        "支払いページがエラー502で失敗します。返金はいつですか？",
        "결제 페이지가 업데이트 후 작동하지 않습니다",
        "ระบบชำระเงินใช้งานไม่ได้",
        "👩‍👩‍👧‍👦🔥🔥 cannot pay ❤️ e\u{301}\u{302}\u{303}\u{304} \u{202e}gnp.exe\u{0}\u{7}\u{feff}",
        "Где мой возврат? Πού είναι η επιστροφή χρημάτων; Zażółć gęślą jaźń",
    ];
    for (ticket, text) in report.attention.rows.iter_mut().zip(texts) {
        ticket.summary = text.into();
    }
    let rows = &mut report.attention.rows;
    rows[8].summary = "a".repeat(3_000);
    rows[8].key = "K".repeat(300);
    rows[8].priority = Some("P0 – everything is on fire, all hands".into());
    rows[9].summary = "line\n".repeat(200);
    report.products.rows[0].name = "https://example.com/a/very/long/path/".repeat(20);
    report.products.rows[1].name = "#text(red)[x]".into();
    report.emotions.rows[0].name = "*angry* _very_ ".repeat(9);
    report.entities.rows[0].text = "支付页面".repeat(20);
    report.notes.filters = vec![format!(
        "Product: {}",
        "A product with a long name, ".repeat(40)
    )];
    report
}

/// Each script there is type for, and one there is none for.
pub fn scripts() -> Report {
    let mut report = month();
    let texts = [
        "Tiếng Việt: Không thể thanh toán, trang bị lỗi sau bản cập nhật",
        "Ελληνικά: Πού είναι η επιστροφή χρημάτων μου;",
        "Українська та русский: Где мой возврат? Їжак",
        "עברית: התשלום לא עובד מאז עדכון 14.2, שגיאה 502",
        "العربية: الدفع لا يعمل منذ التحديث 14.2، خطأ 502",
        "فارسی: می\u{200c}خواهم بازپرداخت",
        "ไทย: ระบบชำระเงินใช้งานไม่ได้ตั้งแต่วันจันทร์",
        "हिन्दी: भुगतान नहीं हुआ, कृपया सहायता करें",
        "中文：支付页面出现错误 502，请尽快处理",
        "日本語：支払いページがエラー502で失敗します。",
        "한국어: 결제 페이지가 업데이트 후 작동하지 않습니다",
        "Emoji 👍🏽 👩🏿‍💻 👩‍👩‍👧‍👦 🏳️‍🌈 🇩🇪 ❤️‍🔥 1️⃣ ☎️ 😡🤬 and runes ᚠᚢᚦᚨ",
    ];
    for (ticket, text) in report.attention.rows.iter_mut().zip(texts) {
        ticket.summary = text.into();
    }
    report.entities.rows[0].text = "الدفع الإلكتروني".into();
    report.entities.rows[1].text = "支払いページ".into();
    report.products.rows[2].name = "אפליקציה לנייד".into();
    report
}

/// One sentiment only.
pub fn all_negative() -> Report {
    let mut report = month();
    for day in &mut report.days {
        day.compound = Some(-1.0);
        day.counts = Counts {
            negative: day.counts.total(),
            ..Counts::default()
        };
    }
    report.distribution = Counts {
        negative: 2_000,
        ..Counts::default()
    };
    report.kpis.compound.value = Some(-1.0);
    report.kpis.negative_share.value = Some(1.0);
    let rows = &mut report.products.rows;
    rows[0].negative_share.value = Some(1.0);
    rows[1].negative_share.value = Some(0.0);
    rows[2].negative_share = data::mean(None, None);
    rows[2].compound = data::mean(None, None);
    report
}

/// As many rows as a report may have, of more.
pub fn many() -> Report {
    let mut report = month();
    report.attention = data::attention(brief::MAX_ATTENTION, 5_000, report.period.from);
    let rows: Vec<_> = (0..brief::MAX_ROWS)
        .map(|at| format!("Team {at}"))
        .collect();
    let rows: Vec<_> = rows
        .iter()
        .map(|name| (name.as_str(), 40, Some(30), 0.4, 0.1))
        .collect();
    report.teams = data::groups(&rows);
    report.teams.total = 500;
    report
}
