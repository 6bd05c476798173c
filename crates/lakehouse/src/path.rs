//! Where files lie below the lake's root.

use crate::{Dataset, Error};

/// Ending of a file that was written but is not yet published.
pub const STAGED: &str = ".staged";
/// Part of the name of a file that is still being written.
pub const WRITING: &str = ".writing-";

/// The place of one file.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The workspace whose rows it holds.
    pub workspace: i64,
    /// The dataset.
    pub dataset: Dataset,
    /// The job that writes it: letters, digits, `-` and `_`, at most 64.
    pub job: &'a str,
    /// Which chunk of the job.
    pub chunk: u32,
    /// The partition, `YYYY-MM-DD`.
    pub date: &'a str,
}

impl Place<'_> {
    /// The path of the published file below the lake's root.
    pub fn path(&self) -> Result<String, Error> {
        let job = job(self.job)?;
        let (year, month, day) = date(self.date)?;
        let (workspace, dataset, chunk) = (self.workspace, self.dataset, self.chunk);
        Ok(format!(
            "ws={workspace}/{dataset}/year={year}/month={month}/day={day}/{job}-{chunk}.parquet"
        ))
    }

    /// When the day of the partition begins, µs since the epoch.
    pub fn day(&self) -> Result<i64, Error> {
        let invalid = |error: jiff::Error| Error::Invalid(format!("{:?}: {error}", self.date));
        let day: jiff::civil::Date = self.date.parse().map_err(invalid)?;
        let start = day.to_zoned(jiff::tz::TimeZone::UTC).map_err(invalid)?;
        Ok(start.timestamp().as_microsecond())
    }
}

/// The folder of a workspace below the lake's root.
pub fn workspace(workspace: i64) -> String {
    format!("ws={workspace}")
}

/// Whether a file, by its name, was written by a job.
pub fn is_of_job(name: &str, job: &str) -> bool {
    written_by(name).is_some_and(|(writer, _)| writer == job)
}

/// The job that wrote a file, by its name, and whether the file has its last name: that of a published one.
pub fn written_by(name: &str) -> Option<(&str, bool)> {
    let (stem, rest) = name.split_once(".parquet")?;
    let (job, chunk) = stem.rsplit_once('-')?;
    let numbered = !chunk.is_empty() && chunk.bytes().all(|byte| byte.is_ascii_digit());
    let known = rest.is_empty() || rest == STAGED || rest.starts_with(WRITING);
    (numbered && known && self::job(job).is_ok()).then_some((job, rest.is_empty()))
}

/// Checks a job's name, which becomes part of a file's name.
pub fn job(name: &str) -> Result<&str, Error> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if (1..=64).contains(&name.len()) && name.bytes().all(allowed) {
        Ok(name)
    } else {
        Err(Error::Invalid(format!(
            "job {name:?}: up to 64 letters, digits, - and _ are allowed"
        )))
    }
}

/// Checks that a path a caller hands over is one of this workspace, and of nothing else.
pub fn published(workspace: i64, path: &str) -> Result<&str, Error> {
    let inside = path.starts_with(&format!("ws={workspace}/")) && path.ends_with(".parquet");
    if inside
        && path
            .split('/')
            .all(|part| !part.is_empty() && part != "." && part != "..")
    {
        Ok(path)
    } else {
        Err(Error::Invalid(format!(
            "path {path:?} is not one of workspace {workspace}"
        )))
    }
}

fn date(text: &str) -> Result<(&str, &str, &str), Error> {
    let valid = text.len() == 10
        && text
            .parse::<jiff::civil::Date>()
            .is_ok_and(|date| date.to_string() == text);
    if valid {
        Ok((&text[..4], &text[5..7], &text[8..]))
    } else {
        Err(Error::Invalid(format!("date {text:?} is not YYYY-MM-DD")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path_of(job: &str, date: &str) -> Result<String, Error> {
        Place {
            workspace: 7,
            dataset: Dataset::Entity,
            job,
            chunk: 12,
            date,
        }
        .path()
    }

    #[test]
    fn a_path_names_workspace_dataset_partition_job_and_chunk() {
        let path = path_of("0190-a", "2026-02-03").unwrap();
        assert_eq!(
            path,
            "ws=7/entity/year=2026/month=02/day=03/0190-a-12.parquet"
        );
        assert_eq!(published(7, &path).unwrap(), path);
    }

    #[test]
    fn nothing_leads_out_of_the_lake() {
        for (job, date) in [
            ("../x", "2026-02-03"),
            ("a/b", "2026-02-03"),
            ("", "2026-02-03"),
            ("a", "2026-02-30"),
            ("a", "26-2-3"),
        ] {
            assert!(
                matches!(path_of(job, date), Err(Error::Invalid(_))),
                "{job} {date}"
            );
        }
        for path in [
            "ws=8/a.parquet",
            "ws=7/../ws=8/a.parquet",
            "ws=7//a.parquet",
            "/etc/passwd",
            "ws=7/a.txt",
        ] {
            assert!(published(7, path).is_err(), "{path}");
        }
    }

    #[test]
    fn a_jobs_files_are_told_from_those_of_a_job_with_a_longer_name() {
        assert!(is_of_job("a-1-12.parquet.staged", "a-1"));
        assert!(!is_of_job("a-1-12.parquet.staged", "a"));
        assert!(!is_of_job("b-12.parquet", "a"));
        assert_eq!(written_by("a-1-12.parquet"), Some(("a-1", true)));
        assert_eq!(written_by("a-12.parquet.writing-0f"), Some(("a", false)));
        for other in [
            "a-12.parquet.part",
            "a-x.parquet",
            "12.parquet",
            "a-12.csv",
            ".check-1",
        ] {
            assert_eq!(written_by(other), None, "{other}");
        }
    }
}
