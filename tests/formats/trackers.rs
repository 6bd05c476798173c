//! The exports of each system that is known by name, and tables of none.

use serde_json::json;
use system_tests::App;

use super::fixture::Fixture;

#[test]
fn jira_is_read_back() {
    let app = App::start();
    let client = app.bootstrap();
    for fixture in [server(), cloud(), service_desk(), pipeline(), rest()] {
        fixture.check(&client);
    }
}

#[test]
fn help_desks_are_read_back() {
    let app = App::start();
    let client = app.bootstrap();
    for fixture in [
        zendesk_json(),
        zendesk_csv(),
        freshdesk_json(),
        freshdesk_csv(),
        intercom(),
    ] {
        fixture.check(&client);
    }
}

#[test]
fn github_and_tables_of_no_system_are_read_back() {
    let app = App::start();
    let client = app.bootstrap();
    for fixture in [github_json(), github_csv()].into_iter().chain(generic()) {
        fixture.check(&client);
    }
}

fn server() -> Fixture {
    let csv = "Summary,Issue key,Issue id,Issue Type,Status,Project key,Project name,Priority,Assignee,Reporter,Created,Updated,\
        Resolved,Due Date,Component/s,Labels,Labels,Description,Custom field ([CHART] Time in Status),Comment,Comment\r\n\
        Login fails,SRV-1,10001,Bug,Open,SRV,Server,Major,kim,ann,2/Jan/26 3:04 PM,3/Jan/26 9:00 AM,,5/Jan/26 12:00 AM,Web,a,b,\
        \"first line\nsecond, with a comma\",10_*:*_1_*:*_864,2/Jan/26 4:00 PM;kim;Deploy at 9;30; then check logs,\
        \"2/Jan/26 5:00 PM;ann;Thanks, it \"\"works\"\"\"\r\n\
        All fine,SRV-2,10002,Task,Done,SRV,Server,Minor,,ann,02/September/25 9:47 AM,,02/September/25 10:00 AM,,,,,,,,\r\n";
    Fixture::new(
        "jira-server.csv",
        csv,
        ("csv", "jira_csv"),
        [
            json!({"ticket_id": "SRV-1", "summary": "Login fails", "description": "first line\nsecond, with a comma",
                "status_name": "Open", "priority": "Major", "issue_type": "Bug", "project": "Server", "product": "Web",
                "labels": ["a", "b"], "assignee": "kim", "reporter": "ann", "created_at": "2026-01-02T14:04:00Z",
                "updated_at": "2026-01-03T08:00:00Z", "comments": [
                    ["2026-01-02T15:00:00Z", "kim", "Deploy at 9;30; then check logs"],
                    ["2026-01-02T16:00:00Z", "ann", "Thanks, it \"works\""]]}),
            json!({"ticket_id": "SRV-2", "summary": "All fine", "status_name": "Done", "priority": "Minor",
                "issue_type": "Task", "project": "Server", "reporter": "ann", "created_at": "2025-09-02T07:47:00Z",
                "resolved_at": "2025-09-02T08:00:00Z"}),
        ],
    )
}

/// With the columns of Jira Cloud that look like others: sums, ratings, attachments, account ids.
fn cloud() -> Fixture {
    let csv = "\u{feff}Summary,Issue key,Issue id,Issue Type,Status,Project name,Priority,Assignee,Assignee Id,Reporter,Created,\
        Σ Original Estimate,Satisfaction rating,Custom field (Category),Custom field (Category),Custom field (Sentiment),\
        Attachment,Attachment,Sprint,Sprint,Custom field (Product),Organizations,Parent key,Comment,Comment\r\n\
        Slow since 4.2,CLD-1,20001,Bug,To Do,Cloud,High,Kim,712020:0d2c-11,Ann,2026-01-02 15:04,3600,4,one,two,Great,\
        02/Jan/26 3:04 PM;712020:0d2c-11;a.png;https://x/1,,Sprint 1,Sprint 2,Portal,Acme,CLD-9,\
        12/Jan/26 8:35 AM;712020:0d2c-11;[~accountid:712020:0d2c-11] please; look,\r\n";
    Fixture::new(
        "jira-cloud.csv",
        csv,
        ("csv", "jira_csv"),
        [
            json!({"ticket_id": "CLD-1", "summary": "Slow since 4.2", "status_name": "To Do", "priority": "High",
            "issue_type": "Bug", "project": "Cloud", "product": "Portal", "organization": "Acme", "assignee": "Kim",
            "reporter": "Ann", "parent_ticket_id": "CLD-9", "created_at": "2026-01-02T14:04:00Z", "comments": [
                ["2026-01-12T07:35:00Z", "712020:0d2c-11", "[~accountid:712020:0d2c-11] please; look"]]}),
        ],
    )
}

fn service_desk() -> Fixture {
    let csv = "Key,Summary,Reporter,Assignee,Status,Created,Updated,Custom field (Request Type),Custom field (Organizations),\
        Custom field (Time to resolution),Comment\n\
        DESK-4,Cannot print,ann@example.org,kim,Waiting for customer,02/Jan/2026 3:04 PM,02/Jan/2026 3:05 PM,Get IT help,Acme,\
        4h 0m,02/Jan/2026 3:05 PM;;Which printer?\n";
    Fixture::new(
        "service-desk.csv",
        csv,
        ("csv", "jira_csv"),
        [
            json!({"ticket_id": "DESK-4", "summary": "Cannot print", "status_name": "Waiting for customer",
            "organization": "Acme", "assignee": "kim", "reporter": "ann@example.org",
            "created_at": "2026-01-02T14:04:00Z", "updated_at": "2026-01-02T14:05:00Z",
            "comments": [["2026-01-02T14:05:00Z", null, "Which printer?"]]}),
        ],
    )
}

fn pipeline() -> Fixture {
    let csv = "id,instance_url,key,url,project_key,project_name,project_type,issue_type,summary,description,resolution,priority,\
        reporter_name,assignee_name,status,created_date,updated_date,resolution_date\r\n\
        1,https://x,PIPE-2,https://x/PIPE-2,PIPE,Pipe,software,Bug,Short,\"one\\ntwo, \"\"three\"\"\",,High,Ann,Kim,Open,\
        2026-02-03T04:05:06Z,2026-02-04T04:05:06Z,\r\n";
    Fixture::new(
        "issues_job12_20260204.csv",
        csv,
        ("csv", "jira_pipeline"),
        [
            json!({"ticket_id": "PIPE-2", "summary": "Short", "description": "one\ntwo, \"three\"", "status_name": "Open",
            "priority": "High", "issue_type": "Bug", "project": "Pipe", "assignee": "Kim", "reporter": "Ann",
            "created_at": "2026-02-03T04:05:06Z", "updated_at": "2026-02-04T04:05:06Z"}),
        ],
    )
}

fn rest() -> Fixture {
    let document = json!({"type": "doc", "version": 1, "content": [
        {"type": "paragraph", "content": [{"type": "text", "text": "It fails"}]}]});
    let file = json!({"startAt": 0, "total": 1, "issues": [{"key": "REST-1", "id": "1", "fields": {
        "summary": "Login", "created": "2026-01-02T03:04:05.000+0100", "status": {"name": "Open", "id": "3"},
        "priority": {"name": "High"}, "issuetype": {"name": "Bug"}, "project": {"key": "REST", "name": "Rest"},
        "labels": ["a"], "reporter": {"displayName": "Ann"}, "assignee": null, "description": document,
        "comment": {"comments": [{"author": {"displayName": "Kim"}, "created": "2026-01-02T04:04:05.000+0100",
            "body": "Look;ing"}]}}}]});
    Fixture::new(
        "search.json",
        file.to_string(),
        ("json", "jira_rest"),
        [
            json!({"ticket_id": "REST-1", "summary": "Login", "description": "It fails", "status_name": "Open",
            "priority": "High", "issue_type": "Bug", "project": "Rest", "labels": ["a"], "reporter": "Ann",
            "created_at": "2026-01-02T02:04:05Z", "comments": [["2026-01-02T03:04:05Z", "Kim", "Look;ing"]]}),
        ],
    )
}

fn zendesk_json() -> Fixture {
    let file = json!({"tickets": [{"id": 35436, "external_id": null, "via": {"channel": "web", "source": {}},
        "subject": "Login fails", "raw_subject": "Login fails", "description": "Since today; \"403\"\nPlease help",
        "priority": "high", "status": "open", "type": "incident", "tags": ["vip", "login"], "requester_id": 20_978_392,
        "assignee_id": 235_323, "group_id": null, "created_at": "2026-07-20T22:55:29Z",
        "updated_at": "2026-08-05T10:38:52Z", "custom_fields": [{"id": 27642, "value": "745"}],
        "satisfaction_rating": {"id": 1234, "score": "good"}, "comments": [
            {"author_id": 20_978_392, "body": "Since today; \"403\"\nPlease help", "created_at": "2026-07-20T22:55:29Z"},
            {"author_id": 235_323, "plain_body": "Fixed; try again", "created_at": "2026-07-21T08:00:00Z"}]}],
        "users": [{"id": 1}], "after_cursor": "MTU3", "after_url": "https://x", "end_of_stream": true});
    Fixture::new(
        "incremental.json",
        file.to_string(),
        ("json", "zendesk"),
        [
            json!({"ticket_id": "35436", "summary": "Login fails", "description": "Since today; \"403\"\nPlease help",
            "status_name": "open", "priority": "high", "issue_type": "incident", "labels": ["vip", "login"],
            "assignee": "235323", "reporter": "20978392", "created_at": "2026-07-20T22:55:29Z",
            "updated_at": "2026-08-05T10:38:52Z",
            "comments": [["2026-07-21T08:00:00Z", "235323", "Fixed; try again"]]}),
        ],
    )
}

fn zendesk_csv() -> Fixture {
    let csv = "ID,Requester,Submitter,Assignee,Group,Subject,Tags,Status,Priority,Via,Ticket type,Created at,Updated at\n\
        7,Ann,Ann,Kim,Support,Too slow,vip slow,Open,Normal,Mail,Problem,2026-07-20 22:55,2026-07-21 01:00\n";
    Fixture::new(
        "view.csv",
        csv,
        ("csv", "zendesk"),
        [
            json!({"ticket_id": "7", "summary": "Too slow", "status_name": "Open", "priority": "Normal",
            "issue_type": "Problem", "product": "Support", "labels": ["vip", "slow"], "assignee": "Kim",
            "reporter": "Ann", "created_at": "2026-07-20T20:55:00Z", "updated_at": "2026-07-20T23:00:00Z"}),
        ],
    )
}

fn freshdesk_json() -> Fixture {
    let file = json!([{"id": 11, "subject": "Refund", "description": "<div>Please <b>refund</b> me &amp; soon</div>",
        "description_text": "Please refund me & soon", "status": 2, "priority": 4, "source": 1, "type": "Question",
        "responder_id": 51, "requester_id": 52, "fr_escalated": false, "tags": ["billing"],
        "created_at": "2026-06-01T08:00:00Z", "updated_at": "2026-06-02T08:00:00Z", "conversations": [
            {"body": "<p>Done</p><p>Bye</p>", "user_id": 51, "created_at": "2026-06-01T09:00:00Z"}]}]);
    Fixture::new(
        "freshdesk.json",
        file.to_string(),
        ("json", "freshdesk"),
        [
            json!({"ticket_id": "11", "summary": "Refund", "description": "Please refund me & soon", "status_name": "Open",
            "priority": "Urgent", "issue_type": "Question", "labels": ["billing"], "assignee": "51", "reporter": "52",
            "created_at": "2026-06-01T08:00:00Z", "updated_at": "2026-06-02T08:00:00Z",
            "comments": [["2026-06-01T09:00:00Z", "51", "Done\n\nBye"]]}),
        ],
    )
}

fn freshdesk_csv() -> Fixture {
    let csv = "Ticket ID,Subject,Status,Priority,Source,Type,Agent,Group,Created time,Due by Time,Resolved time,Closed time,\
        Last update time,Initial response time,Agent interactions,Customer interactions,Resolution status,Tags,Full name,Company name\n\
        12,Invoice wrong,Closed,Low,Email,Question,Kim,Billing,2026-06-01 08:00:00,2026-06-04 08:00:00,2026-06-02 08:00:00,\
        2026-06-03 08:00:00,2026-06-03 08:00:00,00:10:00,2,1,Within SLA,\"billing,vip\",Ann,Acme\n";
    Fixture::new(
        "freshdesk.csv",
        csv,
        ("csv", "freshdesk"),
        [
            json!({"ticket_id": "12", "summary": "Invoice wrong", "status_name": "Closed", "priority": "Low",
            "issue_type": "Question", "product": "Billing", "organization": "Acme", "labels": ["billing", "vip"],
            "assignee": "Kim", "reporter": "Ann", "created_at": "2026-06-01T06:00:00Z",
            "updated_at": "2026-06-03T06:00:00Z", "resolved_at": "2026-06-02T06:00:00Z"}),
        ],
    )
}

fn intercom() -> Fixture {
    let file = json!({"type": "conversation.list", "pages": {"page": 1}, "conversations": [{"type": "conversation",
        "id": "2153", "title": "Crash", "created_at": 1_717_245_296, "updated_at": 1_717_245_400, "state": "closed",
        "priority": "not_priority", "admin_assignee_id": 9, "source": {"delivered_as": "customer_initiated",
            "body": "<p>It crashes</p>", "author": {"type": "user", "name": "Ann"}},
        "conversation_rating": {"rating": 5}, "tags": {"type": "tag.list", "tags": [{"name": "bug"}]},
        "conversation_parts": {"total_count": 2, "conversation_parts": [
            {"part_type": "comment", "body": "<p>Which version?</p>", "author": {"type": "admin", "name": "Kim"},
             "created_at": 1_717_245_396},
            {"part_type": "assignment", "body": null, "author": {"name": "Bot"}, "created_at": 1_717_245_397}]}}]});
    Fixture::new(
        "conversations.json",
        file.to_string(),
        ("json", "intercom"),
        [
            json!({"ticket_id": "2153", "summary": "Crash", "description": "It crashes", "status_name": "closed",
            "priority": "Normal", "labels": ["bug"], "assignee": "9", "reporter": "Ann",
            "created_at": "2024-06-01T12:34:56Z", "updated_at": "2024-06-01T12:36:40Z",
            "comments": [["2024-06-01T12:36:36Z", "Kim", "Which version?"]]}),
        ],
    )
}

fn github_json() -> Fixture {
    let file = json!([{"number": 17, "title": "Fix it", "state": "open", "body": "Broken", "user": {"login": "ann"},
        "labels": [{"name": "bug"}, {"name": "ui"}], "comments": 3, "html_url": "https://github.com/acme/web/issues/17",
        "repository_url": "https://api.github.com/repos/acme/web", "created_at": "2026-05-01T10:00:00Z",
        "updated_at": "2026-05-02T10:00:00Z", "closed_at": null},
      {"number": 18, "title": "A change", "state": "open", "body": "x", "pull_request": {"url": "https://x"},
        "created_at": "2026-05-01T10:00:00Z"}]);
    Fixture::new(
        "issues.json",
        file.to_string(),
        ("json", "github"),
        [
            json!({"ticket_id": "web#17", "summary": "Fix it", "description": "Broken", "status_name": "open",
            "labels": ["bug", "ui"], "reporter": "ann", "created_at": "2026-05-01T10:00:00Z",
            "updated_at": "2026-05-02T10:00:00Z"}),
        ],
    )
}

fn github_csv() -> Fixture {
    let csv = "number,title,labels,state,assignees,milestone,comments,created_at,updated_at,closed_at,body\n\
        5,Slow,\"bug,perf\",closed,kim,v2,4,2026-05-01T10:00:00Z,2026-05-02T10:00:00Z,2026-05-03T10:00:00Z,\"so\nslow\"\n";
    Fixture::new(
        "issues.csv",
        csv,
        ("csv", "github"),
        [
            json!({"ticket_id": "5", "summary": "Slow", "description": "so\nslow", "status_name": "closed", "project": "v2",
            "labels": ["bug", "perf"], "assignee": "kim", "created_at": "2026-05-01T10:00:00Z",
            "updated_at": "2026-05-02T10:00:00Z", "resolved_at": "2026-05-03T10:00:00Z"}),
        ],
    )
}

/// One table in five notations.
fn generic() -> [Fixture; 5] {
    let rows = |delimiter: &str, number: u32| {
        let header = ["Ticket ID", "Title", "Message", "Opened", "State"].join(delimiter);
        let row = [
            "",
            "Kaputt",
            "\"so; und\tso, ja|nein\"",
            "2026-03-01 10:00",
            "new",
        ];
        format!("{header}\r\nG{number}{}\r\n", row.join(delimiter))
    };
    let ticket = |number: u32| {
        json!({"ticket_id": format!("G{number}"), "summary": "Kaputt", "description": "so; und\tso, ja|nein",
            "status_name": "new", "created_at": "2026-03-01T09:00:00Z"})
    };
    let record = |number: u32| {
        json!({"Ticket ID": format!("G{number}"), "Title": "Kaputt", "Message": "so; und\tso, ja|nein",
            "Opened": "2026-03-01 10:00", "State": "new"})
    };
    let csv = ("csv", "generic");
    let json = ("json", "generic");
    let lines = format!("{}\n{}\n", record(5), record(6));
    [
        Fixture::new("table.csv", rows(";", 1), csv, [ticket(1)]),
        Fixture::new("table.tsv", rows("\t", 2), csv, [ticket(2)]),
        Fixture::new("table.txt", rows("|", 3), csv, [ticket(3)]),
        Fixture::new(
            "table.json",
            json!([record(4)]).to_string(),
            json,
            [ticket(4)],
        ),
        Fixture::new("table.ndjson", lines, json, [ticket(5), ticket(6)]),
    ]
}
