//! Workbooks as Excel wrote them before 2007, whole, odd and broken.

use crate::xls::{Old, compound, stream, unicode, workbook};
use proptest::prelude::*;
use tickets::FileError;
use wire::{Error, Limits, whole};

fn table(file: &[u8]) -> Result<String, FileError> {
    match whole(file, 1000, Limits::of_uploads(16 << 20)) {
        Ok(table) => Ok(String::from_utf8(table).unwrap().replace("\r\n", "\n")),
        Err(Error::File(error)) => Err(error),
        Err(error) => panic!("{error}"),
    }
}

const EXPECTED: &str = "#undertone 1 xls utf-8\n#line,#fault,Issue key,Summary,Created,Total\n\
    4,,OLD-1,Grö€ße,2026-01-02 15:04:00,12.5\n6,,OLD-2,It hangs,2026-01-03 06:00:00,42\n";

#[test]
fn the_visible_sheet_is_the_table() {
    assert_eq!(table(&workbook()).unwrap(), EXPECTED);
}

#[test]
fn cells_in_any_order_are_put_in_rows() {
    let cells = [
        (0, 0, Old::Text("Id")),
        (1, 0, Old::Number(7.0, false)),
        (2, 0, Old::Number(8.0, false)),
        (0, 1, Old::Text("Text")),
        (1, 1, Old::Text("x")),
        (2, 1, Old::Text("y")),
    ];
    let file = compound("Book", &stream(&[], 0, &[("A", false, &cells)]));
    let expected = "#undertone 1 xls utf-8\n#line,#fault,Id,Text\n2,,7,x\n3,,8,y\n";
    assert_eq!(table(&file).unwrap(), expected);
}

#[test]
fn a_stream_without_a_file_around_it_is_read_too() {
    let short = |kind: u16, data: &[u8]| {
        let length = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    };
    let label = |row: u8, column: u8, text: &[u8]| {
        let length = u8::try_from(text.len()).unwrap();
        short(
            0x204,
            &[&[row, 0, column, 0, 0, 0, length, 0], text].concat(),
        )
    };
    let file = [
        short(0x809, &[0, 0, 16, 0, 0, 0, 0, 0]),
        label(0, 0, b"Id"),
        label(0, 1, b"Text"),
        label(1, 0, b"A-1"),
        label(1, 1, b"Gr\xFC\xDFe"),
        label(2, 0, b"A-2"),
        label(2, 1, "Grüße".as_bytes()),
        short(0x0A, &[]),
    ];
    let expected = "#undertone 1 xls utf-8\n#line,#fault,Id,Text\n2,,A-1,Grüße\n3,,A-2,Grüße\n";
    assert_eq!(table(&file.concat()).unwrap(), expected);
}

#[test]
fn a_cell_far_out_costs_nothing() {
    let far = [
        (0, 0, Old::Text("Id")),
        (0, 1, Old::Text("Text")),
        (1, 0, Old::Text("A-1")),
        (65_535, 16_000, Old::Text("x")),
    ];
    let file = compound("Workbook", &stream(&[], 0, &[("A", false, &far)]));
    assert!(
        table(&file)
            .unwrap()
            .starts_with("#undertone 1 xls utf-8\n#line,#fault,Id,Text\n2,,A-1\n65536,,")
    );
    let further = [(0, 0, Old::Text("Id")), (1, 65_535, Old::Text("x"))];
    let file = compound("Workbook", &stream(&[], 0, &[("A", false, &further)]));
    assert_eq!(table(&file).unwrap_err().kind(), "bad_workbook");
}

#[test]
fn what_is_no_workbook_is_refused_with_the_reason() {
    let told = |file: &[u8]| table(file).unwrap_err().to_string();
    let word = compound("WordDocument", b"x");
    assert!(told(&word).contains("a document of an older Office program"));
    let locked = compound("EncryptedPackage", b"x");
    assert!(told(&locked).contains("with a password"));
    let mut protected = stream(&[], 0, &[]);
    protected.splice(20..20, [0x2F, 0, 2, 0, 0, 0]);
    assert!(told(&compound("Workbook", &protected)).contains("with a password"));
    assert_eq!(
        table(b"\xD0\xCF\x11\xE0").unwrap_err().kind(),
        "bad_workbook"
    );
    let many = [&u32::MAX.to_le_bytes()[..], &unicode("x")].concat();
    let file = compound("Workbook", &stream(&[many], u32::MAX, &[]));
    assert!(told(&file).contains("too many different texts"));
}

#[test]
fn sheets_without_end_and_sheets_in_one_place_are_refused() {
    let told = |file: &[u8]| table(file).unwrap_err().to_string();
    let cells = [(0, 0, Old::Text("Id")), (0, 1, Old::Text("Text"))];
    let mut twice = stream(&[], 0, &[("A", false, &cells), ("B", false, &cells)]);
    // A sheet's record is its kind, its length, its place and the rest.
    let heads: Vec<usize> = (0..twice.len() - 4)
        .filter(|at| twice[*at..].starts_with(&[0x85, 0, 9, 0]))
        .collect();
    twice.copy_within(heads[0] + 4..heads[0] + 8, heads[1] + 4);
    let refused = told(&compound("Workbook", &twice));
    assert!(
        refused.contains("two of its sheets lie in one place"),
        "{refused}"
    );
    let sheets = |count: usize| vec![("A", false, &cells[..]); count];
    // It needs no file around it.
    assert!(table(&stream(&[], 0, &sheets(1_000))).is_ok());
    let refused = told(&stream(&[], 0, &sheets(1_001)));
    assert!(refused.contains("more than 1000 sheets"), "{refused}");
}

#[test]
fn the_names_of_wide_sheets_count() {
    let read = |last: u16, count: usize| {
        let cells = [
            (0, 0, Old::Text("Id")),
            (0, last, Old::Text("Text")),
            (1, 0, Old::Text("x")),
        ];
        table(&stream(&[], 0, &vec![("A", false, &cells[..]); count]))
    };
    assert!(read(255, 200).is_ok());
    let error = read(16_383, 200).unwrap_err();
    assert_eq!(error.kind(), "bad_workbook");
    assert!(
        error.to_string().contains("its first rows are longer"),
        "{error}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_damage_panics(at in 0_usize..6000, byte in any::<u8>(), length in 0_usize..7000) {
        let mut file = workbook();
        let at = at % file.len();
        file[at] = byte;
        let _ = whole(&file, 1000, Limits::of_uploads(16 << 20));
        file.truncate(length);
        let _ = whole(&file, 1000, Limits::of_uploads(16 << 20));
    }
}

#[test]
fn a_text_that_is_repeated_without_end_is_told_as_too_long() {
    let text = unicode(&"x".repeat(8_000));
    let mut cells = vec![
        (0, 0, Old::Text("Id")),
        (0, 1, Old::Text("Text")),
        (1, 0, Old::Text("A-1")),
        (1, 1, Old::Text("y")),
        (2, 0, Old::Text("A-2")),
    ];
    cells.extend((0..3_000).map(|_| (2, 1, Old::Shared(0))));
    let long = compound("Workbook", &stream(&[text], 1, &[("A", false, &cells)]));
    let expected = "#undertone 1 xls utf-8\n#line,#fault,Id,Text\n2,,A-1,y\n3,,A-2,";
    assert!(table(&long).unwrap().starts_with(expected));
    let wide = (0..2_000).map(|column| (2, column + 2, Old::Shared(0)));
    cells.truncate(5);
    cells.extend(wide);
    let text = unicode(&"x".repeat(8_000));
    let long = compound("Workbook", &stream(&[text], 1, &[("A", false, &cells)]));
    let found = table(&long).unwrap();
    assert!(
        found.ends_with("3,\"the record is longer than 8 MiB\nA-2\"\n"),
        "{}",
        &found[..200]
    );
}
