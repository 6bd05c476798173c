//! XML and HTML as systems write them, made small.

use tickets::FileError;
use wire::{Error, Limits, whole};

use super::{line, look, read_bytes};
use crate::{
    files::{gzip, zip},
    xls,
};

#[test]
fn every_document_gives_its_tickets() {
    let mut wrong = Vec::new();
    for (text, expected) in DOCUMENTS {
        for file in [
            text.as_bytes().to_vec(),
            gzip(text.as_bytes()),
            zip(&[("a/export.xls", text.as_bytes())]),
        ] {
            let outcome = read_bytes(text, &file);
            let lines: Vec<_> = outcome.tickets.iter().map(line).collect();
            if lines != *expected || !outcome.errors.is_empty() {
                wrong.push(format!(
                    "{lines:#?} {:?}\n instead of {expected:#?}",
                    outcome.errors
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn several_in_an_archive_are_one_table() {
    let page = |key: &str| {
        format!(
            "<rss><channel><item><key id='1{key}'>A-{key}</key><summary>x</summary><link>https://j.example.org/{key}</link>\
            <created>Fri, 27 Feb 2026 08:05:00 +0100</created></item></channel></rss>"
        )
    };
    let (one, two) = (page("1"), page("2"));
    let table = |key: &str| {
        format!(
            "<table><tr><th>Ticket ID<th>Subject<th>Created at<tr><td>{key}<td>Help<td>2026-02-27 08:05:00</table>"
        )
    };
    let (first, second) = (table("7"), table("8"));
    let old = xls::workbook();
    for (files, keys, wire) in [
        (
            vec![
                ("1.xml", one.as_bytes()),
                ("2.xml", two.as_bytes()),
                ("readme.txt", b"hello"),
            ],
            vec!["A-1", "A-2"],
            "xml",
        ),
        (
            vec![("1.html", first.as_bytes()), ("2.htm", second.as_bytes())],
            vec!["7", "8"],
            "html",
        ),
        (
            vec![
                ("old.xls", &old[..]),
                ("note.html", b"<html><p>x</p></html>"),
            ],
            vec!["OLD-1", "OLD-2"],
            "xls",
        ),
    ] {
        let file = zip(&files);
        let outcome = read_bytes(wire, &file);
        let found: Vec<_> = outcome
            .tickets
            .iter()
            .map(|ticket| ticket.key.as_str())
            .collect();
        assert_eq!(found, keys);
        let origin = look(&file).sniff.origin.unwrap();
        assert_eq!(origin.wire.as_str(), wire);
    }
}

#[test]
fn a_comment_in_a_workbook_of_excel_2003_stands_as_it_is() {
    let row = |cells: [&str; 4]| {
        let cells = cells.map(|text| format!("<Cell><Data ss:Type='String'>{text}</Data></Cell>"));
        format!("<Row>{}</Row>", cells.concat())
    };
    let workbook = format!(
        "<?xml version='1.0'?><Workbook xmlns:ss='x'><Worksheet ss:Name='A'><Table>{}{}{}</Table></Worksheet></Workbook>",
        row(["id", "subject", "created_at", "comment"]),
        row(["1", "It broke", "2026-01-02", "one; two; three"]),
        row(["2", "It fell", "2026-01-03", "fine"])
    );
    let outcome = read_bytes("workbook", workbook.as_bytes());
    let comment = &outcome.tickets[0].comments[0];
    assert_eq!(comment.author, None);
    assert_eq!(comment.body, "one; two; three");
}

#[test]
fn one_that_is_cut_off_is_told_where_others_like_it_are_read() {
    let page = |key: &str, end: &str| {
        format!(
            "<issues><issue><id>{key}</id><subject>It broke</subject><created_at>2026-01-02</created_at></issue>\
             <issue><id>1{key}</id><subject>It fell</subject><created_at>2026-01-03</created_at></issue>{end}"
        )
    };
    let (whole_one, cut) = (page("7", "</issues>"), page("8", "<issue><id>9"));
    let files: [(&str, &[u8]); 2] = [("1.xml", whole_one.as_bytes()), ("2.xml", cut.as_bytes())];
    match whole(&zip(&files), 100, Limits::of_uploads(1 << 20)) {
        Err(Error::File(error)) => assert_eq!(
            error.to_string(),
            "the XML cannot be read on line 1: the file ends in the middle of it (2.xml)"
        ),
        other => panic!("{other:?}"),
    }
    // Beside something else it is no export.
    let table = b"id,subject,created_at\n7,It broke,2026-01-02\n8,It fell,2026-01-03\n";
    let files: [(&str, &[u8]); 2] = [("1.csv", table), ("2.xml", cut.as_bytes())];
    assert!(whole(&zip(&files), 100, Limits::of_uploads(1 << 20)).is_ok());
}

#[test]
fn what_holds_no_tickets_is_refused_with_the_reason() {
    let backup = "<?xml version='1.0'?>\n<entity-engine-xml><Action id='1' issue='2' body='x'/><Issue id='2' key='A-1' summary='x'/></entity-engine-xml>";
    let objects = "<backup><database><meta key='a' value='b'/></database><data tableName='T'><column name='ID'/><row><integer>1</integer></row></data></backup>";
    for file in [
        backup.as_bytes().to_vec(),
        zip(&[
            ("entities.xml", backup.as_bytes()),
            ("activeobjects.xml", objects.as_bytes()),
        ]),
    ] {
        match whole(&file, 100, Limits::of_uploads(1 << 20)) {
            Err(Error::File(error @ FileError::Binary { .. })) => {
                assert!(error.to_string().contains("a backup of Jira"), "{error}");
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn bombs_are_refused() {
    let page = format!(
        "<table>{}</table>",
        "<tr><td>aaaaaaaaaaaaaaaaaaaaaaaa</td><td>b</td></tr>\n".repeat(600_000)
    );
    for file in [gzip(page.as_bytes()), zip(&[("a.html", page.as_bytes())])] {
        match whole(&file, 1 << 16, Limits::of_uploads(1 << 20)) {
            Err(Error::File(error)) => assert!(error.kind().starts_with("unpacked_"), "{error}"),
            other => panic!("{:?}", other.map(|table| table.len())),
        }
    }
}

const DOCUMENTS: &[(&str, &[&str])] = &[
    (
        "<!-- RSS generated by JIRA -->\n<rss version=\"0.92\">\n<channel>\n<title>Jira</title><link>https://jira.example.org/issues</link>\n\
         <description>An XML representation of a search request</description><issue start=\"0\" end=\"1\" total=\"1\"/>\n\
         <item>\n<title>[WEB-7] Login fails</title><link>https://jira.example.org/browse/WEB-7</link><project id=\"1\" key=\"WEB\">Web</project>\n\
         <description>&lt;p&gt;It says &lt;b&gt;403&lt;/b&gt; &amp;amp; stops&lt;/p&gt;</description><key id=\"10007\">WEB-7</key><summary>Login fails</summary>\n\
         <type id=\"1\" iconUrl=\"https://x\">Bug</type><priority id=\"2\" iconUrl=\"https://x\">Major</priority><status id=\"3\" iconUrl=\"https://x\">Open</status>\n\
         <resolution id=\"-1\">Unresolved</resolution><assignee username=\"-1\">Unassigned</assignee><reporter username=\"lea\">Lea</reporter>\n\
         <labels><label>urgent</label></labels><created>Fri, 27 Feb 2026 08:05:00 +0100</created><updated>Sun, 1 Mar 2026 08:05:00 +0100</updated>\n\
         <component>Auth</component><timespent seconds=\"5400\">1 hour, 30 minutes</timespent>\n\
         <comments><comment id=\"1\" author=\"kim\" created=\"Sat, 28 Feb 2026 08:05:00 +0100\">&lt;p&gt;Seen; soon&lt;/p&gt;</comment></comments>\n\
         <customfields><customfield id=\"customfield_1\" key=\"x:y\"><customfieldname>Customer</customfieldname><customfieldvalues><customfieldvalue>Acme</customfieldvalue></customfieldvalues></customfield></customfields>\n\
         </item>\n</channel>\n</rss>",
        &[
            "jira WEB-7 [Login fails] [It says 403 & stops] Open/Major 2026-02-27T07:05:00Z | 2026-02-28T07:05:00Z kim: Seen; soon",
        ],
    ),
    (
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\" ?>\n<!DOCTYPE bugzilla SYSTEM \"https://bugs.example.org/page.cgi?id=bugzilla.dtd\">\n\
         <bugzilla version=\"5.0\" urlbase=\"https://bugs.example.org/\"><bug><bug_id>35</bug_id><creation_ts>2026-02-27 08:05:00 +0000</creation_ts>\
         <short_desc>Crash</short_desc><delta_ts>2026-03-01 08:05:00 +0000</delta_ts><product>Mail</product><component>Compose</component>\
         <bug_status>NEW</bug_status><priority>P2</priority><reporter name=\"Lea\">lea@example.org</reporter><assigned_to name=\"Kim\">kim@example.org</assigned_to>\
         <long_desc isprivate=\"1\"><commentid>2</commentid><comment_count>1</comment_count><who name=\"Kim\">kim@example.org</who><bug_when>2026-02-28 08:05:00 +0000</bug_when><thetext>Seen</thetext></long_desc>\
         <long_desc isprivate=\"0\"><commentid>1</commentid><comment_count>0</comment_count><who name=\"Lea\">lea@example.org</who><bug_when>2026-02-27 08:05:00 +0000</bug_when><thetext>It is gone</thetext></long_desc>\
         <attachment isobsolete=\"0\"><attachid>9</attachid><data encoding=\"base64\">AAAA</data></attachment></bug></bugzilla>",
        &[
            "bugzilla 35 [Crash] [It is gone] NEW/P2 2026-02-27T08:05:00Z | 2026-02-28T08:05:00Z Kim: Seen",
        ],
    ),
    (
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><issues total_count=\"2\" offset=\"0\" limit=\"25\" type=\"array\"><issue><id>31</id><project id=\"1\" name=\"Portal\"/>\
         <tracker id=\"1\" name=\"Bug\"/><status id=\"1\" name=\"New\"/><priority id=\"4\" name=\"Normal\"/><author id=\"5\" name=\"Lea\"/><subject>Login</subject><description>It fails</description>\
         <spent_hours>1.5</spent_hours><created_on>2026-02-27T08:05:00Z</created_on><updated_on>2026-03-01T08:05:00Z</updated_on><journals type=\"array\"><journal id=\"1\"><user id=\"3\" name=\"Kim\"/>\
         <notes>Seen</notes><created_on>2026-02-28T08:05:00Z</created_on><details type=\"array\"/></journal></journals></issue></issues>",
        &[
            "redmine 31 [Login] [It fails] New/Normal 2026-02-27T08:05:00Z | 2026-02-28T08:05:00Z Kim: Seen",
        ],
    ),
    (
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<mantis version=\"2.25.4\" urlbase=\"https://mantis.example.org/\" issuelink=\"#\" notelink=\"~\" format=\"1\">\n\
         <issue><id>7</id><project id=\"1\">Web</project><reporter id=\"2\">lea</reporter><handler id=\"3\">kim</handler><priority id=\"30\">normal</priority><severity id=\"50\">minor</severity>\
         <status id=\"10\">new</status><category id=\"1\">General</category><date_submitted>1772179500</date_submitted><last_updated>1772352300</last_updated><view_state id=\"10\">public</view_state>\
         <summary>No sound</summary><description>Since Monday</description><bugnotes><bugnote><id>1</id><reporter id=\"3\">kim</reporter><date_submitted>1772265900</date_submitted><text>Seen</text></bugnote></bugnotes></issue></mantis>",
        &[
            "mantis 7 [No sound] [Since Monday] new/normal 2026-02-27T08:05:00Z | 2026-02-28T08:05:00Z kim: Seen",
        ],
    ),
    (
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tickets type=\"array\"><ticket><number type=\"integer\">12</number><id type=\"integer\">900</id><space-id>x</space-id><summary>Slow</summary><description>Very</description>\
         <created-on type=\"datetime\">2026-02-27T08:05:00Z</created-on><status type='integer'>1</status><status-name>Accepted</status-name><priority type=\"integer\">3</priority><reporter><id>q</id><name>Lea</name></reporter></ticket></tickets>",
        &["assembla 12 [Slow] [Very] Accepted/Normal 2026-02-27T08:05:00Z"],
    ),
    (
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><unload unload_date=\"2026-03-01 08:05:00\"><incident action=\"INSERT_OR_UPDATE\"><number>INC0010001</number><short_description>VPN drops</short_description><description/>\
         <state>2</state><priority>1</priority><opened_at>2026-02-27 08:05:11</opened_at><sys_updated_on>2026-03-01 08:05:11</sys_updated_on><sys_id>a9e30c7dc61122760116894de7bcc7bd</sys_id>\
         <caller_id display_value=\"Abel T\">46c6</caller_id></incident></unload>",
        &["servicenow INC0010001 [VPN drops] [] In Progress/Critical 2026-02-27T08:05:11Z"],
    ),
    (
        "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\"></head><body>\n<table border=\"1\"><tr><td colspan=\"4\">Jira (issues)</td></tr></table>\n\
         <table id=\"issuetable\"><tr><th>Issue Type</th><th>Key</th><th>Summary</th><th>Status</th><th>Created</th><th>Description</th></tr>\n\
         <tr><td><img alt=\"Bug\"></td><td><a href=\"https://jira.example.org/browse/WEB-7\">WEB-7</a></td><td>Login fails &amp; stops</td><td>Open</td><td>27/Feb/26 8:05 AM</td><td>a<br>b</td></tr>\n\
         <tr><td colspan=\"6\">Generated at noon</td></tr></table></body></html>",
        &["jira WEB-7 [Login fails & stops] [a\nb] Open/ 2026-02-27T08:05:00Z"],
    ),
];
