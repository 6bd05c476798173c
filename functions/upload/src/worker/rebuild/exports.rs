//! Which rows of exports the lake should have and has not, or not as they were written.

use super::super::claim::Claim;
use super::super::failure::Failure;
use super::super::lease;
use super::lost::Lost;
use super::{OfExport, Step, original};
use crate::intake::Uploads;
use ::tickets::Chunk;
use endpoint::Context;
use serde_json::Value as Json;
use std::collections::{BTreeMap, HashMap};
use stores::lake::{Dataset, Error, LiveFile, StagedFile};

/// So many uploads are looked at at a time.
const PAGE: i64 = 500;

/// What there is to do for the rows of exports.
#[derive(Default)]
pub struct Exports {
    /// Chunks that are to be read again.
    pub chunks: Vec<OfExport>,
    /// Files that are damaged and cannot be written anew.
    pub removed: Vec<String>,
    /// Rows that are gone with them.
    pub lost: Vec<Lost>,
}

/// A file of rows in the present snapshot.
struct Live {
    path: String,
    rows: u64,
    is_sound: bool,
}

/// The live files by upload and chunk.
type Files = BTreeMap<(String, u32), Live>;

/// A published upload: its place in the order, identifier, name of its file.
type Upload = (i64, String, String);

/// Holds what the workspace's published uploads brought against the lake, each file of which is read.
pub async fn look(cx: &Context, claim: &Claim) -> Result<Exports, Failure> {
    let mut files = live(cx, claim).await?;
    let mut exports = Exports::default();
    let mut after = -1;
    loop {
        let page: Vec<Upload> = cx
            .records
            .query(
                "SELECT sequence, id, file_name FROM jobs WHERE workspace_id = $1 AND kind = 'upload' \
                     AND snapshot_id IS NOT NULL AND sequence > $2 ORDER BY sequence LIMIT $3",
                (claim.workspace, after, PAGE),
            )
            .await?;
        let Some(last) = page.last() else { break };
        after = last.0;
        for upload in page {
            of_upload(cx, claim, &upload, &mut files, &mut exports).await?;
        }
    }
    // Of uploads that are gone.
    for ((job, _), file) in files {
        exports.leave(&job, "", file);
    }
    Ok(exports)
}

impl Exports {
    /// Leaves a file as it is; one that is damaged goes, and its rows with it.
    fn leave(&mut self, job: &str, file_name: &str, file: Live) {
        if !file.is_sound {
            self.lose(job, file_name, file.rows);
            self.removed.push(file.path);
        }
    }

    fn lose(&mut self, job: &str, file_name: &str, rows: u64) {
        self.lost.push(Lost {
            job: job.to_owned(),
            file_name: file_name.to_owned(),
            rows,
        });
    }
}

async fn of_upload(
    cx: &Context,
    claim: &Claim,
    (_, job, file_name): &Upload,
    files: &mut Files,
    exports: &mut Exports,
) -> Result<(), Failure> {
    let steps: Vec<(Json, Json)> = cx
        .records
        .query(
            "SELECT phase_data, outcome FROM phase_queue WHERE job_id = $1 AND phase = 'score' \
                 AND outcome IS NOT NULL ORDER BY chunk",
            (job.as_str(),),
        )
        .await?;
    let mut chunks = Vec::new();
    for (data, outcome) in steps {
        let chunk: Chunk = serde_json::from_value(data).map_err(|error| Failure::bug(&error))?;
        let staged: Vec<StagedFile> = serde_json::from_value(outcome["files"].clone())
            .map_err(|error| Failure::bug(&error))?;
        let Some(rows) = staged.iter().find(|file| file.dataset == Dataset::Raw) else {
            continue;
        };
        let live = files.remove(&(job.clone(), chunk.index));
        chunks.push((
            chunk,
            rows.row_count,
            outcome["sha256"].as_str().map(str::to_owned),
            live,
        ));
    }
    let is_whole = |live: &Option<Live>| live.as_ref().is_some_and(|live| live.is_sound);
    if chunks.iter().all(|(.., live)| is_whole(live)) {
        return Ok(());
    }
    let is_there = original::is_there(cx, claim, &Uploads::mounted(), job).await?;
    for (chunk, rows, sha256, live) in chunks {
        if is_there {
            exports.chunks.push(OfExport {
                job: job.clone(),
                file_name: file_name.clone(),
                chunk,
                rows,
                sha256,
                replaces: live.map(|live| (live.path, live.is_sound)),
            });
        } else if let Some(live) = live {
            exports.leave(job, file_name, live);
        } else {
            exports.lose(job, file_name, rows);
        }
    }
    Ok(())
}

/// The live files of rows, each read whole.
async fn live(cx: &Context, claim: &Claim) -> Result<Files, Failure> {
    let mut files = Files::new();
    let mut rebuilds = HashMap::new();
    let live = cx.lake.files(claim.workspace).await?.into_iter();
    for file in live.filter(|file| file.dataset == Dataset::Raw) {
        let is_sound = match cx.lake.prove(claim.workspace, &file.path).await {
            Ok(()) => true,
            Err(Error::Damaged { .. }) => false,
            Err(error) => return Err(error.into()),
        };
        let of = upload_of(cx, &file, &mut rebuilds).await?;
        files.insert(
            of,
            Live {
                path: file.path,
                rows: file.row_count,
                is_sound,
            },
        );
        lease::touch(cx, claim).await?;
    }
    Ok(files)
}

/// The upload and the chunk of it whose rows a file holds. One that a rebuild wrote is of another upload than its name
/// says: the rebuild's step knows.
async fn upload_of(
    cx: &Context,
    file: &LiveFile,
    rebuilds: &mut HashMap<String, bool>,
) -> Result<(String, u32), Failure> {
    let (job, chunk) =
        job_of(&file.path).ok_or_else(|| Failure::Ours(format!("no job wrote {}", file.path)))?;
    if !rebuilds.contains_key(job) {
        let found: Option<(i64,)> = cx
            .records
            .query_optional(
                "SELECT 1 FROM jobs WHERE id = $1 AND kind = 'rebuild'",
                (job,),
            )
            .await?;
        rebuilds.insert(job.to_owned(), found.is_some());
    }
    if !rebuilds[job] {
        return Ok((job.to_owned(), chunk));
    }
    let (data,): (Json,) = cx
        .records
        .query_one(
            "SELECT phase_data FROM phase_queue WHERE job_id = $1 AND phase = 'score' AND chunk = $2",
            (job, chunk),
        )
        .await?;
    match serde_json::from_value(data).map_err(|error| Failure::bug(&error))? {
        Step::Rows(of) => Ok((of.job, of.chunk.index)),
        Step::Tickets(_) => Err(Failure::Ours(format!("{} holds no rows", file.path))),
    }
}

/// Job and chunk in a file's name.
fn job_of(path: &str) -> Option<(&str, u32)> {
    let name = path.rsplit('/').next()?.strip_suffix(".parquet")?;
    let (job, chunk) = name.rsplit_once('-')?;
    Some((job, chunk.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::job_of;

    #[test]
    fn a_name_tells_job_and_chunk() {
        let path = "ws=1/raw/year=2026/month=01/day=01/0190-a-12.parquet";
        assert_eq!(job_of(path), Some(("0190-a", 12)));
        assert_eq!(job_of("ws=1/raw/a.parquet"), None);
    }
}
