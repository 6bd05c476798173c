//! Answers of interfaces, made small.

use super::{line, read_bytes};

#[test]
fn answers_of_interfaces() {
    let mut wrong = Vec::new();
    for (json, expected) in ANSWERS {
        let outcome = read_bytes(json, json.as_bytes());
        let lines: Vec<_> = outcome.tickets.iter().map(line).collect();
        if lines != [*expected] || !outcome.errors.is_empty() {
            wrong.push(format!(
                "{lines:?} {:?}\n instead of {expected}",
                outcome.errors
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const ANSWERS: &[(&str, &str)] = &[
    (
        r#"{"issues":[{"id":31,"project":{"id":1,"name":"Portal"},"tracker":{"id":1,"name":"Bug"},"status":{"id":1,"name":"New"},
            "priority":{"id":4,"name":"Normal"},"author":{"id":5,"name":"Lea"},"subject":"Login","description":"It fails",
            "created_on":"2026-02-27T08:05:00Z","updated_on":"2026-03-01T08:05:00Z","spent_hours":1.5,"journals":[
              {"id":1,"user":{"name":"Kim"},"notes":"Seen","created_on":"2026-02-28T08:05:00Z"},
              {"id":2,"user":{"name":"Kim"},"notes":"","created_on":"2026-02-28T09:05:00Z","details":[]}]}],"total_count":1,"offset":0}"#,
        "redmine 31 [Login] [It fails] New/Normal 2026-02-27T08:05:00Z | 2026-02-28T08:05:00Z Kim: Seen",
    ),
    (
        r#"{"bugs":[{"id":35,"summary":"Crash","status":"NEW","resolution":"","product":"Mail","component":"Compose","priority":"P2",
            "creator":"lea@example.org","assigned_to":"kim@example.org","creation_time":"2026-02-27T08:05:00Z","last_change_time":"2026-03-01T08:05:00Z"}]}"#,
        "bugzilla 35 [Crash] [] NEW/P2 2026-02-27T08:05:00Z",
    ),
    (
        r#"{"result":[{"sys_id":"a9e30c7dc61122760116894de7bcc7bd","number":"INC0010001","short_description":"VPN drops","description":"",
            "state":"2","priority":"1","caller_id":{"link":"https://x.example.org/u/1","value":"46c6"},"opened_at":"2026-02-27 08:05:11","sys_updated_on":"2026-03-01 08:05:11"}]}"#,
        "servicenow INC0010001 [VPN drops] [] In Progress/Critical 2026-02-27T08:05:11Z",
    ),
    (
        r#"{"result":[{"number":{"display_value":"INC0010001","value":"INC0010001"},"short_description":{"display_value":"VPN drops","value":"VPN drops"},
            "state":{"display_value":"On Hold","value":"3"},"priority":{"display_value":"2 - High","value":"2"},
            "caller_id":{"display_value":"Abel T","value":"46c6","link":"https://x.example.org/u/1"},
            "opened_at":{"display_value":"2026-02-27 08:05:11","value":"2026-02-27 08:05:11"}}]}"#,
        "servicenow INC0010001 [VPN drops] [] On Hold/2 - High 2026-02-27T08:05:11Z",
    ),
    (
        r#"{"data":{"issues":{"nodes":[{"id":"0f8fad5b-d9cb-469f-a165-70867728950e","identifier":"OPS-12","title":"Slow","description":"Very",
            "priority":1,"createdAt":"2026-02-27T08:05:11.241Z","state":{"name":"Todo","type":"unstarted"},"labels":{"nodes":[{"name":"bug"}]},
            "comments":{"nodes":[]}}],"pageInfo":{"hasNextPage":false}}}}"#,
        "linear OPS-12 [Slow] [Very] Todo/Urgent 2026-02-27T08:05:11.241Z",
    ),
    (
        r#"{"count":1,"value":[{"id":12,"rev":3,"fields":{"System.Title":"Wrong total","System.State":"Active","System.WorkItemType":"Bug",
            "System.CreatedDate":"2026-02-27T08:05:11.24Z","System.AssignedTo":{"displayName":"Kim"},"System.Description":"<div>It says 3</div>",
            "Microsoft.VSTS.Common.Priority":2},"url":"https://dev.example.org/o/_apis/wit/workItems/12"}]}"#,
        "azure_devops 12 [Wrong total] [It says 3] Active/2 2026-02-27T08:05:11.24Z",
    ),
    (
        r#"{"results":[{"id":"8812345","properties":{"subject":"Cannot log in","content":"Since Monday","createdate":"2026-02-27T08:05:00Z",
            "hs_pipeline_stage":"4","hs_ticket_priority":"LOW","hs_lastmodifieddate":"2026-03-01T08:05:00Z"},"createdAt":"2026-02-27T08:05:00Z","archived":false}],
            "paging":{"next":{"after":"1"}}}"#,
        "hubspot 8812345 [Cannot log in] [Since Monday] Closed/Low 2026-02-27T08:05:00Z",
    ),
    (
        r#"{"_embedded":{"conversations":[{"id":77,"number":11,"threads":2,"subject":"Refund","status":"active","mailboxId":3,
            "createdAt":"2026-02-27T08:05:00Z","userUpdatedAt":"2026-02-28T08:05:00Z","preview":"Where is it","primaryCustomer":{"id":1,"email":"lea@example.org"},
            "tags":[{"id":1,"tag":"vip"}],"_embedded":{"threads":[
              {"id":1,"type":"customer","body":"Where is it?","createdAt":"2026-02-27T08:05:00Z","createdBy":{"type":"customer","first":"Lea","last":"M"}},
              {"id":2,"type":"lineitem","createdAt":"2026-02-27T09:05:00Z","createdBy":{"type":"user"}}]}}]},"page":{"size":25,"number":1}}"#,
        "help_scout 11 [Refund] [Where is it] active/ 2026-02-27T08:05:00Z | 2026-02-27T08:05:00Z Lea M: Where is it?",
    ),
    (
        r#"[{"id":5,"number":"84005","title":"Login","group_id":1,"state_id":2,"priority_id":3,"customer_id":4,"owner_id":3,"article_count":1,
            "created_at":"2026-02-27T08:05:00.000Z","updated_at":"2026-03-01T08:05:00.000Z","articles":[
            {"id":1,"from":"Lea <lea@example.org>","sender":"Customer","body":"<p>It fails</p>","internal":false,"created_at":"2026-02-27T08:05:00.000Z"}]}]"#,
        "zammad 84005 [Login] [] open/3 high 2026-02-27T08:05:00Z | 2026-02-27T08:05:00Z Lea <lea@example.org>: It fails",
    ),
    (
        r#"{"data":[{"id":9,"subject":"Late parcel","status":"open","priority":"normal","channel":"email","created_datetime":"2026-02-27T08:05:00",
            "updated_datetime":"2026-03-01T08:05:00","customer":{"name":"Lea","email":"lea@example.org"},"tags":[{"name":"vip"}],"messages":[
            {"body_text":"Where is it?","from_agent":false,"sender":{"name":"Lea"},"created_datetime":"2026-02-27T08:05:00"}]}],"meta":{"next_cursor":null}}"#,
        "gorgias 9 [Late parcel] [] open/normal 2026-02-27T08:05:00Z | 2026-02-27T08:05:00Z Lea: Where is it?",
    ),
    (
        r#"{"_results":[{"id":"cnv_55c8c149","subject":"You broke it","status":"archived","recipient":{"handle":"lea@example.org"},
            "tags":[{"name":"vip"}],"created_at":1772179511.24,"is_private":false,"last_message":{"text":"I am furious"}}],"_pagination":{"next":null}}"#,
        "front cnv_55c8c149 [You broke it] [I am furious] archived/ 2026-02-27T08:05:11Z",
    ),
    (
        r#"[{"idReadable":"OPS-12","summary":"Login","description":"It fails","created":1772179511240,"updated":1772179511240,"resolved":null,
            "reporter":{"login":"lea","fullName":"Lea M"},"project":{"shortName":"OPS"},"customFields":[{"name":"State","value":{"name":"Open"}},
            {"name":"Priority","value":{"name":"Major"}},{"name":"Assignee","value":null}],
            "comments":[{"text":"Seen","created":1772179512000,"author":{"login":"kim"}}]}]"#,
        "youtrack OPS-12 [Login] [It fails] Open/Major 2026-02-27T08:05:11.24Z | 2026-02-27T08:05:12Z kim: Seen",
    ),
    (
        r#"{"data":[{"gid":"1201","name":"Printer on fire","notes":"Hurry","completed":false,"created_at":"2026-02-27T08:05:00.000Z",
            "modified_at":"2026-03-01T08:05:00.000Z","assignee":{"gid":"1","name":"Kim"},"tags":[{"gid":"2","name":"urgent"}]}]}"#,
        "asana 1201 [Printer on fire] [Hurry] Open/ 2026-02-27T08:05:00Z",
    ),
    (
        r#"{"data":{"boards":[{"items_page":{"items":[{"id":"41","name":"Printer on fire","created_at":"2026-02-27T08:05:00Z","updated_at":"2026-03-01T08:05:00Z",
            "column_values":[{"id":"status","text":"Stuck","value":"{\"index\":2}","column":{"title":"Status"}}],
            "updates":[{"text_body":"Hurry","created_at":"2026-02-28T08:05:00Z","creator":{"name":"Lea"}}]}]}}]}}"#,
        "monday 41 [Printer on fire] [] Stuck/ 2026-02-27T08:05:00Z | 2026-02-28T08:05:00Z Lea: Hurry",
    ),
    (
        r#"{"Ticket":[{"TicketID":"5","TicketNumber":"2026022710000015","Title":"Login","Queue":"Support","State":"open","Priority":"3 normal",
            "CustomerUserID":"lea","Created":"2026-02-27 08:05:00","Changed":"2026-03-01 08:05:00","Article":[
            {"From":"lea@example.org","SenderType":"customer","Body":"It fails","CreateTime":"2026-02-27 08:05:00"}]}]}"#,
        "otrs 2026022710000015 [Login] [] open/3 normal 2026-02-27T08:05:00Z | 2026-02-27T08:05:00Z lea@example.org: It fails",
    ),
    (
        r#"{"data":[{"id":"1892","ticketNumber":"101","subject":"Login","status":"Open","statusType":"Open","createdTime":"2026-02-27T08:05:00.000Z",
            "priority":null,"channel":"Email","departmentId":"7","webUrl":"https://desk.example.org/101"}]}"#,
        "zoho_desk 101 [Login] [] Open/ 2026-02-27T08:05:00Z",
    ),
    (
        r#"{"value":[{"incidentid":"0f8fad5b-d9cb-469f-a165-70867728950e","ticketnumber":"CAS-01001-X2","title":"Login","description":"It fails",
            "createdon":"2026-02-27T08:05:00Z","statecode":0,"prioritycode":1}]}"#,
        "dynamics CAS-01001-X2 [Login] [It fails] Active/High 2026-02-27T08:05:00Z",
    ),
    (
        r#"{"data":{"project":{"issues":{"nodes":[{"iid":"3","title":"Stuck","description":"Nothing","state":"opened","createdAt":"2026-02-27T08:05:00Z",
            "webUrl":"https://git.example.org/g/p/-/issues/3","labels":{"nodes":[{"title":"ci"}]}}]}}}}"#,
        "gitlab 3 [Stuck] [Nothing] opened/ 2026-02-27T08:05:00Z",
    ),
    (
        r#"[{"number":5,"title":"Old","state":"OPEN","body":"b","createdAt":"2026-02-27T08:05:00Z","author":{"login":"lea","is_bot":false},
            "labels":[{"name":"bug"}],"url":"https://github.com/acme/web/issues/5","comments":[
            {"author":{"login":"kim"},"authorAssociation":"MEMBER","body":"Seen","createdAt":"2026-02-28T08:05:00Z"}]}]"#,
        "github acme/web#5 [Old] [b] OPEN/ 2026-02-27T08:05:00Z | 2026-02-28T08:05:00Z kim: Seen",
    ),
    (
        r#"[{"id":700,"subject":"Refund","legacy_id":null,"source_channel":{"uuid":"u","type":"MAIL"},"requester":{"id":4,"full_name":"Lea"},
            "status":{"id":1,"label":"New"},"created_at":"2026-02-27T08:05:00+00:00","updated_at":"2026-03-01T08:05:00+00:00"}]"#,
        "kayako 700 [Refund] [] New/ 2026-02-27T08:05:00Z",
    ),
];
