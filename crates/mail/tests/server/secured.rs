//! TLS, from the first byte on and by STARTTLS, and certificates that are not to be trusted.

use crate::{deliver, impatient, patient, settings};
use mail::{Failure, Kind, Step};
use mailbox::{Act, Authority, Identity, Mailbox, Options, Security, Stage, Validity, script};

/// A mailbox with a certificate, that lets one person in.
fn secured(security: Security, identity: Identity) -> Mailbox {
    Mailbox::start(Options {
        security,
        identity: Some(identity),
        mechanisms: "PLAIN",
        account: Some(("undertone", "hunter2")),
        ..Options::default()
    })
}

/// Sends with a sign-in over this security, trusting this authority.
fn sent(mailbox: &Mailbox, security: &str, ca: &str, more: &[(&str, &str)]) -> Result<(), Failure> {
    let mut changed = more.to_vec();
    changed.extend([
        ("smtp_security", security),
        ("smtp_username", "undertone"),
        ("smtp_password", "hunter2"),
        ("smtp_tls_ca", ca),
    ]);
    deliver(&settings(mailbox, &changed), &patient()).map(drop)
}

const BOTH: [(Security, &str); 2] = [(Security::Tls, "tls"), (Security::StartTls, "starttls")];

#[test]
fn a_mail_goes_by_either_kind_of_tls() {
    let authority = Authority::new();
    for (security, name) in BOTH {
        let identity = authority.certify(&["127.0.0.1", "mail.example.org"], Validity::Now);
        let mailbox = secured(security, identity);
        sent(&mailbox, name, &authority.pem(), &[]).unwrap();
        // By the name that stands in the certificate, too.
        let named = [("smtp_tls_name", "mail.example.org")];
        sent(&mailbox, name, &authority.pem(), &named).unwrap();
        assert_eq!(
            mailbox.count("ada@example.org", "<1@example.org>").accepted,
            2
        );
    }
}

#[test]
fn a_certificate_that_is_not_to_be_trusted_ends_it_before_anything_is_said() {
    let (ours, stranger) = (Authority::new(), Authority::new());
    for (identity, told) in [
        (ours.certify(&["127.0.0.1"], Validity::Over), "is over"),
        (
            stranger.certify(&["127.0.0.1"], Validity::Now),
            "not trusted",
        ),
        (
            ours.certify(&["other.example.org"], Validity::Now),
            "not for 127.0.0.1",
        ),
    ] {
        for (security, name) in BOTH {
            let mailbox = secured(security, identity.clone());
            let failure = sent(&mailbox, name, &ours.pem(), &[]).unwrap_err();
            assert_eq!((failure.step, failure.kind), (Step::Tls, Kind::Unreachable));
            assert!(failure.is_misconfigured());
            assert!(failure.words.contains(told), "{failure}");
            assert!(!mailbox.lines().iter().any(|line| line.starts_with("AUTH")));
        }
    }
}

#[test]
fn without_starttls_on_offer_nothing_is_said() {
    let mailbox = Mailbox::start(Options {
        mechanisms: "PLAIN LOGIN",
        account: Some(("undertone", "hunter2")),
        ..Options::default()
    });
    let failure = sent(&mailbox, "starttls", "", &[]).unwrap_err();
    assert_eq!(
        (failure.step, failure.kind),
        (Step::StartTls, Kind::Unreachable)
    );
    assert!(failure.is_misconfigured());
    assert_eq!(mailbox.lines(), ["EHLO example.org"]);
}

#[test]
fn a_refused_starttls_is_no_reason_to_go_on_without() {
    let mailbox = Mailbox::start(Options {
        security: Security::StartTls,
        identity: Some(Authority::new().certify(&["127.0.0.1"], Validity::Now)),
        script: script(|moment| match moment.stage {
            Stage::StartTls => Act::say("502 5.5.1 not today"),
            _ => Act::Usual,
        }),
        ..Options::default()
    });
    let failure = sent(&mailbox, "starttls", "", &[]).unwrap_err();
    assert_eq!((failure.step, failure.code), (Step::StartTls, Some(502)));
    assert!(failure.is_misconfigured());
    assert_eq!(mailbox.lines(), ["EHLO example.org", "STARTTLS"]);
}

#[test]
fn what_is_slipped_in_before_tls_is_noticed() {
    let mailbox = Mailbox::start(Options {
        security: Security::StartTls,
        identity: Some(Authority::new().certify(&["127.0.0.1"], Validity::Now)),
        script: script(|moment| match moment.stage {
            Stage::StartTls => Act::say("220 go on\r\n250-AUTH PLAIN\r\n250 slipped in"),
            _ => Act::Usual,
        }),
        ..Options::default()
    });
    let failure = sent(&mailbox, "starttls", "", &[]).unwrap_err();
    assert_eq!(failure.step, Step::StartTls);
    assert!(failure.words.contains("slipped in"), "{failure}");
}

#[test]
fn the_wrong_kind_of_security_is_told_and_does_not_hang() {
    let plain = Mailbox::start(Options::default());
    let failure = sent(&plain, "tls", "", &[]).unwrap_err();
    assert_eq!((failure.step, failure.kind), (Step::Tls, Kind::Unreachable));
    assert!(failure.is_misconfigured());
    assert!(failure.words.contains("speaks no TLS here"), "{failure}");

    let identity = Authority::new().certify(&["127.0.0.1"], Validity::Now);
    let tls = secured(Security::Tls, identity);
    for security in ["none", "starttls"] {
        let settings = settings(&tls, &[("smtp_security", security)]);
        let failure = deliver(&settings, &impatient()).unwrap_err();
        assert_eq!(
            (failure.step, failure.kind),
            (Step::Greeting, Kind::Unreachable)
        );
        assert!(
            failure.words.contains("smtp_security has to be tls"),
            "{failure}"
        );
    }
}

#[test]
fn a_server_that_breaks_off_within_tls_is_told() {
    let authority = Authority::new();
    for (act, kind) in [
        (Act::Hang, Kind::Unknown),
        (Act::say("451 4.3.0 later"), Kind::Transient),
    ] {
        let mailbox = Mailbox::start(Options {
            security: Security::Tls,
            identity: Some(authority.certify(&["127.0.0.1"], Validity::Now)),
            script: script(move |moment| match moment.stage {
                Stage::Message => act.clone(),
                _ => Act::Usual,
            }),
            ..Options::default()
        });
        let ca = authority.pem();
        let changed = [("smtp_security", "tls"), ("smtp_tls_ca", ca.as_str())];
        let failure = deliver(&settings(&mailbox, &changed), &patient()).unwrap_err();
        assert_eq!(
            (failure.step, failure.kind),
            (Step::Message, kind),
            "{failure}"
        );
    }
}
