//! Signing in.

use crate::{deliver, patient, settings};
use mail::{Failure, Kind, Step};
use mailbox::{Act, Mailbox, Options, Stage, script};

const NAME: (&str, &str) = ("smtp_username", "undertone");
const SECRET: (&str, &str) = ("smtp_password", "hunter2-ü");

/// A mailbox that lets one person in.
fn guarded(mechanisms: &'static str) -> Mailbox {
    Mailbox::start(Options {
        mechanisms,
        account: Some((NAME.1, SECRET.1)),
        ..Options::default()
    })
}

fn refused(mailbox: &Mailbox, changed: &[(&str, &str)]) -> Failure {
    let failure = deliver(&settings(mailbox, changed), &patient()).expect_err("a refusal");
    assert_eq!(failure.step, Step::Authentication);
    assert_eq!(failure.kind, Kind::Unreachable);
    assert!(failure.is_misconfigured());
    failure
}

#[test]
fn it_is_by_plain_or_login_as_the_server_offers() {
    for (mechanisms, verb) in [
        ("PLAIN", "AUTH PLAIN"),
        ("LOGIN PLAIN CRAM-MD5", "AUTH PLAIN"),
        ("LOGIN", "AUTH LOGIN"),
        ("XOAUTH2 LOGIN", "AUTH LOGIN"),
    ] {
        let mailbox = guarded(mechanisms);
        deliver(&settings(&mailbox, &[NAME, SECRET]), &patient()).unwrap();
        let lines = mailbox.lines();
        assert!(lines[1].starts_with(verb), "{mechanisms}: {lines:?}");
    }
}

#[test]
fn a_token_signs_in_by_xoauth2() {
    let token = ("smtp_auth", "xoauth2");
    let mailbox = guarded("PLAIN XOAUTH2");
    deliver(&settings(&mailbox, &[NAME, SECRET, token]), &patient()).unwrap();
    assert!(mailbox.lines()[1].starts_with("AUTH XOAUTH2 "));
    let wrong = refused(&mailbox, &[NAME, ("smtp_password", "stale"), token]);
    assert_eq!(
        wrong.to_string(),
        "authentication: 535 5.7.8 wrong name or password"
    );
    let none = refused(&guarded("PLAIN"), &[NAME, SECRET, token]);
    assert!(none.words.contains("only PLAIN"), "{none}");
}

#[test]
fn a_wrong_password_is_told_and_not_shown() {
    for mechanisms in ["PLAIN", "LOGIN"] {
        let failure = refused(
            &guarded(mechanisms),
            &[NAME, ("smtp_password", "swordfish")],
        );
        assert_eq!(failure.code, Some(535));
        assert_eq!(failure.words, "5.7.8 wrong name or password");
        assert!(!format!("{failure:?} {failure}").contains("swordfish"));
    }
}

#[test]
fn a_server_that_repeats_what_it_heard_shows_no_secret() {
    let mailbox = Mailbox::start(Options {
        mechanisms: "PLAIN",
        account: Some((NAME.1, SECRET.1)),
        script: script(|moment| match moment.stage {
            Stage::Auth => Act::Say(format!("535 hunter2-ü is wrong: {}", moment.words)),
            _ => Act::Usual,
        }),
        ..Options::default()
    });
    let failure = refused(&mailbox, &[NAME, SECRET]);
    assert_eq!(failure.words, "*** is wrong: AUTH PLAIN ***");
}

#[test]
fn no_common_way_says_what_to_change() {
    let none = refused(&guarded(""), &[NAME, SECRET]);
    assert!(none.words.contains("takes no sign-in"), "{none}");
    let other = refused(&guarded("CRAM-MD5"), &[NAME, SECRET]);
    assert!(other.words.contains("only CRAM-MD5"), "{other}");
    let failure = deliver(&settings(&guarded("PLAIN"), &[]), &patient()).unwrap_err();
    assert_eq!((failure.step, failure.code), (Step::Sender, Some(530)));
    assert!(failure.is_misconfigured(), "{failure}");
}

#[test]
fn a_server_too_busy_to_sign_in_may_be_asked_later() {
    let mailbox = Mailbox::start(Options {
        mechanisms: "PLAIN",
        account: Some((NAME.1, SECRET.1)),
        script: script(|moment| match moment.stage {
            Stage::Auth => Act::say("454 4.7.0 later"),
            _ => Act::Usual,
        }),
        ..Options::default()
    });
    let failure = deliver(&settings(&mailbox, &[NAME, SECRET]), &patient()).unwrap_err();
    assert_eq!(
        (failure.step, failure.kind),
        (Step::Authentication, Kind::Transient)
    );
    assert!(!failure.is_misconfigured());
}
