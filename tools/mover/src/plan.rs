//! What a move does, in words: printed before it begins, and all that a dry run prints.

use std::fmt::{self, Write as _};

use crate::{options::Options, prospect::Prospect, table::Moved};

/// The steps of a move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    from: String,
    to: String,
    to_postgres: bool,
    pending: Vec<String>,
    delete: u64,
    objects: Vec<String>,
    /// Tables in order: rows of the source, and rows the target has from an earlier try.
    tables: Vec<(String, u64, u64)>,
    rows_at_once: u64,
}

impl Plan {
    /// Makes the plan.
    pub fn new(
        options: &Options,
        prospect: &Prospect,
        tables: &[(Moved, u64)],
        to_postgres: bool,
    ) -> Self {
        let ledger = prospect.ledger.clone().unwrap_or_default();
        let known = |table: &Moved| {
            let sum = ledger.table(&table.name).sum().filter(|_| options.resume);
            sum.map_or(0, |sum| sum.rows)
        };
        let off = ledger.objects.values().filter(|object| !object.done);
        let mut objects: Vec<String> = off.map(|object| object.title.clone()).collect();
        objects.extend(prospect.objects.iter().cloned());
        Self {
            from: options.from.to_string(),
            to: options.to.to_string(),
            to_postgres,
            pending: prospect.pending.clone(),
            delete: if options.overwrite {
                prospect.rows.values().sum()
            } else {
                0
            },
            objects,
            tables: tables
                .iter()
                .map(|(table, rows)| (table.name.clone(), *rows, known(table)))
                .collect(),
            rows_at_once: options.rows_at_once,
        }
    }

    fn steps(&self) -> Vec<String> {
        let mut steps = Vec::new();
        let how = if self.to_postgres {
            "binary COPY"
        } else {
            "prepared inserts"
        };
        if !self.pending.is_empty() {
            steps.push(format!(
                "apply to the target the migrations {}",
                self.pending.join(", ")
            ));
        }
        if self.delete > 0 {
            steps.push(format!("delete the target's {} rows", self.delete));
        }
        steps.push("keep the application off the target until the last step".to_owned());
        steps.push(format!(
            "take off the target's {} until all rows are in",
            self.objects_in_words()
        ));
        let rows: u64 = self
            .tables
            .iter()
            .map(|(_, rows, known)| rows.saturating_sub(*known))
            .sum();
        let mut copy = format!(
            "copy {} tables, {rows} rows, by {how}, about {} rows in a transaction, in this order:",
            self.tables.len(),
            self.rows_at_once
        );
        for (table, rows, known) in &self.tables {
            // Writing to a string does not fail.
            let _ = write!(copy, "\n     {table:<24} {rows:>10} rows");
            if *known > 0 {
                let _ = write!(copy, ", {known} of them already there: compared once more");
            }
        }
        steps.push(copy);
        let how = if self.to_postgres {
            ": those of a table, with its statistics, while the next one is copied; foreign keys last, which proves them"
        } else {
            "; prove every foreign key"
        };
        steps.push(format!("make the {} again{how}", self.objects_in_words()));
        steps.push("let ids go on behind the last one given".to_owned());
        steps.push(
            "read the target once more: rows and checksum of every table must be the source's"
                .to_owned(),
        );
        steps.push("let the application use the target".to_owned());
        steps
    }

    fn objects_in_words(&self) -> String {
        let count = |kind: &str| {
            self.objects
                .iter()
                .filter(|title| title.starts_with(kind))
                .count()
        };
        let mut words = vec![format!("{} indexes", count("index"))];
        if self.to_postgres {
            words.push(format!("{} unique constraints", count("unique")));
            words.push(format!("{} foreign keys", count("foreign")));
        }
        words.join(", ")
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "move {} to {}", self.from, self.to)?;
        writeln!(
            out,
            "the source is read as of one moment and cannot be written meanwhile; nothing in it changes"
        )?;
        for (number, step) in (1..).zip(self.steps()) {
            writeln!(out, "{number:>2}. {step}")?;
        }
        Ok(())
    }
}
