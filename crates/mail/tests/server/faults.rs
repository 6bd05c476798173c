//! Servers that break off, are silent, or slow.

use crate::{address, deliver, impatient, patient, scripted, send, settings};
use mail::{Connection, Failure, Kind, Patience, Step};
use mailbox::{Act, Mailbox, Options, Stage};
use std::time::{Duration, Instant};

/// What becomes of a mail where the server does this at that stage.
fn fault(at: Stage, act: Act, patience: &Patience) -> Failure {
    let mailbox = scripted(move |moment| {
        if moment.stage == at {
            act.clone()
        } else {
            Act::Usual
        }
    });
    let begun = Instant::now();
    let failure = deliver(&settings(&mailbox, &[]), patience).expect_err("a fault");
    assert!(begun.elapsed() < Duration::from_secs(5), "{failure}");
    let received = mailbox.count("ada@example.org", "<1@example.org>").received;
    assert_eq!(received, usize::from(at == Stage::Message), "{failure}");
    failure
}

/// The steps at which a server answers, with the stage of the mailbox.
const STAGES: [(Stage, Step); 6] = [
    (Stage::Greeting, Step::Greeting),
    (Stage::Hello, Step::Hello),
    (Stage::Sender, Step::Sender),
    (Stage::Recipient, Step::Recipient),
    (Stage::Data, Step::Data),
    (Stage::Message, Step::Message),
];

/// What a lost connection means at a step.
fn lost(step: Step) -> Kind {
    if step == Step::Message {
        Kind::Unknown
    } else {
        Kind::Unreachable
    }
}

#[test]
fn a_server_that_breaks_off_leaves_only_the_end_unknown() {
    for (stage, step) in STAGES {
        let failure = fault(stage, Act::Hang, &patient());
        assert_eq!(
            (failure.step, failure.kind),
            (step, lost(step)),
            "{failure}"
        );
        assert_eq!(failure.code, None);
    }
}

#[test]
fn a_server_that_never_answers_is_given_up() {
    for (stage, step) in STAGES {
        let failure = fault(stage, Act::Silence, &impatient());
        assert_eq!(
            (failure.step, failure.kind),
            (step, lost(step)),
            "{failure}"
        );
        assert!(failure.words.contains("within 0.5 s"), "{failure}");
    }
}

#[test]
fn a_step_ends_in_time_however_little_comes_at_a_time() {
    for (stage, step) in STAGES {
        let pause = Duration::from_millis(100);
        let failure = fault(stage, Act::Drip(pause), &impatient());
        assert_eq!(
            (failure.step, failure.kind),
            (step, lost(step)),
            "{failure}"
        );
    }
}

#[test]
fn later_is_later_at_any_step() {
    for (stage, step) in STAGES {
        for (words, code) in [("421 4.3.2 closing", 421), ("451 4.3.0 later", 451)] {
            let failure = fault(stage, Act::say(words), &patient());
            assert_eq!(
                (failure.step, failure.kind),
                (step, Kind::Transient),
                "{failure}"
            );
            assert_eq!(failure.code, Some(code));
            assert!(!failure.is_misconfigured());
        }
    }
}

#[test]
fn a_no_is_for_this_mail_only_once_its_recipient_is_named() {
    for (stage, step) in STAGES {
        let failure = fault(stage, Act::say("554 5.7.1 no"), &patient());
        let of_the_mail = matches!(step, Step::Recipient | Step::Data | Step::Message);
        let kind = if of_the_mail {
            Kind::Permanent
        } else {
            Kind::Unreachable
        };
        assert_eq!((failure.step, failure.kind), (step, kind), "{failure}");
        assert_eq!(failure.is_misconfigured(), !of_the_mail, "{failure}");
    }
    let unsigned = fault(Stage::Recipient, Act::say("530 5.7.0 sign in"), &patient());
    assert_eq!(unsigned.kind, Kind::Unreachable);
    assert!(unsigned.is_misconfigured());
    let large = fault(Stage::Sender, Act::say("552 5.3.4 too large"), &patient());
    assert_eq!(large.kind, Kind::Permanent);
}

#[test]
fn an_answer_that_makes_no_sense_is_no_yes() {
    let failure = fault(Stage::Data, Act::say("250 2.0.0 what"), &patient());
    assert_eq!(
        (failure.step, failure.kind),
        (Step::Data, Kind::Unreachable)
    );
    let failure = fault(Stage::Message, Act::say("354 more"), &patient());
    assert_eq!((failure.step, failure.kind), (Step::Message, Kind::Unknown));
    let failure = fault(Stage::Message, Act::say("HTTP/1.1 200 OK"), &patient());
    assert_eq!((failure.step, failure.kind), (Step::Message, Kind::Unknown));
    let failure = fault(Stage::Greeting, Act::say("SSH-2.0-OpenSSH"), &patient());
    assert_eq!(
        (failure.step, failure.kind),
        (Step::Greeting, Kind::Unreachable)
    );
    assert!(failure.is_misconfigured(), "{failure}");
}

#[test]
fn closing_ends_the_connection_and_later_does_not() {
    for (words, is_open) in [("421 4.3.2 closing", false), ("451 4.3.0 later", true)] {
        let mailbox = scripted(move |moment| match moment.stage {
            Stage::Message => Act::say(words),
            _ => Act::Usual,
        });
        let mut connection = Connection::open(&settings(&mailbox, &[]), &patient()).unwrap();
        assert!(send(&mut connection, "ada@example.org").is_err());
        assert_eq!(connection.is_open(), is_open, "{words}");
    }
}

#[test]
fn a_message_that_did_not_leave_whole_may_be_sent_again() {
    let large = "x".repeat(998) + "\r\n";
    let large = large.repeat(20_000).into_bytes();
    let mailbox = scripted(|moment| match moment.stage {
        Stage::Data => Act::HangAfter(100_000),
        _ => Act::Usual,
    });
    let mut connection = Connection::open(&settings(&mailbox, &[]), &patient()).unwrap();
    let (from, to) = (address("reports@example.org"), address("ada@example.org"));
    let ready = connection.offer(&from, &to, large.len()).unwrap();
    let failure = ready.transmit(&large).unwrap_err();
    assert_eq!(
        (failure.step, failure.kind),
        (Step::Message, Kind::Unreachable),
        "{failure}"
    );
    assert!(!connection.is_open());
    assert_eq!(mailbox.letters(), []);
}

#[test]
fn a_server_that_takes_no_more_of_a_message_is_given_up() {
    let large = vec![b'x'; 20_000_000];
    // It listens, and reads nothing of what is sent to it.
    let mailbox = scripted(|moment| match moment.stage {
        Stage::Data => Act::After(Duration::from_millis(100)),
        _ => Act::Usual,
    });
    let patience = Patience {
        transfer: Duration::from_millis(1),
        ..patient()
    };
    let mut connection = Connection::open(&settings(&mailbox, &[]), &patience).unwrap();
    let (from, to) = (address("reports@example.org"), address("ada@example.org"));
    let ready = connection.offer(&from, &to, large.len()).unwrap();
    let failure = ready.transmit(&large).unwrap_err();
    assert_eq!(
        (failure.step, failure.kind),
        (Step::Message, Kind::Unreachable),
        "{failure}"
    );
}

#[test]
fn nobody_at_a_port_is_told_at_once() {
    let mailbox = Mailbox::start(Options::default());
    let changed = [("smtp_host", "127.0.0.1:1")];
    let failure = deliver(&settings(&mailbox, &changed), &patient()).unwrap_err();
    assert_eq!(
        (failure.step, failure.kind),
        (Step::Connect, Kind::Unreachable)
    );
    assert_eq!(failure.words, "127.0.0.1 takes no connection at port 1");
    let changed = [("smtp_host", "no-such-host.invalid")];
    let failure = deliver(&settings(&mailbox, &changed), &patient()).unwrap_err();
    assert_eq!(
        (failure.step, failure.kind),
        (Step::Lookup, Kind::Unreachable)
    );
    assert!(failure.words.contains("no-such-host.invalid"), "{failure}");
}
