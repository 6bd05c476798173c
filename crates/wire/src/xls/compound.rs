//! A stream in a compound file, in which Microsoft's programs kept several files in one before 2007.

use std::io::{self, Read, Seek, SeekFrom};

use tickets::FileError;

use crate::{Error, ReadSeek};

/// What such a file starts with.
pub(crate) const MAGIC: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// Ends a chain of sectors; everything from here on is none.
const LAST: u32 = 0xFFFF_FFFA;
/// Bytes of an entry of the directory, of a small sector, and of the longest stream of small ones.
const ENTRY: usize = 128;
const SMALL: u64 = 64;
const SHORT: u64 = 4096;
/// Most entries that are looked at.
const ENTRIES: usize = 10_000;
/// So many bytes are read at a time.
const STEP: usize = 64 << 10;

/// Something to read from any place.
pub(crate) type Reader = Box<dyn ReadSeek + Send>;

/// The bytes of a stream, wherever they lie in the file.
pub(super) struct Stream {
    reader: Reader,
    /// Where its sectors lie.
    sectors: Vec<u64>,
    sector: u64,
    size: u64,
    at: u64,
    /// What was read ahead, and where in the stream it begins.
    ahead: Vec<u8>,
    ahead_at: u64,
}

/// A compound file with its table of sectors.
struct File {
    reader: Reader,
    sector: u64,
    length: u64,
    next: Vec<u32>,
}

/// A stream or a storage.
struct Entry {
    name: String,
    kind: u8,
    start: u32,
    size: u64,
}

/// Opens the workbook in a file; one that is no compound file is the stream itself.
pub(super) fn open(mut reader: Reader) -> Result<Stream, Error> {
    let length = reader.seek(SeekFrom::End(0))?;
    reader.seek(SeekFrom::Start(0))?;
    let mut head = Vec::new();
    (&mut reader).take(512).read_to_end(&mut head)?;
    if !head.starts_with(MAGIC) {
        return Ok(Stream {
            reader,
            sectors: vec![0],
            sector: length,
            size: length,
            at: 0,
            ahead: Vec::new(),
            ahead_at: 0,
        });
    }
    let mut file = File::new(reader, &head, length)?;
    let entries = file.entries(u32_at(&head, 48))?;
    let named = |names: &[&str]| {
        let mut all = entries.iter();
        all.find(|entry| {
            entry.kind == 2
                && names
                    .iter()
                    .any(|name| entry.name.eq_ignore_ascii_case(name))
        })
    };
    let Some(found) = named(&["Workbook", "Book"]) else {
        let what = if named(&["EncryptedPackage"]).is_some() {
            "an Excel workbook with a password (save it without one)"
        } else {
            "a document of an older Office program, such as Word or Outlook"
        };
        return Err(FileError::Binary { what: what.into() }.into());
    };
    let (start, size) = (found.start, found.size);
    if size >= SHORT {
        return file.stream(start, size);
    }
    let root = entries.iter().find(|entry| entry.kind == 5);
    let root = root.ok_or_else(|| bad("its directory has no root"))?;
    let all = file.chain(root.start)?;
    // There are no more small sectors than the root has room for.
    let most = usize::try_from(all.len() as u64 * file.sector / SMALL).unwrap_or(usize::MAX);
    let in_one = usize::try_from(file.sector / 4).unwrap_or(usize::MAX);
    let mut table = file.chain(u32_at(&head, 60))?;
    table.truncate(most.div_ceil(in_one));
    let table = file.read(&table)?;
    let next: Vec<u32> = table.chunks_exact(4).map(|four| u32_at(four, 0)).collect();
    let place = |small: u32| u64::from(small) * SMALL;
    let (mut sectors, mut small) = (Vec::new(), start);
    while small < LAST && (sectors.len() as u64) * SMALL < size {
        let within = usize::try_from(place(small) / file.sector).unwrap_or(usize::MAX);
        let sector = all.get(within).ok_or_else(|| bad("a sector is missing"))?;
        sectors.push(file.place(*sector)? + place(small) % file.sector);
        small = next.get(small as usize).copied().unwrap_or(u32::MAX);
    }
    Ok(file.over(sectors, SMALL, size))
}

impl File {
    fn new(reader: Reader, head: &[u8], length: u64) -> Result<Self, Error> {
        let shift = head.get(30).copied().unwrap_or_default();
        if head.len() < 512 || !matches!(shift, 9 | 12) {
            return Err(bad("its head is damaged"));
        }
        let mut file = Self {
            reader,
            sector: 1 << shift,
            length,
            next: Vec::new(),
        };
        let most = usize::try_from(length / file.sector).unwrap_or(usize::MAX);
        let mut tables: Vec<u32> = (76..512).step_by(4).map(|at| u32_at(head, at)).collect();
        let mut more = u32_at(head, 68);
        let mut read = 0;
        while more < LAST && read <= most / 64 + 1 {
            let bytes = file.read(&[more])?;
            let (list, behind) = bytes.split_at(bytes.len().saturating_sub(4));
            tables.extend(list.chunks_exact(4).map(|four| u32_at(four, 0)));
            more = behind
                .first_chunk()
                .map_or(LAST, |four| u32::from_le_bytes(*four));
            read += 1;
        }
        tables.retain(|sector| *sector < LAST);
        tables.truncate(most / 64 + 1);
        for table in tables {
            let bytes = file.read(&[table])?;
            file.next
                .extend(bytes.chunks_exact(4).map(|four| u32_at(four, 0)));
        }
        file.next.truncate(most + 1);
        Ok(file)
    }

    /// Where a sector lies.
    fn place(&self, sector: u32) -> Result<u64, Error> {
        let at = (u64::from(sector) + 1) * self.sector;
        Some(at)
            .filter(|at| *at < self.length)
            .ok_or_else(|| bad("a sector is missing"))
    }

    /// The sectors that follow on each other.
    fn chain(&self, first: u32) -> Result<Vec<u32>, Error> {
        let (mut chain, mut sector) = (Vec::new(), first);
        while sector < LAST {
            if chain.len() > self.next.len() {
                return Err(bad("its sectors go round in a circle"));
            }
            chain.push(sector);
            sector = self.next.get(sector as usize).copied().unwrap_or(u32::MAX);
        }
        Ok(chain)
    }

    /// The bytes of sectors; of the last there may be fewer.
    fn read(&mut self, sectors: &[u32]) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        for sector in sectors {
            let at = self.place(*sector)?;
            self.reader.seek(SeekFrom::Start(at))?;
            (&mut self.reader)
                .take(self.sector)
                .read_to_end(&mut bytes)?;
        }
        Ok(bytes)
    }

    fn entries(&mut self, first: u32) -> Result<Vec<Entry>, Error> {
        let mut chain = self.chain(first)?;
        chain.truncate(ENTRIES * ENTRY / 512);
        let bytes = self.read(&chain)?;
        let entries = bytes.chunks_exact(ENTRY).map(|entry| {
            let length = usize::from(u16::from_le_bytes([entry[64], entry[65]])).clamp(2, 64);
            let units = entry[..length - 2].chunks_exact(2);
            let units: Vec<u16> = units
                .map(|two| u16::from_le_bytes([two[0], two[1]]))
                .collect();
            Entry {
                name: String::from_utf16_lossy(&units),
                kind: entry[66],
                start: u32_at(entry, 116),
                size: u64::from(u32_at(entry, 120)),
            }
        });
        Ok(entries.collect())
    }

    fn stream(self, first: u32, size: u64) -> Result<Stream, Error> {
        let chain = self.chain(first)?;
        let places = chain.into_iter().map(|sector| self.place(sector));
        let sectors = places.collect::<Result<Vec<u64>, Error>>()?;
        let sector = self.sector;
        Ok(self.over(sectors, sector, size))
    }

    fn over(self, sectors: Vec<u64>, sector: u64, size: u64) -> Stream {
        let size = size.min(sectors.len() as u64 * sector);
        Stream {
            reader: self.reader,
            sectors,
            sector,
            size,
            at: 0,
            ahead: Vec::new(),
            ahead_at: 0,
        }
    }
}

impl Stream {
    /// Where the next byte is.
    pub fn position(&self) -> u64 {
        self.at
    }

    /// Goes to a place.
    pub fn go_to(&mut self, at: u64) {
        self.at = at;
    }

    /// Fills the buffer; says whether there were so many bytes.
    pub fn fill(&mut self, mut buffer: &mut [u8]) -> io::Result<bool> {
        while !buffer.is_empty() {
            let within = self
                .at
                .checked_sub(self.ahead_at)
                .and_then(|within| usize::try_from(within).ok());
            let ready = within
                .and_then(|within| self.ahead.get(within..))
                .unwrap_or_default();
            if ready.is_empty() {
                if self.at >= self.size || !self.read_ahead()? {
                    return Ok(false);
                }
                continue;
            }
            let length = ready.len().min(buffer.len());
            buffer[..length].copy_from_slice(&ready[..length]);
            buffer = &mut buffer[length..];
            self.at += length as u64;
        }
        Ok(true)
    }

    /// Reads from where the next byte is, as far as sectors lie one behind the other.
    fn read_ahead(&mut self) -> io::Result<bool> {
        let first = usize::try_from(self.at / self.sector).unwrap_or(usize::MAX);
        let Some(&place) = self.sectors.get(first) else {
            return Ok(false);
        };
        let within = self.at % self.sector;
        let mut length = self.sector;
        for (before, next) in self.sectors[first..].iter().zip(&self.sectors[first + 1..]) {
            if *next != *before + self.sector || length >= STEP as u64 {
                break;
            }
            length += self.sector;
        }
        let length = (length - within).min(self.size - self.at).min(STEP as u64);
        self.ahead.clear();
        self.ahead_at = self.at;
        self.reader.seek(SeekFrom::Start(place + within))?;
        (&mut self.reader)
            .take(length)
            .read_to_end(&mut self.ahead)?;
        Ok(!self.ahead.is_empty())
    }
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    let four = bytes.get(at..).and_then(<[u8]>::first_chunk);
    four.map_or(u32::MAX, |four| u32::from_le_bytes(*four))
}

pub(super) fn bad(reason: &str) -> Error {
    let reason = reason.to_owned();
    FileError::BadWorkbook { reason }.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    const NONE: u32 = u32::MAX;
    const END: u32 = 0xFFFF_FFFE;

    /// A file with a stream of 100 bytes in small sectors 1 and 0; their table has so many sectors.
    fn small(tables: u32) -> Vec<u8> {
        let put = |bytes: &mut Vec<u8>, at: usize, numbers: &[u32]| {
            for (number, at) in numbers.iter().zip((at..).step_by(4)) {
                bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
            }
        };
        let mut head = MAGIC.to_vec();
        head.resize(512, 0xFF);
        head[30] = 9;
        // The table of sectors, the directory, the root's sector, and the table of the small ones.
        put(&mut head, 48, &[1]);
        put(&mut head, 60, &[3]);
        put(&mut head, 76, &[0]);
        let mut next = vec![0xFFFF_FFFD, END, END];
        next.extend((4..3 + tables).chain([END]));
        next.resize(128, NONE);
        let mut table = vec![0; 512];
        put(&mut table, 0, &next);
        let mut directory = vec![0; 512];
        for (entry, (name, kind, start, size)) in [("R", 5, 2, 512), ("Book", 2, 1, 100)]
            .into_iter()
            .enumerate()
        {
            let at = entry * ENTRY;
            for (letter, byte) in name.bytes().enumerate() {
                directory[at + letter * 2] = byte;
            }
            directory[at + 64] = u8::try_from(name.len() * 2 + 2).unwrap();
            directory[at + 66] = kind;
            put(&mut directory, at + 116, &[start, size]);
        }
        let root = [[b'b'; 64], [b'a'; 64]].concat();
        let mut file = [head, table, directory, root].concat();
        file.resize(512 * 4, 0);
        let mut small = vec![0xFF; 512 * tables as usize];
        put(&mut small, 0, &[END, 0]);
        file.extend(small);
        file
    }

    /// Counts what is read.
    struct Counted(
        Cursor<Vec<u8>>,
        std::sync::Arc<std::sync::atomic::AtomicUsize>,
    );

    impl Read for Counted {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let length = self.0.read(buffer)?;
            self.1
                .fetch_add(length, std::sync::atomic::Ordering::Relaxed);
            Ok(length)
        }
    }

    impl Seek for Counted {
        fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
            self.0.seek(to)
        }
    }

    #[test]
    fn of_the_small_sectors_no_more_is_read_than_there_can_be() {
        let read = |tables: u32| {
            let count = std::sync::Arc::default();
            let file = Counted(Cursor::new(small(tables)), std::sync::Arc::clone(&count));
            let mut stream = open(Box::new(file)).unwrap();
            let mut bytes = [0; 100];
            assert!(stream.fill(&mut bytes).unwrap());
            assert_eq!(bytes[..], [&[b'a'; 64][..], &[b'b'; 36]].concat());
            count.load(std::sync::atomic::Ordering::Relaxed)
        };
        assert_eq!(read(100), read(1));
    }
}
