//! A move from beginning to end.

use std::{collections::BTreeMap, io::Write, sync::Arc};

use schema::{Database, dependency_order};

use crate::{
    Error, Options,
    ledger::Ledger,
    plan::Plan,
    progress::{Event, Listener},
    prospect::Prospect,
    source::{Reader, Source},
    table::{Moved, Range},
    target::Target,
    value::Sum,
};

/// A table and what both sides hold of it.
pub type Proof = (String, Sum);

/// Moves. Prints the plan to `out`, and, once all is proven, rows and checksum of every table; a dry run prints the
/// plan alone, after it has read every value of the source.
pub fn run(
    options: &Options,
    out: &mut impl Write,
    listener: &mut Listener<'_>,
) -> Result<Vec<Proof>, Error> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let outcome = runtime.block_on(moved(options, out, listener));
    runtime.shutdown_background();
    outcome
}

async fn moved(
    options: &Options,
    out: &mut impl Write,
    listener: &mut Listener<'_>,
) -> Result<Vec<Proof>, Error> {
    let to_postgres = match (&options.from, &options.to) {
        (Database::Sqlite(_), Database::Postgres(_)) => true,
        (Database::Postgres(_), Database::Sqlite(_)) => false,
        _ => return Err(Error::SameKind),
    };
    let source = Source::open(&options.from, options.dry_run).await?;
    let mut target = Target::open(&options.to, options.dry_run).await?;
    let prospect = target.prospect().await?;
    may_begin(options, &prospect)?;
    let (postgres, other) = if to_postgres {
        (&prospect.schema, &source.schema)
    } else {
        (&source.schema, &prospect.schema)
    };
    let mut rows = BTreeMap::new();
    for table in &source.schema.tables {
        rows.insert(&table.name, source.reader.count(&table.name).await?);
    }
    let count = |name: &String| rows.get(name).copied().unwrap_or_default();
    // Large tables last: while one is copied, the others' indexes are made.
    let order = dependency_order(postgres, |table| count(&table.name))?;
    let tables = Moved::pair(&order, postgres, other)?;
    let with_rows = |table: Moved| {
        let rows = count(&table.name);
        (table, rows)
    };
    let counted: Vec<_> = tables.into_iter().map(with_rows).collect();
    write!(
        out,
        "{}",
        Plan::new(options, &prospect, &counted, to_postgres)
    )?;
    out.flush()?;
    let misfits = source.reader.misfits(&source.schema)?;
    if options.dry_run {
        fits(&source.reader, counted, misfits, listener).await?;
        return Ok(Vec::new());
    }
    if !misfits.is_empty() {
        return Err(Error::Misfits(misfits));
    }
    let sums = copy(options, &source.reader, &mut target, &counted, listener).await?;
    target.rebuild(listener).await?;
    listener(Event::Sequences);
    let mut given = Vec::new();
    for (table, _) in &counted {
        given.push((table.clone(), source.reader.sequence(table).await?));
    }
    target.set_sequences(&given).await?;
    verify(&target.reader()?, &counted, &sums, listener).await?;
    listener(Event::Finish);
    target.finish().await?;
    writeln!(out, "rows and checksums are the same on both sides:")?;
    for (table, sum) in &sums {
        writeln!(
            out,
            "     {table:<24} {:>10} rows  {:032x}",
            sum.rows, sum.sum
        )?;
    }
    Ok(sums)
}

/// Whether the target is in the state the caller thinks it is.
fn may_begin(options: &Options, prospect: &Prospect) -> Result<(), Error> {
    let name = || options.to.to_string();
    if options.overwrite {
        return Ok(());
    }
    match (&prospect.ledger, options.resume) {
        (Some(_), true) => Ok(()),
        (Some(_), false) => Err(Error::Unfinished(name())),
        (None, true) => Err(Error::NothingToResume(name())),
        (None, false) => {
            let rows: Vec<_> = prospect
                .filled()
                .into_iter()
                .map(|(table, rows)| format!("{table}: {rows} rows"))
                .collect();
            if rows.is_empty() {
                Ok(())
            } else {
                Err(Error::NotEmpty {
                    database: name(),
                    rows,
                })
            }
        }
    }
}

/// Whether every row can be moved: of each table, the first value that cannot be is told beside what else would be refused.
async fn fits(
    reader: &Reader,
    tables: Vec<(Moved, u64)>,
    mut misfits: Vec<String>,
    listener: &mut Listener<'_>,
) -> Result<(), Error> {
    let mut faults = Vec::new();
    for (table, rows) in tables {
        listener(Event::Table {
            table: &table.name,
            rows,
            done: 0,
        });
        match read_through(reader, table, listener).await {
            Err(fault @ Error::Value { .. }) => faults.push(fault),
            other => other?,
        }
    }
    if misfits.is_empty() && faults.len() == 1 {
        return Err(faults.remove(0));
    }
    misfits.extend(faults.iter().filter_map(Error::place));
    if misfits.is_empty() {
        Ok(())
    } else {
        Err(Error::Misfits(misfits))
    }
}

/// Reads a table to its end: a value that cannot be moved is an error.
async fn read_through(
    reader: &Reader,
    table: Moved,
    listener: &mut Listener<'_>,
) -> Result<(), Error> {
    let mut batches = reader.scan(&Arc::new(table), Range::default());
    while let Some(batch) = batches.recv().await {
        let rows = batch?.sum.rows;
        listener(Event::Rows { rows });
    }
    Ok(())
}

/// Copies what is not there yet; returns count and checksum of every table of the source.
async fn copy(
    options: &Options,
    reader: &Reader,
    target: &mut Target,
    tables: &[(Moved, u64)],
    listener: &mut Listener<'_>,
) -> Result<Vec<Proof>, Error> {
    listener(Event::Prepare);
    let all: Vec<Moved> = tables.iter().map(|(table, _)| table.clone()).collect();
    let ledger = target.begin(&all, options.overwrite).await?;
    if options.resume && !options.overwrite {
        unchanged(reader, &ledger, &all, listener).await?;
    }
    let mut sums = Vec::new();
    for (table, rows) in tables {
        let mut state = ledger.table(&table.name);
        if !state.done {
            listener(Event::Table {
                table: &table.name,
                rows: *rows,
                done: state.sum().unwrap_or_default().rows,
            });
            let range = Range {
                after: state.last.clone(),
                upto: None,
                ordered: true,
            };
            let from = reader.scan(&Arc::new(table.clone()), range);
            state = target
                .load(table, state, from, options.rows_at_once, listener)
                .await?;
        }
        target.loaded(&table.name);
        sums.push((table.name.clone(), state.sum().unwrap_or_default()));
    }
    Ok(sums)
}

/// What is in the target already must be what the source still has: then the whole is the source as it is now.
async fn unchanged(
    reader: &Reader,
    ledger: &Ledger,
    tables: &[Moved],
    listener: &mut Listener<'_>,
) -> Result<(), Error> {
    for table in tables {
        let state = ledger.table(&table.name);
        let sum = state.sum().unwrap_or_default();
        if !state.done && state.last.is_none() {
            continue;
        }
        listener(Event::Recheck { table: &table.name });
        let range = Range {
            after: None,
            // Of a table that was done, rows behind its last key would be new.
            upto: if state.done { None } else { state.last },
            ordered: false,
        };
        if reader.sum(&Arc::new(table.clone()), range).await? != sum {
            return Err(Error::SourceChanged {
                table: table.name.clone(),
            });
        }
    }
    Ok(())
}

/// Reads the target and compares.
async fn verify(
    reader: &Reader,
    tables: &[(Moved, u64)],
    sums: &[Proof],
    listener: &mut Listener<'_>,
) -> Result<(), Error> {
    let mut wrong = Vec::new();
    for ((table, rows), (_, expected)) in tables.iter().zip(sums) {
        listener(Event::Verify { table: &table.name });
        let found = reader
            .sum(&Arc::new(table.clone()), Range::default())
            .await?;
        if found != *expected || expected.rows != *rows {
            wrong.push(format!(
                "{} has {} rows ({:032x}) instead of {rows} ({:032x})",
                table.name, found.rows, found.sum, expected.sum
            ));
        }
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(Error::Differs(wrong))
    }
}
