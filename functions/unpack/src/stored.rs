//! A stored file becomes a table beside it.

use std::fs::File;
use std::io::{BufWriter, IntoInnerError, Write};
use std::path::Path;
use std::sync::Arc;

use wire::{Error, Open, Order, Packed, ReadSeek, Unpacked};

/// Reads `incoming` in a job's folder and writes what comes out as `unpacked`.
pub fn unpack(folder: &Path, order: &Order) -> Result<Unpacked, Error> {
    let path = folder.join("incoming");
    let open: Open = Arc::new(move || Ok(Box::new(File::open(&path)?) as Box<dyn ReadSeek + Send>));
    let schema = match order.packed {
        Packed::Parquet => Some(wire::parquet_schema(&open)?),
        Packed::Zip | Packed::Xls | Packed::Markup => None,
    };
    // What an earlier try wrote goes.
    let mut out = BufWriter::with_capacity(1 << 20, File::create(folder.join("unpacked"))?);
    let mut sink = |bytes: &[u8]| Ok(out.write_all(bytes)?);
    let table = order.table.as_deref();
    let landing = wire::unpack_table(order.packed, &open, order.limits, table, &mut sink)?;
    out.into_inner()
        .map_err(IntoInnerError::into_error)?
        .sync_all()?;
    let header = landing.into_header();
    Ok(Unpacked { header, schema })
}
