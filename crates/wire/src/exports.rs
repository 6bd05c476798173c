//! Several exports in one archive: those of one header become one table.

use tickets::{FileError, HEAD_BYTES, Origin, RowCount, Sniff, Wire};

use crate::{
    Error, Landing, Limits, Sink, Stream,
    archive::{self, Archive, Packed},
    choose::{self, Candidate},
    limits::Meter,
    stream::End,
    table::Table,
};
use opened::{Opened, Pages};
pub(crate) use opened::{is_packed, packed};

mod opened;

/// Records of any fields fit into one table.
const RECORDS: &str = "json";
/// Tables of pages and old workbooks fit into one if they have one header.
const PAGES: &str = "pages";

/// Reads those that look most like tickets, or the one of that name.
pub(crate) fn unpack(
    archive: &mut Archive,
    files: &[Packed],
    limits: Limits,
    wanted: Option<&str>,
    sink: Sink<'_>,
) -> Result<Landing, Error> {
    let mut meter = Meter::new(limits);
    let (mut known, mut refused, mut cut) = (Vec::new(), None, None);
    for file in files {
        let seen = if is_packed(archive, file)? {
            opened::look(archive, file, limits, &mut meter)
        } else {
            look(archive, file, limits, &mut meter)
        };
        match seen {
            Ok(Some(seen)) => known.push((file, seen)),
            Ok(None) => {}
            // Whether it belongs to what is read is not known yet.
            Err(Error::File(FileError::BadXml { line, reason })) => {
                let reason = format!("{reason} ({})", file.name);
                cut.get_or_insert(FileError::BadXml { line, reason });
            }
            Err(Error::File(error)) if is_no_table(&error) => {
                refused.get_or_insert(error);
            }
            Err(error) => return Err(error),
        }
    }
    if known.is_empty() {
        let none = FileError::NotOneFile { found: files.len() };
        // Why a backup is none is worth knowing.
        let why = refused.filter(|error| matches!(error, FileError::Binary { .. }));
        return Err(cut.or(why).unwrap_or(none).into());
    }
    let (files, seen): (Vec<_>, Vec<_>) = known.into_iter().unzip();
    let (candidates, sniffs): (Vec<_>, Vec<_>) = seen.into_iter().unzip();
    let choose::Choice { list, told } = choose::choose(&candidates, wanted)?;
    let chosen = || (0..list.len()).filter(|at| list[*at].taken);
    // Who names a file wants no other.
    if let Some(cut) = cut.filter(|_| wanted.is_none()) {
        for at in chosen() {
            if is_packed(archive, files[at])? && opened::is_xml(archive, files[at], limits)? {
                return Err(cut.into());
            }
        }
    }
    let mut meter = Meter::new(limits);
    let records = chosen().any(|at| candidates[at].kind.starts_with(RECORDS));
    if records {
        let mut table = Table::new();
        let mut encoding = tickets::Encoding::Utf8;
        for at in chosen() {
            if candidates[at].kind.ends_with(opened::XML) {
                let opened = Opened::of(archive, files[at], limits, None);
                (table, encoding) = opened.records(table, sink)?;
                continue;
            }
            let mut stream = Stream::nested(limits, table);
            archive::each(archive, files[at], &mut meter, &mut |bytes| {
                stream.feed(bytes, sink)
            })?;
            match stream.end(sink)? {
                End::Rows(rows, found) => (table, encoding) = (rows, found),
                End::Table | End::Packed(_) => return Err(changed()),
            }
        }
        let is_xml = chosen().any(|at| candidates[at].kind.ends_with(opened::XML));
        let wire = if is_xml { Wire::Xml } else { Wire::Json };
        let origin = Origin::new(wire, encoding);
        return Ok(Landing::Rows(table.header_of(origin, &told)));
    }
    if chosen().any(|at| candidates[at].kind.starts_with(PAGES)) {
        let mut pages = Pages::new(limits);
        for at in chosen() {
            pages.write(archive, files[at], limits, sink)?;
        }
        return pages.finish(&told);
    }
    let mut one = One { sink, last: b'\n' };
    for (number, at) in chosen().enumerate() {
        let sniff = &sniffs[at];
        // Of the first one the header counts, of the others their rows alone.
        let skip = if number == 0 {
            if let Some(origin) = sniff.origin {
                (one.sink)(origin.line().as_bytes())?;
            }
            (one.sink)(told.as_bytes())?;
            sniff.origin.map_or(0, |origin| origin.line().len() as u64)
                + if sniff.bom { 3 } else { 0 }
        } else {
            one.end_line()?;
            sniff.data_start
        };
        let mut skip = usize::try_from(skip).unwrap_or(usize::MAX);
        let mut stream = Stream::nested(limits, Table::new());
        let mut rest = |bytes: &[u8]| {
            let skipped = skip.min(bytes.len());
            skip -= skipped;
            one.write(&bytes[skipped..])
        };
        archive::each(archive, files[at], &mut meter, &mut |bytes| {
            stream.feed(bytes, &mut rest)
        })?;
        stream.end(&mut rest)?;
    }
    Ok(Landing::Table)
}

/// The one table that several become.
struct One<'a> {
    sink: Sink<'a>,
    last: u8,
}

impl One<'_> {
    fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        if let Some(&last) = bytes.last() {
            self.last = last;
        }
        (self.sink)(bytes)
    }

    /// A last line may lack its end.
    fn end_line(&mut self) -> Result<(), Error> {
        if self.last == b'\n' {
            return Ok(());
        }
        self.write(b"\n")
    }
}

/// What a file of the archive is; none if it is no table.
fn look(
    archive: &mut Archive,
    file: &Packed,
    limits: Limits,
    meter: &mut Meter,
) -> Result<Option<(Candidate, Sniff)>, Error> {
    let mut text = Text::default();
    let (mut piece, mut records) = (Vec::new(), 0);
    let mut stream = Stream::nested(limits, Table::new());
    let fed = archive::each(archive, file, meter, &mut |bytes| {
        piece.clear();
        stream.feed(bytes, &mut |out| {
            // Of records each row comes by itself.
            records += 1;
            piece.extend_from_slice(out);
            Ok(())
        })?;
        text.take(&piece, stream.is_table())
    });
    piece.clear();
    let ended = fed.and_then(|()| {
        stream.end(&mut |out| {
            records += 1;
            piece.extend_from_slice(out);
            Ok(())
        })
    });
    let seen = match ended {
        Ok(End::Table) => text
            .take(&piece, true)
            .and_then(|()| text.finish(&file.name)),
        Ok(End::Rows(table, encoding)) => {
            text.take(&piece, false)?;
            let mut whole = table.header(Origin::new(Wire::Json, encoding));
            whole.append(&mut text.head);
            choose::look(&whole, false)
                .map(|(sniff, fits)| {
                    let names = sniff.header.names().join("\u{1f}");
                    let kind = if fits.0 { String::new() } else { names };
                    Some((sniff, fits, format!("{RECORDS}{kind}"), records))
                })
                .map_err(Error::from)
        }
        Ok(End::Packed(_)) => Ok(None),
        Err(error) => Err(error),
    };
    Ok(seen?.map(|seen| candidate(file, seen)))
}

fn candidate(file: &Packed, (sniff, fits, kind, rows): Seen) -> (Candidate, Sniff) {
    let name = file.name.clone();
    let candidate = Candidate {
        name,
        rows,
        kind,
        fits,
    };
    (candidate, sniff)
}

/// Whether a file beside others that is refused so is something else than an export.
fn is_no_table(error: &FileError) -> bool {
    matches!(
        error,
        FileError::Empty
            | FileError::Binary { .. }
            | FileError::Utf16
            | FileError::HeaderTooLong { .. }
            | FileError::NoHeader
            | FileError::NoRows
            | FileError::NestedArchive { .. }
    )
}

/// What is known of a table: its head, how much it looks like tickets, its kind and its rows.
type Seen = (Sniff, choose::Fits, String, u64);

/// A text as it comes out of the archive.
#[derive(Default)]
struct Text {
    head: Vec<u8>,
    /// Counts the rows once the head is full.
    count: Option<(RowCount, Sniff, choose::Fits)>,
}

impl Text {
    /// Takes what came out; `is_table` once it is known not to be records.
    fn take(&mut self, bytes: &[u8], is_table: bool) -> Result<(), Error> {
        let room = HEAD_BYTES.saturating_sub(self.head.len()).min(bytes.len());
        let (first, rest) = bytes.split_at(room);
        self.head.extend_from_slice(first);
        if rest.is_empty() || !is_table {
            return Ok(());
        }
        if self.count.is_none() {
            let (sniff, fits) = choose::look(&self.head, false)?;
            let mut rows = RowCount::new(&sniff);
            rows.feed(&self.head)?;
            self.count = Some((rows, sniff, fits));
        }
        if let Some((rows, ..)) = &mut self.count {
            rows.feed(rest)?;
        }
        Ok(())
    }

    fn finish(self, name: &str) -> Result<Option<Seen>, Error> {
        let (rows, sniff, fits) = if let Some(counted) = self.count {
            counted
        } else {
            let (sniff, fits) = choose::look(&self.head, true)?;
            let mut rows = RowCount::new(&sniff);
            rows.feed(&self.head)?;
            (rows, sniff, fits)
        };
        let wide = sniff.samples.iter().filter(|row| row.len() > 1).count();
        // A text may have commas in its first line.
        let few = sniff.samples.len() < 3 || wide * 3 < sniff.samples.len() * 2;
        let is_note = name.to_lowercase().ends_with(".txt") && few && !fits.0;
        if sniff.header.len() < 2 || is_note {
            return Ok(None);
        }
        let origin = sniff.origin.map(Origin::line).unwrap_or_default();
        let kind = format!(
            "{origin}{}{}",
            sniff.delimiter,
            sniff.header.names().join("\u{1f}")
        );
        Ok(Some((sniff, fits, kind, rows.finish()?)))
    }
}

/// The archive is not what it was a moment ago.
fn changed() -> Error {
    Error::Io(std::io::Error::other("the stored archive changed"))
}
