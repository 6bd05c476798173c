//! A workbook as Excel wrote it before 2007 (`.xls`): its visible sheets. Read record by record, so that a cell far out
//! costs nothing and no more is held than the shared texts.

pub(crate) mod compound;
mod formats;
mod records;
mod sheet;

use tickets::{Encoding, FileError, Origin, Wire};

use crate::{
    Error, Landing, Limits, Sink,
    book::{self, Book, Take},
};
use compound::{Reader, bad};
use records::Records;
use sheet::Cells;

/// Bytes of all shared texts, and their number.
const SHARED: usize = 96 << 20;
const SHARED_COUNT: usize = 4_000_000;
/// Most formats and styles, the longest format that counts, and most sheets.
const MOST: usize = 65_536;
const FORMAT: usize = 1_000;
const SHEETS: usize = 1_000;
/// Kinds of records.
const BEGIN: u16 = 0x809;
const END: u16 = 0x0A;

/// Reads the sheets that look most like tickets, or the one of that name.
pub(crate) fn rows(
    reader: Reader,
    limits: Limits,
    wanted: Option<&str>,
    sink: Sink<'_>,
) -> Result<Landing, Error> {
    book::rows(&mut Workbook::open(reader)?, limits, wanted, sink)
}

/// Whether a file that starts so is such a workbook, also one that is not in a compound file.
pub(crate) fn is(head: &[u8]) -> bool {
    let bare = [&b"\x09\x08\x08\x00"[..], b"\x09\x08\x10\x00"];
    head.starts_with(b"\xD0\xCF\x11\xE0") || bare.iter().any(|start| head.starts_with(start))
}

/// A workbook.
pub(crate) struct Workbook {
    records: Records,
    sheets: Vec<Sheet>,
    style: Style,
    shared: Shared,
}

/// Where a visible sheet is.
struct Sheet {
    name: String,
    at: u64,
    /// Whether its cells come row by row, once somebody looked.
    in_order: Option<bool>,
}

/// How numbers are shown.
#[derive(Debug, Default)]
struct Style {
    /// Whether cells of that style are dates.
    dates: Vec<bool>,
    from_1904: bool,
}

/// The texts that cells share, one behind the other.
#[derive(Debug, Default)]
struct Shared {
    text: String,
    ends: Vec<u32>,
}

impl Shared {
    fn get(&self, number: u32) -> Option<&str> {
        let number = number as usize;
        let end = *self.ends.get(number)? as usize;
        let start = number
            .checked_sub(1)
            .map_or(0, |before| self.ends[before] as usize);
        self.text.get(start..end)
    }
}

impl Workbook {
    /// Reads what all sheets share.
    pub fn open(reader: Reader) -> Result<Self, Error> {
        let mut records = Records::new(compound::open(reader)?);
        if records.next()? != Some(BEGIN) {
            return Err(bad("it was written by Excel 4 or older, or is damaged"));
        }
        records.is_unicode = records.two()? == 0x600;
        let is_sheet = records.two()? != 5;
        let mut workbook = Self {
            records,
            sheets: Vec::new(),
            style: Style::default(),
            shared: Shared::default(),
        };
        workbook.globals(is_sheet)?;
        if is_sheet {
            workbook.sheets = vec![Sheet {
                name: "Sheet1".to_owned(),
                at: 0,
                in_order: None,
            }];
        }
        Ok(workbook)
    }

    /// Reads up to the first sheet; of a file that is a sheet itself, all of it.
    fn globals(&mut self, is_sheet: bool) -> Result<(), Error> {
        let mut formats: Vec<(u16, String)> = Vec::new();
        let mut styles: Vec<u16> = Vec::new();
        while let Some(kind) = self.records.next()? {
            let records = &mut self.records;
            match kind {
                END => break,
                0x2F => {
                    let what = "an Excel workbook with a password (save it without one)".into();
                    return Err(FileError::Binary { what }.into());
                }
                0x42 => records.encoding = code_page(records.two()?),
                0x22 => self.style.from_1904 = records.two()? == 1,
                0x41E if formats.len() < MOST => {
                    let number = records.two()?;
                    let long = records.is_unicode;
                    let format = records.text(long)?;
                    if format.len() <= FORMAT {
                        formats.push((number, format));
                    }
                }
                0xE0 if styles.len() < MOST => {
                    records.two()?;
                    styles.push(records.two()?);
                }
                0x85 if !is_sheet => {
                    let at = u64::from(records.four()?);
                    let (hidden, kind) = (records.byte()? & 3, records.byte()?);
                    let name = records.text(false)?;
                    if hidden == 0 && kind == 0 {
                        if self.sheets.len() == SHEETS {
                            return Err(bad(&format!("it has more than {SHEETS} sheets")));
                        }
                        if self.sheets.iter().any(|sheet| sheet.at == at) {
                            return Err(bad("two of its sheets lie in one place"));
                        }
                        self.sheets.push(Sheet {
                            name,
                            at,
                            in_order: None,
                        });
                    }
                }
                0xFC => self.shared()?,
                _ => {}
            }
        }
        let date = |format: &u16| {
            let own = formats.iter().find(|(number, _)| number == format);
            formats::is_date(*format, own.map(|(_, text)| text.as_str()))
        };
        // Few formats have many styles.
        let mut known: std::collections::HashMap<u16, bool> = std::collections::HashMap::new();
        let dates = styles
            .iter()
            .map(|format| *known.entry(*format).or_insert_with(|| date(format)));
        self.style.dates = dates.collect();
        Ok(())
    }

    fn shared(&mut self) -> Result<(), Error> {
        self.records.four()?;
        let count = self.records.four()? as usize;
        if count > SHARED_COUNT {
            return Err(bad("it has too many different texts"));
        }
        for _ in 0..count {
            // Some programs count wrongly.
            if !self.records.goes_on()? {
                break;
            }
            let text = self.records.text(true)?;
            self.shared.text.push_str(&text);
            if self.shared.text.len() > SHARED {
                let limit = SHARED as u64;
                return Err(FileError::UnpackedTooLarge { limit }.into());
            }
            let end = u32::try_from(self.shared.text.len()).unwrap_or(u32::MAX);
            self.shared.ends.push(end);
        }
        Ok(())
    }
}

impl Book for Workbook {
    fn origin(&self) -> Origin {
        Origin {
            from_1904: self.style.from_1904,
            ..Origin::new(Wire::Xls, Encoding::Utf8)
        }
    }

    fn name(&self, number: usize) -> String {
        self.sheets[number].name.clone()
    }

    fn is_single(&self) -> bool {
        self.sheets.len() == 1
    }

    fn each(&mut self, wanted: &dyn Fn(usize) -> bool, take: Take<'_>) -> Result<(), Error> {
        for number in (0..self.sheets.len()).filter(|number| wanted(*number)) {
            let Sheet { at, in_order, .. } = self.sheets[number];
            let mut cells = Cells {
                records: &mut self.records,
                style: &self.style,
                shared: &self.shared,
            };
            let in_order = match in_order {
                Some(known) => known,
                None => cells.are_in_order(at)?,
            };
            if in_order {
                cells.rows(at, &mut |row| take(number, row))?;
            } else {
                cells.sorted_rows(at, &mut |row| take(number, row))?;
            }
            self.sheets[number].in_order = Some(in_order);
        }
        Ok(())
    }
}

/// The encoding of a code page of Windows or DOS.
fn code_page(number: u16) -> Encoding {
    let name = match number {
        874 | 1250..=1258 => format!("windows-{number}"),
        437 | 850 | 852 | 866 => format!("ibm{number}"),
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        10000 | 32768 => "macintosh".to_owned(),
        _ => "windows-1252".to_owned(),
    };
    Encoding::by_name(&name).unwrap_or(Encoding::Windows1252)
}
