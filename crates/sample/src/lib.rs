//! Generates Jira-like exports as odd as the real ones, with a manifest of what they hold.
//!
//! Everything is fixed by the [`Options`]: the same ones give the same bytes on every machine. Tickets, people,
//! products and sentences are made up. A later [`week`](Options::week) is the same project exported again: tickets
//! have moved on, there are more comments and more tickets, and what was there is still there.

mod breaks;
mod columns;
mod csv;
mod life;
mod manifest;
mod phrases;
mod rng;
mod row;
mod text;
mod words;

use std::io::{self, Write};

use jiff::{
    Timestamp, ToSpan,
    civil::{Date, date},
    tz::TimeZone,
};

use breaks::{Break, Flaw};
use columns::Layout;
pub use columns::{Columns, UnknownColumns};
use csv::Csv;
use life::{Calendar, Life, Setting, State};
pub use manifest::{Counts, Known, Manifest};
use row::{Cells, Places};

/// Days before the first export in which its tickets were created.
const DAYS: u16 = 120;

/// What to generate.
#[derive(Debug, Clone)]
pub struct Options {
    /// Tickets of the first export; each later week has a seventeenth more, as many as the weeks before had.
    pub rows: u64,
    /// How many columns.
    pub columns: Columns,
    /// Another seed is another project.
    pub seed: u64,
    /// Which export: 0 is the first, each further one is a week later.
    pub week: u32,
    /// Share of rows with something wrong, 0 to 1.
    pub broken_share: f64,
    /// Zone the export's dates are written in.
    pub zone: TimeZone,
    /// Day of the first export, which is made at six in the morning; no ticket of it is from that day.
    pub first_export: Date,
}

impl Options {
    /// The first export of 1 June 2026 in UTC, one row in a hundred broken.
    pub fn new(rows: u64, columns: Columns, seed: u64) -> Self {
        let (zone, first_export) = (TimeZone::UTC, date(2026, 6, 1));
        Self {
            rows,
            columns,
            seed,
            week: 0,
            broken_share: 0.01,
            zone,
            first_export,
        }
    }

    /// Tickets that are new in each later week.
    fn growth(&self) -> u64 {
        (self.rows * 7 / u64::from(DAYS)).max(1)
    }

    fn export_day(&self, week: u32) -> Date {
        self.first_export
            .saturating_add((7 * i64::from(week)).days())
    }

    fn exported_at(&self, week: u32) -> Timestamp {
        let local = self.export_day(week).at(6, 0, 0, 0);
        let at = self
            .zone
            .to_ambiguous_timestamp(local)
            .compatible()
            .unwrap_or_default();
        life::settled(at, &self.zone)
    }
}

/// Writes an export, row by row, and says what it holds.
pub fn generate(options: &Options, out: &mut impl Write) -> io::Result<Manifest> {
    let places = Places::new(Layout::new(options.columns));
    let columns = places.names().len();
    let mut csv = Csv::new(out)?;
    let header: Cells = places.names().iter().cloned().enumerate().collect();
    csv.row(&header, columns)?;
    let mut manifest = Manifest {
        columns,
        week: options.week,
        timezone: options.zone.iana_name().unwrap_or("UTC").to_owned(),
        exported_at: options.exported_at(options.week),
        ..Manifest::default()
    };
    for week in 0..=options.week {
        let calendar = Calendar::new(
            options.seed,
            options.export_day(week),
            if week == 0 { DAYS } else { 7 },
        );
        let count = if week == 0 {
            options.rows
        } else {
            options.growth()
        };
        let first = if week == 0 {
            0
        } else {
            options.rows + u64::from(week - 1) * options.growth()
        };
        for index in 0..count {
            let number = first + index;
            #[expect(
                clippy::cast_precision_loss,
                reason = "a share of the calendar needs no more digits"
            )]
            let share =
                (index as f64 + rng::Rng::new(options.seed, &[number]).unit()) / count as f64;
            let flaw = Flaw::of(options.seed, number, options.broken_share);
            let setting = Setting {
                seed: options.seed,
                zone: &options.zone,
                end: options.first_export,
                most_comments: places.comment_columns(),
                flaw,
            };
            let life = Life::new(number, &calendar, share, setting);
            write_ticket(options, &places, &life, week, &mut csv, &mut manifest)?;
        }
    }
    manifest.bytes = csv.bytes;
    Ok(manifest)
}

/// Writes a ticket's row and counts it, in this file and in the union of all weeks since its first.
fn write_ticket(
    options: &Options,
    places: &Places,
    life: &Life,
    first_week: u32,
    csv: &mut Csv<'_, impl Write>,
    manifest: &mut Manifest,
) -> io::Result<()> {
    let Options {
        seed, week, zone, ..
    } = options;
    let wide = options.columns == Columns::Wide;
    let columns = places.names().len();
    let broken = |week| Break::of(*seed, life.number, week, options.broken_share);
    let state = life.at(manifest.exported_at);
    let mut cells = row::cells(*seed, places, life, &state, zone);
    manifest.rows += 1;
    if let Some(broken) = broken(*week).filter(|broken| *broken != Break::Twice) {
        manifest.error(broken.kind());
    }
    match broken(*week) {
        Some(Break::TooWide) => {
            spill(&mut cells, places.summary);
            csv.row(&cells, columns + 1)?;
        }
        Some(Break::MissingKey) => {
            cells.retain(|(column, _)| *column != places.key);
            csv.row(&cells, columns)?;
        }
        Some(Break::BadKey) => {
            replace(&mut cells, places.key, life.key().replace('-', " "));
            csv.row(&cells, columns)?;
        }
        Some(Break::Twice) => {
            let before = row::cells(*seed, places, life, &life.at(life.created), zone);
            let says_the_same = before == cells;
            manifest.error(if says_the_same {
                "repeated_row"
            } else {
                Break::Twice.kind()
            });
            csv.row(&before, columns)?;
            csv.row(&cells, columns)?;
            manifest.rows += 1;
        }
        None => csv.row(&cells, columns)?,
    }
    if broken(*week).is_none_or(|broken| !broken.loses_ticket()) {
        manifest.file.add(*seed, life, &state, wide);
        flaws(manifest, life, &state);
    }
    // What counts in the end is the last export that did not lose the ticket.
    let last = (first_week..=*week)
        .rev()
        .find(|week| broken(*week).is_none_or(|broken| !broken.loses_ticket()));
    if let Some(last) = last {
        let state = life.at(options.exported_at(last));
        manifest.union.add(*seed, life, &state, wide);
        manifest.note(life, &state);
    }
    Ok(())
}

/// Errors of a row that is kept.
fn flaws(manifest: &mut Manifest, life: &Life, state: &State<'_>) {
    let shown = match life.flaw {
        Some(Flaw::Created) => true,
        Some(Flaw::Comment) => !state.remarks.is_empty(),
        None => false,
    };
    if shown {
        manifest.error("unreadable_date");
    }
}

/// As if the title held an unquoted comma: everything behind it moves by one column.
fn spill(cells: &mut Cells, summary: usize) {
    for (column, _) in cells.iter_mut().filter(|(column, _)| *column > summary) {
        *column += 1;
    }
    let behind = cells.partition_point(|(column, _)| *column <= summary);
    cells.insert(behind, (summary + 1, " and more".to_owned()));
}

fn replace(cells: &mut Cells, wanted: usize, value: String) {
    if let Some((_, old)) = cells.iter_mut().find(|(column, _)| *column == wanted) {
        *old = value;
    }
}
