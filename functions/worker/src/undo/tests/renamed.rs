//! An upload that gave tickets another key, undone.

use super::desk::Desk;
use serde_json::json;

const HEADER: &str = "Issue key,Issue id,Summary,Status,Created,Updated,Comment,Comment\n";
const FIRST: &str = "2026-03-01 09:00;Eve;Sorry to hear that.";
const SECOND: &str = "2026-03-08 08:30;Ann;Thank you so much for version 4.5.1!";

fn of(rows: &[String]) -> String {
    format!("{HEADER}{}\n", rows.join("\n"))
}

fn row(key: &str, id: &str, status: &str, updated: &str, comments: &str) -> String {
    format!(
        "{key},{id},The invoice of Windows 11 is wrong,{status},2026-03-01 08:00,{updated},{comments}"
    )
}

fn keys(desk: &Desk) -> Vec<(String, Option<String>, Option<String>)> {
    let sql = "SELECT ticket_id, moved_key, tracker_id FROM tickets ORDER BY ticket_id";
    endpoint::testing::block_on(desk.app.cx.records.query(sql, ())).unwrap()
}

fn known(
    name: &str,
    moved: Option<&str>,
    id: Option<&str>,
) -> (String, Option<String>, Option<String>) {
    (
        name.to_owned(),
        moved.map(str::to_owned),
        id.map(str::to_owned),
    )
}

#[test]
fn the_former_key_comes_back_whatever_was_written_anew_since() {
    let first = of(&[
        row(
            "OLD-2",
            "50001",
            "Open",
            "2026-03-01 08:00",
            &format!("{FIRST},"),
        ),
        row("OLD-3", "50002", "Open", "2026-03-01 08:00", ","),
    ]);
    let second = of(&[
        row(
            "NEW-8",
            "50001",
            "Done",
            "2026-03-08 09:00",
            &format!("{FIRST},{SECOND}"),
        ),
        row("OLD-3", "50002", "Open", "2026-03-01 08:00", ","),
    ]);
    for since in [None, Some("/api/lake/rebuild"), Some("/api/rescoring")] {
        let desk = Desk::new();
        desk.upload("first.csv", &first);
        let before = (desk.records(), desk.lake(false), keys(&desk));
        let job = desk.upload("second.csv", &second);
        let told = desk.job(&job);
        assert_eq!(
            (&told["tickets_added"], &told["tickets_updated"]),
            (&json!(0), &json!(1)),
            "{told:#}"
        );
        let moved = known("OLD-2", Some("NEW-8"), Some("50001"));
        let stays = known("OLD-3", None, Some("50002"));
        assert_eq!(keys(&desk), [moved, stays]);
        if let Some(path) = since {
            desk.done(path);
        }
        desk.undo(&job);
        assert_eq!(
            (desk.records(), desk.lake(false), keys(&desk)),
            before,
            "{since:?}"
        );
    }
}

#[test]
fn tickets_of_an_earlier_release_learn_their_numbers_and_stay_when_they_move() {
    let desk = Desk::new();
    let first = of(&[
        row("OLD-2", "50001", "Open", "2026-03-01 08:00", ","),
        row("OLD-3", "50002", "Open", "2026-03-01 08:00", ","),
    ]);
    desk.upload("first.csv", &first);
    for table in ["tickets", "ticket_revisions"] {
        desk.app
            .execute(&format!("UPDATE {table} SET tracker_id = NULL"));
    }
    let again = of(&[
        row("OLD-2", "50001", "Open", "2026-03-01 08:00", ","),
        row("OLD-3", "50002", "Done", "2026-03-02 08:00", ","),
    ]);
    let job = desk.upload("again.csv", &again);
    assert_eq!(desk.job(&job)["tickets_unchanged"], 1);
    assert_eq!(
        keys(&desk),
        [
            known("OLD-2", None, Some("50001")),
            known("OLD-3", None, Some("50002"))
        ]
    );
    let moved = of(&[row("NEW-8", "50001", "Open", "2026-03-03 08:00", ",")]);
    desk.upload("moved.csv", &moved);
    assert_eq!(keys(&desk)[0], known("OLD-2", Some("NEW-8"), Some("50001")));
    // Back and forth, and a new ticket under the former key.
    let back = of(&[row("MID-3", "50001", "Open", "2026-03-04 08:00", ",")]);
    desk.upload("back.csv", &back);
    let anew = row("OLD-2", "70001", "Open", "2026-03-05 08:00", ",");
    let former = row("NEW-8", "", "Open", "2026-03-02 08:00", ",");
    let job = desk.upload("anew.csv", &of(&[anew.clone(), former]));
    let told = desk.job(&job);
    assert_eq!(
        (&told["tickets_added"], &told["tickets_unchanged"]),
        (&json!(1), &json!(1)),
        "{told:#}"
    );
    let found = keys(&desk);
    assert_eq!(found[1], known("OLD-2", Some("MID-3"), Some("50001")));
    assert!(found[0].0.starts_with("# "), "{found:?}");
    assert_eq!(
        (found[0].1.as_deref(), found[0].2.as_deref()),
        (Some("OLD-2"), Some("70001"))
    );
    let job = desk.upload("same.csv", &of(&[anew.replace("Open", "Done")]));
    assert_eq!(desk.job(&job)["tickets_updated"], 1);
    assert_eq!(keys(&desk).len(), 3);
}
