//! Mails as a mail program reads them.

use crate::{address, patient, settings};
use mail::{Attachment, Connection, Image, Mail, Named, message_id, safe_file_name};
use mail_parser::{MessageParser, MimeHeaders};
use mailbox::{Mailbox, Options};

/// 1 April 2026, 08:30 UTC.
fn date() -> jiff::Timestamp {
    jiff::Timestamp::from_second(1_775_032_200).expect("a moment")
}

const NAME: &str = "Bericht März – 東京 / Q1: \"Top\"\r\nBcc: eve@example.org";

/// Bytes that look like a text with a boundary, or like none at all.
fn bytes(kind: &str) -> Vec<u8> {
    match kind {
        "text" => b"%PDF-1.7\n--=_mixed\n.\n\n.\r\nend".to_vec(),
        _ => (0..=255_u8).cycle().take(100_000).collect(),
    }
}

fn mail() -> Mail {
    let from: Named = "Berichte, März <reports@example.org>"
        .parse()
        .expect("an address");
    Mail {
        id: message_id("delivery-7.2", from.address()).expect("a key"),
        from,
        to: Named::new("Ada \"Q1\" Lovelace–東京", address("ada@例え.テスト")).expect("a name"),
        subject: NAME.to_owned(),
        date: date(),
        text: "Grüße\n\n.\n--=_alternative\nend ".to_owned(),
        html: format!(
            "<p>Grüße</p><img src=\"cid:mood.1\">{}",
            "wide ".repeat(400)
        ),
        images: vec![
            Image {
                cid: "mood.1".to_owned(),
                png: bytes(""),
            },
            Image {
                cid: "trend".to_owned(),
                png: bytes("text"),
            },
        ],
        pdf: Some(Attachment {
            name: safe_file_name(NAME, ".pdf"),
            pdf: bytes("text"),
        }),
        unsubscribe: Some(format!(
            "https://undertone.example.org/off?t={}",
            "a".repeat(300)
        )),
        headers: vec![("X-Undertone-Delivery".to_owned(), "7/2".to_owned())],
    }
}

#[test]
fn what_was_put_in_comes_out_after_its_way() {
    let mail = mail();
    let sent = mail.to_bytes().unwrap();
    assert_eq!(
        sent,
        mail.to_bytes().unwrap(),
        "the same whenever it is written"
    );
    assert!(sent.is_ascii());
    let lines = sent.split(|byte| *byte == b'\n');
    assert!(
        lines
            .clone()
            .all(|line| line.len() <= 998 && line.ends_with(b"\r") || line.is_empty())
    );

    let mailbox = Mailbox::start(Options::default());
    let mut connection = Connection::open(&settings(&mailbox, &[]), &patient()).unwrap();
    let ready = connection
        .offer(mail.from.address(), mail.to.address(), sent.len())
        .unwrap();
    ready.transmit(&sent).unwrap();
    let letters = mailbox.letters();
    assert_eq!(letters[0].data, sent);
    assert_eq!(letters[0].to, ["ada@xn--r8jz45g.xn--zckzah"]);
    assert_eq!(letters[0].message_id(), "<delivery-7.2@example.org>");

    let read = MessageParser::default().parse(&letters[0].data).unwrap();
    assert_eq!(
        read.subject(),
        Some("Bericht März – 東京 / Q1: \"Top\" Bcc: eve@example.org")
    );
    assert_eq!(read.message_id(), Some("delivery-7.2@example.org"));
    assert_eq!(read.date().unwrap().to_timestamp(), date().as_second());
    let person = |list: Option<&mail_parser::Address>| {
        let first = list.unwrap().first().unwrap();
        (
            first.name().map(str::to_owned),
            first.address().map(str::to_owned),
        )
    };
    assert_eq!(
        person(read.from()),
        (
            Some("Berichte, März".to_owned()),
            Some("reports@example.org".to_owned())
        )
    );
    assert_eq!(
        person(read.to()),
        (
            Some("Ada \"Q1\" Lovelace–東京".to_owned()),
            Some("ada@xn--r8jz45g.xn--zckzah".to_owned())
        )
    );
    assert_eq!(read.bcc(), None);
    for (name, value) in [
        ("Auto-Submitted", "auto-generated"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ("X-Undertone-Delivery", "7/2"),
        (
            "List-Unsubscribe",
            &format!("<{}>", mail.unsubscribe.as_ref().unwrap()),
        ),
    ] {
        assert_eq!(letters[0].header(name).as_deref(), Some(value));
    }
    assert_eq!(
        read.body_text(0)
            .unwrap()
            .replace("\r\n", "\n")
            .trim_end_matches('\n'),
        mail.text
    );
    assert_eq!(read.body_html(0).unwrap().trim_end(), mail.html.trim_end());
    let found: Vec<_> = read
        .attachments()
        .map(|part| {
            (
                part.attachment_name(),
                part.content_id(),
                part.contents().to_vec(),
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            (Some("mood.1.png"), Some("mood.1"), bytes("")),
            (Some("trend.png"), Some("trend"), bytes("text")),
            (
                Some("Bericht März – 東京 - Q1- -Top- Bcc- eve@example.org.pdf"),
                None,
                bytes("text")
            ),
        ]
    );
}

#[test]
fn a_mail_without_images_and_pdf_is_plain() {
    let mail = Mail {
        images: Vec::new(),
        pdf: None,
        unsubscribe: None,
        ..mail()
    };
    let sent = mail.to_bytes().unwrap();
    let read = MessageParser::default().parse(&sent).unwrap();
    assert_eq!(read.attachment_count(), 0);
    assert_eq!(read.content_type().unwrap().subtype(), Some("alternative"));
}

#[test]
fn long_names_and_subjects_stay_whole() {
    for letter in ["東", "a", "é ", "😀", "a\"b "] {
        let name: String = letter
            .chars()
            .cycle()
            .take(199)
            .collect::<String>()
            .trim()
            .to_owned();
        let mail = Mail {
            subject: name.clone(),
            to: Named::new(&name, address("ada@example.org")).unwrap(),
            pdf: Some(Attachment {
                name: safe_file_name(&name, ".pdf"),
                pdf: Vec::new(),
            }),
            ..mail()
        };
        let sent = mail.to_bytes().unwrap();
        let read = MessageParser::default().parse(&sent).unwrap();
        assert_eq!(read.subject(), Some(name.as_str()));
        assert_eq!(
            read.to().unwrap().first().unwrap().name(),
            Some(name.as_str())
        );
        let pdf = read.attachments().last().unwrap();
        assert_eq!(
            pdf.attachment_name(),
            Some(safe_file_name(&name, ".pdf").as_str())
        );
    }
    let longer = Mail {
        subject: "x".repeat(300),
        ..mail()
    };
    let sent = longer.to_bytes().unwrap();
    let read = MessageParser::default().parse(&sent).unwrap();
    assert_eq!(read.subject().unwrap(), "x".repeat(199) + "…");
}

#[test]
fn no_header_can_be_slipped_in() {
    let breaks = ["\r\n", "\n", "\r", "\0", "\u{2028}", "\r\n ", "\r\n\r\n"];
    for text in breaks.map(|line| format!("x{line}Bcc: eve@example.org")) {
        let harmless = [
            Mail {
                subject: text.clone(),
                ..mail()
            },
            Mail {
                pdf: Some(Attachment {
                    name: text.clone(),
                    pdf: Vec::new(),
                }),
                ..mail()
            },
            Mail {
                text: text.clone(),
                html: text.clone(),
                ..mail()
            },
        ];
        for mail in harmless {
            let sent = mail.to_bytes().unwrap();
            let read = MessageParser::default().parse(&sent).unwrap();
            assert_eq!(read.bcc(), None, "{text:?}");
            let head = String::from_utf8(sent.clone()).unwrap();
            assert!(
                !head.split("\r\n\r\n").next().unwrap().contains("\r\nBcc"),
                "{text:?}"
            );
        }
        let image = Image {
            cid: text.clone(),
            png: Vec::new(),
        };
        for (mail, field) in [
            (
                Mail {
                    id: format!("<{text}>"),
                    ..mail()
                },
                "Message-ID",
            ),
            (
                Mail {
                    unsubscribe: Some(format!("https://{text}")),
                    ..mail()
                },
                "List-Unsubscribe",
            ),
            (
                Mail {
                    headers: vec![("X-A".to_owned(), text.clone())],
                    ..mail()
                },
                "own header",
            ),
            (
                Mail {
                    headers: vec![(format!("X-{text}"), "a".to_owned())],
                    ..mail()
                },
                "own header",
            ),
            (
                Mail {
                    headers: vec![("Bcc".to_owned(), "a".to_owned())],
                    ..mail()
                },
                "own header",
            ),
            (
                Mail {
                    images: vec![image],
                    ..mail()
                },
                "image",
            ),
        ] {
            assert_eq!(mail.to_bytes().unwrap_err().field, field, "{text:?}");
        }
        assert!(
            Named::new(&text, address("ada@example.org")).is_err(),
            "{text:?}"
        );
        assert!(
            message_id(&text, &address("ada@example.org")).is_err(),
            "{text:?}"
        );
    }
}

#[test]
fn whatever_is_an_address_can_be_written_to() {
    for text in [
        "root@localhost",
        "!#$%&'*+-/=?^_`{|}~@example.org",
        "a@b",
        "7@7.example",
        "kai@xn--mnster-3ya.example",
        &format!("{}@example.org", "a".repeat(64)),
        &format!("a@{}.example", ["b".repeat(60).as_str(); 4].join(".")),
    ] {
        let mail = Mail {
            to: address(text).into(),
            ..mail()
        };
        let sent = mail.to_bytes().unwrap();
        let read = MessageParser::default().parse(&sent).unwrap();
        let to = read.to().unwrap().first().unwrap().address().unwrap();
        assert_eq!(to, text);
    }
}
