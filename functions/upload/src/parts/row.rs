//! The row of an upload in parts.

use crate::problem::storage;
use endpoint::{Caller, Context, Error};
use folder::uploads::Uploads;
use jiff::Timestamp;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::fs;
use stores::{FromRow, Row};

/// An upload in parts.
#[derive(Debug)]
pub struct Upload {
    /// Its name.
    pub id: String,
    /// So many bytes it will have.
    pub length: u64,
    /// The file's name.
    pub file_name: String,
    /// The small fields of the form, by name.
    pub fields: BTreeMap<String, String>,
    /// When it ends unless it goes on.
    pub expires_at: Timestamp,
    /// The job it has become.
    pub job: Option<String>,
    /// What was answered then.
    pub answer: Option<Json>,
}

impl FromRow for Upload {
    fn from_row(row: &mut Row) -> Result<Self, stores::Error> {
        Ok(Self {
            id: row.take()?,
            length: row.take()?,
            file_name: row.take()?,
            fields: serde_json::from_value(row.take::<Json>()?)
                .map_err(|error| stores::Error::Other(error.to_string()))?,
            expires_at: row.take()?,
            job: row.take()?,
            answer: row.take()?,
        })
    }
}

impl Upload {
    /// The caller's upload of that name; one that has ended is none.
    pub async fn find(cx: &Context, caller: &Caller, id: &str) -> Result<Self, Error> {
        cx.records
            .query_optional(
                "SELECT id, upload_length, file_name, form, expires_at, job_id, uploaded FROM resumable_uploads \
                 WHERE id = $1 AND workspace_id = $2 AND user_id = $3 AND expires_at > $4",
                (id, caller.workspace.0, caller.user.0, cx.clock.now()),
            )
            .await?
            .ok_or_else(|| {
                Error::not_found("no_upload", format!("there is no upload {id}, or it has ended"))
                    .remedy("begin a new one with POST /api/uploads")
            })
    }

    /// So many bytes are there: all of them once it is a job.
    pub fn offset(&self, uploads: &Uploads) -> Result<u64, Error> {
        if self.job.is_some() {
            return Ok(self.length);
        }
        let file = fs::metadata(uploads.parts(&self.id)).map_err(storage)?;
        Ok(file.len())
    }
}
