//! XML to rows: each of the elements that repeat is a record, as JSON would have it.

mod element;
mod events;
mod own;
mod shape;
pub(crate) mod sheets;

use tickets::{Encoding, HEAD_BYTES, Origin, Wire};

use crate::{
    Error, Landing, Limits, Sink, book,
    choose::{self, Candidate},
    json,
    limits::Meter,
    source::Source,
    table::Table,
};
use element::{Builder, Ended};
use events::Step;
use shape::Path;

/// A document that can be read again, and where its records are.
pub(crate) struct Document<'a> {
    source: &'a mut dyn Source,
    encoding: Encoding,
    kinds: Vec<Path>,
}

impl<'a> Document<'a> {
    /// Looks where the records are.
    pub fn new(source: &'a mut dyn Source, encoding: Encoding) -> Result<Self, Error> {
        let kinds = shape::of(source, encoding)?;
        Ok(Self {
            source,
            encoding,
            kinds,
        })
    }

    pub fn origin(&self) -> Origin {
        Origin::new(Wire::Xml, self.encoding)
    }

    /// Reads the records that look most like tickets, or those of that name.
    pub fn rows(
        &mut self,
        limits: Limits,
        wanted: Option<&str>,
        sink: Sink<'_>,
    ) -> Result<Landing, Error> {
        let told = self.choose(limits, wanted)?;
        let table = self.write(Table::new(), limits, sink)?;
        Ok(Landing::Rows(table.header_of(self.origin(), &told)))
    }

    /// Keeps the one kind of records that is read, and tells of the others.
    pub fn choose(&mut self, limits: Limits, wanted: Option<&str>) -> Result<String, Error> {
        if self.kinds.len() == 1 && wanted.is_none() {
            return Ok(String::new());
        }
        let mut candidates = Vec::new();
        for path in self.kinds.clone() {
            let (mut rows, mut head) = (0, Vec::new());
            let table = self.write_kind(&path, Table::new(), limits, &mut |row| {
                rows += 1;
                if head.len() + row.len() <= HEAD_BYTES / 2 {
                    head.extend_from_slice(row);
                }
                Ok(())
            })?;
            let mut start = table.header(self.origin());
            start.append(&mut head);
            candidates.push(Candidate {
                name: path.join("/"),
                rows,
                kind: path.join("/"),
                fits: book::fits(&start),
            });
        }
        let choose::Choice { list, told } = choose::choose(&candidates, wanted)?;
        let mut taken = list.iter().map(|found| found.taken);
        self.kinds.retain(|_| taken.next().unwrap_or_default());
        Ok(told)
    }

    /// Writes the records of the first kind to a table that may have columns of other files already.
    pub fn write(&mut self, table: Table, limits: Limits, sink: Sink<'_>) -> Result<Table, Error> {
        let path = self.kinds.first().cloned().unwrap_or_default();
        self.write_kind(&path, table, limits, sink)
    }

    fn write_kind(
        &mut self,
        path: &Path,
        mut table: Table,
        limits: Limits,
        sink: Sink<'_>,
    ) -> Result<Table, Error> {
        // A table repeats separators where XML has nothing.
        let mut meter = Meter::new(limits);
        let mut builder = Builder::default();
        let (mut depth, mut matched, mut begun) = (0, 0, 1);
        events::each(self.source, self.encoding, &mut |step, line| {
            let ended = match step {
                Step::Start(name, attributes) => {
                    meter.take(name.len() as u64 + attributes.length());
                    let is_idle = builder.is_idle();
                    if is_idle {
                        depth += 1;
                        if matched + 1 == depth
                            && path.get(matched).is_some_and(|next| next == name)
                        {
                            matched = depth;
                        }
                        begun = line;
                    }
                    if !is_idle || (matched == depth && depth == path.len()) {
                        builder.start(name, attributes, limits.record);
                    }
                    None
                }
                Step::Text(text) => {
                    meter.take(text.len() as u64);
                    if !builder.is_idle() {
                        builder.text(&text, limits.record);
                    }
                    None
                }
                Step::End => {
                    let ended = builder.end();
                    if builder.is_idle() {
                        depth -= 1;
                        matched = matched.min(depth);
                    }
                    ended
                }
            };
            let row = match ended {
                Some(Ended::Record(record)) => {
                    json::write_record(&mut table, &record)?;
                    table.end(begun)
                }
                Some(Ended::TooLong(start)) => table.too_long(begun, &start),
                None => return Ok(true),
            };
            meter.give(row.len() as u64)?;
            sink(row)?;
            Ok(true)
        })?;
        Ok(table)
    }
}

#[cfg(test)]
mod tests;
