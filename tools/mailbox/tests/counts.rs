//! What a mailbox tells of what it got.

use mailbox::{Act, Count, Mailbox, Options, Stage, script};
use std::{
    io::{Read, Write},
    net::TcpStream,
};

/// Says lines to a mailbox without waiting for its answers, and returns all of them once it has closed.
fn say(mailbox: &Mailbox, lines: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", mailbox.port())).expect("a connection");
    let bytes = lines.replace('\n', "\r\n");
    stream.write_all(bytes.as_bytes()).expect("a way out");
    let mut answers = String::new();
    // A connection that is cut off has said all it will.
    let _ = stream.read_to_string(&mut answers);
    answers
}

const TO_BOTH: &str = "EHLO x\nMAIL FROM:<r@x.org>\nRCPT TO:<ada@x.org>\nRCPT TO:<kai@x.org>\nDATA\nmessage-id: <1@x.org>\nSubject: a\n b\n\n..\ntext\n.\nQUIT\n";

#[test]
fn each_recipient_is_counted_by_what_came_and_what_was_acknowledged() {
    let mailbox = Mailbox::start(Options {
        script: script(|moment| match (moment.stage, moment.connection) {
            (Stage::Message, 2) => Act::Hang,
            (Stage::Message, 3) => Act::say("451 later"),
            (Stage::Recipient, 4) if moment.words.contains("kai@") => Act::say("550 nobody"),
            _ => Act::Usual,
        }),
        ..Options::default()
    });
    let answers: Vec<String> = (0..4).map(|_| say(&mailbox, TO_BOTH)).collect();
    assert!(answers[0].ends_with("250 2.0.0 taken\r\n221 2.0.0 bye\r\n"));
    assert!(answers[1].ends_with("354 go on\r\n"));
    let count = |to: &str, id: &str| mailbox.count(to, id);
    let (received, accepted) = (4, 2);
    assert_eq!(
        count("Ada@x.org", "<1@x.org>"),
        Count { received, accepted }
    );
    let (received, accepted) = (3, 1);
    assert_eq!(
        count("kai@x.org", "<1@x.org>"),
        Count { received, accepted }
    );
    assert_eq!(count("kai@x.org", "<2@x.org>"), Count::default());
    assert_eq!(mailbox.connections(), 4);
    let letter = &mailbox.letters()[0];
    assert_eq!(letter.header("subject").as_deref(), Some("a b"));
    assert!(letter.data.ends_with(b"\r\n\r\n.\r\ntext\r\n"));
}

#[test]
fn it_ends_when_it_is_dropped_and_its_port_can_be_taken_again() {
    let port = Mailbox::start(Options::default()).port();
    let again = Mailbox::start(Options {
        port,
        ..Options::default()
    });
    assert_eq!(again.port(), port);
}
