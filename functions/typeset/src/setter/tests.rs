//! What is on the pages of each case.

use super::*;
use crate::cases;
use brief::{Language, Section};
use lopdf::Object;
use typst::layout::{Frame, FrameItem};

fn setter() -> Setter {
    Setter::new().expect("templates and fonts fit together")
}

/// Every page's text, letter by letter as set.
fn pages(report: &Report) -> Vec<String> {
    let (document, _) = setter().lay_out(report).expect("the report is set");
    document
        .pages()
        .iter()
        .map(|page| {
            let mut text = String::new();
            collect(&page.frame, &mut text);
            text
        })
        .collect()
}

fn collect(frame: &Frame, text: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect(&group.frame, text),
            FrameItem::Text(run) => {
                text.push_str(&run.text);
                text.push(' ');
            }
            _ => {}
        }
    }
}

/// Whether the words are there, in any line breaks.
fn says(text: &str, words: &str) -> bool {
    let plain = |text: &str| text.replace([' ', '\u{200b}'], "");
    plain(text).contains(&plain(words))
}

#[test]
fn every_case_is_a_titled_tagged_pdf() {
    let mut setter = setter();
    for (name, report) in cases::all() {
        let pdf = setter
            .set(&report)
            .unwrap_or_else(|e| panic!("{name}: {e}"));
        let pdf = lopdf::Document::load_mem(&pdf).unwrap_or_else(|e| panic!("{name}: {e}"));
        let root = pdf.catalog().expect("a catalog");
        assert!(
            root.has(b"StructTreeRoot") && root.has(b"MarkInfo"),
            "{name}"
        );
        let language = report.layout.language.words().tag;
        assert_eq!(
            root.get(b"Lang").and_then(Object::as_str).ok(),
            Some(language.as_bytes()),
            "{name}"
        );
        let info = pdf.trailer.get(b"Info").and_then(Object::as_reference);
        let info = pdf
            .get_dictionary(info.expect("an info"))
            .expect("a dictionary");
        let title = lopdf::decode_text_string(info.get(b"Title").expect("a title"));
        let start: String = report.title.chars().take(8).collect();
        assert!(title.expect("text").starts_with(&start), "{name}");
    }
}

/// Long words may break, and come out of the document as they were written.
#[test]
fn no_break_that_does_not_show_is_in_the_text_or_the_title() {
    let long = "averyveryverylongname.of.somebody@a-very-long-domain-of-nobody.example.org";
    let mut report = cases::month();
    report.title = format!("Report for {long}");
    report.workspace = long.into();
    for ticket in &mut report.attention.rows {
        ticket.summary = "x".repeat(300);
    }
    let text = pages(&report).concat();
    assert!(!text.contains('\u{200b}'), "{text}");
    assert!(says(&text, "averyveryverylongname.of.somebody"), "{text}");
    let pdf = setter().set(&report).expect("a document");
    let pdf = lopdf::Document::load_mem(&pdf).expect("a document");
    let info = pdf.trailer.get(b"Info").and_then(Object::as_reference);
    let info = pdf
        .get_dictionary(info.expect("an info"))
        .expect("a dictionary");
    for (name, told) in [(&b"Author"[..], long), (b"Title", report.title.as_str())] {
        let value = lopdf::decode_text_string(info.get(name).expect("a value"));
        assert_eq!(value.expect("text"), told);
    }
}

#[test]
fn the_usual_report_has_three_pages_and_an_uneventful_one_has_one() {
    assert_eq!(pages(&cases::month()).len(), 3);
    assert_eq!(pages(&cases::year()).len(), 3);
    assert_eq!(pages(&cases::one_ticket()).len(), 2);
    assert_eq!(pages(&cases::empty()).len(), 1);
}

#[test]
fn the_numbers_are_on_the_page() {
    let pages = pages(&cases::month());
    for words in [
        "1–31 October 2026",
        "compared with 31 August – 30 September 2026",
        "1,931",
        "12.0% from 1,724",
        "+0.21",
        "22.3%",
        "9,406",
        "Page 1 of 3",
        "Europe/Berlin (UTC+2, UTC+1)",
    ] {
        assert!(says(&pages[0], words), "{words} in {}", pages[0]);
    }
    let tables = pages[1..].concat();
    for words in [
        "6 of 23",
        "Billing & refunds",
        "41.0%",
        "5 of 518",
        "12 of 96",
        "SUP-10231",
        "08:00 CET",
        "21,877 texts",
    ] {
        assert!(says(&tables, words), "{words} in {tables}");
    }
}

#[test]
fn sections_come_in_the_order_asked_for_and_no_others() {
    let mut report = cases::month();
    report.layout.sections = vec![Section::Teams, Section::Kpis];
    let text = pages(&report).concat();
    let at = |words: &str| {
        text.find(words)
            .unwrap_or_else(|| panic!("{words} in {text}"))
    };
    assert!(at("Americas") < at("glance"));
    assert!(!says(&text, "Mood") && !says(&text, "SUP-10231") && !says(&text, "How to read"));
}

#[test]
fn a_section_without_anything_says_so_where_it_was_chosen() {
    let text = pages(&cases::empty()).concat();
    assert!(
        says(
            &text,
            "Nothing to show for: Products, Teams, Kinds of issues"
        ),
        "{text}"
    );
    let mut report = cases::empty();
    report.layout.sections = vec![Section::Products];
    let text = pages(&report).concat();
    assert!(
        says(&text, "Products Nothing to show for this period."),
        "{text}"
    );
    let mut calm = cases::month();
    calm.attention = brief::Top::default();
    assert!(says(
        &pages(&calm).concat(),
        "No negative ticket of this period is open."
    ));
}

#[test]
fn every_word_is_in_the_language_of_the_report() {
    for (name, mut report) in cases::all() {
        for ticket in &mut report.attention.rows {
            ticket.summary = "…".into();
        }
        let words = match report.layout.language {
            Language::En => continue,
            Language::De => ["Seite 1 von", "zuvor"],
            Language::Fr => ["Page 1 sur", "contre"],
            Language::Es | Language::Pt => ["Página 1 de", "antes"],
        };
        let text = pages(&report).concat();
        for word in words {
            assert!(
                says(&text, word) || name == "chosen-empty",
                "{word} in {name}: {text}"
            );
        }
        for english in [
            "Tickets needing",
            "Score",
            "compared",
            "Negative ",
            "October",
            "Priority",
        ] {
            let score_is_french = english == "Score" && report.layout.language == Language::Fr;
            assert!(
                score_is_french || !text.contains(english),
                "{english} in {name}: {text}"
            );
        }
    }
}

#[test]
fn long_tables_go_on_with_their_head_on_each_page() {
    let pages = pages(&cases::many());
    assert!(pages.len() > 6, "{}", pages.len());
    let headed =
        |page: &&String| says(page, "Created Summary Priority") || says(page, "TeamVolume");
    let last = pages.len() - 1;
    assert!(pages[3..last].iter().filter(headed).count() >= last - 4);
    assert!(says(&pages.concat(), "200 of 5,000") && says(&pages.concat(), "50 of 500"));
}

#[test]
fn markup_is_text_and_other_scripts_are_set() {
    let text = pages(&cases::hostile()).concat();
    for words in [
        "#panic() *bold* $x^2$ @ref <label> `raw` \\ // no comment",
        "= Heading - item + item / term: x #let x = 1 #read(\"/etc/passwd\")",
        "#import \"@preview/evil:1.0.0\": * #evil()",
        "#text(red)[x]",
        "支払いページ",
        "결제 페이지가",
        "התשלום",
        "مرحبا",
        "ระบบชำ",
        "cannot pay",
    ] {
        assert!(says(&text, words), "{words} in {text}");
    }
    assert!(!text.contains('□'), "a letter has no glyph");
}

#[test]
fn each_script_is_in_the_text_as_it_was_written() {
    let text = pages(&cases::scripts()).concat();
    for words in [
        "Không thể thanh toán",
        "Ελληνικά",
        "Їжак",
        "हिन्दी",
        "支付页面出现错误",
        "한국어",
        "👍🏽",
        "👩🏿\u{200d}💻",
        "👩\u{200d}👩\u{200d}👧\u{200d}👦",
        "🇩🇪",
    ] {
        assert!(says(&text, words), "{words} in {text}");
    }
    assert!(
        says(&text, "runes □□□") && says(&text, "□ stands for"),
        "{text}"
    );
}

#[test]
fn filters_stand_beside_the_period() {
    let mut report = cases::month();
    report.notes.filters = vec!["Product: Billing".into(), "Priority: High".into()];
    let first = &pages(&report)[0];
    assert!(
        says(first, "Filtered by Product: Billing · Priority: High"),
        "{first}"
    );
}

#[test]
fn letters_without_type_are_boxes_and_the_notes_say_so() {
    let mut report = cases::empty();
    report.summary = vec!["ᚠᚢᚦᚨᚱᚲ".into()];
    let text = pages(&report).concat();
    assert!(says(&text, "□□□") && says(&text, "□ stands for"), "{text}");
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let mut warm = setter();
    let first = warm.set(&cases::month()).unwrap();
    warm.set(&cases::hostile()).unwrap();
    assert!(warm.set(&cases::month()).unwrap() == first);
    assert!(setter().set(&cases::month()).unwrap() == first);
    let mut later = cases::month();
    later.generated_at += jiff::SignedDuration::from_secs(1);
    assert!(warm.set(&later).unwrap() != first);
}

#[test]
fn a_report_that_cannot_be_names_its_field() {
    let mut report = cases::month();
    report.days[3].compound = Some(2.0);
    let error = setter().set(&report).unwrap_err();
    assert!(matches!(error, Error::Invalid(invalid) if invalid.field == "days[3].compound"));
}
