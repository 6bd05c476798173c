//! Files of each kind, made by their own writers.

use std::{
    io::{Cursor, Write},
    sync::Arc,
};

use arrow_array::{
    ArrayRef, RecordBatch, StringArray, TimestampNanosecondArray,
    builder::{ListBuilder, StringBuilder, StructBuilder},
};
use arrow_schema::{DataType, Field, Fields};
use flate2::{Compression, write::GzEncoder};
use parquet::arrow::ArrowWriter;
use zip::{ZipWriter, write::SimpleFileOptions};

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::default());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        out.start_file(*name, SimpleFileOptions::default()).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// A title row, the header, and tickets: shared and inline strings, a number, dates as Excel counts them.
pub fn workbook() -> Vec<u8> {
    sheet(
        r#"<row r="1"><c r="A1" t="inlineStr"><is><t>Weekly export</t></is></c></row>
        <row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="s"><v>1</v></c><c r="C3" t="s"><v>2</v></c><c r="D3" t="s"><v>3</v></c></row>
        <row r="4"><c r="A4" t="s"><v>4</v></c><c r="B4" t="s"><v>5</v></c><c r="C4" s="1"><v>46024.627777777780</v></c><c r="D4" t="inlineStr"><is><t>Open</t></is></c></row>
        <row r="6"><c r="A6" t="inlineStr"><is><t>SUP-2</t></is></c><c r="B6"><v>42</v></c><c r="C6" s="1"><v>46025.25</v></c><c r="D6" t="inlineStr"><is><t>Done</t></is></c></row>"#,
    )
}

/// The same with one cell beyond the header.
pub fn workbook_with_a_wide_row() -> Vec<u8> {
    sheet(
        r#"<row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="s"><v>1</v></c><c r="C3" t="s"><v>2</v></c><c r="D3" t="s"><v>3</v></c></row>
        <row r="4"><c r="A4" t="s"><v>4</v></c><c r="E4"><v>1</v></c></row>"#,
    )
}

fn sheet(rows: &str) -> Vec<u8> {
    sheets(&[("Tickets", rows)], "")
}

/// Cells of a row by column, as inline strings; what is a number is one.
pub fn row(number: u32, cells: &[&str]) -> String {
    let cells = cells.iter().zip('A'..).filter(|(text, _)| !text.is_empty());
    let cells = cells.map(|(text, column)| match text.parse::<f64>() {
        Ok(_) => format!(r#"<c r="{column}{number}"><v>{text}</v></c>"#),
        Err(_) => format!(r#"<c r="{column}{number}" t="inlineStr"><is><t>{text}</t></is></c>"#),
    });
    let cells: Vec<String> = cells.collect();
    format!(r#"<row r="{number}">{}</row>"#, cells.concat())
}

/// A workbook of sheets by name; a name that starts with `-` is hidden. `properties` are the workbook's.
pub fn sheets(sheets: &[(&str, &str)], properties: &str) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const RELS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let strings = format!(
        r#"<sst xmlns="{MAIN}"><si><t>Issue key</t></si><si><t>Summary</t></si><si><t>Created</t></si><si><t>Status</t></si><si><t>SUP-1</t></si><si><r><t xml:space="preserve">Größe &amp; </t></r><r><t>mehr</t></r></si></sst>"#
    );
    let package = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
    );
    let numbered = || (1..).zip(sheets);
    let listed = numbered().map(|(number, (name, _))| {
        let (name, state) = match name.strip_prefix('-') {
            Some(name) => (name, r#" state="hidden""#),
            None => (*name, ""),
        };
        format!(r#"<sheet name="{name}" sheetId="{number}"{state} r:id="rId{number}"/>"#)
    });
    let workbook = format!(
        r#"<workbook xmlns="{MAIN}" xmlns:r="{RELS}">{properties}<sheets>{}</sheets></workbook>"#,
        listed.collect::<String>()
    );
    let linked = numbered().map(|(number, _)| {
        format!(r#"<Relationship Id="rId{number}" Type="{RELS}/worksheet" Target="worksheets/sheet{number}.xml"/>"#)
    });
    let links = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}<Relationship Id="rId98" Type="{RELS}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId99" Type="{RELS}/styles" Target="styles.xml"/></Relationships>"#,
        linked.collect::<String>()
    );
    let styles = format!(
        r#"<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>"#
    );
    let parts: Vec<(String, String)> = numbered()
        .map(|(number, (_, rows))| {
            (
                format!("xl/worksheets/sheet{number}.xml"),
                format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>"#),
            )
        })
        .collect();
    let mut files = vec![
        ("[Content_Types].xml", &b"<Types/>"[..]),
        ("_rels/.rels", package.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
    ];
    files.extend(
        parts
            .iter()
            .map(|(name, xml)| (name.as_str(), xml.as_bytes())),
    );
    zip(&files)
}

/// Two tickets with a list, a list of structs, and nanoseconds without a zone.
pub fn parquet() -> Vec<u8> {
    let ids: ArrayRef = Arc::new(StringArray::from(vec!["7", "8"]));
    let summary: ArrayRef = Arc::new(StringArray::from(vec![Some("Slow"), None]));
    let description: ArrayRef = Arc::new(StringArray::from(vec![None, Some("only this")]));
    let status: ArrayRef = Arc::new(StringArray::from(vec![Some("open"), None]));
    // 04:04:05 and 04:04:06 in Berlin.
    let created: ArrayRef = Arc::new(TimestampNanosecondArray::from(vec![
        1_767_326_645_000_000_000,
        1_767_326_646_000_000_000,
    ]));
    let mut labels = ListBuilder::new(StringBuilder::new());
    labels.values().append_value("a");
    labels.values().append_value("b");
    labels.append(true);
    labels.append(true);
    let labels: ArrayRef = Arc::new(labels.finish());
    let fields = Fields::from(vec![
        Field::new("created_at", DataType::Utf8, true),
        Field::new("author", DataType::Utf8, true),
        Field::new("body", DataType::Utf8, true),
    ]);
    let mut comments = ListBuilder::new(StructBuilder::from_fields(fields, 1));
    let comment = comments.values();
    for (field, value) in ["2026-01-02T04:00:00Z", "kim", "Hi; there"]
        .iter()
        .enumerate()
    {
        let builder: &mut StringBuilder = comment.field_builder(field).unwrap();
        builder.append_value(value);
    }
    comment.append(true);
    comments.append(true);
    comments.append(true);
    let comments: ArrayRef = Arc::new(comments.finish());
    let batch = RecordBatch::try_from_iter(vec![
        ("key", ids),
        ("summary", summary),
        ("description", description),
        ("status", status),
        ("created", created),
        ("labels", labels),
        ("comments", comments),
    ])
    .unwrap();
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.into_inner().unwrap()
}
