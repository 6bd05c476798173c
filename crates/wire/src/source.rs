//! A file that is read from its start as often as it takes: where its table is, is known only at its end.

use std::io::{self, Read};

use tickets::FileError;

use crate::{
    Error, Limits, Open,
    archive::{self, Archive},
    limits::Meter,
};

/// What is done with a file from its start.
pub(crate) type Once<'a> = &'a mut dyn FnMut(&mut dyn Read) -> Result<(), Error>;

/// A file that can be read again.
pub(crate) trait Source {
    /// Reads it once.
    fn read(&mut self, once: Once<'_>) -> Result<(), Error>;
}

/// A file that is stored by itself.
pub(crate) struct Stored<'a>(pub &'a Open);

impl Source for Stored<'_> {
    fn read(&mut self, once: Once<'_>) -> Result<(), Error> {
        once(&mut (self.0)()?)
    }
}

/// A file in an archive.
pub(crate) struct Entry<'a> {
    pub archive: &'a mut Archive,
    pub file: &'a archive::Packed,
    pub limits: Limits,
    /// What came out of the archive, where this file was not counted yet.
    pub meter: Option<&'a mut Meter>,
}

impl Source for Entry<'_> {
    fn read(&mut self, once: Once<'_>) -> Result<(), Error> {
        let mut again = Meter::new(self.limits);
        // However often it is read, it counts once.
        let first = self.meter.take();
        let meter = first.unwrap_or(&mut again);
        let (mut unpacked, compressed) = archive::open(self.archive, self.file)?;
        meter.take(compressed);
        let mut counted = Counted {
            inner: &mut unpacked,
            meter,
            broken: None,
        };
        let done = once(&mut counted);
        match counted.broken {
            Some(error) => Err(error.into()),
            None => done,
        }
    }
}

/// Counts what is unpacked, and remembers why it cannot be.
struct Counted<'a> {
    inner: &'a mut dyn Read,
    meter: &'a mut Meter,
    broken: Option<FileError>,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = match self.inner.read(buffer) {
            Ok(read) => self.meter.give(read as u64).map(|()| read),
            Err(error) => Err(archive::unreadable(error)),
        };
        read.map_err(|error| {
            self.broken = Some(error);
            io::Error::other("the archive cannot be read")
        })
    }
}
