//! Texts in the encodings people still export in.

use proptest::prelude::*;

use super::Encoding;
use crate::encoding::EncodingCheck;

fn of(bytes: &[u8]) -> (String, bool) {
    let mut check = EncodingCheck::default();
    check.feed(bytes);
    let (encoding, doubt) = check.decide(false);
    (encoding.name(), doubt.is_none())
}

fn encoded(text: &str, encoding: &'static encoding_rs::Encoding) -> Vec<u8> {
    let (bytes, _, lost) = encoding.encode(text);
    assert!(!lost, "{text}");
    bytes.into_owned()
}

/// The rows of an export, with a key and a date around each text.
fn rows(texts: &[&str]) -> String {
    let header = "\"Issue key\",Summary,Created".to_owned();
    let rows = texts.iter().zip(1..);
    let rows = rows.map(|(text, number)| format!("A-{number},{text},2025-03-0{number}"));
    let lines: Vec<String> = std::iter::once(header).chain(rows).collect();
    lines.join("\r\n")
}

const CHINESE: [&str; 5] = [
    "打印机坏了，无法打印",
    "登录失败，密码错误",
    "订单没有收到，请尽快处理",
    "客服态度很好，谢谢",
    "系统经常崩溃，非常生气",
];
const TRADITIONAL: [&str; 5] = [
    "印表機壞了，無法列印",
    "登入失敗，密碼錯誤",
    "訂單沒有收到，請盡快處理",
    "客服態度很好，謝謝",
    "系統經常當機，非常生氣",
];
const JAPANESE: [&str; 5] = [
    "プリンタが壊れました",
    "ログインできません。パスワードが違います",
    "注文が届いていません",
    "とても親切な対応でした、ありがとう",
    "システムがよく落ちる",
];
const KOREAN: [&str; 5] = [
    "프린터가 고장났습니다",
    "로그인이 되지 않습니다. 비밀번호가 틀립니다",
    "주문이 도착하지 않았어요",
    "상담원이 매우 친절했습니다 감사합니다",
    "시스템이 자주 멈춥니다",
];

#[test]
fn the_encodings_of_east_asia_are_sure_in_a_small_export() {
    for (texts, encoding, name) in [
        (CHINESE, encoding_rs::GBK, "gbk"),
        (TRADITIONAL, encoding_rs::BIG5, "big5"),
        (JAPANESE, encoding_rs::SHIFT_JIS, "shift_jis"),
        (JAPANESE, encoding_rs::EUC_JP, "euc-jp"),
        (KOREAN, encoding_rs::EUC_KR, "euc-kr"),
    ] {
        let bytes = encoded(&rows(&texts), encoding);
        assert_eq!(of(&bytes), (name.to_owned(), true));
        // However little there is, it is never another one for sure.
        for text in texts {
            let (found, sure) = of(&encoded(&rows(&[text]), encoding));
            assert!(found == name || !sure, "{text}: {found}");
        }
    }
}

#[test]
fn the_encodings_of_europe() {
    let french = [
        "L’imprimante est cassée, c’est très gênant",
        "Où est ma commande ? Déjà payée",
    ];
    let german = [
        "Die Größe stimmt nicht",
        "bitte prüfen; schöne Grüße",
        "Ärger über Öl",
    ];
    for (texts, encoding, name) in [
        (&german[..], encoding_rs::WINDOWS_1252, "windows-1252"),
        (&french, encoding_rs::WINDOWS_1252, "windows-1252"),
        (&["Größe"], encoding_rs::WINDOWS_1252, "windows-1252"),
        (
            &["I don’t know, can’t sign in"],
            encoding_rs::WINDOWS_1252,
            "windows-1252",
        ),
        (
            &["He said “broken” – again… 50 €"],
            encoding_rs::WINDOWS_1252,
            "windows-1252",
        ),
        (&german, encoding_rs::MACINTOSH, "macintosh"),
        (&french, encoding_rs::MACINTOSH, "macintosh"),
        (
            &["Вход в систему не работает, пожалуйста помогите"],
            encoding_rs::WINDOWS_1251,
            "windows-1251",
        ),
        (
            &["Вход в систему не работает", "принтер сломался"],
            encoding_rs::X_MAC_CYRILLIC,
            "x-mac-cyrillic",
        ),
        (
            &["Вход в систему не работает, пожалуйста помогите"],
            encoding_rs::KOI8_U,
            "koi8-u",
        ),
        (
            &[
                "Proszę o pomoc, nie mogę się zalogować do usługi",
                "błąd wciąż występuje; część zgłoszeń źle działa",
            ],
            encoding_rs::WINDOWS_1250,
            "windows-1250",
        ),
        (
            &["Η σύνδεση δεν λειτουργεί, παρακαλώ βοηθήστε"],
            encoding_rs::WINDOWS_1253,
            "windows-1253",
        ),
        (
            &["Giriş yapamıyorum, lütfen yardım edin, şifre değişmiş; bağlantı çalışmıyor"],
            encoding_rs::WINDOWS_1254,
            "windows-1254",
        ),
    ] {
        let bytes = encoded(&rows(texts), encoding);
        assert_eq!(of(&bytes), (name.to_owned(), true), "{texts:?}");
    }
}

#[test]
fn the_code_pages_of_dos() {
    let german =
        b"A-1,Die Gr\x94\xe1e stimmt nicht,x\r\nA-2,bitte pr\x81fen; sch\x94ne Gr\x81\xe1e,x\r\n";
    assert_eq!(of(german), ("ibm850".to_owned(), true));
    let french = b"A-1,tr\x8as g\x88nant,x\r\nA-2,d\x82j\x85 pay\x82e\r\n";
    assert_eq!(of(french), ("ibm850".to_owned(), true));
    let polish = b"A-1,nie mog\xa9 si\xa9 zalogowa\x86,x\r\nA-2,b\x88\xa5d wci\xa5\xbe,x\r\n";
    assert_eq!(of(polish), ("ibm852".to_owned(), true));
}

#[test]
fn one_wrong_byte_among_utf_8_is_one_wrong_byte() {
    for texts in [&CHINESE[..1], &["Größe"], &JAPANESE] {
        let mut bytes = rows(texts).into_bytes();
        bytes.extend_from_slice(b"B-1,caf\xe9,2025-03-01\r\n");
        assert_eq!(of(&bytes).0, "utf-8 (damaged)", "{texts:?}");
    }
}

#[test]
fn little_evidence_is_western_and_no_evidence_utf_8() {
    assert_eq!(of(b"plain"), ("utf-8".to_owned(), true));
    assert_eq!(of(b"Gr\xf6\xdfe"), ("windows-1252".to_owned(), true));
    // Hungarian, Lithuanian and Turkish letters that look like Western ones.
    assert!(!of(&encoded("şifre değişmiş", encoding_rs::WINDOWS_1254)).1);
    assert!(!of(&encoded("őrült lassú a gép", encoding_rs::WINDOWS_1250)).1);
    assert!(
        !of(&encoded(
            "ačiū už greitą atsakymą",
            encoding_rs::WINDOWS_1257
        ))
        .1
    );
    // One word that may be Russian or anything.
    assert!(!of(&encoded("Привет", encoding_rs::WINDOWS_1251)).1);
}

proptest! {
    #[test]
    fn any_bytes_are_in_some_encoding(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let (name, _) = of(&bytes);
        prop_assert!(Encoding::by_name(&name).is_some());
    }

    #[test]
    fn what_is_sure_reads_back(
        (texts, encoding) in prop::sample::select(vec![
            (CHINESE, encoding_rs::GBK),
            (CHINESE, encoding_rs::GB18030),
            (TRADITIONAL, encoding_rs::BIG5),
            (JAPANESE, encoding_rs::SHIFT_JIS),
            (JAPANESE, encoding_rs::EUC_JP),
            (KOREAN, encoding_rs::EUC_KR),
        ]),
        some in prop::collection::vec(0_usize..5, 1..9),
    ) {
        let texts: Vec<_> = some.into_iter().map(|at| texts[at]).collect();
        let file = rows(&texts);
        let (bytes, _, lost) = encoding.encode(&file);
        prop_assert!(!lost);
        let (name, sure) = of(&bytes);
        let text = Encoding::by_name(&name).unwrap().decode(&bytes).0.into_owned();
        prop_assert!(text == file || !sure, "{name} of {}: {text}", encoding.name());
    }
}
