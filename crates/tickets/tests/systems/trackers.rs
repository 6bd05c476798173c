//! Trackers of issues.

use super::{Head, check};

#[test]
fn trackers() {
    check(TRACKERS);
}

const TRACKERS: &[Head] = &[
    (
        "Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,Assignee Email,Start Date,Due Date,Tags,Notes,Projects,Parent task\n\
             1201234567890123,2026-02-27,,2026-03-01,Printer on fire,To do,Kim,kim@example.org,,2026-03-05,urgent,Please hurry,Support,\n",
        "asana",
        "Task ID|Name|Notes|Created At|Section/Column",
    ),
    (
        "id,assignee_id,completed,completed_at,completed_by_id,created_at,due_on,due_at,modified_at,name,parent_id,start_on,notes,workspace_id,_fivetran_synced\n\
             1138,1126,true,2019-09-18T16:48:31.176Z,,2019-09-02T14:53:02.685Z,2019-09-25T00:00:00Z,,2021-12-18T14:01:40.058Z,cool name,,,many notes,2104505001950,2021-03-22 14:20:57\n",
        "asana",
        "id|name|notes|created_at|completed",
    ),
    (
        "Issue Id,Project,Tags,Summary,Reporter,Created,Updated,Resolved,Priority,Type,State,Assignee,Subsystem,Fix versions,Spent time\n\
             OPS-12,Operations,,Login fails,lea,2026-02-27 08:05,2026-03-01 10:00,,Major,Bug,Open,kim,Backend,,\n",
        "youtrack",
        "Issue Id|Summary|-|Created|State",
    ),
    (
        "Id,Project,Reporter,Assigned To,Priority,Severity,Reproducibility,Product Version,Category,Date Submitted,OS,OS Version,Platform,View Status,Updated,Summary,Status,Resolution,Fixed in Version\n\
             0000123,Portal,lea,kim,normal,minor,always,1.0,General,2026-02-27,,,,public,2026-03-01,Login fails,assigned,open,\n",
        "mantis",
        "Id|Summary|-|Date Submitted|Status",
    ),
    (
        "Ticket,Summary,Component,Version,Milestone,Type,Owner,Status,Created,Modified,_description,_reporter\n\
             17,Login fails,auth,1.0,,defect,kim,new,2026-02-27 08:05:00,2026-03-01 10:00:00,It says 403,lea\n",
        "trac",
        "Ticket|Summary|_description|Created|Status",
    ),
    (
        "number,title,labels,state,assignees,milestone,comments,created_at,updated_at,closed_at,body\n\
             7,Crash,bug,open,kim,,3,2026-02-27T08:05:11Z,2026-02-28T08:05:11Z,,It crashes\n",
        "github",
        "number|title|body|created_at|state",
    ),
    (
        "Issue ID,URL,Title,State,Description,Author,Author Username,Assignee,Assignee Username,Confidential,Locked,Due Date,Created At (UTC),Updated At (UTC),Closed At (UTC),Milestone,Weight,Labels,Time Estimate,Time Spent\n\
             41,https://git.example.org/g/p/-/issues/41,Stuck,Open,Nothing moves,Lea,lea,Kim,kim,No,No,,2026-02-27 12:10:00,2026-02-28 09:00:00,,,,ci,0,0\n",
        "gitlab",
        "Issue ID|Title|Description|Created At (UTC)|State",
    ),
    (
        "id,_fivetran_deleted,_fivetran_synced,assignee,created,creator,description,due_date,issue_type,key,parent_id,priority,project,reporter,resolution,resolved,status,summary,updated\n\
             10011,FALSE,2020-11-06 22:23:38,,2020-04-01 08:33:58,5c33,We want to test,,10103,TP-8,,3,10001,5c33,,2020-05-29 11:33:53,3,Test permissions,2020-05-29 11:33:53\n",
        "jira_csv",
        "key|summary|description|created|status",
    ),
    (
        "ID,Work Item Type,Title,Assigned To,State,Tags,Created Date,Description\n\
             12,Bug,Wrong total,Kim <kim@example.org>,Active,billing,2/27/2026 4:05:11 PM,<div>It says 3</div>\n",
        "azure_devops",
        "ID|Title|Description|Created Date|State",
    ),
    (
        "Formatted ID,Name,Description,Schedule State,Owner,Creation Date\n\
             DE123,Login fails badly today,It says 403,Defined,kim,2026-02-27\n\
             DE124,Too slow since the update,It takes a minute,Defined,kim,2026-02-28\n",
        "generic",
        "Formatted ID|Name|Description|Creation Date|Schedule State",
    ),
    (
        "bug_id,product,component,assigned_to,bug_status,resolution,short_desc,changeddate\n\
             1101,Mail,Compose,nobody@example.org,NEW,---,Draft is lost,2026-03-02 09:14:33\n",
        "bugzilla",
        "bug_id|short_desc|-|-|bug_status",
    ),
    (
        "Card ID,Card Name,Card URL,Card Description,Labels,Members,Due Date,Attachment Count,Board Name,List Name,Archived,Last Activity Date\n\
             69a15e470000000000000001,Cannot pay,https://trello.com/c/abc,Card declined,billing,Kim,,0,Support,Inbox,false,2026-03-03 08:00\n",
        "trello",
        "Card ID|Card Name|Card Description|-|List Name",
    ),
];
