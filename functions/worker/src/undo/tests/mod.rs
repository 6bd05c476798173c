//! Exports of one system, and the undo of each, on real stores.

mod desk;
mod messages;
mod renamed;

use desk::Desk;
use endpoint::testing::block_on;
use identity::Role;
use queue::claim;
use serde_json::json;

const HEADER: &str =
    "Issue key,Summary,Description,Status,Reporter,Assignee,Created,Updated,Comment,Comment\n";

/// Three weeks of one project: tickets that come, change, are commented, and stay as they are.
fn weeks() -> [String; 3] {
    let of = |rows: &[&str]| format!("{HEADER}{}\n", rows.join("\n"));
    let broken = "SUP-1,The invoice is wrong,I am very angry about Windows 11,Open,Ann,Eve,2026-03-01 08:00,2026-03-01 08:00,";
    let solved = "SUP-1,The invoice was wrong,I am very angry about Windows 11,Done,Ann,Eve,2026-03-01 08:00,2026-03-08 09:00,";
    let first = "2026-03-01 09:00;Eve;Sorry to hear that.";
    let second = "2026-03-08 08:30;Ann;Thank you so much for version 4.5.1!";
    [
        of(&[
            &format!("{broken}{first},"),
            "SUP-2,Login fails,This is terrible,Open,Bob,Eve,2026-03-02 08:00,2026-03-02 08:00,,",
            "SUP-3,A question,How does it work?,Open,Cid,,2026-03-02 10:00,2026-03-02 10:00,,",
        ]),
        of(&[
            &format!("{solved}{first},{second}"),
            "SUP-2,Login fails,This is terrible,Open,Bob,Eve,2026-03-02 08:00,2026-03-02 08:00,2026-03-07 08:00;Bob;Still broken.,",
            "SUP-3,A question,How does it work?,Open,Cid,,2026-03-02 10:00,2026-03-02 10:00,,",
            "SUP-4,The printer works great,,Open,Dan,,2026-03-07 08:00,2026-03-07 08:00,2026-03-07 09:00;Dan;Really great!,",
        ]),
        of(&[
            &format!("{solved}{first},{second}"),
            "SUP-2,Login fails,This is terrible,Waiting,Bob,Eve,2026-03-02 08:00,2026-03-14 08:00,2026-03-07 08:00;Bob;Still broken.,",
            "SUP-4,The printer works great,,Done,Dan,,2026-03-07 08:00,2026-03-14 09:00,2026-03-07 09:00;Dan;Really great!,",
            "SUP-5,A new one,It hurts,Open,Ann,Eve,2026-03-14 10:00,2026-03-14 10:00,,",
        ]),
    ]
}

#[test]
fn each_of_three_exports_is_undone_from_the_last_to_the_first_and_can_come_again() {
    let (desk, weeks) = (Desk::new(), weeks());
    let first = desk.upload("first.csv", &weeks[0]);
    let after_first = desk.held();
    let second = desk.upload("second.csv", &weeks[1]);
    let after_second = desk.held();
    let third = desk.upload("third.csv", &weeks[2]);
    let after_third = desk.held();

    for (job, later) in [(&first, "second.csv"), (&second, "third.csv")] {
        let (code, detail) = desk.refused(job);
        assert_eq!(code, "later_uploads");
        assert!(detail.contains(later), "{detail}");
    }
    assert_eq!(desk.held(), after_third);

    let undo = desk.undo(&third);
    assert_eq!(
        (&undo["kind"], &undo["undoes"]),
        (&json!("undo"), &json!(third))
    );
    assert_eq!(desk.held(), after_second);
    let told = desk.job(&third);
    assert_eq!(
        (&told["status"], &told["undo_job_id"]),
        (&json!("completed"), &undo["job_id"])
    );
    assert!(
        told["undone_at"].is_string() && told["snapshot_id"].is_null(),
        "{told:#}"
    );
    assert_eq!(desk.refused(&third).0, "already_undone");

    // The file comes again, and goes again.
    let again = desk.upload("third.csv", &weeks[2]);
    assert_ne!(again, third);
    assert_eq!(desk.held(), after_third);
    desk.undo(&again);
    assert_eq!(desk.held(), after_second);

    desk.undo(&second);
    assert_eq!(desk.held(), after_first);
    desk.undo(&first);
    assert!(desk.is_empty(), "{:#?}", desk.held());
}

/// As if an earlier scorer had scored all texts that show, and all tickets.
fn age(desk: &Desk) {
    for statement in [
        "UPDATE sentiment_results SET scoring_version = 'undertone-0', compound = -compound, confidence = 0.5, sentiment = 'neutral'",
        "UPDATE tickets SET scoring_version = 'undertone-0', compound = -compound, urgency = 0.1, ultimate_sentiment = 'neutral'",
        "UPDATE ticket_revisions SET scoring_version = 'undertone-0', compound = -compound, urgency = 0.1, \
             ultimate_sentiment = 'neutral'",
        "DELETE FROM entities WHERE id % 2 = 0",
    ] {
        desk.app.execute(statement);
    }
}

#[test]
fn a_rescoring_since_counts_for_what_it_did_not_see() {
    let (desk, weeks) = (Desk::new(), weeks());
    let first = desk.upload("first.csv", &weeks[0]);
    let fresh = desk.records();
    let lake = desk.lake(false);
    let second = desk.upload("second.csv", &weeks[1]);
    age(&desk);
    desk.done("/api/rescoring");
    desk.undo(&second);
    assert_eq!(
        desk.records(),
        fresh,
        "the scorer is the one that scored at first"
    );
    assert_eq!(desk.lake(false), lake);
    desk.undo(&first);
    assert!(desk.is_empty(), "{:#?}", desk.held());
}

#[test]
fn a_rescoring_before_and_a_rebuild_since_change_nothing() {
    for rebuilds in [0, 1] {
        let (desk, weeks) = (Desk::new(), weeks());
        let first = desk.upload("first.csv", &weeks[0]);
        let fresh = desk.records();
        age(&desk);
        desk.done("/api/rescoring");
        assert_eq!(desk.records().len(), fresh.len());
        let (records, lake) = (desk.records(), desk.lake(false));
        let second = desk.upload("second.csv", &weeks[1]);
        let third = desk.upload("third.csv", &weeks[2]);
        for _ in 0..rebuilds {
            desk.done("/api/lake/rebuild");
        }
        desk.undo(&third);
        desk.undo(&second);
        assert_eq!(desk.records(), records);
        assert_eq!(desk.lake(false), lake);
        desk.done("/api/lake/rebuild");
        assert_eq!(desk.records(), records);
        assert_eq!(desk.lake(false), lake);
        desk.undo(&first);
        assert!(desk.is_empty(), "{:#?}", desk.held());
    }
}

/// An export of one ticket, of a project of its own.
fn single(number: u32) -> String {
    format!(
        "{HEADER}P{number}-1,It broke,,Open,Ann,,2026-03-0{number} 08:00,2026-03-0{number} 08:00,,\n"
    )
}

#[test]
fn rows_that_share_a_file_with_those_of_others_go_alone() {
    let desk = Desk::new();
    let mut without = Vec::new();
    let mut undone = String::new();
    for number in 1..=9 {
        let job = desk.upload(&format!("{number}.csv"), &single(number));
        if number == 5 {
            undone = job;
        }
    }
    let holds = |line: &&String| !line.contains("P5-1");
    without.extend(desk.lake(true).iter().filter(holds).cloned());
    let rebuilt = desk.done("/api/lake/rebuild");
    assert_eq!(
        rebuilt["total_rows"], 18,
        "nine tickets, and their rows as one file"
    );
    desk.undo(&undone);
    assert_eq!(desk.lake(true), without);
    // The undo's file is known for what it holds.
    desk.done("/api/lake/rebuild");
    assert_eq!(desk.lake(true), without);
    assert_eq!(block_on(desk.app.cx.lake.damaged(Some(1))).unwrap(), []);
}

#[test]
fn an_upload_rests_on_those_whose_tickets_it_found_unchanged_and_its_dates_go_with_it() {
    let desk = Desk::new();
    let header = "Issue key,Summary,Status,Created\n";
    let known = "SUP-1,It broke,Open,2026-03-01 08:00\n";
    let table = |rows: &str| format!("{header}{known}{rows}");
    let first = desk.upload("first.csv", &table(""));
    let after_first = desk.held();
    let second = desk.upload(
        "second.csv",
        &table("SUP-2,It hurts,Open,2026-03-08 08:00\n"),
    );
    let after_second = desk.held();
    let third = desk.upload(
        "third.csv",
        &table("SUP-3,It aches,Open,2026-03-15 08:00\n"),
    );
    assert_ne!(after_second, after_first);
    let (code, detail) = desk.refused(&first);
    assert_eq!(code, "later_uploads");
    assert!(
        detail.contains("third.csv\" (job") && detail.contains("second.csv"),
        "{detail}"
    );
    // Nothing of the third is the second's: the order is free.
    desk.undo(&second);
    desk.undo(&third);
    assert_eq!(desk.held(), after_first);

    // An earlier release did not note whose tickets it found.
    desk.upload(
        "fourth.csv",
        &table("SUP-4,It itches,Open,2026-03-16 08:00\n"),
    );
    desk.app.execute("DELETE FROM upload_supports");
    assert_eq!(desk.refused(&first).0, "later_uploads");
}

#[test]
fn what_is_published_before_its_turn_is_asked_again_and_a_failed_undo_changes_nothing() {
    let (desk, weeks) = (Desk::new(), weeks());
    let first = desk.upload("first.csv", &weeks[0]);
    let second = desk.sent("second.csv", &weeks[1]);
    let asked = desk.post(&format!("/api/job/{first}/undo"));
    assert_eq!(asked.status, 202, "{}", asked.text());
    let job = asked.json()["job_id"].as_str().unwrap().to_owned();
    let again = desk.post(&format!("/api/job/{first}/undo"));
    assert_eq!((again.status, &again.json()["job_id"]), (200, &json!(job)));
    desk.work();
    let failed = desk.job(&job);
    assert_eq!(
        (&failed["status"], &failed["error"]["code"]),
        (&json!("failed"), &json!("later_uploads"))
    );
    let told = desk.job(&first);
    assert_eq!(
        (&told["undone_at"], &told["undo_job_id"]),
        (&json!(null), &json!(job))
    );
    let held = desk.held();
    desk.undo(&second);
    let retried = desk.post(&format!("/api/job/{job}/retry"));
    assert_eq!(retried.status, 202, "{}", retried.text());
    desk.work();
    assert_eq!(desk.job(&job)["status"], "completed");
    assert!(desk.is_empty() && !held.records.is_empty());
    let booked = "DELETE FROM audit_log WHERE action = 'job_undone'";
    assert_eq!(desk.app.execute(booked), 2);
}

#[test]
fn corrected_labels_stay_and_the_lake_of_another_workspace_too() {
    let (desk, weeks) = (Desk::new(), weeks());
    let first = desk.upload("first.csv", &weeks[0]);
    let correct = "INSERT INTO label_corrections (workspace_id, source, ticket_id, field_type, text_sha256, text, \
            scored_sentiment, scored_compound, scoring_version, sentiment, corrected_at) \
        SELECT workspace_id, source, ticket_id, field_type, 'a', text, sentiment, compound, scoring_version, 'positive', \
            created_at FROM sentiment_results WHERE ticket_id = 'SUP-2' AND field_type = 'summary'";
    assert_eq!(desk.app.execute(correct), 1);
    desk.undo(&first);
    assert_eq!(desk.app.execute("DELETE FROM label_corrections"), 1);
}

#[test]
fn who_lost_the_lease_stages_nothing_twice() {
    let (desk, weeks) = (Desk::new(), weeks());
    let first = desk.upload("first.csv", &weeks[0]);
    let held = desk.held();
    let second = desk.upload("second.csv", &weeks[1]);
    assert_eq!(desk.post(&format!("/api/job/{second}/undo")).status, 202);
    // Each step is begun by a worker that dies, then done by another.
    loop {
        let begun = block_on(claim::next(&desk.app.cx, "dead")).unwrap();
        let claim::Next::Step(begun) = begun else {
            break;
        };
        desk.app
            .cx
            .clock
            .advance(jiff::SignedDuration::from_secs(11));
        let claim::Next::Step(other) = block_on(claim::next(&desk.app.cx, "other")).unwrap() else {
            panic!("the step of a dead worker is anybody's");
        };
        block_on(crate::work(&desk.app.cx, &other));
        block_on(crate::work(&desk.app.cx, &begun));
    }
    assert_eq!(desk.held(), held);
    assert_eq!(desk.refused(&second).0, "already_undone");
    let analyst = desk.app.sign_in(Role::Viewer);
    let path = format!("/api/job/{first}/undo");
    assert_eq!(desk.app.post(&path).bearer(&analyst).send().status, 403);
}

/// An export of a ticket with these comments.
fn commented(updated: &str, status: &str, comments: [&str; 3]) -> String {
    let header = HEADER.trim_end();
    format!(
        "{header},Comment\nSUP-1,It broke,It is terrible,{status},Ann,Eve,2026-03-01 08:00,{updated},{}\n",
        comments.join(",")
    )
}

#[test]
fn comments_that_an_export_took_away_come_back_and_go_again() {
    const FIRST: &str = "2026-03-02 08:00;Eve;It is terrible.";
    const SECOND: &str = "2026-03-02 09:00;Bob;Great work with Windows 11!";
    const THIRD: &str = "2026-03-02 10:00;Eve;Thank you.";
    const EDITED: &str = "2026-03-02 10:00;Eve;Thank you so much for version 4.5.1!";
    let weeks = [
        commented("2026-03-02 10:00", "Open", [FIRST, SECOND, THIRD]),
        commented("2026-03-09 10:00", "Waiting", [FIRST, EDITED, ""]),
        commented("2026-03-16 10:00", "Done", [FIRST, EDITED, ""]),
    ];
    for rescorings in [0, 1] {
        let desk = Desk::new();
        let first = desk.upload("first.csv", &weeks[0]);
        let (records, lake) = (desk.records(), desk.lake(false));
        let second = desk.upload("second.csv", &weeks[1]);
        let over = "UPDATE former_comments SET reason = reason";
        assert_eq!(desk.app.execute(over), 2, "one is gone, one is edited");
        let after_second = (desk.records(), desk.lake(false));
        for _ in 0..2 {
            let third = desk.upload("third.csv", &weeks[2]);
            desk.undo(&third);
            assert_eq!((desk.records(), desk.lake(false)), after_second);
        }
        for _ in 0..rescorings {
            desk.app
                .execute("UPDATE former_comments SET compound = -compound, sentiment = 'neutral'");
            desk.done("/api/rescoring");
        }
        desk.undo(&second);
        assert_eq!(desk.app.execute(over), 0);
        assert_eq!(
            (desk.records(), desk.lake(false)),
            (records.clone(), lake.clone())
        );
        // They lie where the undo wrote them now: an export that takes them away finds them, and so does an undo.
        let second = desk.upload("second.csv", &weeks[1]);
        assert_eq!(desk.app.execute(over), 2);
        assert_eq!((desk.records(), desk.lake(false)), after_second);
        desk.undo(&second);
        assert_eq!((desk.records(), desk.lake(false)), (records, lake));
        desk.undo(&first);
        assert!(desk.is_empty(), "{:#?}", desk.held());
    }
}
