//! Tables with a row a message, an answer or a version: rows of a ticket are one ticket, and none is lost.

use std::fmt::Write as _;
use std::{thread, time::Duration};

use serde_json::{Value, json};
use system_tests::{App, Client, Upload};

use super::PATIENCE;

/// Key, description, state, creation date, and date, author and text of each comment.
fn told(client: &Client, key: &str) -> Value {
    let ticket = client.json(&format!("/api/tickets/{key}"));
    let texts = ticket["comments"].as_array().expect("texts").iter();
    let comments = texts.filter(|text| text["field_type"] == "comment");
    let comments: Vec<Value> = comments
        .map(|text| json!([text["comment_timestamp"], text["author_id"], text["text"]]))
        .collect();
    assert_eq!(ticket["total_comments"], comments.len());
    json!([
        ticket["summary"],
        ticket["description"],
        ticket["status_name"],
        ticket["created_at"],
        comments
    ])
}

/// What became of a job's rows, which add up.
fn rows(client: &Client, job: &Value) -> [i64; 4] {
    let id = job["job_id"].as_str().expect("an id");
    let rows = client.json(&format!("/api/job/{id}"))["rows"].clone();
    let of = |name: &str| rows[name].as_i64().expect("a number");
    let refused = rows["refused"].as_object().expect("counts").values();
    let refused: i64 = refused.map(|count| count.as_i64().expect("a number")).sum();
    let taken = of("new") + of("updated") + of("unchanged");
    assert_eq!(
        taken + of("joined") + refused + of("empty") + of("repeated_headers"),
        of("read"),
        "{rows}"
    );
    [of("read"), of("new"), of("updated"), of("joined")]
}

const MESSAGES: &str = "Ticket ID;Subject;Message;Created;Status\n\
    1;Order;I am furious, nothing works;01/12/2025;open\n\
    1;Order;We are sorry;02/12/2025;open\n\
    2;Bill;Where is it?;02/12/2025;open\n\
    1;Order;Still broken, this is a disgrace;13/12/2025;open\n";

#[test]
fn rows_of_a_key_are_the_messages_of_one_ticket() {
    let app = App::start();
    let client = app.bootstrap();
    let job = client.ingest(&Upload::bytes("messages.csv", MESSAGES));
    assert_eq!(rows(&client, &job), [4, 2, 0, 2]);
    let first = json!([
        "Order",
        "I am furious, nothing works",
        "open",
        "2025-12-01T00:00:00Z",
        [
            ["2025-12-02T00:00:00Z", null, "We are sorry"],
            [
                "2025-12-13T00:00:00Z",
                null,
                "Still broken, this is a disgrace"
            ]
        ]
    ]);
    assert_eq!(told(&client, "1"), first);
    assert_eq!(client.tickets(""), 2);
    // A later export of the last days alone: the ticket goes on, and nothing is counted twice.
    let later = "Ticket ID;Subject;Message;Created;Status\n\
        1;Order;Still broken, this is a disgrace;13/12/2025;open\n\
        1;Order;Thank you, it works;14/12/2025;closed\n\
        3;Door;It is shut;14/12/2025;open\n";
    let job = client.ingest(&Upload::bytes("messages.csv", later));
    assert_eq!(rows(&client, &job), [3, 1, 1, 1]);
    let ticket = told(&client, "1");
    assert_eq!(
        (&ticket[1], &ticket[2], &ticket[3]),
        (&first[1], &json!("closed"), &first[3])
    );
    assert_eq!(ticket[4].as_array().map(Vec::len), Some(3), "{ticket:#}");
}

#[test]
fn a_file_of_a_desk_in_french_with_entities_in_no_quotes() {
    let app = App::start();
    let client = app.bootstrap();
    let csv = "ID;Sujet;De;Date de creation;Date du message;Statut;Message\n\
        37;Livraison en retard;customer;17/12/2019;17/12/2019;close;Bonjour, ma commande n&#039;est pas arriv&eacute;e.\n\
        37;Livraison en retard;seller;17/12/2019;18/12/2019;close;Nous sommes d&eacute;sol&eacute;s.\n\
        38;Facture;customer;20/12/2019;20/12/2019;open;Deux fois, c&#039;est inadmissible.\n\
        38;Facture;seller;20/12/2019;21/12/2019;open;R&D;surplus\n";
    let sent = client
        .upload(&Upload::bytes("messages.csv", csv))
        .accepted();
    assert_eq!(sent["mapping"]["each_row"], "message", "{sent:#}");
    let job = client.completed(sent["job_id"].as_str().expect("an id"), PATIENCE);
    assert_eq!(rows(&client, &job), [4, 2, 0, 1]);
    let expected = json!([
        "Livraison en retard",
        "Bonjour, ma commande n&#039;est pas arriv&eacute;e.",
        "close",
        "2019-12-17T00:00:00Z",
        [[
            "2019-12-18T00:00:00Z",
            "seller",
            "Nous sommes d&eacute;sol&eacute;s."
        ]]
    ]);
    assert_eq!(told(&client, "37"), expected);
    let id = job["job_id"].as_str().expect("an id");
    let errors = client.pages(&format!("/api/job/{id}/errors"));
    let codes: Vec<&Value> = errors.iter().map(|error| &error["code"]).collect();
    assert_eq!(codes, ["too_wide"]);
}

#[test]
fn answers_on_a_network_are_comments_and_versions_are_none() {
    let app = App::start();
    let client = app.bootstrap();
    let tweets = "tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id\n\
        12,u1,TRUE,Tue Oct 31 22:20:00 +0000 2017,@help done. thanks,,11\n\
        10,u1,TRUE,Tue Oct 31 22:10:47 +0000 2017,@help still no refund &amp; nobody answers,11,\n\
        11,help,FALSE,Tue Oct 31 22:14:02 +0000 2017,@u1 We are happy to help! Please DM us.,12,10\n";
    let job = client.ingest(&Upload::bytes("twitter.csv", tweets));
    assert_eq!(rows(&client, &job), [3, 1, 0, 2]);
    let expected = json!([
        "",
        "@help still no refund & nobody answers",
        "",
        "2017-10-31T22:10:47Z",
        [
            [
                "2017-10-31T22:14:02Z",
                "help",
                "@u1 We are happy to help! Please DM us."
            ],
            ["2017-10-31T22:20:00Z", "u1", "@help done. thanks"]
        ]
    ]);
    assert_eq!(told(&client, "10"), expected);
    let versions = "id,_fivetran_active,_fivetran_start,created_at,subject,status\n\
        5,true,2026-01-04 00:00,2026-01-02,Refund,solved\n\
        5,false,2026-01-02 00:00,2026-01-02,Refund,new\n";
    let job = client.ingest(&Upload::bytes("versions.csv", versions));
    assert_eq!(rows(&client, &job), [2, 1, 0, 1]);
    let expected = json!(["Refund", "", "solved", "2026-01-02T00:00:00Z", []]);
    assert_eq!(told(&client, "5"), expected);
}

/// Lines of JSON in the order of their dates, so many that rows of a ticket would lie in several chunks of the file.
#[test]
fn rows_of_a_ticket_come_together_from_wherever_they_lie() {
    let mut app = App::start();
    let client = app.bootstrap();
    let mut json = String::new();
    let mut line = |key: u32, round: u32| {
        writeln!(
            json,
            r#"{{"ticket_id": "T{key}", "subject": "Order {key}", "message": "Message {round} of {key}", "created": "2026-01-0{round} 10:00", "status": "s{round}"}}"#
        )
        .expect("memory");
    };
    (0..100).for_each(|key| line(key, 1));
    (0..100).for_each(|key| line(key, 2));
    (100..4_000).for_each(|key| line(key, 1));
    (100..4_000).for_each(|key| line(key, 2));
    (0..4_000).for_each(|key| line(key, 3));
    let sent = client.upload(&Upload::bytes("messages.jsonl", json));
    let id = sent.job();
    // Whatever was read when it was killed is read again, each row once.
    thread::sleep(Duration::from_millis(700));
    app.restart();
    let client = client.at(&app);
    let job = client.completed(&id, PATIENCE);
    assert_eq!(rows(&client, &job), [12_000, 4_000, 0, 8_000]);
    for key in [0, 1_999, 3_999] {
        let expected = json!([
            format!("Order {key}"),
            format!("Message 1 of {key}"),
            "s3",
            "2026-01-01T10:00:00Z",
            [
                ["2026-01-02T10:00:00Z", null, format!("Message 2 of {key}")],
                ["2026-01-03T10:00:00Z", null, format!("Message 3 of {key}")]
            ]
        ]);
        assert_eq!(told(&client, &format!("T{key}")), expected);
    }
}

#[test]
fn a_key_of_too_many_rows_is_asked_about() {
    let app = App::start();
    let client = app.bootstrap();
    let mut csv = MESSAGES.to_owned();
    for number in 0..10_000 {
        writeln!(csv, "1;Order;Message {number};14/12/2025;open").expect("memory");
    }
    let sent = client
        .upload(&Upload::bytes("messages.csv", csv))
        .accepted();
    let job = client.job(sent["job_id"].as_str().expect("an id"));
    assert_eq!(
        (&job["status"], &job["error"]["code"]),
        (&json!("review"), &json!("keys_repeat")),
        "{job:#}"
    );
    assert_eq!(sent["mapping"]["questions"], json!(["ticket_id"]));
}
