//! A small file that is in memory already, made a table in one go.

use std::io::Cursor;
use std::sync::Arc;

use crate::{Error, Landing, Limits, Open, ReadSeek, Stream, unpack};

/// The table that becomes of a whole file, header and all; `piece` bytes of it are fed at a time, at least one.
///
/// # Errors
/// As [`Stream`] and [`unpack`] refuse it.
pub fn whole(file: &[u8], piece: usize, limits: Limits) -> Result<Vec<u8>, Error> {
    let mut out = Vec::new();
    let mut stream = Stream::new(limits);
    for part in file.chunks(piece.max(1)) {
        stream.feed(part, &mut collect(&mut out))?;
    }
    let mut landing = stream.finish(&mut collect(&mut out))?;
    if let Landing::Packed(packed) = landing {
        let stored: Arc<[u8]> = std::mem::take(&mut out).into();
        let open: Open = Arc::new(move || {
            Ok(Box::new(Cursor::new(Arc::clone(&stored))) as Box<dyn ReadSeek + Send>)
        });
        landing = unpack(packed, &open, limits, &mut collect(&mut out))?;
    }
    Ok(match landing {
        Landing::Rows(header) => [header, out].concat(),
        Landing::Table | Landing::Packed(_) => out,
    })
}

fn collect(out: &mut Vec<u8>) -> impl FnMut(&[u8]) -> Result<(), Error> + '_ {
    |bytes| {
        out.extend_from_slice(bytes);
        Ok(())
    }
}
