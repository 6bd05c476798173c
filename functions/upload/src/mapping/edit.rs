//! A change to how a job's file is read, and what comes of it.

use super::file::{self, Table};
use crate::choices::Said;
use crate::job::Job;
use crate::problem::of_file;
use crate::source::{self, Settled};
use crate::template;
use endpoint::{Caller, Context, Error};
use folder::uploads::Uploads;
use serde::Deserialize;
use std::collections::BTreeMap;
use tickets::{Choice, ColumnChoice, DateOrder, Field, Mapping, MappingEdit, SavedMapping, Zone};

/// A change as it is sent: what is left out stays.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    #[serde(default)]
    fields: BTreeMap<Field, Choice>,
    #[serde(default)]
    date_order: Option<DateOrder>,
    #[serde(default)]
    #[expect(dead_code, reason = "what is answered may be sent back")]
    sure: bool,
    #[serde(default)]
    #[expect(dead_code, reason = "what is answered may be sent back")]
    template: Option<String>,
    #[serde(default)]
    encoding: Option<String>,
    #[serde(default)]
    delimiter: Option<String>,
    #[serde(default)]
    table: Option<String>,
    #[serde(default)]
    source: Option<String>,
}

/// A file as it is read after a change.
pub struct Edited {
    /// The file.
    pub table: Table,
    /// Its source.
    pub source: Settled,
}

impl Edit {
    fn mapping(&self) -> MappingEdit {
        MappingEdit {
            fields: self.fields.clone(),
            date_order: self.date_order,
            ..MappingEdit::default()
        }
    }

    /// What is said of the file after it.
    fn said(&self, before: &Said) -> Result<Said, Error> {
        let mut said = before.clone();
        for (field, value) in [
            ("encoding", &self.encoding),
            ("delimiter", &self.delimiter),
            ("table", &self.table),
            ("source", &self.source),
        ] {
            if let Some(value) = value {
                said.take(field, value)?;
            }
        }
        Ok(said)
    }
}

/// A job's file with a change applied; tickets may not be readable yet.
pub async fn edited(
    cx: &Context,
    uploads: &Uploads,
    caller: &Caller,
    job: &Job,
    edit: &Edit,
) -> Result<Edited, Error> {
    let before = file::read(cx, uploads, &job.job_id).await?;
    let said = edit.said(&before.said)?;
    let mut table = if said.file == before.said.file {
        Table { said, ..before }
    } else {
        may_be_taken(&before, &said)?;
        let templates = template::of_workspace(&cx.records, caller.workspace).await?;
        let again = Table::proposed(&uploads.file(&job.job_id), said)?;
        proposed(again, &before, &templates)
    };
    table.mapping = table
        .mapping
        .edited(&edit.mapping(), &table.sniff)
        .map_err(|error| of_file(&error))?;
    let source = settled(cx, caller, job, &table).await?;
    Ok(Edited { table, source })
}

/// The same, and tickets can be read by it.
pub async fn checked(
    cx: &Context,
    uploads: &Uploads,
    caller: &Caller,
    job: &Job,
    edit: &Edit,
) -> Result<Edited, Error> {
    let edited = edited(cx, uploads, caller, job, edit).await?;
    if let Some(error) = edited.table.mapping.lacks().first() {
        return Err(of_file(error));
    }
    match edited.source.question() {
        Some(question) => Err(Error::invalid(source::QUESTION, question.detail)
            .field("source")
            .remedy(question.remedy)),
        None => Ok(edited),
    }
}

/// The source of a job's file.
pub async fn settled(
    cx: &Context,
    caller: &Caller,
    job: &Job,
    table: &Table,
) -> Result<Settled, Error> {
    let zone = Zone::new(&job.timezone).map_err(Error::internal)?;
    let of = source::Of {
        job: &job.job_id,
        file_name: &job.file_name,
        said: &table.said,
        format: table.format,
        sniff: &table.sniff,
        mapping: &table.mapping,
        zone: &zone,
    };
    source::settle(&cx.records, caller.workspace, &of).await
}

/// Refuses a table that is not what was unpacked.
fn may_be_taken(before: &Table, said: &Said) -> Result<(), Error> {
    let Some(name) = said.file.table.as_deref() else {
        return Ok(());
    };
    let found = before.sniff.tables.iter().find(|table| table.name == name);
    let taken = before.sniff.tables.iter().filter(|table| table.taken);
    match found {
        Some(found) if found.taken && taken.count() == 1 => Ok(()),
        Some(_) => Err(Error::conflict(
            "table_not_unpacked",
            format!("{name:?} alone was not taken out of the file"),
        )
        .field("table")
        .remedy("delete this upload, and upload the file again with the field table")),
        None => Err(
            Error::invalid("unknown_table", format!("the file has no table {name:?}"))
                .field("table"),
        ),
    }
}

/// What is proposed for a file that is read in another way. Where its columns are as many as before, what a person chose
/// stays in its place.
fn proposed(mut again: Table, before: &Table, templates: &[SavedMapping]) -> Table {
    let fitting = SavedMapping::fitting(templates, &again.mapping, &again.sniff);
    again.mapping = fitting.unwrap_or(again.mapping);
    if again.sniff.header.len() == before.sniff.header.len() {
        let kept = kept(&before.mapping);
        again.mapping = (again.mapping.edited(&kept, &again.sniff)).unwrap_or(again.mapping);
    }
    again
}

/// What a person is sure of, by position.
fn kept(mapping: &Mapping) -> MappingEdit {
    let chosen = mapping.fields().iter();
    let chosen = chosen.filter(|(_, mapped)| mapped.confidence >= 1.0);
    let fields = chosen.map(|(field, mapped)| {
        let columns = mapped.columns.iter().copied();
        let columns = columns.map(ColumnChoice::Position).collect();
        (*field, Choice::Many(columns))
    });
    MappingEdit {
        fields: fields.collect(),
        date_order: mapping.date_order(),
        ..MappingEdit::default()
    }
}
