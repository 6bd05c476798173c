//! Help desks and service desks.

use super::{Head, check};

#[test]
fn help_desks() {
    check(HELP_DESKS);
}

const HELP_DESKS: &[Head] = &[
    (
        "complaint_id,date_received,product,sub_product,issue,complaint_what_happened,company,company_response,state,submitted_via,tags\n\
             7000001,2026-02-27T12:00:00-05:00,Credit card,Store card,Fees or interest,They charged me twice,ACME BANK,In progress,FL,Web,\n",
        "cfpb",
        "complaint_id|issue|complaint_what_happened|date_received|company_response",
    ),
    (
        "Date received,Product,Sub-product,Issue,Consumer complaint narrative,Company,State,Submitted via,Company response to consumer,Complaint ID\n\
             02/27/26,Credit card,Store card,Fees or interest,They charged me twice,ACME BANK,FL,Web,Closed with explanation,7000001\n",
        "cfpb",
        "Complaint ID|Issue|Consumer complaint narrative|Date received|Company response to consumer",
    ),
    (
        "archetype,closed,created_at,description,details.created_by.username,id,last_posted_at,posts_count,title\n\
             regular,false,2026-02-27T08:05:11Z,<p>It says 403</p>,lea,17,2026-02-28T08:05:11Z,3,Login fails\n",
        "discourse",
        "id|title|description|created_at|-",
    ),
    (
        "answer_count,body_markdown,creation_date,is_answered,last_activity_date,owner.display_name,question_id,tags,title\n\
             1,It says 403,2026-02-27T08:05:11Z,true,2026-02-28T08:05:11Z,lea,38000001,login,Why does the login fail?\n",
        "stack_exchange",
        "question_id|title|body_markdown|creation_date|-",
    ),
    (
        "id,_fivetran_synced,assignee_id,brand_id,created_at,description,due_at,group_id,organization_id,priority,problem_id,requester_id,status,subject,submitter_id,ticket_form_id,type,updated_at,url,via_channel\n\
             1595,2020-03-20 02:32:49.426,,3600,2020-02-19 01:54:52,description1,,36,37,,,39,deleted,subject1,39,36,incident,2020-02-19 01:55:11,https://x.example.org/api/v2/tickets/1595.json,web\n\
             1596,2020-03-20 02:32:49.426,,3600,2020-02-20 01:54:52,description1,,36,37,,,39,open,subject1,39,36,incident,2020-02-21 01:55:11,https://x.example.org/api/v2/tickets/1596.json,web\n",
        "zendesk",
        "id|subject|description|created_at|status",
    ),
    (
        "id,updated_at,_fivetran_synced,assignee_id,conversation_rating_value,created_at,priority,source_author_id,source_delivered_as,source_type,state,source_body,source_subject,_fivetran_active\n\
             1566,2020-10-29 00:26:06,2020-10-29 06:00:13.568,40,,2020-10-28 23:59:37,not_priority,5f72,customer_initiated,conversation,open,<p>Hi</p>,Hello,true\n",
        "intercom",
        "id|source_subject|source_body|created_at|state",
    ),
    (
        "Status,Id,Subject,Requester,Requested,Type,Priority,Group,Assignee\n\
             open,17,Cannot log in,Lea,2026-02-27 08:05,Incident,High,Support,Kim\n",
        "zendesk",
        "Id|Subject|-|Requested|Status",
    ),
    (
        "Record ID,Ticket name,Ticket status,Create date,Ticket description,Pipeline,Priority,Ticket owner\n\
             8812345,Cannot log in,New,2026-02-27 08:05,Since Monday,Support Pipeline,,Kim\n",
        "hubspot",
        "Record ID|Ticket name|Ticket description|Create date|Ticket status",
    ),
    (
        "Task ID,Task Name,Task Content,Status,Date Created,Due Date,Assignees,Priority,List Name\n\
             86c1abc,Printer on fire today,It burns,to do,2026-02-27 08:05,,Kim,high,Support\n\
             86c1abd,Printer off,It is off,to do,2026-02-28 08:05,,Kim,low,Support\n",
        "generic",
        "Task ID|Task Name|Task Content|Date Created|Status",
    ),
    (
        "Conversation ID,Conversation created at,Conversation subject,Message,State\n\
             2153,2026-02-27 08:05,Crash,It crashes,open\n2154,2026-02-28 08:05,Slow,It is slow,open\n",
        "generic",
        "Conversation ID|Conversation subject|Message|Conversation created at|State",
    ),
    (
        "_fivetran_synced,id,is_deleted,property_closed_date,property_createdate,property_hs_pipeline,property_hs_pipeline_stage,property_hs_ticket_priority,property_subject,property_content\n\
             2020-11-26 18:51:39,307034542,FALSE,,2021-02-16 20:31:05,1626124,7970058,,Cannot log in,Since Monday\n",
        "hubspot",
        "id|property_subject|property_content|property_createdate|property_hs_pipeline_stage",
    ),
    (
        "sys_id,_fivetran_deleted,number,opened_at,short_description,description,state,priority,sys_created_on,sys_updated_on,assignment_group_value\n\
             9d41c061c611228700edc88b231ec47c,FALSE,CHG0000002,2021-04-28 22:40:25,Shorter,Special description here,4,4,2021-04-28 22:40:25,2023-06-19 09:46:18,x\n",
        "servicenow_tasks",
        "number|short_description|description|opened_at|state",
    ),
    (
        "Case Number,Subject,Description,Status,Priority,Case Origin,Date/Time Opened,Date/Time Closed,Case Owner,Contact Name,Account Name\n\
             00001026,Cannot log in,Since Monday,New,High,Web,2/27/2026 8:05 AM,,Kim,Lea,Acme\n",
        "salesforce",
        "Case Number|Subject|Description|Date/Time Opened|Status",
    ),
    (
        "Id,CaseNumber,Subject,Description,Status,Priority,Origin,CreatedDate,ClosedDate,OwnerId\n\
             5003000000D8cuI,00001026,Cannot log in,Since Monday,New,High,Web,2026-02-27T08:05:11.000Z,,005\n",
        "salesforce",
        "CaseNumber|Subject|Description|CreatedDate|Status",
    ),
    (
        "Ticket Id,Subject,Description,Status,Ticket Owner,Contact Name,Account Name,Created Time,Modified Time,Closed Time,Priority,Channel\n\
             101,Cannot log in,Since Monday,Open,Kim,Lea,Acme,2026-02-27 08:05:11,2026-03-01 10:00:00,,High,Email\n",
        "zoho_desk",
        "Ticket Id|Subject|Description|Created Time|Status",
    ),
    (
        "\"Ticket#\";\"Title\";\"Created\";\"Queue\";\"State\";\"Priority\";\"Customer User\";\"Service\";\"Agent/Owner\"\n\
             2026022710000015;Cannot log in;2026-02-27 08:05:11;Support;open;3 normal;lea;;kim\n",
        "otrs",
        "Ticket#|Title|-|Created|State",
    ),
    (
        "Ticket#;Alter;Von;Betreff;Status;Sperre;Queue;Besitzer;Erstellt;Priorität\n\
             2026022710000015;3 Tage;lea@example.org;Anmeldung geht nicht;offen;frei;Support;kim;27.02.2026 08:05;3 normal\n",
        "otrs",
        "Ticket#|Betreff|-|Erstellt|Status",
    ),
    (
        "Ticket Number,Date Created,Subject,From,From Email,Priority,Department,Help Topic,Source,Current Status,Last Updated,Due Date,Agent Assigned\n\
             482910,2026-02-27 08:05:11,Cannot log in,Lea,lea@example.org,Normal,Support,General,Email,Open,2026-03-01 10:00:00,,Kim\n",
        "osticket",
        "Ticket Number|Subject|-|Date Created|Current Status",
    ),
    (
        "Case Title,Case Number,Priority,Origin,Customer,Owner,Status Reason,Created On\n\
             Cannot log in,CAS-01001-X2Y3Z4,Normal,Email,Acme,Kim,In Progress,2/27/2026 8:05 AM\n",
        "dynamics",
        "Case Number|Case Title|-|Created On|Status Reason",
    ),
    (
        "Ticket ID,Subject,Status,Priority,Source,Type,Agent,Group,Created time,Due by Time,Resolved time,Closed time,Last update time,Initial response time,Agent interactions,Customer interactions,Resolution status,Tags,Full name\n\
             11,Cannot log in,Open,Low,Email,Question,Kim,Support,2026-02-27 08:05:11,2026-03-02 08:05:11,,,2026-02-28 08:05:11,,1,1,,vip,Lea\n",
        "freshdesk",
        "Ticket ID|Subject|-|Created time|Status",
    ),
    (
        "Request ID,Subject,Requester,Technician,Created Time,Due By Date,Request Status,Priority,Category,Department\n\
             1,Cannot log in,Lea,Kim,\"Feb 27, 2026 08:05 AM\",,Open,High,Network,IT\n\
             2,Printer off,Tim,Kim,\"Feb 28, 2026 08:05 AM\",,Open,Low,Printer,IT\n",
        "generic",
        "Request ID|Subject|-|Created Time|Request Status",
    ),
    (
        "Ticket ID,Customer Name,Customer Email,Customer Age,Product Purchased,Ticket Created,Ticket Type,Ticket Subject,Ticket Description,Ticket Status,Resolution,Ticket Priority,Ticket Channel,Customer Satisfaction Rating\n\
             1,Lea,lea@example.org,32,Console,2026-03-22,Technical issue,Product setup,I have an issue with the console,Pending,,Critical,Social media,\n\
             2,Tim,tim@example.org,42,Camera,2026-05-22,Billing,Refund,Please refund my camera,Closed,,Low,Email,3\n",
        "generic",
        "Ticket ID|Ticket Subject|Ticket Description|Ticket Created|Ticket Status",
    ),
    (
        "Date received,Product,Sub-product,Issue,Consumer complaint narrative,Company,State,Submitted via,Date sent to company,Complaint ID\n\
             2026-02-27,Mortgage,FHA,Payment,They lost my payment again and again,Acme Bank,CA,Web,2026-02-28,3229299\n\
             2026-02-28,Card,Store card,Fees,I was charged twice for nothing,Acme Bank,TX,Web,2026-03-01,3229300\n",
        "cfpb",
        "Complaint ID|Issue|Consumer complaint narrative|Date received|-",
    ),
    (
        "ticket_id,subject,body,created_at,status,channel\nT-1,Hello there,My order is late,2026-02-27T08:05:11Z,open,email\n",
        "generic",
        "ticket_id|subject|body|created_at|status",
    ),
    (
        "Incident ID,Title,Open Time,Status,Assignee\nIM10001,Mail server down,27/02/2026 08:05,Open,Kim\nIM10002,VPN drops,28/02/2026 09:05,Open,Kim\n",
        "generic",
        "Incident ID|Title|-|Open Time|Status",
    ),
];
