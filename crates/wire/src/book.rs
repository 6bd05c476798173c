//! Tables with rows of cells: the sheets of a workbook, or what a page has. Those of one header become one table.

use std::collections::BTreeMap;

use tickets::{FileError, Origin, TableFound};

use crate::{
    Error, Landing, Limits, Sink,
    choose::{self, Candidate, Fits},
    limits::Meter,
    table::Table,
};
use beside::Beside;
use head::Head;

mod beside;
mod head;

/// So many bytes the first rows of all tables have together before their texts are cut, as what a table is shows in a few
/// words; and the most of them.
const HEADS: usize = 32 << 20;
const MOST: usize = 64 << 20;
/// Letters of a text that is cut, and what a cell takes beside its text, in bytes.
const CUT: usize = 200;
const COST: usize = 64;

/// Bytes of a row that are kept, a little more than a record may have, so that it is told; and so many cells.
const LONGEST: usize = (8 << 20) + 1;
const WIDEST: usize = 20_000;

/// A row of a table: its number from 0, the line it is told by, and its filled cells.
#[derive(Debug, Default)]
pub(crate) struct Row {
    pub number: u32,
    pub line: u64,
    pub cells: Vec<Cell>,
    /// Whether it says of itself that it is a header, and whether some of its names go over several columns.
    pub is_head: bool,
    pub is_wide: bool,
    /// Bytes of its cells.
    bytes: usize,
}

impl Row {
    /// A row without cells.
    pub fn new(number: u32, line: u64) -> Self {
        Self {
            number,
            line,
            ..Self::default()
        }
    }

    /// Adds a cell, unless the row is too long already.
    pub fn push(&mut self, cell: Cell) {
        if self.bytes <= LONGEST && self.cells.len() <= WIDEST {
            self.bytes += cell.text.len();
            self.cells.push(cell);
        }
    }

    /// The row with its cells from left to right; of several in one place the last counts.
    pub fn in_order(mut self) -> Self {
        self.cells.reverse();
        self.cells.sort_by_key(|cell| cell.column);
        self.cells.dedup_by_key(|cell| cell.column);
        self
    }

    /// The row with the beginnings of its texts.
    fn cut(mut self) -> Self {
        for cell in &mut self.cells {
            cell.text = cell.text.chars().take(CUT).collect();
        }
        self
    }

    /// What it takes, in bytes.
    fn cost(&self) -> usize {
        let cells = self.cells.iter();
        cells.map(|cell| cell.text.len() + COST).sum()
    }
}

/// A filled cell.
#[derive(Debug)]
pub(crate) struct Cell {
    pub column: usize,
    pub text: String,
    /// Whether it holds a word: no number, no date.
    pub is_word: bool,
}

/// Takes a row of the table of that number; says whether more of it is wanted.
pub(crate) type Take<'a> = &'a mut dyn FnMut(usize, Row) -> Result<bool, Error>;

/// A file that holds such tables.
pub(crate) trait Book {
    /// What it is.
    fn origin(&self) -> Origin;

    /// The name of the table of that number.
    fn name(&self, number: usize) -> String;

    /// Whether it has one table and no other.
    fn is_single(&self) -> bool {
        false
    }

    /// Whether a table without rows is none, as what a page has only to look well.
    fn is_page(&self) -> bool {
        false
    }

    /// Hands on the rows of the tables that are wanted, each from its first to its last.
    fn each(&mut self, wanted: &dyn Fn(usize) -> bool, take: Take<'_>) -> Result<(), Error>;
}

/// Which tables of a book are read.
pub(crate) struct Plan {
    heads: BTreeMap<usize, Head>,
    list: Vec<TableFound>,
    /// The lines that tell of all tables.
    told: String,
}

impl Plan {
    /// What is read together with what has the same.
    pub fn names(&self) -> String {
        self.first().map_or_else(String::new, kind)
    }

    /// How many rows are read.
    pub fn rows(&self) -> u64 {
        let taken = self.list.iter().filter(|found| found.taken);
        taken.map(|found| found.rows).sum()
    }

    /// A table that starts as the one that is read does.
    pub fn start(&self, origin: Origin) -> Result<Vec<u8>, FileError> {
        self.first()
            .map_or_else(|| Ok(Vec::new()), |head| head.table(origin))
    }

    fn first(&self) -> Option<&Head> {
        let mut taken = self.list.iter().zip(self.heads.values());
        taken.find(|(found, _)| found.taken).map(|(_, head)| head)
    }

    fn taken(&self) -> BTreeMap<usize, &Head> {
        let taken = self.list.iter().zip(&self.heads);
        taken
            .filter(|(found, _)| found.taken)
            .map(|(_, (number, head))| (*number, head))
            .collect()
    }
}

/// Reads the tables that look most like tickets, or the one of that name.
pub(crate) fn rows(
    book: &mut dyn Book,
    limits: Limits,
    wanted: Option<&str>,
    sink: Sink<'_>,
) -> Result<Landing, Error> {
    let plan = plan(book, wanted)?;
    let mut writing = Writing::new(limits);
    writing.write(book, &plan, sink)?;
    let header = writing.table.header_of(book.origin(), &plan.told);
    Ok(Landing::Rows(header))
}

/// Decides what is read.
pub(crate) fn plan(book: &mut dyn Book, wanted: Option<&str>) -> Result<Plan, Error> {
    let mut heads: BTreeMap<usize, Head> = BTreeMap::new();
    let single = book.is_single();
    let mut kept = 0;
    book.each(&|_| true, &mut |number, row| {
        let head = heads.entry(number).or_default();
        if !head.is_open() {
            return Ok(head.take(row) || !single);
        }
        let row = if kept > HEADS { row.cut() } else { row };
        kept += row.cost();
        enough(kept)?;
        Ok(head.take(row) || !single)
    })?;
    let mut finished: BTreeMap<usize, Head> = BTreeMap::new();
    for (number, head) in heads {
        if let Some(head) = head.finish() {
            // A sheet has as many names as it is wide.
            kept += size_of_val(head.names());
            enough(kept)?;
            finished.insert(number, head);
        }
    }
    let mut heads = finished;
    if book.is_page() && heads.values().any(|head| head.rows() > 0) {
        heads.retain(|_, head| head.rows() > 0);
    }
    if heads.is_empty() && book.is_page() {
        let what = "an HTML page whose tables have no rows (perhaps a sign-in page)".into();
        return Err(FileError::Binary { what }.into());
    }
    if heads.is_empty() {
        return Err(FileError::Empty.into());
    }
    let mut candidates = Vec::new();
    for (number, head) in &heads {
        let table = head.table(book.origin())?;
        candidates.push(Candidate {
            name: book.name(*number),
            rows: head.rows(),
            kind: kind(head),
            fits: fits(&table),
        });
    }
    let choose::Choice { list, told } = choose::choose(&candidates, wanted)?;
    Ok(Plan { heads, list, told })
}

/// Whether what is kept is not too much.
fn enough(kept: usize) -> Result<(), FileError> {
    if kept > MOST {
        let reason = format!("its first rows are longer than {} MiB", MOST >> 20);
        return Err(FileError::BadWorkbook { reason });
    }
    Ok(())
}

fn kind(head: &Head) -> String {
    head.names().join("\u{1f}")
}

/// How much a table that starts so looks like tickets.
pub(crate) fn fits(table: &[u8]) -> Fits {
    choose::look(table, false).map_or((false, false, false), |(_, fits)| fits)
}

/// The one table that those of one header become.
pub(crate) struct Writing {
    pub table: Table,
    started: bool,
    beside: Beside,
    meter: Meter,
}

impl Writing {
    /// Nothing yet.
    pub fn new(limits: Limits) -> Self {
        let mut meter = Meter::new(limits);
        // What is unpacked is measured before; what counts here is how often a text is repeated.
        meter.take(u64::MAX / 2);
        Self {
            table: Table::new(),
            started: false,
            beside: Beside::default(),
            meter,
        }
    }

    /// Writes the rows below the headers.
    pub fn write(&mut self, book: &mut dyn Book, plan: &Plan, sink: Sink<'_>) -> Result<(), Error> {
        let heads = plan.taken();
        if let Some(first) = heads.values().next().filter(|_| !self.started) {
            self.table = first.columns()?;
            self.started = true;
        }
        book.each(&|number| heads.contains_key(&number), &mut |number, row| {
            let Some(head) = heads.get(&number) else {
                return Ok(false);
            };
            if row.number <= head.number() || row.cells.is_empty() {
                return Ok(true);
            }
            self.beside
                .place(row.cells, head.names().len(), &mut self.table)?;
            let row = self.table.end(row.line);
            self.meter.give(row.len() as u64)?;
            sink(row)?;
            Ok(true)
        })
    }
}
