//! Documents as systems write them, and odd ones.

use tickets::FileError;

use crate::{Error, Limits, whole};

/// The header and the rows of a document.
fn table(xml: &str) -> Result<String, FileError> {
    match whole(xml.as_bytes(), 7, Limits::of_uploads(16 << 20)) {
        Ok(table) => {
            let table = String::from_utf8(table).unwrap().replace("\r\n", "\n");
            Ok(table.replace("#line,#fault,", ""))
        }
        Err(Error::File(error)) => Err(error),
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn elements_and_attributes_are_columns() {
    let xml = "<?xml version='1.0'?>\n<issues type='array'>\n\
        <issue>\n<id type='integer'>7</id><project id='1' name='Web'/><subject>Fish &amp;amp; chips</subject>\
        <labels><label>a</label><label id='2'>b</label></labels><tag>x</tag><tag>y</tag><due nil='true'/>\
        <custom_fields type='array'><custom_field id='3' name='Grade'><value>gold</value></custom_field></custom_fields>\
        <status id='4'>Open</status><note>It <b>really</b> hangs</note></issue>\n\
        <issue><id>8</id><subject><![CDATA[<p>x</p>]]></subject></issue></issues>";
    assert_eq!(
        table(xml).unwrap(),
        "#undertone 1 xml utf-8\ncustom_fields.Grade,id,labels,labels,note,project.id,project.name,status,status.id,subject,tag,tag\n\
         3,,gold,7,a,b,It really hangs,1,Web,Open,4,\"Fish &amp; chips\",x,y\n\
         5,,,8,,,,,,,,<p>x</p>\n"
    );
}

#[test]
fn rows_of_named_values_are_records() {
    let xml = "<resultset><row><field name='id'>1</field><field name='text'>x</field></row>\
        <row><field name='id'>2</field><field name='text'/></row></resultset>";
    assert_eq!(
        table(xml).unwrap(),
        "#undertone 1 xml utf-8\nid,text\n1,,1,x\n1,,2\n"
    );
    let xml = "<data><row id='1' text='x'/><row id='2' text='y'/></data>";
    assert_eq!(
        table(xml).unwrap(),
        "#undertone 1 xml utf-8\nid,text\n1,,1,x\n1,,2,y\n"
    );
}

#[test]
fn of_several_kinds_the_one_of_tickets_is_read() {
    let xml = "<dump><users><user id='1' name='a'/><user id='2' name='b'/></users>\
        <tickets><ticket><id>1</id><title>Help</title><created_at>2026-01-02</created_at></ticket>\
        <ticket><id>2</id><title>No sound</title><created_at>2026-01-03</created_at></ticket></tickets></dump>";
    let found = table(xml).unwrap();
    assert!(
        found.starts_with("#undertone 1 xml utf-8\n#undertone-table + 2 dump/tickets/ticket\n#undertone-table - 2 dump/users/user\n"),
        "{found}"
    );
    assert!(found.ends_with("1,,2026-01-03,2,No sound\n"), "{found}");
}

#[test]
fn a_record_that_is_too_long_is_told_and_the_others_are_read() {
    let long = "x".repeat(9 << 20);
    let many = "<a/>".repeat(200_000);
    let xml = format!(
        "<bugs><bug><id>1</id><summary>{long}</summary></bug>\n<bug><id>2</id><list>{many}</list></bug>\n\
         <bug><id>3</id><summary>x</summary></bug></bugs>"
    );
    let limits = Limits::of_uploads(64 << 20);
    let found = whole(xml.as_bytes(), 1 << 16, limits).unwrap();
    let found = String::from_utf8(found).unwrap().replace("\r\n", "\n");
    assert_eq!(
        found,
        "#undertone 1 xml utf-8\n#line,#fault,id,summary\n1,\"the record is longer than 8 MiB\n1\"\n\
         2,\"the record is longer than 8 MiB\n2\"\n3,,3,x\n"
    );
}

#[test]
fn a_workbook_of_excel_2003_is_its_sheets() {
    let row = |cells: &str| format!("<Row>{cells}</Row>");
    let cell =
        |kind: &str, text: &str| format!("<Cell><Data ss:Type='{kind}'>{text}</Data></Cell>");
    let head = row(&["Key", "Text", "Created"]
        .map(|name| cell("String", name))
        .concat());
    let sheet = |name: &str, rows: &str, shown: &str| {
        format!(
            "<Worksheet ss:Name='{name}'><Table>{rows}</Table><WorksheetOptions><Visible>{shown}</Visible></WorksheetOptions></Worksheet>"
        )
    };
    let rows = [
        row("<Cell ss:MergeAcross='2'><Data ss:Type='String'>Report</Data></Cell>"),
        head.clone(),
        row(&[cell("String", "A-1"), cell("Number", "5"), cell("DateTime", "2026-01-02T03:04:05.000")].concat()),
        "<Row ss:Index='9'><Cell><Data ss:Type='String'>A-2</Data></Cell><Cell ss:Index='3'><Data ss:Type='DateTime'>2026-01-03T03:04:05.000</Data></Cell></Row>".to_owned(),
    ];
    let xml = format!(
        "<?xml version='1.0'?>\n<?mso-application progid='Excel.Sheet'?>\n<ss:Workbook xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet'>{}{}</ss:Workbook>",
        sheet(
            "Old",
            &[head, row(&cell("String", "B-1").repeat(3))].concat(),
            "SheetHidden"
        ),
        sheet("Now", &rows.concat(), "")
    );
    assert_eq!(
        table(&xml).unwrap(),
        "#undertone 1 xlsx utf-8\nKey,Text,Created\n3,,A-1,5,2026-01-02T03:04:05.000\n9,,A-2,,2026-01-03T03:04:05.000\n"
    );
}

#[test]
fn entities_are_not_expanded_and_what_is_broken_is_told() {
    let bomb = "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">]>\n\
        <list><row><id>1</id><text>&b;</text></row><row><id>2</id><text>x</text></row></list>";
    assert!(table(bomb).unwrap().contains("1,\"&b;\"\n"));
    let cut = table("<list>\n<row><id>1</id><text>x</text></row>\n<row><id>2").unwrap_err();
    assert_eq!(
        (cut.kind(), cut.to_string().as_str()),
        (
            "bad_xml",
            "the XML cannot be read on line 3: the file ends in the middle of it"
        )
    );
    assert_eq!(
        table("<?xml version='1.0'?><a/>").unwrap_err().kind(),
        "binary_file"
    );
}

/// The rows of two tickets of which the first has that in it.
fn talk(inside: &str) -> String {
    let xml = format!("<l><ticket><id>1</id>{inside}</ticket><ticket><id>2</id></ticket></l>");
    let found = table(&xml).unwrap();
    found
        .trim_start_matches("#undertone 1 xml utf-8\n")
        .replace('"', "")
}

#[test]
fn one_comment_of_nothing_but_words_is_one_too() {
    for name in ["comment", "Comment", "bugnote", "long_desc", "journal"] {
        let found = talk(&format!("<{name}>see; it fails; again</{name}>"));
        assert_eq!(found, "Comment,id\n1,,;;see; it fails; again,1\n1,,,2\n");
    }
    for name in ["note", "reply"] {
        let found = talk(&format!("<{name}>see; it</{name}>"));
        assert!(found.contains(&format!("{name}\n")), "{found}");
    }
    let found = table(
        "<l><t><id>1</id><comment>a</comment><comment>b</comment></t>\
         <t><id>2</id><comment>c</comment></t></l>",
    );
    assert_eq!(
        found.unwrap(),
        "#undertone 1 xml utf-8\nComment,Comment,id\n1,,\";;a\",\";;b\",1\n1,,\";;c\",,2\n"
    );
    // What is said in a comment stays there.
    let found =
        talk("<comments><item><author>kim</author><comment>a; b; c</comment></item></comments>");
    assert!(!found.contains(";;a"), "{found}");
}

#[test]
fn several_kinds_of_talk_are_all_kept() {
    let found = talk(
        "<comment><author>kim</author><text>a</text></comment><comment>b</comment><comments>3</comments>\
         <note><author>tim</author><text>c</text></note><journal>d</journal>",
    );
    assert_eq!(
        found,
        "Comment,Comment,Comment,Comment,id\n1,,;kim;a,;;b,;tim;c,;;d,1\n1,,,,,,2\n"
    );
}

#[test]
fn text_with_marks_in_it_keeps_its_attributes() {
    let found = talk(
        "<comment author='kim' created_at='2026-01-03'>See <b>this</b> now</comment>\
         <text lang='en'>It <i>is</i> so</text>",
    );
    assert_eq!(
        found,
        "Comment,id,text,text.lang\n1,,2026-01-03;kim;See this now,1,It is so,en\n1,,,2\n"
    );
}

#[test]
fn rows_of_named_values_keep_what_is_beside_them() {
    let row = |id: u8, beside: &str| {
        format!("<row>{beside}<field name='id'>{id}</field><field name='title'>x</field></row>")
    };
    for (beside, expected) in [
        (
            "<tag>vip</tag><tag>late</tag>",
            "id,tag,tag,title\n1,,1,vip,late,x\n1,,2,,,x\n",
        ),
        (
            "<attr>vip</attr><attr>late</attr>",
            "attr,attr,id,title\n1,,vip,late,1,x\n1,,,,2,x\n",
        ),
        ("<tag>vip</tag>", "id,tag,title\n1,,1,vip,x\n1,,2,,x\n"),
    ] {
        let found = table(&format!("<l>{}{}</l>", row(1, beside), row(2, ""))).unwrap();
        assert_eq!(found, format!("#undertone 1 xml utf-8\n{expected}"));
    }
    // What is told by itself has fields of its own.
    let found = talk("<field name='id'>7</field><field name='grade'>gold</field>");
    assert!(found.starts_with("field.id,field.grade,id\n"), "{found}");
}
