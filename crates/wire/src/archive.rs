//! A ZIP archive with exports in it, or a workbook, which is one too.

use std::io::{Read, Seek, SeekFrom};

use tickets::{EXPORT_EXTENSIONS, FileError};
use zip::{ZipArchive, read::ZipFile, result::ZipError};

use crate::{
    Error, Landing, Limits, Open, ReadSeek, Sink, Stream, exports, limits::Meter, table::Table,
    workbook,
};

/// Most files an archive may list: each takes memory before any is read.
const ENTRIES: u64 = 10_000;
/// Unpacked bytes of a workbook's shared strings, which are held.
const STRINGS: u64 = 128 << 20;

pub(crate) type Archive = ZipArchive<Box<dyn ReadSeek + Send>>;

/// Reads the exports of an archive, or the one of that name.
pub(crate) fn unpack(
    open: &Open,
    limits: Limits,
    wanted: Option<&str>,
    sink: Sink<'_>,
) -> Result<Landing, Error> {
    let mut reader = open()?;
    refuse_many(&mut reader)?;
    let mut archive = ZipArchive::new(reader).map_err(broken)?;
    if archive.index_for_name("xl/workbook.xml").is_some() {
        measure(&mut archive, limits)?;
        return workbook::rows(open()?, limits, wanted, sink);
    }
    let files = files(&mut archive)?;
    match &files[..] {
        [] => Err(FileError::NotOneFile { found: 0 }.into()),
        [only] if exports::is_packed(&mut archive, only)? => {
            exports::packed(&mut archive, only, limits, wanted, sink)
        }
        [only] if wanted.is_none() => {
            let mut stream = Stream::nested(limits, Table::new());
            let mut meter = Meter::new(limits);
            each(&mut archive, only, &mut meter, &mut |bytes| {
                stream.feed(bytes, sink)
            })?;
            stream.finish(sink)
        }
        several => exports::unpack(&mut archive, several, limits, wanted, sink),
    }
}

/// A file of an archive.
#[derive(Debug, Clone)]
pub(crate) struct Packed {
    index: usize,
    /// Its name, folders and all.
    pub name: String,
}

/// The files that can be meant.
fn files(archive: &mut Archive) -> Result<Vec<Packed>, Error> {
    let mut files = Vec::new();
    for index in 0..archive.len() {
        let file = archive.by_index_raw(index).map_err(broken)?;
        let name = file.name().map_err(broken)?.into_owned();
        let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
        // What macOS and Windows put beside the files people packed.
        let hidden = name.starts_with("__MACOSX/") || last.starts_with('.') || last == "Thumbs.db";
        if file.is_file() && !hidden {
            let extension = last.rsplit('.').next().unwrap_or_default().to_lowercase();
            // For archives that hold a note beside the export.
            let named = EXPORT_EXTENSIONS.contains(&extension.as_str());
            files.push((Packed { index, name }, named));
        }
    }
    if files.len() > 1 {
        files.retain(|(_, named)| *named);
    }
    Ok(files.into_iter().map(|(file, _)| file).collect())
}

/// Opens a file, and says how long it is as it is packed.
pub(crate) fn open<'a>(
    archive: &'a mut Archive,
    packed: &Packed,
) -> Result<(impl Read + 'a, u64), Error> {
    let file = archive.by_index(packed.index).map_err(broken)?;
    let compressed = file.compressed_size();
    Ok((file, compressed))
}

/// Why a file of the archive cannot be read.
pub(crate) fn unreadable(error: std::io::Error) -> FileError {
    broken(ZipError::Io(error))
}

/// Unpacks a file piece by piece.
pub(crate) fn each(
    archive: &mut Archive,
    packed: &Packed,
    meter: &mut Meter,
    take: &mut dyn FnMut(&[u8]) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut file = archive.by_index(packed.index).map_err(broken)?;
    meter.take(file.compressed_size());
    let mut buffer = vec![0; 64 << 10];
    loop {
        let read = read(&mut file, &mut buffer)?;
        if read == 0 {
            return Ok(());
        }
        meter.give(read as u64)?;
        take(&buffer[..read])?;
    }
}

/// Unpacks every part of a workbook once, so that none is a bomb when it is read.
fn measure(archive: &mut Archive, limits: Limits) -> Result<(), Error> {
    let mut buffer = vec![0; 64 << 10];
    let mut whole = Meter::new(limits);
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).map_err(broken)?;
        let is_strings = file.name().map_err(broken)?.ends_with("sharedStrings.xml");
        whole.take(file.compressed_size());
        let mut given = 0;
        loop {
            let read = read(&mut file, &mut buffer)? as u64;
            if read == 0 {
                break;
            }
            given += read;
            whole.give(read)?;
            if is_strings && given > STRINGS {
                return Err(FileError::UnpackedTooLarge { limit: STRINGS }.into());
            }
        }
    }
    Ok(())
}

fn read(
    file: &mut ZipFile<'_, Box<dyn ReadSeek + Send>>,
    buffer: &mut [u8],
) -> Result<usize, Error> {
    file.read(buffer).map_err(|error| unreadable(error).into())
}

/// Refuses an archive that lists too many files before the list is read.
fn refuse_many(reader: &mut Box<dyn ReadSeek + Send>) -> Result<(), Error> {
    const END: &[u8] = b"PK\x05\x06";
    let length = reader.seek(SeekFrom::End(0))?;
    let tail = length.min(66_000);
    reader.seek(SeekFrom::Start(length - tail))?;
    let mut bytes = Vec::new();
    reader.take(tail).read_to_end(&mut bytes)?;
    reader.seek(SeekFrom::Start(0))?;
    let found = memchr::memmem::rfind(&bytes, END);
    let entries = found.and_then(|at| bytes.get(at + 10..at + 12));
    let entries = entries.map_or(0, |two| u64::from(u16::from_le_bytes([two[0], two[1]])));
    if entries > ENTRIES {
        let reason = format!("it lists more than {ENTRIES} files");
        return Err(bad(reason).into());
    }
    Ok(())
}

fn broken(error: ZipError) -> FileError {
    match error {
        ZipError::Io(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            bad("it ends early".to_owned())
        }
        error => bad(error.to_string()),
    }
}

fn bad(reason: String) -> FileError {
    FileError::BadArchive {
        what: "ZIP archive".into(),
        reason,
    }
}
