//! Which rows of exports the lake should have and has not, or not as they were written, and which files of them are small.

use super::lost::Lost;
use super::{Merge, OfExport, Part, Step, original};
use crate::originals;
use ::tickets::Chunk;
use endpoint::Context;
use lakehouse::schema;
use queue::{Claim, Failure, lease};
use serde_json::Value as Json;
use std::collections::HashMap;
use stores::lake::{Dataset, Error, LiveFile, StagedFile};

/// So many uploads are looked at at a time.
const PAGE: i64 = 500;
/// Files below so many bytes are small.
const SMALL: u64 = 8 << 20;
/// A merged file takes no further one from so many bytes on: writing it is one step.
const LARGE: u64 = 16 << 20;
/// Fewer small files than these stay as they are.
const FEW: usize = 8;

/// What there is to do for the rows of exports.
#[derive(Default)]
pub struct Exports {
    /// Chunks that are to be read again.
    pub chunks: Vec<OfExport>,
    /// Files that become one.
    pub merges: Vec<Merge>,
    /// Files that are damaged: what can be written anew is.
    pub removed: Vec<String>,
    /// Rows that are gone with them.
    pub lost: Vec<Lost>,
}

/// A file of rows in the present snapshot.
struct Live {
    file: LiveFile,
    is_sound: bool,
    parts: Vec<Part>,
}

/// The live files, and which of them has an upload's chunk.
#[derive(Default)]
struct Files {
    all: Vec<Live>,
    of: HashMap<(String, u32), usize>,
}

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
    for ((job, chunk), at) in &files.of {
        let live = &files.all[*at];
        if !live.is_sound {
            exports.lose(job, "", live.rows(job, *chunk));
        }
    }
    let (sound, damaged): (Vec<Live>, Vec<Live>) =
        files.all.into_iter().partition(|live| live.is_sound);
    exports.removed = damaged.into_iter().map(|live| live.file.path).collect();
    exports.merges = merges(sound);
    Ok(exports)
}

impl Exports {
    fn lose(&mut self, job: &str, file_name: &str, rows: u64) {
        self.lost.push(Lost {
            job: job.to_owned(),
            file_name: file_name.to_owned(),
            rows,
        });
    }
}

impl Live {
    /// How many rows of an upload's chunk it holds.
    fn rows(&self, job: &str, chunk: u32) -> u64 {
        let parts = self.parts.iter();
        let of_chunk = parts.filter(|part| part.job == job && part.chunk == chunk);
        of_chunk.map(|part| part.rows).sum()
    }

    /// Whether it should be written anew: it lacks a column of today.
    fn is_of_earlier_version(&self) -> bool {
        self.file.schema_version < schema::version(Dataset::Raw)
    }
}

async fn of_upload(
    cx: &Context,
    claim: &Claim,
    (_, job, file_name): &Upload,
    files: &mut Files,
    exports: &mut Exports,
) -> Result<(), Failure> {
    let steps: Vec<(Json, Json, Option<String>)> = cx
        .records
        .query(
            "SELECT phase_data, outcome -> 'files', outcome ->> 'sha256' FROM phase_queue WHERE job_id = $1 AND current_phase = 'score' \
                 AND outcome IS NOT NULL ORDER BY chunk",
            (job.as_str(),),
        )
        .await?;
    let mut missing = Vec::new();
    for (data, staged, sha256) in steps {
        let chunk: Chunk = serde_json::from_value(data).map_err(|error| Failure::bug(&error))?;
        let staged: Vec<StagedFile> =
            serde_json::from_value(staged).map_err(|error| Failure::bug(&error))?;
        let Some(rows) = staged.iter().find(|file| file.dataset == Dataset::Raw) else {
            continue;
        };
        let live = files.of.remove(&(job.clone(), chunk.index));
        if live.is_none_or(|at| !files.all[at].is_sound) {
            missing.push((chunk, rows.row_count, sha256));
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    let is_there = original::is_there(cx, claim, &originals::uploads(), job).await?;
    for (chunk, rows, sha256) in missing {
        if is_there {
            exports.chunks.push(OfExport {
                job: job.clone(),
                file_name: file_name.clone(),
                chunk,
                rows,
                sha256,
                replaces: None,
            });
        } else {
            exports.lose(job, file_name, rows);
        }
    }
    Ok(())
}

/// The live files of rows, each read whole.
async fn live(cx: &Context, claim: &Claim) -> Result<Files, Failure> {
    let mut files = Files::default();
    let mut rebuilds = HashMap::new();
    let live = cx.lake.files(claim.workspace).await?.into_iter();
    for file in live.filter(|file| file.dataset == Dataset::Raw) {
        let is_sound = match cx.lake.prove(claim.workspace, &file.path).await {
            Ok(()) => true,
            Err(Error::Damaged { .. }) => false,
            Err(error) => return Err(error.into()),
        };
        let parts = parts_of(cx, &file, &mut rebuilds).await?;
        for part in &parts {
            files
                .of
                .insert((part.job.clone(), part.chunk), files.all.len());
        }
        files.all.push(Live {
            file,
            is_sound,
            parts,
        });
        lease::touch(cx, claim).await?;
    }
    Ok(files)
}

/// Which chunks of uploads a file holds. One that a rebuild or an undo wrote is of others than its name says: the job's step
/// knows.
pub async fn parts_of(
    cx: &Context,
    file: &LiveFile,
    rebuilds: &mut HashMap<String, bool>,
) -> Result<Vec<Part>, Failure> {
    let (job, chunk) =
        job_of(&file.path).ok_or_else(|| Failure::Ours(format!("no job wrote {}", file.path)))?;
    if !rebuilds.contains_key(job) {
        let found: Option<(i64,)> = cx
            .records
            .query_optional(
                "SELECT 1 FROM jobs WHERE id = $1 AND kind IN ('rebuild', 'undo')",
                (job,),
            )
            .await?;
        rebuilds.insert(job.to_owned(), found.is_some());
    }
    let part = |job: &str, chunk| Part {
        job: job.to_owned(),
        chunk,
        rows: file.row_count,
    };
    if !rebuilds[job] {
        return Ok(vec![part(job, chunk)]);
    }
    let (data,): (Json,) = cx
        .records
        .query_one(
            "SELECT phase_data FROM phase_queue WHERE job_id = $1 AND current_phase = 'score' AND chunk = $2",
            (job, chunk),
        )
        .await?;
    match serde_json::from_value(data).map_err(|error| Failure::bug(&error))? {
        Step::Rows(of) => Ok(vec![part(&of.job, of.chunk.index)]),
        Step::Merge(of) => Ok(of.parts),
        Step::Tickets(_) => Err(Failure::Ours(format!("{} holds no rows", file.path))),
    }
}

/// Which sound files become one: the small ones, where they are many, and those that lack a column of today.
fn merges(files: Vec<Live>) -> Vec<Merge> {
    let (old, today): (Vec<Live>, Vec<Live>) =
        files.into_iter().partition(Live::is_of_earlier_version);
    let mut small: Vec<Live> = today
        .into_iter()
        .filter(|live| live.file.byte_size < SMALL)
        .collect();
    if small.len() < FEW {
        small.clear();
    }
    let mut files: Vec<Live> = small.into_iter().chain(old).collect();
    // Names go by time.
    files.sort_by(|a, b| a.file.path.cmp(&b.file.path));
    let (mut merges, mut bytes) = (Vec::<Merge>::new(), LARGE);
    for live in files {
        if bytes >= LARGE {
            merges.push(Merge {
                paths: Vec::new(),
                parts: Vec::new(),
            });
            bytes = 0;
        }
        bytes += live.file.byte_size;
        if let Some(merge) = merges.last_mut() {
            merge.paths.push(live.file.path);
            merge.parts.extend(live.parts);
        }
    }
    merges
}

/// Job and chunk in a file's name.
pub fn job_of(path: &str) -> Option<(&str, u32)> {
    let name = path.rsplit('/').next()?.strip_suffix(".parquet")?;
    let (job, chunk) = name.rsplit_once('-')?;
    Some((job, chunk.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_job_and_chunk() {
        let path = "ws=1/raw/year=2026/month=01/day=01/0190-a-12.parquet";
        assert_eq!(job_of(path), Some(("0190-a", 12)));
        assert_eq!(job_of("ws=1/raw/a.parquet"), None);
    }

    fn live(number: u32, byte_size: u64, schema_version: u32) -> Live {
        Live {
            file: LiveFile {
                dataset: Dataset::Raw,
                path: format!("f-{number:03}"),
                row_count: 1,
                byte_size,
                schema_version,
                removed: Vec::new(),
            },
            is_sound: true,
            parts: vec![Part {
                job: "j".to_owned(),
                chunk: number,
                rows: 1,
            }],
        }
    }

    #[test]
    fn many_small_files_become_few_and_large_ones_stay() {
        let today = schema::version(Dataset::Raw);
        let few = (0..7).map(|number| live(number, 1, today));
        assert_eq!(merges(few.collect()), []);
        let files =
            (0..20).map(|number| live(number, if number == 3 { SMALL } else { 2 << 20 }, today));
        let merges = merges(files.collect());
        let sizes: Vec<usize> = merges.iter().map(|merge| merge.paths.len()).collect();
        assert_eq!(sizes, [8, 8, 3]);
        assert!(!merges[0].paths.contains(&"f-003".to_owned()));
        let parts = merges.iter().flat_map(|merge| &merge.parts);
        assert_eq!(parts.map(|part| part.rows).sum::<u64>(), 19);
    }

    #[test]
    fn a_file_of_an_earlier_version_is_written_anew_even_alone() {
        let merges = merges(vec![live(1, SMALL, 0)]);
        assert_eq!(merges.len(), 1);
    }
}
