//! Mail after mail over one connection.

use crate::{MESSAGE, address, deliver, impatient, patient, scripted, send, settings};
use mail::{Connection, Failure, Kind, Step};
use mailbox::{Act, Mailbox, Options, Stage};

#[test]
fn a_mail_arrives_as_it_is_with_the_servers_words() {
    let mailbox = Mailbox::start(Options::default());
    let words = deliver(&settings(&mailbox, &[]), &patient()).unwrap();
    assert_eq!(words.as_str(), "250 2.0.0 taken");
    let [letter] = &mailbox.letters()[..] else {
        panic!("one letter: {:?}", mailbox.letters());
    };
    assert_eq!(letter.from, "reports@example.org");
    assert_eq!(letter.to, ["ada@example.org"]);
    assert_eq!(letter.data, [MESSAGE, b"\r\n"].concat());
    assert!(letter.accepted);
    let size = format!("MAIL FROM:<reports@example.org> SIZE={}", MESSAGE.len());
    assert_eq!(
        mailbox.lines(),
        [
            "EHLO example.org",
            &size,
            "RCPT TO:<ada@example.org>",
            "DATA",
            "QUIT"
        ]
    );
}

#[test]
fn one_that_is_refused_disturbs_no_other() {
    let mailbox = scripted(|moment| match (moment.stage, moment.words) {
        (Stage::Recipient, "RCPT TO:<nobody@example.org>") => Act::say("550 5.1.1 no such user"),
        (Stage::Recipient, "RCPT TO:<full@example.org>") => {
            Act::say("450-4.2.2 mailbox\r\n450 full")
        }
        (Stage::Recipient, "RCPT TO:<!@example.org>") => Act::say("501 5.1.3 malformed"),
        (Stage::Message, _) if moment.recipients == ["large@example.org"] => {
            Act::say("552 5.3.4 too large")
        }
        (Stage::Message, _) if moment.recipients == ["busy@example.org"] => {
            Act::say("451 4.3.0 later")
        }
        _ => Act::Usual,
    });
    let mut connection = Connection::open(&settings(&mailbox, &[]), &patient()).unwrap();
    for (to, expected) in [
        ("ada@example.org", None),
        (
            "nobody@example.org",
            Some((Step::Recipient, Kind::Permanent, 550, "5.1.1 no such user")),
        ),
        (
            "full@example.org",
            Some((Step::Recipient, Kind::Transient, 450, "4.2.2 mailbox full")),
        ),
        (
            "!@example.org",
            Some((Step::Recipient, Kind::Permanent, 501, "5.1.3 malformed")),
        ),
        (
            "large@example.org",
            Some((Step::Message, Kind::Permanent, 552, "5.3.4 too large")),
        ),
        (
            "busy@example.org",
            Some((Step::Message, Kind::Transient, 451, "4.3.0 later")),
        ),
        ("kai@example.org", None),
    ] {
        let told = send(&mut connection, to).err().map(|failure| {
            assert!(!failure.is_misconfigured(), "{to}");
            (
                failure.step,
                failure.kind,
                failure.code.unwrap(),
                failure.words,
            )
        });
        let expected =
            expected.map(|(step, kind, code, words)| (step, kind, code, words.to_owned()));
        assert_eq!(told, expected, "{to}");
        assert!(connection.is_open(), "{to}");
    }
    assert_eq!(mailbox.connections(), 1);
    assert_eq!(
        mailbox.count("ada@example.org", "<1@example.org>").accepted,
        1
    );
    assert_eq!(
        mailbox.count("kai@example.org", "<1@example.org>").accepted,
        1
    );
    let large = mailbox.count("large@example.org", "<1@example.org>");
    assert_eq!((large.received, large.accepted), (1, 0));
    assert_eq!(
        mailbox
            .count("nobody@example.org", "<1@example.org>")
            .received,
        0
    );
}

#[test]
fn what_is_offered_and_not_sent_is_not_taken() {
    let mailbox = Mailbox::start(Options::default());
    let mut connection = Connection::open(&settings(&mailbox, &[]), &patient()).unwrap();
    let (from, to) = (address("reports@example.org"), address("ada@example.org"));
    drop(connection.offer(&from, &to, 10).unwrap());
    assert!(!connection.is_open());
    let failure = send(&mut connection, "ada@example.org").unwrap_err();
    assert_eq!(
        (failure.step, failure.kind),
        (Step::Sender, Kind::Unreachable)
    );
    drop(connection);
    assert_eq!(mailbox.letters(), []);
}

#[test]
fn what_is_too_large_is_not_even_offered() {
    let mailbox = Mailbox::start(Options {
        largest: MESSAGE.len() - 1,
        ..Options::default()
    });
    let mut connection = Connection::open(&settings(&mailbox, &[]), &patient()).unwrap();
    let failure = send(&mut connection, "ada@example.org").unwrap_err();
    assert_eq!(
        (failure.step, failure.kind),
        (Step::Sender, Kind::Permanent)
    );
    let (bytes, most) = (MESSAGE.len(), MESSAGE.len() - 1);
    assert_eq!(
        failure.words,
        format!("the mail has {bytes} bytes, and the server takes {most}")
    );
    assert_eq!(mailbox.lines(), ["EHLO example.org"]);
}

#[test]
fn the_servers_words_are_kept_short_and_in_one_line() {
    let mailbox = scripted(|moment| match moment.stage {
        Stage::Recipient => Act::Say(format!("550 \u{1b}[31m{}", "x".repeat(2000))),
        _ => Act::Usual,
    });
    let failure = deliver(&settings(&mailbox, &[]), &patient()).unwrap_err();
    assert_eq!(failure.words.chars().count(), 500);
    assert!(failure.words.starts_with("[31mxxx"), "{failure}");
}

#[test]
fn a_yes_that_nobody_asked_for_is_not_taken_for_an_answer() {
    let mailbox = scripted(|moment| match moment.stage {
        Stage::Data => Act::say("354 go on\r\n250 2.0.0 taken"),
        _ => Act::Usual,
    });
    let failure = deliver(&settings(&mailbox, &[]), &impatient()).unwrap_err();
    assert_eq!(
        (failure.step, failure.kind),
        (Step::Data, Kind::Unreachable)
    );
    assert_eq!(mailbox.letters(), []);
}

#[test]
fn servers_are_tried_in_order() {
    let busy = scripted(|moment| match moment.stage {
        Stage::Greeting => Act::say("421 4.3.2 busy"),
        _ => Act::Usual,
    });
    let good = Mailbox::start(Options::default());
    let open = |hosts: &str| {
        let settings = settings(&good, &[("smtp_host", hosts)]);
        Connection::open(&settings, &patient()).map(drop)
    };
    let (busy, good) = (busy.port(), good.port());
    open(&format!("127.0.0.1:1,127.0.0.1:{busy},127.0.0.1:{good}")).unwrap();
    let failure: Failure = open(&format!("127.0.0.1:1,127.0.0.1:{busy}")).unwrap_err();
    assert_eq!(
        (failure.step, failure.kind),
        (Step::Greeting, Kind::Transient)
    );
    assert_eq!(
        failure.words,
        "127.0.0.1: connect: 127.0.0.1 takes no connection at port 1; 127.0.0.1: greeting: 421 4.3.2 busy"
    );
}
