//! What a person sees of a job's file: what it was taken for, which column holds what, and what is still to be said.

use super::change::date_orders;
use super::edit::settled;
use super::file;
use super::open::Open;
use crate::job::Job;
use endpoint::{Caller, Context, Error};
use folder::uploads::Uploads;
use jiff::Timestamp;
use queue::Status;
use serde::Serialize;
use std::collections::BTreeMap;
use tickets::{DateOrder, Encoding, Field, Origin, Preview, Wire, Zone};
use utoipa::ToSchema;

/// So many tickets are previewed.
const PREVIEW: usize = 10;

/// A column of the file.
#[derive(Debug, Serialize, ToSchema)]
pub struct Column {
    /// Its position, from 0.
    pub index: usize,
    /// Its name.
    pub name: String,
}

/// The columns of one field.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldView {
    /// Positions, from 0.
    pub columns: Vec<usize>,
    /// Names, each once.
    pub names: Vec<String>,
    /// 0 to 1; 1 for what a person chose.
    pub confidence: f64,
    /// Up to three values.
    pub samples: Vec<String>,
}

/// A ticket as the mapping reads it.
#[derive(Debug, Serialize, ToSchema)]
pub struct PreviewTicket {
    /// Its key.
    pub ticket_id: String,
    /// Its title.
    pub summary: String,
    /// Its creation date, as the file has it.
    pub created: String,
    /// The moment that is; none while it cannot be read, or the order of day and month is open.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub created_at: Option<Timestamp>,
    /// Where it stands.
    pub status: String,
    /// How many comments it has.
    pub comments: usize,
}

impl From<Preview> for PreviewTicket {
    fn from(ticket: Preview) -> Self {
        Self {
            ticket_id: ticket.key,
            summary: ticket.summary,
            created: ticket.created,
            created_at: ticket.created_at,
            status: ticket.status,
            comments: ticket.comments,
        }
    }
}

/// A sheet of a workbook, a table of a page, a kind of records of XML, or an export of an archive.
#[derive(Debug, Serialize, ToSchema)]
pub struct TableView {
    /// Its name.
    pub name: String,
    /// Its rows below the header.
    pub rows: u64,
    /// Whether its rows are read.
    pub taken: bool,
}

/// What the file was taken for.
#[derive(Debug, Serialize, ToSchema)]
pub struct Recognised {
    /// Whose export it is, such as `jira_csv`; `generic` where that is not known.
    pub format: String,
    /// How it held its records: `csv`, `json`, `xml`, `html`, `xlsx`, `xls`, `parquet` or `api`.
    pub wire: String,
    /// Its character encoding: by its head while the job waits.
    pub encoding: String,
    /// What separates its cells; none where it was no text table.
    pub delimiter: Option<String>,
}

/// Which column holds what, and how the first tickets look by it.
#[derive(Debug, Serialize, ToSchema)]
pub struct MappingView {
    /// Whether it can still be changed: only in `review`.
    pub status: Status,
    /// Whether key, text and creation date are certain.
    pub sure: bool,
    /// What tickets cannot be read without and no column was chosen for: `ticket_id`, `text` (a summary, a description
    /// or comments), or both.
    pub missing: Vec<&'static str>,
    /// What only a person can say, while the job waits for it: `ticket_id` (the key chosen repeats too often to be one),
    /// `date_order`, `encoding`, `table` or `source`.
    pub questions: Vec<&'static str>,
    /// What is missing or asked, and why keys are put together, in sentences.
    pub advice: Option<String>,
    /// What the file was taken for.
    pub recognised: Recognised,
    /// What each row is: a `ticket`; a `message` of one, which rows with the same key are joined to; a `reply` in a
    /// conversation, which whoever started it is the ticket of; or a `version` of a ticket, of which the newest counts.
    pub each_row: &'static str,
    /// The encodings that can be chosen; none where the file's is no choice.
    pub encodings: Vec<&'static str>,
    /// The sheets of a workbook, the tables of a page, the kinds of records of XML or the exports of an archive, where there are several.
    pub tables: Vec<TableView>,
    /// The source of its tickets: a system's instance, as it is called in this workspace.
    pub source: String,
    /// The names that could be meant, the likeliest first, while a person has to say it.
    pub source_options: Vec<String>,
    /// The sources that the workspace has.
    pub sources: Vec<String>,
    /// All columns of the file.
    pub header: Vec<Column>,
    /// The first ten rows as they stand in the file, cell by cell in the order of the header; long cells are cut, and
    /// empty ones at the end of a row are left out.
    pub rows: Vec<Vec<String>>,
    /// The columns of each field: `ticket_id`, `summary`, `description`, `comments`, `created_at`, `updated_at`,
    /// `resolved_at`, `status`, `priority`, `issue_type`, `project`, `product`, `components`, `assignee`, `reporter`,
    /// `organization`, `labels`, `parent_ticket_id`, `team`, `channel`, `customer`, `satisfaction`, `due_at`,
    /// `first_response_at`, `time_spent_minutes`, `reopenings`, `tracker_id` (the tracker's own number, which stays when a
    /// key changes) or `key_prefix` (the project whose numbers `ticket_id` has: the key is put together of both).
    pub fields: BTreeMap<String, FieldView>,
    /// `day_first` or `month_first` where a person said it.
    #[schema(schema_with = date_orders)]
    pub date_order: Option<DateOrder>,
    /// The saved mapping that was found by the file's columns.
    pub template: Option<String>,
    /// The first tickets.
    pub preview: Vec<PreviewTicket>,
}

/// How a job's file is read.
pub async fn of_job(
    cx: &Context,
    uploads: &Uploads,
    caller: &Caller,
    job: &Job,
) -> Result<MappingView, Error> {
    let table = file::read(cx, uploads, &job.job_id).await?;
    let (sniff, mapping) = (&table.sniff, &table.mapping);
    let zone = Zone::new(&job.timezone).map_err(Error::internal)?;
    let view = |(field, mapped): (&Field, &tickets::MappedField)| {
        let field_view = FieldView {
            columns: mapped.columns.clone(),
            names: mapped.headers.clone(),
            confidence: mapped.confidence,
            samples: mapped.samples.clone(),
        };
        (field.as_str().to_owned(), field_view)
    };
    let (mut open, mut source_options) = (Open::default(), Vec::new());
    if job.status == Status::Review {
        let source = settled(cx, caller, job, &table).await?;
        open = Open::of(job, &table, &source);
        source_options = source.options;
    }
    let sources = crate::source::names(&cx.records, caller.workspace, &job.job_id).await?;
    let header = sniff.header.names().iter().enumerate();
    Ok(MappingView {
        status: job.status,
        sure: mapping.is_sure(),
        missing: open.missing,
        questions: open.questions,
        advice: (!open.advice.is_empty()).then(|| open.advice.join(" ")),
        recognised: recognised(&table),
        each_row: mapping.rows().word(),
        encodings: encodings(&table),
        tables: sniff
            .tables
            .iter()
            .map(|found| TableView {
                name: found.name.clone(),
                rows: found.rows,
                taken: found.taken,
            })
            .collect(),
        source: job.source.clone(),
        source_options,
        sources: sources.into_iter().collect(),
        template: mapping.template().map(str::to_owned),
        header: header
            .skip(sniff.origin.map_or(0, Origin::controls))
            .map(|(index, name)| Column {
                index,
                name: name.clone(),
            })
            .collect(),
        rows: sniff.rows(PREVIEW),
        fields: mapping.fields().iter().map(view).collect(),
        date_order: mapping.date_order(),
        preview: mapping
            .preview(sniff, &zone, PREVIEW)
            .into_iter()
            .map(PreviewTicket::from)
            .collect(),
    })
}

/// What can be chosen where the upload was a table of text.
fn encodings(table: &file::Table) -> Vec<&'static str> {
    match table.sniff.origin {
        None => Encoding::CHOICES.to_vec(),
        Some(_) => Vec::new(),
    }
}

fn recognised(table: &file::Table) -> Recognised {
    let sniff = &table.sniff;
    let wire = sniff.origin.map_or(Wire::Csv, |origin| origin.wire);
    Recognised {
        format: table.format.name().to_owned(),
        wire: wire.as_str().to_owned(),
        encoding: sniff.encoding.name(),
        delimiter: (wire == Wire::Csv).then(|| sniff.delimiter.to_string()),
    }
}
