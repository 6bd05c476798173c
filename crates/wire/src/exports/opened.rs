//! Files of an archive that are read more than once or from any place: XML, HTML and old workbooks.

use std::io::{Cursor, Read};

use tickets::{Encoding, FileError, HEAD_BYTES, Origin, Sniff, Wire};

use super::{PAGES, RECORDS, candidate};
use crate::{
    Error, Landing, Limits, Sink,
    archive::{self, Archive},
    book::{self, Book, Writing},
    choose::{self, Candidate},
    limits::Meter,
    markup::{self, Markup},
    packed::Packed,
    source::{Entry, Source},
    table::Table,
    xls::Workbook,
};

/// What the kind of XML ends in, beside other records.
pub(super) const XML: &str = "\u{1f}xml";
/// Longest old workbook that is unpacked, as it is held.
const HELD: u64 = 64 << 20;

/// Whether a file of an archive is one of these.
pub(crate) fn is_packed(archive: &mut Archive, file: &archive::Packed) -> Result<bool, Error> {
    Ok(kind_of(archive, file)?.is_some_and(Packed::may_be_packed))
}

fn kind_of(archive: &mut Archive, file: &archive::Packed) -> Result<Option<Packed>, Error> {
    let (unpacked, _) = archive::open(archive, file)?;
    let mut head = Vec::new();
    // What is damaged is told when it is read.
    let _ = unpacked.take(4096).read_to_end(&mut head);
    Ok(Packed::of(&head))
}

/// Reads the only file of an archive.
pub(crate) fn packed(
    archive: &mut Archive,
    file: &archive::Packed,
    limits: Limits,
    wanted: Option<&str>,
    sink: Sink<'_>,
) -> Result<Landing, Error> {
    // The file may be named, or a table in it.
    let wanted = wanted.filter(|name| *name != file.name);
    let mut opened = Opened::of(archive, file, limits, None);
    if opened.is_workbook()? {
        return book::rows(&mut opened.workbook()?, limits, wanted, sink);
    }
    markup::rows(&mut opened.entry, limits, wanted, sink)
}

/// One of the files.
pub(super) struct Opened<'a> {
    entry: Entry<'a>,
}

impl<'a> Opened<'a> {
    pub fn of(
        archive: &'a mut Archive,
        file: &'a archive::Packed,
        limits: Limits,
        meter: Option<&'a mut Meter>,
    ) -> Self {
        let entry = Entry {
            archive,
            file,
            limits,
            meter,
        };
        Self { entry }
    }

    fn is_workbook(&mut self) -> Result<bool, Error> {
        let kind = kind_of(self.entry.archive, self.entry.file)?;
        Ok(kind == Some(Packed::Xls))
    }

    /// The workbook, which is held.
    fn workbook(&mut self) -> Result<Workbook, Error> {
        let mut held = Vec::new();
        self.entry.read(&mut |bytes| {
            bytes.take(HELD + 1).read_to_end(&mut held)?;
            Ok(())
        })?;
        if held.len() as u64 > HELD {
            return Err(FileError::UnpackedTooLarge { limit: HELD }.into());
        }
        Workbook::open(Box::new(Cursor::new(held)))
    }

    /// Adds the records of XML to a table.
    pub fn records(mut self, table: Table, sink: Sink<'_>) -> Result<(Table, Encoding), Error> {
        let limits = self.entry.limits;
        let Markup::Records(mut document) = markup::open(&mut self.entry)? else {
            return Err(super::changed());
        };
        document.choose(limits, None)?;
        let encoding = document.origin().encoding;
        Ok((document.write(table, limits, sink)?, encoding))
    }
}

/// Whether one of these files is XML.
pub(super) fn is_xml(
    archive: &mut Archive,
    file: &archive::Packed,
    limits: Limits,
) -> Result<bool, Error> {
    let mut opened = Opened::of(archive, file, limits, None);
    if opened.is_workbook()? {
        return Ok(false);
    }
    Ok(match markup::open(&mut opened.entry)? {
        Markup::Book(book) => book.origin().wire != Wire::Html,
        Markup::Records(_) => true,
    })
}

/// What a file of the archive holds.
pub(super) fn look(
    archive: &mut Archive,
    file: &archive::Packed,
    limits: Limits,
    meter: &mut Meter,
) -> Result<Option<(Candidate, Sniff)>, Error> {
    let mut opened = Opened::of(archive, file, limits, Some(meter));
    let seen = if opened.is_workbook()? {
        pages(&mut opened.workbook()?)?
    } else {
        match markup::open(&mut opened.entry)? {
            Markup::Book(mut book) => pages(&mut *book)?,
            Markup::Records(mut document) => {
                document.choose(limits, None)?;
                let (mut rows, mut head) = (0, Vec::new());
                let table = document.write(Table::new(), limits, &mut |row| {
                    rows += 1;
                    if head.len() + row.len() <= HEAD_BYTES / 2 {
                        head.extend_from_slice(row);
                    }
                    Ok(())
                })?;
                let mut start = table.header(document.origin());
                start.append(&mut head);
                let (sniff, fits) = choose::look(&start, false)?;
                let names = sniff.header.names().join("\u{1f}");
                let kind = if fits.0 { String::new() } else { names };
                (sniff, fits, format!("{RECORDS}{kind}{XML}"), rows)
            }
        }
    };
    Ok(Some(candidate(file, seen)))
}

fn pages(book: &mut dyn Book) -> Result<super::Seen, Error> {
    let plan = book::plan(book, None)?;
    let start = plan.start(book.origin())?;
    let (sniff, fits) = choose::look(&start, false)?;
    Ok((sniff, fits, format!("{PAGES}{}", plan.names()), plan.rows()))
}

/// The one table that several pages become.
pub(super) struct Pages {
    writing: Writing,
    origin: Option<Origin>,
}

impl Pages {
    pub fn new(limits: Limits) -> Self {
        Self {
            writing: Writing::new(limits),
            origin: None,
        }
    }

    /// Adds the rows of a file.
    pub fn write(
        &mut self,
        archive: &mut Archive,
        file: &archive::Packed,
        limits: Limits,
        sink: Sink<'_>,
    ) -> Result<(), Error> {
        let mut opened = Opened::of(archive, file, limits, None);
        if opened.is_workbook()? {
            return self.book(&mut opened.workbook()?, sink);
        }
        match markup::open(&mut opened.entry)? {
            Markup::Book(mut book) => self.book(&mut *book, sink),
            Markup::Records(_) => Err(super::changed()),
        }
    }

    fn book(&mut self, book: &mut dyn Book, sink: Sink<'_>) -> Result<(), Error> {
        let plan = book::plan(book, None)?;
        self.writing.write(book, &plan, sink)?;
        self.origin.get_or_insert(book.origin());
        Ok(())
    }

    pub fn finish(self, told: &str) -> Result<Landing, Error> {
        let origin = self.origin.ok_or_else(super::changed)?;
        Ok(Landing::Rows(self.writing.table.header_of(origin, told)))
    }
}
