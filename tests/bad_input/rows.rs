//! Rows that cannot be read, and texts that a spreadsheet would run.

use std::fmt::Write;

use system_tests::{App, Upload};

/// Rows with something wrong, and formulas.
const ODD: &str = "Issue key,Summary,Created,Updated,Comment\r\n\
A-1,Too wide,2026-03-01 10:00,2026-03-01 10:00,,spilled\r\n\
A-2,=1+1|cmd,2026-03-01 10:00,2026-03-02 10:00,\r\n\
A-3,\"@SUM(A1:A9)\",someday,2026-03-02 10:00,\"01/Mar/26 9:00 AM;ann;-2+3\"\r\n\
,No key,2026-03-01 10:00,2026-03-02 10:00,\r\n\
A 4,Blank in the key,2026-03-01 10:00,2026-03-02 10:00,\r\n\
A-5,Fine,2026-03-01 10:00,=cmd|' /C calc'!A0,\r\n";

/// The odd rows, and enough good ones that the columns are beyond doubt.
fn odd() -> String {
    let good = (10..50).map(|number| {
        format!("B-{number},All is well,2026-03-03 10:{number},2026-03-04 10:{number},\r\n")
    });
    let (head, odd) = ODD.split_once("\r\n").expect("a header");
    format!("{head}\r\n{}{odd}", good.collect::<String>())
}

#[test]
fn a_bad_row_is_reported_and_the_others_are_taken() {
    let app = App::start();
    let client = app.bootstrap();
    let job = client.ingest(&Upload::bytes("odd.csv", odd()));
    let id = job["job_id"].as_str().expect("an id");
    let errors = client.pages(&format!("/api/job/{id}/errors"));
    let told: Vec<_> = errors
        .iter()
        .map(|error| {
            (
                error["row"].as_u64(),
                error["column"].as_str(),
                error["code"].as_str(),
            )
        })
        .collect();
    let expected = [
        (Some(41), None, Some("too_wide")),
        (Some(43), Some("Created"), Some("unreadable_date")),
        (Some(44), Some("Issue key"), Some("missing_key")),
        (Some(45), Some("Issue key"), Some("bad_key")),
        (Some(46), Some("Updated"), Some("unreadable_date")),
    ];
    assert_eq!(told, expected, "{errors:#?}");
    assert!(
        errors[0]["reason"]
            .as_str()
            .is_some_and(|reason| reason.contains("6 of 5 columns")),
        "{}",
        errors[0]
    );
    assert_eq!(errors[1]["value"], "someday");
    let mut kept: Vec<_> = client
        .pages("/api/tickets")
        .iter()
        .map(|ticket| ticket["ticket_id"].clone())
        .collect();
    kept.sort_by_key(ToString::to_string);
    assert_eq!(
        kept[..3],
        ["A-2", "A-3", "A-5"],
        "an unreadable date loses no ticket"
    );
    assert_eq!(
        client.json("/api/tickets/A-3")["created_at"],
        "2026-03-01T09:00:00Z",
        "its comment is its earliest date"
    );
    let exported = client.get("/api/tickets.csv").text();
    assert!(
        exported.contains("'=1+1|cmd") && exported.contains("'@SUM(A1:A9)"),
        "{exported}"
    );
    assert!(
        !exported.contains(",=") && !exported.contains(",@"),
        "{exported}"
    );
    let download = client.get(&format!("/api/job/{id}/errors.csv")).text();
    assert!(
        download.contains("'=cmd|") && !download.contains(",=cmd"),
        "{download}"
    );
}

/// Ten kinds of bad rows, five of each, among 950 good ones: what is told of them adds up.
#[test]
fn the_numbers_of_an_import_add_up() {
    let app = App::start();
    let client = app.bootstrap();
    let mut csv = "Issue key,Summary,Created,Status,Comment\n".to_owned();
    for number in 0..950 {
        writeln!(
            csv,
            "G-{number},All is well in house {number},2025-01-01,Open,"
        )
        .expect("memory");
    }
    let long = "K".repeat(60);
    for number in 0..5 {
        write!(
            csv,
            "B-{number},x,31/02/2025,Open,\nbad key,x,2025-01-01,Open,\n,no key,2025-01-01,Open,\n\
             G-{number},duplicate,2025-01-01,Open,\nW-{number},too wide,2025-01-01,Open,,,,extra\nS-{number}\n\
             D-{number},x,yesterday,Open,\n{long},x,2025-01-01,Open,\n,,,,\nE-{number},,2025-01-01,Open,\n"
        )
        .expect("memory");
    }
    let job = client.ingest(&Upload::bytes("bad.csv", csv));
    let id = job["job_id"].as_str().expect("an id");
    let rows = client.json(&format!("/api/job/{id}"))["rows"].clone();
    let of = |name: &str| rows[name].as_i64().expect("a number");
    let sum = |name: &str| -> i64 {
        let counts = rows[name].as_object().expect("counts").values();
        counts.map(|count| count.as_i64().expect("a number")).sum()
    };
    assert_eq!(
        (of("read"), of("empty"), of("joined")),
        (1_000, 5, 5),
        "{rows}"
    );
    let taken = of("new") + of("updated") + of("unchanged");
    assert_eq!(
        taken + of("joined") + sum("refused") + of("empty") + of("repeated_headers"),
        1_000,
        "{rows}"
    );
    for (kind, expected) in [
        ("refused", sum("refused")),
        ("joined", 5),
        ("cells", sum("cell_errors")),
    ] {
        let list = client.json(&format!("/api/job/{id}/errors?kind={kind}"));
        assert_eq!(list["total"], expected, "{kind} {rows}");
    }
}

#[test]
fn one_bad_date_among_many_raises_no_question() {
    let app = App::start();
    let client = app.bootstrap();
    let good = (1..=60).map(|number| format!("A-{number},All is well,2026-03-03 10:00\r\n"));
    let csv = format!(
        "Issue key,Summary,Created\r\nA-0,Odd,someday\r\n{}",
        good.collect::<String>()
    );
    let job = client.ingest(&Upload::bytes("one.csv", csv));
    assert_eq!(
        (&job["row_errors"], &job["tickets_added"]),
        (&1.into(), &61.into())
    );
}

#[test]
fn a_nul_in_one_cell_is_left_out_and_told_and_a_name_shows_what_it_is() {
    let app = App::start();
    let client = app.bootstrap();
    let good = (1..=60).map(|number| format!("A-{number},All is well,2026-03-03 10:00\r\n"));
    let csv = format!(
        "Issue key,Summary,Created\r\n{}B-1,nul\0inside,2026-03-03 10:00\r\nB-2,＝1+1,2026-03-03 10:00\r\n",
        good.collect::<String>()
    );
    let job = client.ingest(&Upload::bytes("week\u{202e}vsc.exe", csv));
    assert_eq!(
        (&job["row_errors"], &job["tickets_added"], &job["file_name"]),
        (&1.into(), &62.into(), &"weekvsc.exe".into())
    );
    let id = job["job_id"].as_str().expect("an id");
    let errors = client.pages(&format!("/api/job/{id}/errors"));
    assert_eq!(
        (&errors[0]["row"], &errors[0]["column"], &errors[0]["code"]),
        (&61.into(), &"Summary".into(), &"nul_byte".into())
    );
    assert_eq!(client.json("/api/tickets/B-1")["summary"], "nulinside");
    let exported = client.get("/api/tickets.csv").text();
    assert!(exported.contains(",'＝1+1,"), "{exported}");
}
