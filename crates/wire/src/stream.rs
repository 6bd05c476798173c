//! An upload as it comes in, unpacked and turned into a table on the way where that is possible.

use std::io::Write;

use flate2::write::MultiGzDecoder;
use tickets::{Encoding, FileError, Origin, Wire};

use crate::{
    Error, Limits, Sink,
    json::{JsonRows, is_json},
    limits::Meter,
    packed::Packed,
    table::Table,
    utf16::{self, Utf16},
    wrapped::{self, Wrapped},
};

/// So many packed bytes are unpacked at a time: at most a thousand times as many come out.
const STEP: usize = 8 << 10;
/// So many bytes tell what a file is.
const ENOUGH: usize = 4096;

/// What became of a file once all of it went through.
#[derive(Debug)]
pub enum Landing {
    /// What came out is a whole table.
    Table,
    /// What came out are the rows of a table; this is its header, to be put in front.
    Rows(Vec<u8>),
    /// What came out is the file as it was: [`unpack`](crate::unpack) reads it.
    Packed(Packed),
}

impl Landing {
    /// The header to be put in front, where what came out are only rows.
    pub fn into_header(self) -> Option<Vec<u8>> {
        match self {
            Self::Rows(header) => Some(header),
            Self::Table | Self::Packed(_) => None,
        }
    }
}

/// The state between two pieces of an upload.
pub struct Stream {
    limits: Limits,
    gzip: Option<Box<MultiGzDecoder<Vec<u8>>>>,
    meter: Meter,
    inner: Inner,
    started: bool,
    /// Whether an archive was opened already: no other may be inside.
    nested: bool,
    /// Columns of files before, where several become one table.
    table: Option<Table>,
}

/// How a file ended.
pub(crate) enum End {
    /// What came out is a whole table.
    Table,
    /// What came out are the rows of this table, of text in that encoding.
    Rows(Table, Encoding),
    /// What came out is the file as it was.
    Packed(Packed),
}

enum Inner {
    /// Not enough bytes yet to tell what it is.
    Head(Vec<u8>),
    Plain,
    Utf16(Utf16),
    Wrapped(Wrapped),
    Json {
        rows: Box<JsonRows>,
        utf16: Option<Utf16>,
        encoding: Encoding,
    },
    Packed(Packed),
}

impl Stream {
    /// A stream for a file of which this is the first byte.
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            gzip: None,
            meter: Meter::new(limits),
            inner: Inner::Head(Vec::new()),
            started: false,
            nested: false,
            table: None,
        }
    }

    /// The same for a file that came out of an archive; records become rows of the table that goes in.
    pub(crate) fn nested(limits: Limits, table: Table) -> Self {
        Self {
            nested: true,
            table: Some(table),
            ..Self::new(limits)
        }
    }

    /// Whether what comes out is a table that can be read as it comes.
    pub fn is_table(&self) -> bool {
        matches!(
            self.inner,
            Inner::Plain | Inner::Utf16(_) | Inner::Wrapped(_)
        )
    }

    /// Takes the next bytes.
    pub fn feed(&mut self, bytes: &[u8], sink: Sink<'_>) -> Result<(), Error> {
        if bytes.is_empty() {
            return Ok(());
        }
        if !self.started {
            self.started = true;
            // A first piece of one byte is possible, but no gzip file is told by it alone: two are needed.
            if let Inner::Head(head) = &mut self.inner
                && bytes.len() == 1
                && bytes[0] == 0x1F
                && head.is_empty()
            {
                head.push(bytes[0]);
                self.started = false;
                return Ok(());
            }
            let first = match &mut self.inner {
                Inner::Head(head) => std::mem::take(head),
                _ => Vec::new(),
            };
            let whole = [&first[..], bytes].concat();
            if whole.starts_with(b"\x1F\x8B") {
                if self.nested {
                    return Err(FileError::NestedArchive {
                        what: "a gzip archive".into(),
                    }
                    .into());
                }
                self.nested = true;
                self.gzip = Some(Box::new(MultiGzDecoder::new(Vec::new())));
            }
            return self.take(&whole, sink);
        }
        self.take(bytes, sink)
    }

    fn take(&mut self, bytes: &[u8], sink: Sink<'_>) -> Result<(), Error> {
        let Some(mut gzip) = self.gzip.take() else {
            return self.content(bytes, sink);
        };
        for step in bytes.chunks(STEP) {
            gzip.write_all(step).map_err(|error| broken(&error))?;
            let out = std::mem::take(gzip.get_mut());
            self.meter.take(step.len() as u64);
            self.meter.give(out.len() as u64)?;
            self.content(&out, sink)?;
        }
        self.gzip = Some(gzip);
        Ok(())
    }

    /// Takes unpacked bytes.
    fn content(&mut self, bytes: &[u8], sink: Sink<'_>) -> Result<(), Error> {
        match &mut self.inner {
            Inner::Head(head) => {
                head.extend_from_slice(bytes);
                if head.len() >= ENOUGH {
                    return self.begin(sink);
                }
                Ok(())
            }
            Inner::Plain | Inner::Packed(_) => sink(bytes),
            Inner::Utf16(utf16) => sink(utf16.feed(bytes, false)),
            Inner::Wrapped(wrapped) => sink(wrapped.feed(bytes)),
            Inner::Json { rows, utf16, .. } => match utf16 {
                Some(utf16) => rows.feed(utf16.feed(bytes, false), sink),
                None => rows.feed(bytes, sink),
            },
        }
    }

    /// Ends the file.
    pub fn finish(self, sink: Sink<'_>) -> Result<Landing, Error> {
        Ok(match self.end(sink)? {
            End::Table => Landing::Table,
            End::Rows(table, encoding) => {
                Landing::Rows(table.header(Origin::new(Wire::Json, encoding)))
            }
            End::Packed(packed) => Landing::Packed(packed),
        })
    }

    /// The same, with the table itself.
    pub(crate) fn end(mut self, sink: Sink<'_>) -> Result<End, Error> {
        if !self.started
            && let Inner::Head(head) = &mut self.inner
        {
            // A single byte.
            let head = std::mem::take(head);
            self.started = true;
            self.content(&head, sink)?;
        }
        if let Some(mut gzip) = self.gzip.take() {
            gzip.try_finish().map_err(|error| broken(&error))?;
            let out = std::mem::take(gzip.get_mut());
            self.meter.give(out.len() as u64)?;
            self.content(&out, sink)?;
        }
        if let Inner::Head(_) = self.inner {
            self.begin(sink)?;
        }
        match self.inner {
            Inner::Head(_) | Inner::Plain => Ok(End::Table),
            Inner::Utf16(mut utf16) => {
                sink(utf16.feed(&[], true))?;
                Ok(End::Table)
            }
            Inner::Wrapped(mut wrapped) => {
                sink(wrapped.finish())?;
                Ok(End::Table)
            }
            Inner::Json {
                mut rows,
                utf16,
                encoding,
            } => {
                if let Some(mut utf16) = utf16 {
                    rows.feed(utf16.feed(&[], true), sink)?;
                }
                Ok(End::Rows(rows.finish(sink)?, encoding))
            }
            Inner::Packed(packed) => Ok(End::Packed(packed)),
        }
    }

    /// Decides what the file is and lets its head through.
    fn begin(&mut self, sink: Sink<'_>) -> Result<(), Error> {
        let Inner::Head(head) = std::mem::replace(&mut self.inner, Inner::Plain) else {
            return Ok(());
        };
        if let Some(packed) = Packed::of(&head) {
            if self.nested && !packed.may_be_packed() {
                return Err(FileError::NestedArchive {
                    what: packed.what().into(),
                }
                .into());
            }
            self.inner = Inner::Packed(packed);
            return sink(&head);
        }
        if self.nested && head.starts_with(b"\x1F\x8B") {
            return Err(FileError::NestedArchive {
                what: "a gzip archive".into(),
            }
            .into());
        }
        let wide = utf16::detect(&head);
        let text = match wide {
            Some(encoding) => Utf16::new(encoding).feed(&head, false).to_vec(),
            None => head.clone(),
        };
        let encoding = wide.unwrap_or(Encoding::Utf8);
        let mut decoder = wide.map(Utf16::new);
        if is_json(&text) {
            let mut rows = Box::new(JsonRows::new(
                self.limits,
                self.table.take().unwrap_or_else(Table::new),
            ));
            match &mut decoder {
                Some(utf16) => rows.feed(utf16.feed(&head, false), sink)?,
                None => rows.feed(head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&head), sink)?,
            }
            self.inner = Inner::Json {
                rows,
                utf16: decoder,
                encoding,
            };
            return Ok(());
        }
        if let Some(mut utf16) = decoder {
            let origin = Origin::new(Wire::Csv, encoding);
            sink(origin.line().as_bytes())?;
            sink(utf16.feed(&head, false))?;
            self.inner = Inner::Utf16(utf16);
            return Ok(());
        }
        if wrapped::detect(&head) {
            let mut wrapped = Wrapped::new();
            sink(wrapped.feed(&head))?;
            self.inner = Inner::Wrapped(wrapped);
            return Ok(());
        }
        sink(&head)
    }
}

fn broken(error: &std::io::Error) -> FileError {
    FileError::BadArchive {
        what: "gzip archive".into(),
        reason: match error.kind() {
            std::io::ErrorKind::UnexpectedEof => "it ends early".to_owned(),
            _ => error.to_string(),
        },
    }
}

#[cfg(test)]
mod tests {
    use flate2::{Compression, write::GzEncoder};

    use super::*;

    fn run(file: &[u8], piece: usize) -> Result<(Landing, Vec<u8>), Error> {
        let mut stream = Stream::new(Limits::of_uploads(8 << 20));
        let mut out = Vec::new();
        let mut sink = |bytes: &[u8]| {
            out.extend_from_slice(bytes);
            Ok(())
        };
        for part in file.chunks(piece) {
            stream.feed(part, &mut sink)?;
        }
        let landing = stream.finish(&mut sink)?;
        Ok((landing, out))
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut out = GzEncoder::new(Vec::new(), Compression::default());
        out.write_all(bytes).unwrap();
        out.finish().unwrap()
    }

    const CSV: &[u8] = b"Issue key,Summary\nA-1,x\n";

    #[test]
    fn a_table_goes_through_as_it_is_and_gzip_is_unpacked() {
        let twice = [gzip(&CSV[..10]), gzip(&CSV[10..])].concat();
        for piece in [1, 3, 1000] {
            for file in [CSV.to_vec(), gzip(CSV), twice.clone()] {
                let (landing, out) = run(&file, piece).unwrap();
                assert!(matches!(landing, Landing::Table));
                assert_eq!(out, CSV);
            }
            for short in [&b"x"[..], b"\x1F", b""] {
                assert_eq!(run(short, piece).unwrap().1, short);
            }
        }
    }

    #[test]
    fn utf_16_and_json_become_tables() {
        let text = "\u{feff}Issue key,Größe\nA-1,x\n";
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for piece in [1, 2, 5, 1000] {
            let (_, out) = run(&gzip(&wide), piece).unwrap();
            let expected = format!(
                "#undertone 1 csv utf-16le\n{}",
                text.trim_start_matches('\u{feff}')
            );
            assert_eq!(String::from_utf8(out).unwrap(), expected);
            let json = "\u{feff}[{\"id\":1,\"t\":\"ß\"}]";
            let wide: Vec<u8> = json.encode_utf16().flat_map(u16::to_be_bytes).collect();
            for file in [json.as_bytes(), &wide] {
                let (landing, out) = run(file, piece).unwrap();
                assert_eq!(out, "1,,1,ß\r\n".as_bytes());
                assert!(matches!(landing, Landing::Rows(header) if header.ends_with(b",id,t\r\n")));
            }
        }
    }

    #[test]
    fn bombs_and_broken_archives_are_refused() {
        let kind = |file: &[u8]| match run(file, 100).map(|_| ()) {
            Err(Error::File(error)) => error.kind(),
            other => panic!("{other:?}"),
        };
        assert_eq!(kind(&gzip(&vec![b'x'; 20 << 20])), "unpacked_ratio");
        let mut noise = 1_u32;
        let dense: Vec<u8> = (0..(33 << 20))
            .map(|_| {
                noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                b'a' + (noise >> 28) as u8
            })
            .collect();
        assert_eq!(kind(&gzip(&dense)), "unpacked_too_large");
        let packed = gzip(CSV);
        assert_eq!(kind(&packed[..packed.len() - 6]), "bad_archive");
        assert_eq!(kind(&gzip(&packed)), "nested_archive");
        assert_eq!(kind(&gzip(b"PK\x03\x04rest")), "nested_archive");
    }
}
