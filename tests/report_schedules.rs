//! Scheduled reports against a real mail server: what is due arrives once, and what arrives is what the API says.

use std::collections::BTreeMap;
use std::time::Duration;

use mail_parser::{MessageParser, MimeHeaders};
use mailbox::{Act, Authority, Mailbox, Options, Security, Stage, Validity, script};
use serde_json::{Value, json};
use system_tests::{App, Client, Upload, eventually};

/// Longer than the lease of a delivery whose holder was killed.
const PATIENCE: Duration = Duration::from_mins(6);

/// A mail server that speaks TLS by a certificate of a test's own.
struct Post {
    mailbox: Mailbox,
    port: String,
    authority: String,
}

impl Post {
    fn start(act: impl Fn(&mailbox::Moment) -> Act + Send + Sync + 'static) -> Self {
        let authority = Authority::new();
        let identity = authority.certify(&["mail.example.org"], Validity::Now);
        let mailbox = Mailbox::start(Options {
            security: Security::StartTls,
            identity: Some(identity),
            mechanisms: "PLAIN LOGIN",
            account: Some(("undertone", "a secret of the test")),
            script: script(act),
            ..Options::default()
        });
        Self {
            port: mailbox.port().to_string(),
            mailbox,
            authority: authority.pem().clone(),
        }
    }

    /// The variables of an app that sends by it.
    fn variables(&self) -> Vec<(&'static str, &str)> {
        vec![
            ("smtp_host", "127.0.0.1"),
            ("smtp_port", &self.port),
            ("smtp_security", "starttls"),
            ("smtp_username", "undertone"),
            ("smtp_password", "a secret of the test"),
            ("smtp_from", "Undertone <reports@example.org>"),
            ("smtp_tls_name", "mail.example.org"),
            ("smtp_tls_ca", &self.authority),
            ("public_url", "https://undertone.example"),
        ]
    }
}

/// Tickets of the month before this one, which is what the schedules cover.
#[expect(
    clippy::disallowed_methods,
    reason = "the app under test has the machine's clock"
)]
fn tickets(client: &Client) {
    // The schedule's month, which begins before the one of UTC.
    let zone = jiff::tz::TimeZone::get("Europe/Berlin").expect("a zone");
    let today = jiff::Timestamp::now().to_zoned(zone).date();
    let last = today.first_of_month().yesterday().expect("a day");
    let month = last.strftime("%Y-%m");
    let rows = [
        format!("A-1,Everything is broken and I am furious,{month}-02 10:00,Login"),
        format!("A-2,Thank you for the great help,{month}-03 11:00,Billing"),
        format!("A-3,The export fails with an error,{month}-04 12:00,Login"),
    ];
    let text = format!(
        "Issue key,Summary,Created,Product\r\n{}\r\n",
        rows.join("\r\n")
    );
    client.ingest(&Upload::bytes("export.csv", text));
}

fn schedule(client: &Client, name: &str, repeat: &Value, recipients: &[String]) -> String {
    let body = json!({
        "name": name, "timezone": "Europe/Berlin", "repeat": repeat, "period": "last_month",
        "recipients": recipients,
    });
    let made = client.post("/api/report/schedules", &body).expect(201);
    made["id"].as_str().expect("an id").to_owned()
}

/// Deliveries of a kind that end, by their state.
fn states(client: &Client, kind: &str) -> BTreeMap<String, usize> {
    let mut states = BTreeMap::new();
    for row in client.pages("/api/report/deliveries") {
        if row["kind"] == kind {
            let told = row["status"].as_str().expect("a state").to_owned();
            *states.entry(told).or_default() += 1;
        }
    }
    states
}

#[test]
fn a_test_mail_arrives_within_seconds_and_says_what_the_api_says() {
    let post = Post::start(|_| Act::Usual);
    let app = App::with(&post.variables());
    let client = app.bootstrap();
    tickets(&client);
    let name = "Bericht März – 東京 / Q1: \"Top\"";
    let id = schedule(
        &client,
        name,
        &json!({"kind": "daily", "time": "07:00"}),
        &[],
    );
    let sent = client.post(
        &format!("/api/report/schedules/{id}/send"),
        &json!({"to": "me"}),
    );
    let delivery = sent.expect(202)["deliveries"][0]
        .as_str()
        .expect("an id")
        .to_owned();
    let path = format!("/api/report/deliveries/{delivery}");
    let row = eventually("the test mail", Duration::from_mins(3), || {
        let row = client.json(&path);
        (row["status"] == "sent").then_some(row)
    });
    let letters = post.mailbox.letters();
    assert_eq!(letters.len(), 1, "{row:#}");
    let mail = MessageParser::default()
        .parse(&letters[0].data)
        .expect("a mail");
    let id = row["message_id"].as_str().expect("an id");
    assert_eq!(
        mail.message_id(),
        Some(format!("{id}@example.org").as_str())
    );
    assert!(
        mail.subject().expect("a subject").contains(name),
        "{:?}",
        mail.subject()
    );
    for (header, value) in [
        ("Auto-Submitted", "auto-generated"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    ] {
        assert_eq!(
            letters[0].header(header).as_deref().map(str::trim),
            Some(value)
        );
    }
    let days = (
        row["first_day"].as_str().expect("a day"),
        row["last_day"].as_str().expect("a day"),
    );
    let (first, last) = days;
    let metrics = client.json(&format!(
        "/api/sentiment/overview?start_date={first}&end_date={last}&timezone=Europe/Berlin"
    ));
    assert_eq!(metrics["total"], 3, "{metrics}");
    let text = mail.body_text(0).expect("a text");
    assert!(text.contains("Tickets: 3"), "{text}");
    let html = mail.body_html(0).expect("HTML");
    assert!(html.contains(">3<"), "{html}");
    let attached = mail.attachment(0).expect("the PDF");
    let file = format!("sentiment_report_{first}_to_{last}.pdf");
    assert_eq!(attached.attachment_name(), Some(file.as_str()));
    let pdf = client.get(&format!("{path}/pdf"));
    assert_eq!((pdf.status, &*pdf.body), (200, attached.contents()));
    let words = pdf_text(&pdf.body);
    for part in [
        "Customer sentiment report",
        "Europe/Berlin",
        "Login",
        "Billing",
        "A-1",
    ] {
        assert!(words.contains(part), "{part} in {words}");
    }
}

/// The text of a PDF, by poppler.
fn pdf_text(pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("report.pdf");
    std::fs::write(&file, pdf).expect("the file");
    let output = std::process::Command::new("pdftotext")
        .arg(&file)
        .arg("-")
        .output()
        .expect("pdftotext, of the package poppler-utils");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn a_server_that_lets_nobody_in_is_told_within_seconds_with_its_step() {
    let post = Post::start(|moment| match moment.stage {
        Stage::Auth => Act::say("535 5.7.8 no"),
        _ => Act::Usual,
    });
    let app = App::with(&post.variables());
    let client = app.bootstrap();
    let id = schedule(
        &client,
        "Daily",
        &json!({"kind": "daily", "time": "07:00"}),
        &[],
    );
    let sent = client.post(
        &format!("/api/report/schedules/{id}/send"),
        &json!({"to": "me"}),
    );
    let delivery = sent.expect(202)["deliveries"][0]
        .as_str()
        .expect("an id")
        .to_owned();
    let row = eventually("an answer", Duration::from_mins(3), || {
        let row = client.json(&format!("/api/report/deliveries/{delivery}"));
        (row["status"] == "failed").then_some(row)
    });
    assert_eq!(row["failed_step"], "authentication", "{row:#}");
    assert!(!row.to_string().contains("a secret of the test"));
    assert!(!app.log_tail().contains("a secret of the test"));
    assert_eq!(post.mailbox.letters().len(), 0);
}

/// How many are due at once, and how often the app is killed meanwhile.
fn kills() -> (usize, u64) {
    if system_tests::full() {
        (200, 50)
    } else {
        (40, 6)
    }
}

#[test]
fn kills_while_reports_are_due_lose_none_and_double_none() {
    let (due, kills) = kills();
    let post = Post::start(|_| Act::Usual);
    let mut app = App::with(&post.variables());
    let mut client = app.bootstrap();
    tickets(&client);
    // All due in the next minute.
    for number in 0..due {
        let repeat = json!({"kind": "cron", "expression": "* * * * *"});
        schedule(&client, &format!("Schedule {number}"), &repeat, &[]);
    }
    eventually("the first mail", Duration::from_secs(90), || {
        (!post.mailbox.letters().is_empty()).then_some(())
    });
    switch_off(&client);
    for kill in 0..kills {
        std::thread::sleep(Duration::from_millis(40 + kill * 97 % 700));
        app.restart();
        client = client.at(&app);
    }
    let states = eventually("the end of all", PATIENCE, || {
        let states = states(&client, "slot");
        let open = ["due", "rendering", "sending", "retrying"];
        (!open.iter().any(|state| states.contains_key(*state))).then_some(states)
    });
    let mut lost = 0;
    for row in client.pages("/api/report/deliveries") {
        if row["kind"] != "slot" {
            continue;
        }
        let id = format!(
            "<{}@example.org>",
            row["message_id"].as_str().expect("an id")
        );
        let count = post
            .mailbox
            .count(row["recipient"].as_str().expect("one"), &id);
        match row["status"].as_str() {
            Some("sent") => assert_eq!((count.received, count.accepted), (1, 1), "{row:#}"),
            Some("unknown") => assert!(count.received <= 1, "{row:#}"),
            _ => lost += 1,
        }
    }
    let total: usize = states.values().sum();
    assert!(total >= due && lost == 0, "{states:?}");
    eprintln!("{due} schedules, {kills} kills: {states:?}");
}

/// Nothing more is due; what is in the ledger goes on.
fn switch_off(client: &Client) {
    for schedule in client.pages("/api/report/schedules") {
        let id = schedule["id"].as_str().expect("an id");
        let mut given = json!({"enabled": false});
        for key in ["name", "timezone", "repeat", "period"] {
            given[key] = schedule[key].clone();
        }
        client
            .send("PUT", &format!("/api/report/schedules/{id}"), Some(&given))
            .expect(200);
    }
}

#[test]
fn two_runtimes_on_one_database_send_each_report_once() {
    let post = Post::start(|_| Act::Usual);
    let first = App::with(&post.variables());
    if first.database().is_none() {
        return;
    }
    let client = first.bootstrap();
    let repeat = json!({"kind": "cron", "expression": "* * * * *"});
    for number in 0..10 {
        schedule(&client, &format!("Schedule {number}"), &repeat, &[]);
    }
    let second = first.beside();
    eventually("two rounds", Duration::from_mins(4), || {
        (states(&client, "slot").get("sent").copied().unwrap_or(0) >= 20).then_some(())
    });
    switch_off(&client);
    drop(second);
    eventually("the end of all", PATIENCE, || {
        let states = states(&client, "slot");
        (states.keys().all(|state| state == "sent")).then_some(())
    });
    for row in client.pages("/api/report/deliveries") {
        let id = format!(
            "<{}@example.org>",
            row["message_id"].as_str().expect("an id")
        );
        let recipient = row["recipient"].as_str().expect("one");
        let count = post.mailbox.count(recipient, &id);
        assert_eq!((count.received, count.accepted), (1, 1), "{row:#}");
    }
}
