//! Workbooks as Excel wrote them before 2007, record by record.

/// A cell of such a workbook.
#[derive(Clone)]
pub enum Old {
    /// A text that cells share, by its number.
    Shared(u32),
    /// A text of its own.
    Text(&'static str),
    /// A number, and whether it is shown as a date.
    Number(f64, bool),
    /// A whole number in hundredths, as it is packed.
    Hundredths(u32),
    /// The text that a formula gives.
    Formula(&'static str),
}

/// A sheet: its name, whether it is hidden, and its cells by row and column.
pub type Sheet<'a> = (&'a str, bool, &'a [(u16, u16, Old)]);

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

fn begin(kind: u16) -> Vec<u8> {
    record(
        0x809,
        &[
            0x00,
            0x06,
            kind.to_le_bytes()[0],
            kind.to_le_bytes()[1],
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
        ],
    )
}

/// A text with two bytes of length, its letters of one byte each where that is possible.
pub fn unicode(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let narrow = units.iter().all(|unit| *unit < 256);
    let length = u16::try_from(units.len()).unwrap();
    let mut out = length.to_le_bytes().to_vec();
    out.push(u8::from(!narrow));
    for unit in units {
        let bytes = unit.to_le_bytes();
        out.extend_from_slice(if narrow { &bytes[..1] } else { &bytes });
    }
    out
}

/// The stream of a workbook; texts that are shared come in as many records as are given.
pub fn stream(shared: &[Vec<u8>], count: u32, sheets: &[Sheet<'_>]) -> Vec<u8> {
    let mut globals = begin(5);
    globals.extend(record(
        0x41E,
        &[&164_u16.to_le_bytes()[..], &unicode("yyyy\\-mm\\-dd hh:mm")].concat(),
    ));
    for format in [0_u16, 164] {
        globals.extend(record(
            0xE0,
            &[&[0, 0][..], &format.to_le_bytes(), &[0; 16]].concat(),
        ));
    }
    for (number, part) in shared.iter().enumerate() {
        let counts = [count.to_le_bytes(), count.to_le_bytes()].concat();
        globals.extend(match number {
            0 => record(0xFC, &[&counts[..], part].concat()),
            _ => record(0x3C, part),
        });
    }
    let heads: usize = sheets.iter().map(|(name, ..)| 4 + 8 + name.len()).sum();
    let mut at = globals.len() + heads + 4;
    let bodies: Vec<Vec<u8>> = sheets.iter().map(|(.., cells)| body(cells)).collect();
    for ((name, hidden, _), body) in sheets.iter().zip(&bodies) {
        let place = u32::try_from(at).unwrap().to_le_bytes();
        let length = u8::try_from(name.len()).unwrap();
        globals.extend(record(
            0x85,
            &[
                &place[..],
                &[u8::from(*hidden), 0, length, 0],
                name.as_bytes(),
            ]
            .concat(),
        ));
        at += body.len();
    }
    globals.extend(record(0x0A, &[]));
    [globals, bodies.concat()].concat()
}

fn body(cells: &[(u16, u16, Old)]) -> Vec<u8> {
    let mut out = begin(16);
    for (row, column, cell) in cells {
        let style = u16::from(matches!(cell, Old::Number(_, true)));
        let head = [row.to_le_bytes(), column.to_le_bytes(), style.to_le_bytes()].concat();
        let with = |data: &[u8]| [&head[..], data].concat();
        out.extend(match cell {
            Old::Shared(number) => record(0xFD, &with(&number.to_le_bytes())),
            Old::Text(text) => record(0x204, &with(&unicode(text))),
            Old::Number(number, _) => record(0x203, &with(&number.to_le_bytes())),
            Old::Hundredths(number) => record(0x27E, &with(&(number << 2 | 3).to_le_bytes())),
            Old::Formula(text) => {
                let formula = with(&[0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0]);
                [record(0x06, &formula), record(0x207, &unicode(text))].concat()
            }
        });
    }
    out.extend(record(0x0A, &[]));
    out
}

/// A compound file with that stream in it.
pub fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    const LAST: u32 = 0xFFFF_FFFE;
    let mut stream = stream.to_vec();
    stream.resize(stream.len().max(4096).next_multiple_of(512), 0);
    let sectors = u32::try_from(stream.len() / 512).unwrap();
    let mut head = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    head.resize(512, 0xFF);
    let mut put = |at: usize, bytes: &[u8]| head[at..at + bytes.len()].copy_from_slice(bytes);
    put(28, &[0xFE, 0xFF, 9, 0, 6, 0]);
    // The table of sectors in the first one, the directory in the second.
    put(44, &1_u32.to_le_bytes());
    put(48, &1_u32.to_le_bytes());
    put(56, &4096_u32.to_le_bytes());
    put(60, &LAST.to_le_bytes());
    put(64, &0_u32.to_le_bytes());
    put(68, &LAST.to_le_bytes());
    put(76, &0_u32.to_le_bytes());
    let mut table = vec![0xFFFF_FFFD, LAST];
    table.extend((2..sectors + 2).map(|sector| {
        if sector == sectors + 1 {
            LAST
        } else {
            sector + 1
        }
    }));
    assert!(table.len() <= 128, "one sector of the table is enough");
    table.resize(128, u32::MAX);
    let table: Vec<u8> = table.into_iter().flat_map(u32::to_le_bytes).collect();
    let size = u32::try_from(stream.len()).unwrap();
    let mut directory = [entry("Root Entry", 5, LAST, 0), entry(name, 2, 2, size)].concat();
    directory.resize(512, 0);
    [head, table, directory, stream].concat()
}

fn entry(name: &str, kind: u8, start: u32, size: u32) -> Vec<u8> {
    let mut out: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = u16::try_from(out.len() + 2).unwrap();
    out.resize(64, 0);
    out.extend(length.to_le_bytes());
    out.extend([kind, 1]);
    out.resize(116, 0xFF);
    out.extend(start.to_le_bytes());
    out.extend(size.to_le_bytes());
    out.resize(128, 0);
    out
}

/// Tickets in a visible sheet beside a hidden one: shared texts, one of them in two records, a date, a formula.
pub fn workbook() -> Vec<u8> {
    let words = ["Issue key", "Summary", "Created", "OLD-1"];
    let mut first: Vec<u8> = words.iter().flat_map(|word| unicode(word)).collect();
    // It goes on with wide letters where it began with narrow ones.
    first.extend([6, 0, 0, b'G', b'r']);
    let second = [
        &[1][..],
        &"ö€ße"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<u8>>(),
    ]
    .concat();
    let cells = [
        (0, 0, Old::Text("Weekly report")),
        (2, 0, Old::Shared(0)),
        (2, 1, Old::Shared(1)),
        (2, 2, Old::Shared(2)),
        (2, 3, Old::Text("Total")),
        (3, 0, Old::Shared(3)),
        (3, 1, Old::Shared(4)),
        (3, 2, Old::Number(46_024.627_777_777_78, true)),
        (3, 3, Old::Hundredths(1250)),
        (5, 0, Old::Text("OLD-2")),
        (5, 1, Old::Formula("It hangs")),
        (5, 2, Old::Number(46_025.25, true)),
        (5, 3, Old::Number(42.0, false)),
    ];
    let sheets: [Sheet<'_>; 2] = [("Hidden", true, &cells[..4]), ("Tickets", false, &cells)];
    compound("Workbook", &stream(&[first, second], 5, &sheets))
}
