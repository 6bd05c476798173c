//! The dialogue, held with a server that fails where a test says so.

mod faults;
mod message;
mod recipients;
mod secured;
mod sign_in;

use mail::{Address, Connection, Failure, Patience, Settings, Words};
use mailbox::{Mailbox, Options};
use std::time::Duration;

/// What is sent where its content does not matter.
const MESSAGE: &[u8] = b"Message-ID: <1@example.org>\r\nSubject: one\r\n\r\n.\r\n..dots\r\nend";

/// What the tests set, each with its value.
type Changed<'a> = &'a [(&'a str, &'a str)];

/// The settings for a mailbox without any security, with some changed.
fn settings(mailbox: &Mailbox, changed: Changed) -> Settings {
    let host = format!("127.0.0.1:{}", mailbox.port());
    let usual = [
        ("smtp_host", host.as_str()),
        ("smtp_security", "none"),
        ("smtp_from", "Undertone <reports@example.org>"),
    ];
    let lookup = |name: &str| {
        let mut all = changed.iter().chain(&usual);
        let (_, value) = all.find(|(known, _)| *known == name)?;
        Some((*value).to_owned())
    };
    Settings::read(&lookup)
        .expect("settings")
        .expect("a server")
}

/// Little, so that what never answers is soon given up.
fn impatient() -> Patience {
    Patience {
        connect: Duration::from_millis(500),
        step: Duration::from_millis(500),
        transfer: Duration::from_millis(500),
        word: Duration::from_millis(500),
    }
}

/// Enough for a busy machine.
fn patient() -> Patience {
    Patience::default()
}

fn address(text: &str) -> Address {
    text.parse().expect("an address")
}

/// Offers and transmits [`MESSAGE`].
fn send(connection: &mut Connection, to: &str) -> Result<Words, Failure> {
    let ready = connection.offer(&address("reports@example.org"), &address(to), MESSAGE.len())?;
    ready.transmit(MESSAGE)
}

/// The whole way of one mail.
fn deliver(settings: &Settings, patience: &Patience) -> Result<Words, Failure> {
    let mut connection = Connection::open(settings, patience)?;
    let words = send(&mut connection, "ada@example.org")?;
    connection.close();
    Ok(words)
}

/// A mailbox that does what a script says.
fn scripted(act: impl Fn(&mailbox::Moment) -> mailbox::Act + Send + Sync + 'static) -> Mailbox {
    Mailbox::start(Options {
        script: mailbox::script(act),
        ..Options::default()
    })
}
