//! The same export in each way it can be packed, in each encoding and as each kind of file.

use serde_json::{Value, json};
use system_tests::{App, Upload, python};

use super::{PATIENCE, told};

/// Files that take a writer of their own, by name.
fn made() -> Value {
    let script = r#"
import gzip, io, json, sys, zipfile, datetime
import pyarrow as pa, pyarrow.parquet as pq
csv = 'Issue key,Summary,Created,Comment,Comment\r\nSUP-1,Grüße,2/Jan/26 3:04 PM,2/Jan/26 4:00 PM;kim;Hi; there,\r\n'
def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items(): archive.writestr(name, content)
    return out.getvalue()
main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
rels = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
cell = lambda at, text: f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'
sheet = f'<worksheet xmlns="{main}"><sheetData><row r="1">' + cell('A1','Issue key') + cell('B1','Summary') + cell('C1','Created') \
    + '</row><row r="2">' + cell('A2','XL-1') + cell('B2','Grüße') + '<c r="C2" s="1"><v>46024.62777778</v></c></row></sheetData></worksheet>'
xlsx = zipped({'[Content_Types].xml': '<Types/>',
    '_rels/.rels': f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{rels}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    'xl/workbook.xml': f'<workbook xmlns="{main}" xmlns:r="{rels}"><sheets><sheet name="T" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{rels}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{rels}/styles" Target="styles.xml"/></Relationships>',
    'xl/styles.xml': f'<styleSheet xmlns="{main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>',
    'xl/worksheets/sheet1.xml': sheet})
out = io.BytesIO()
at = datetime.datetime(2026, 1, 2, 14, 4, tzinfo=datetime.timezone.utc)
pq.write_table(pa.table({'key': ['PQ-1'], 'summary': ['Grüße'], 'created': pa.array([at], pa.timestamp('us', 'UTC')),
    'comments': [[{'created_at': '2026-01-02T15:00:00Z', 'author': 'kim', 'body': 'Hi; there'}]]}), out)
files = {'utf16.csv': csv.replace('SUP', 'WIDE').encode('utf-16'), 'latin.csv': csv.replace('SUP', 'LAT').encode('cp1252'),
    'export.csv.gz': gzip.compress(csv.replace('SUP', 'GZ').encode()), 'export.zip': zipped({'a/export.csv': csv.replace('SUP', 'ZIP').encode()}),
    'export.xlsx': xlsx, 'export.parquet': out.getvalue(),
    'nested.zip': zipped({'inner.zip': zipped({'x.csv': 'a'})}), 'bomb.gz': gzip.compress(csv.encode() + b'\r\n' * 20_000_000)}
json.dump({name: content.hex() for name, content in files.items()}, sys.stdout)"#;
    python(script, &Value::Null)
}

fn bytes(files: &Value, name: &str) -> Vec<u8> {
    let hex = files[name].as_str().expect("a file");
    let pairs = (0..hex.len()).step_by(2);
    pairs
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("digits"))
        .collect()
}

fn upload(files: &Value, name: &str) -> Upload {
    Upload::bytes(name, bytes(files, name)).field("timezone", "Europe/Berlin")
}

#[test]
fn every_packing_of_an_export_is_read_back() {
    let app = App::start();
    let client = app.bootstrap();
    let files = made();
    for (name, key, wire, encoding) in [
        ("utf16.csv", "WIDE-1", "csv", "utf-16le"),
        ("latin.csv", "LAT-1", "csv", "windows-1252"),
        ("export.csv.gz", "GZ-1", "csv", "utf-8"),
        ("export.zip", "ZIP-1", "csv", "utf-8"),
        ("export.xlsx", "XL-1", "xlsx", "utf-8"),
        ("export.parquet", "PQ-1", "parquet", "utf-8"),
    ] {
        let sent = client.upload(&upload(&files, name)).accepted();
        let info = &sent["file_info"];
        assert_eq!(
            (&info["wire"], &info["encoding"]),
            (&json!(wire), &json!(encoding)),
            "{name}: {sent}"
        );
        let id = sent["job_id"].as_str().expect("an id");
        let job = client.completed(id, PATIENCE);
        assert_eq!(
            (&job["row_errors"], &job["tickets_added"]),
            (&json!(0), &json!(1)),
            "{name}: {job}"
        );
        assert_eq!(job["encoding"], encoding, "{name}");
        let comments = if wire == "xlsx" {
            json!([])
        } else {
            json!(["Hi; there"])
        };
        assert_eq!(
            told(&client, key),
            json!(["Grüße", "2026-01-02T14:04:00Z", comments]),
            "{name}"
        );
        let header = client.json(&format!("/api/job/{id}/mapping"))["header"].clone();
        assert!(!header.to_string().contains("#line"), "{header}");
    }
    let before = app.uploads().len();
    for (name, status, code) in [
        ("nested.zip", 400, "nested_archive"),
        ("bomb.gz", 413, "unpacked_ratio"),
    ] {
        let answer = client.upload(&upload(&files, name)).0;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (status, code),
            "{}",
            answer.text()
        );
    }
    let parquet = |upload: &Upload| {
        client
            .try_upload_to("/api/upload-parquet", upload)
            .expect("an answer")
            .0
    };
    let answer = parquet(&upload(&files, "export.zip"));
    assert_eq!(
        (answer.status, answer.code().as_str()),
        (400, "not_parquet")
    );
    assert_eq!(
        app.uploads().len(),
        before,
        "what is refused leaves nothing"
    );
    let again = parquet(&upload(&files, "export.parquet")).expect(202);
    assert_eq!(again["duplicate"], true);
    let columns = again["file_info"]["schema"].as_array().map(Vec::len);
    assert_eq!(columns, Some(4), "{again}");
}
