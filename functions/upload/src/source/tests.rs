//! Files of one system and of several, one after the other.

use super::*;
use crate::testing::Desk;
use endpoint::testing::block_on;
use figures::fixture::{self, Ticket};
use http::Method;
use queue::Status;

/// Publishes tickets of a source: key, summary and day.
fn stored(desk: &Desk, source: &str, tickets: &[(&str, &str, &str)]) {
    let tickets = tickets.iter().map(|(key, summary, day)| Ticket {
        source: source.to_owned(),
        summary: (*summary).to_owned(),
        ..Ticket::new(key, &format!("{day}T00:00:00Z"), 0.0)
    });
    let (cx, tickets) = (&desk.app.cx, tickets.collect::<Vec<_>>());
    let now = cx.clock.now();
    block_on(fixture::publish(&cx.records, &cx.lake, 1, now, &tickets));
}

fn source(desk: &Desk, job: &str, table: &str) -> (String, Status) {
    let job = desk.posted(job, &[], table.as_bytes()).unwrap();
    (job.source, job.status)
}

const JIRA: &str = "Issue key,Summary,Created,Status\n";

#[test]
fn the_same_tickets_again_are_of_the_same_source() {
    let desk = Desk::new();
    let first = format!("{JIRA}A-1,Printer broken,2026-03-01,Open\nA-2,Too slow,2026-03-02,Open\n");
    let job = desk.posted("a", &[], first.as_bytes()).unwrap();
    assert_eq!((job.source.as_str(), job.status), ("jira", Status::Running));
    let stand = [
        ("A-1", "Printer broken", "2026-03-01"),
        ("A-2", "Too slow", "2026-03-02"),
    ];
    stored(&desk, "jira", &stand);
    let later = first.replace("Open", "Done");
    assert_eq!(source(&desk, "b", &later), ("jira".into(), Status::Running));
    // In other words, with a corrected summary, and a date that was read in another zone.
    let german = "Vorgangsschlüssel;Zusammenfassung;Erstellt\nA-1;Printer broken!;28.02.2026 23:00\nA-2;Nothing;02.03.2026\n";
    assert_eq!(source(&desk, "c", german), ("jira".into(), Status::Running));
}

#[test]
fn other_tickets_under_the_same_keys_are_asked_about_or_taken_for_another_system() {
    let desk = Desk::new();
    let first = format!("{JIRA}A-1,Printer broken,2026-03-01,Open\n");
    assert_eq!(source(&desk, "a", &first).0, "jira");
    stored(&desk, "jira", &[("A-1", "Printer broken", "2026-03-01")]);
    // The same columns: only a person can tell.
    let other = format!("{JIRA}A-1,Cannot log in,2025-07-01,Open\n");
    let job = desk.posted("b", &[], other.as_bytes()).unwrap();
    let view = desk.view(&job);
    assert_eq!(
        (job.status, view.questions),
        (Status::Review, vec!["source"])
    );
    assert_eq!(view.source_options, ["jira", "jira 2"]);
    assert!(
        view.advice
            .unwrap()
            .starts_with("These may be the tickets of “jira”")
    );
    let confirm = |edit: &str| {
        let (cx, uploads, caller) = (&desk.app.cx, desk.uploads(), desk.caller());
        let edit = serde_json::from_str(edit).unwrap();
        let job = desk.job("b");
        block_on(crate::mapping::checked(cx, &uploads, &caller, &job, &edit)).map(|e| e.source.name)
    };
    let undecided = confirm("{}").unwrap_err();
    assert_eq!(
        (undecided.status().as_u16(), &*undecided.problem().code),
        (400, QUESTION)
    );
    assert_eq!(confirm(r#"{"source": "jira"}"#).unwrap(), "jira");
    assert_eq!(confirm(r#"{"source": "jira 2"}"#).unwrap(), "jira 2");
    assert_eq!(desk.send(Method::DELETE, "/api/job/b").status, 204);
    // Other columns: another system, and next week's file of it is known by them.
    let cloud = "Issue key,Issue id,Summary,Assignee,Created,Labels,Resolution\n";
    let second = format!("{cloud}A-1,1,Cannot log in,kim,2025-07-01,x,y\n");
    assert_eq!(
        source(&desk, "c", &second),
        ("jira 2".into(), Status::Running)
    );
    stored(&desk, "jira 2", &[("A-1", "Cannot log in", "2025-07-01")]);
    let later = format!(
        "{cloud}A-1,1,Cannot log in,kim,2025-07-01,x,z\nA-2,2,Too slow,kim,2025-07-02,x,y\n"
    );
    assert_eq!(
        source(&desk, "d", &later),
        ("jira 2".into(), Status::Running)
    );
    assert_eq!(
        source(&desk, "e", &format!("{JIRA}A-9,New,2026-03-03,Open\n")),
        ("jira".into(), Status::Running)
    );
}

#[test]
fn tables_of_unknown_systems_are_told_apart_by_their_columns() {
    let desk = Desk::new();
    let first = "id,title,created_at\n1,generic one,2026-03-01\n";
    assert_eq!(source(&desk, "week 1", first).0, "generic");
    let second = "id,subject,created_at,team,building\n1,other system,2026-03-01,x,y\n";
    assert_eq!(source(&desk, "Hotline 2026-03", second).0, "Hotline");
    assert_eq!(
        source(
            &desk,
            "Hotline 2026-04",
            &second.replace("1,other", "2,other")
        )
        .0,
        "Hotline"
    );
    assert_eq!(
        source(&desk, "week 2", &first.replace("1,generic", "2,generic")).0,
        "generic"
    );
}

#[test]
fn what_was_said_counts() {
    let desk = Desk::new();
    let table = format!("{JIRA}A-1,x,2026-03-01,Open\n");
    let said = desk.posted("a", &[("source", "Helpdesk North")], table.as_bytes());
    assert_eq!(said.unwrap().source, "Helpdesk North");
    let wrong = desk.posted("b", &[("source", "a\u{202e}b")], table.as_bytes());
    assert_eq!(wrong.unwrap_err().problem().code, "bad_source");
}

#[test]
fn a_host_tells_one_installation_from_another() {
    let kind = |instance: Option<&str>, columns: &str| Kind {
        system: "github".to_owned(),
        instance: instance.map(str::to_owned),
        columns: Shape(columns.split(' ').map(str::to_owned).collect()),
    };
    let known = Known::of_files(&[
        (
            "github (git.example.org)",
            kind(Some("git.example.org"), "number title"),
        ),
        ("github", kind(Some("github.com"), "number title")),
    ]);
    let sources = known.sources_of("github");
    let looks = vec![Look::default(); sources.len()];
    let options = |kind: &Kind| {
        Proposal {
            kind,
            known: &known,
            sources: &sources,
            looks: &looks,
            remembered: None,
            file_name: "issues.json",
        }
        .options()
    };
    let at = |host| options(&kind(Some(host), "number title"));
    assert_eq!(at("github.com"), ["github"]);
    assert_eq!(at("git.example.org"), ["github (git.example.org)"]);
    assert_eq!(at("git.example.net"), ["github (git.example.net)"]);
    // It names no host: asked once, with a name for a third one.
    assert_eq!(
        options(&kind(None, "number title")),
        ["github (git.example.org)", "github", "github 2"]
    );
}
