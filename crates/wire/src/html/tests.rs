//! Pages as systems write them, and odd ones.

use tickets::FileError;

use crate::{Error, Limits, whole};

/// The header and the rows of a page.
fn table(html: &str) -> Result<String, Error> {
    let table = whole(html.as_bytes(), 7, Limits::of_uploads(1 << 20))?;
    let table = String::from_utf8(table).unwrap().replace("\r\n", "\n");
    Ok(table.replace("#line,#fault,", ""))
}

fn refused(html: &str) -> FileError {
    match table(html) {
        Err(Error::File(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_list_of_a_tracker_is_its_rows() {
    let html = "<html><head><META HTTP-EQUIV=\"Content-Type\" CONTENT=\"application/vnd.ms-excel; charset=UTF-8\">\n\
        <style><!-- td > a { x: 1 } --></style></head><body>\n\
        <table><tr><td><img src=\"x\"></td><td>Issue Navigator</td></tr></table>\n\
        <table id=\"issuetable\">\n\
        <tr><td colspan=\"4\"><a href=\"x\">All issues</a></td></tr>\n\
        <thead><tr class=\"rowHeader\"><th>Key</th><th>Summary</th><th>T</th><th>Created</th></tr></thead>\n\
        <tr><td><a>A-1</a></td><td>Fish &amp;amp; <b>chips</b>,<br/>cold</td><td><img alt=\"Bug\"></td><td><time datetime=\"2024-03-01T10:05+0100\">01/Mar/24</time></td></tr>\n\
        <tr><td>A-2</td><td> Gr\n  ü&szlig;e </td><td></td><td>x</td>\n\
        <tr><td colspan=4>Generated at noon</td></tr>\n</table></body></html>";
    let expected = "#undertone 1 html utf-8\nKey,Summary,T,Created\n\
        7,,A-1,\"Fish &amp; chips,\ncold\",Bug,2024-03-01T10:05+0100\n\
        8,,A-2,Gr üße,,x\n";
    assert_eq!(table(html).unwrap(), expected);
}

#[test]
fn cells_that_go_over_columns_and_rows_keep_the_others_in_place() {
    let html = "<TABLE><TR><TH rowspan=2>Id<TH colspan=2>Names<TH>State\
        <TR><TD>First<TD>Last<TD>now\
        <TR><TD rowspan='2'>7<TD colspan=2>Kim<TD>open\
        <TR><TD>Lee<TD>Ng<TD>new</TABLE>";
    assert_eq!(
        table(html).unwrap(),
        "#undertone 1 html utf-8\nId,First,Last,now\n1,,7,Kim,,open\n1,,7,Lee,Ng,new\n"
    );
}

#[test]
fn a_table_within_a_page_s_frame_is_found_and_one_within_a_cell_is_its_text() {
    let html = "<table><tr><td>menu</td><td>\n<table><tr><th>Id</th><th>Text</th></tr>\
        <tr><td>1</td><td>see <table><tr><td>a</td><td>b</td></tr></table> there</td></tr>\
        <tr><td>2</td><td>x</td></tr></table></td></tr></table>";
    let found = table(html).unwrap();
    assert!(
        found.ends_with("utf-8\nId,Text\n2,,1,\"see\na b\nthere\"\n2,,2,x\n"),
        "{found}"
    );
}

#[test]
fn a_page_without_a_table_is_refused() {
    let page = "<!DOCTYPE html><html><body><form>Sign in</form></body></html>";
    assert_eq!(
        refused(page).to_string(),
        "the file is an HTML page without a table (perhaps a sign-in page), not a table of tickets"
    );
    assert_eq!(
        refused("<html><table><tr><td>x</td></tr></table>").kind(),
        "binary_file"
    );
    let many = "<table></table>".repeat(1001);
    assert_eq!(refused(&many).kind(), "binary_file");
    let deep = "<table><tr><td>a<td>b<tr><td>".repeat(3000);
    assert!(table(&deep).is_ok());
}

#[test]
fn a_name_over_several_columns_is_each_one_s() {
    let rows = [1, 2, 3, 4, 5, 6].map(|row| {
        let second = if row % 2 == 1 { "b" } else { "" };
        format!(
            "<tr><td>A-{row}</td><td>It broke</td><td>open</td><td>a</td><td>{second}</td></tr>"
        )
    });
    let rows = rows.concat();
    let head = "<tr><th>Key</th><th>Title</th><th>State</th><th colspan=2>People</th></tr>";
    let found = table(&format!("<table>{head}{rows}</table>")).unwrap();
    let expected = "#undertone 1 html utf-8\nKey,Title,State,People,People\n1,,A-1,It broke,open,a,b\n1,,A-2,It broke,open,a\n";
    assert!(found.starts_with(expected), "{found}");
    // Names of groups stand above those of the columns.
    for groups in [
        "<tr><th colspan=2>What</th><th colspan=3>Who</th></tr>",
        "<tr><th>a</th><th>b</th><th>c</th><th colspan=2>Who</th></tr>",
    ] {
        let names =
            ["Key", "Title", "State", "One", "Other"].map(|name| format!("<th>{name}</th>"));
        let html = format!("<table>{groups}<tr>{}</tr>{rows}</table>", names.concat());
        let found = table(&html).unwrap();
        let expected = "#undertone 1 html utf-8\nKey,Title,State,One,Other\n1,,A-1,";
        assert!(found.starts_with(expected), "{found}");
    }
    let wide = "<th colspan=500>x</th>".repeat(30);
    let single = "<th>y</th>".repeat(40);
    let refused = refused(&format!("<table><tr>{single}{wide}</tr>{rows}</table>"));
    assert_eq!(refused.kind(), "too_many_columns");
}
