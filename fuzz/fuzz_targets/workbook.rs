//! Any XML as the parts of a workbook: nothing panics, and what comes out is bounded.

#![no_main]

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use wire::{Limits, whole};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const LARGEST: u64 = 1 << 20;

fuzz_target!(|input: &str| {
    let mut parts = input.splitn(4, '\0');
    let mut next = || parts.next().unwrap_or_default();
    let Ok(file) = pack((next(), next(), next(), next())) else {
        return;
    };
    if let Ok(table) = whole(&file, 4096, Limits::of_uploads(LARGEST)) {
        assert!(table.len() as u64 <= 8 * LARGEST);
    }
});

/// A workbook of this sheet, these shared strings, these styles and a second sheet, not compressed.
fn pack(
    (sheet, strings, styles, second): (&str, &str, &str, &str),
) -> zip::result::ZipResult<Vec<u8>> {
    let package = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
    );
    let workbook = format!(
        r#"<workbook xmlns="{MAIN}" xmlns:r="{RELS}"><sheets><sheet name="T" sheetId="1" r:id="rId1"/><sheet name="U" sheetId="2" r:id="rId4"/></sheets></workbook>"#
    );
    let links = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{RELS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{RELS}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="{RELS}/styles" Target="styles.xml"/><Relationship Id="rId4" Type="{RELS}/worksheet" Target="worksheets/sheet2.xml"/></Relationships>"#
    );
    let sheet = format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>"#);
    let second =
        format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{second}</sheetData></worksheet>"#);
    let strings = format!(r#"<sst xmlns="{MAIN}">{strings}</sst>"#);
    let styles = format!(r#"<styleSheet xmlns="{MAIN}">{styles}</styleSheet>"#);
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, text) in [
        ("_rels/.rels", package),
        ("xl/workbook.xml", workbook),
        ("xl/_rels/workbook.xml.rels", links),
        ("xl/sharedStrings.xml", strings),
        ("xl/styles.xml", styles),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/worksheets/sheet2.xml", second),
    ] {
        out.start_file(name, options)?;
        out.write_all(text.as_bytes())?;
    }
    Ok(out.finish()?.into_inner())
}
