//! Each record, and what it says of files.

use super::*;
use crate::sweep::known::Job;

const NOW: i64 = 1_000_000_000;
const HOUR: i64 = 3_600;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap()
}

fn known() -> Known {
    let mut known = Known::default();
    for (id, status) in [
        ("done", "completed"),
        ("failed", "failed"),
        ("running", "running"),
        ("review", "review"),
    ] {
        let job = Job {
            status: status.to_owned(),
            submitted_at: at(NOW - 100 * HOUR),
        };
        known.jobs.insert(id.to_owned(), job);
    }
    known
        .deleted
        .insert("removed".to_owned(), at(NOW - 100 * HOUR));
    known
        .intakes
        .insert("coming".to_owned(), at(NOW - 100 * HOUR));
    for (id, ends) in [("paused", NOW + 1), ("given-up", NOW - 1)] {
        known.intakes.insert(id.to_owned(), at(NOW - 100 * HOUR));
        known.resumable.insert(id.to_owned(), at(ends));
    }
    known.listed.insert("ws=1/raw/done-0.parquet".to_owned());
    known.expired.insert("ws=1/raw/done-2.parquet".to_owned());
    known
}

fn upload(job: &str, has_original: bool, minutes: i64) -> Seen {
    Seen {
        uploads: vec![Upload {
            job: job.to_owned(),
            has_original,
            written: at(NOW - minutes * 60),
        }],
        lake: Vec::new(),
    }
}

fn file(name: &str, hours: i64) -> Seen {
    let writer = lakehouse::path::written_by(name);
    Seen {
        uploads: Vec::new(),
        lake: vec![LakeFile {
            path: format!("ws=1/raw/{name}"),
            writer: writer.map(|(job, published)| (job.to_owned(), published)),
            written: at(NOW - hours * HOUR),
        }],
    }
}

/// `over`, `unknown` or `stays`.
fn told(seen: &Seen, adopted_at: Option<Timestamp>) -> &'static str {
    let judged = judge(seen, &known(), at(NOW), adopted_at).unwrap();
    match (judged.over.len(), judged.unknown) {
        (1, 0) => "over",
        (0, 1) => "unknown",
        (0, 0) => "stays",
        _ => panic!("{judged:?}"),
    }
}

#[test]
fn uploads_are_over_when_their_record_says_so() {
    for (job, has_original, minutes, expected) in [
        ("done", true, 9_999, "stays"),
        ("failed", true, 9_999, "stays"),
        ("review", false, 9_999, "stays"),
        ("removed", true, 0, "over"),
        ("coming", false, 16, "over"),
        ("coming", false, 14, "stays"),
        // An original without a job is left alone for a day: whoever sent it was told to try again.
        ("coming", true, 1_439, "unknown"),
        ("coming", true, 1_441, "over"),
        ("paused", false, 999, "stays"),
        ("given-up", false, 999, "over"),
        ("nobody", true, 9_999, "unknown"),
        ("nobody", false, 9_999, "unknown"),
    ] {
        let seen = upload(job, has_original, minutes);
        assert_eq!(told(&seen, None), expected, "{seen:?}");
    }
}

#[test]
fn files_of_the_lake_are_over_when_their_job_has_ended_without_them() {
    for (name, hours, expected) in [
        ("done-0.parquet", 999, "stays"),
        ("done-2.parquet", 0, "over"),
        ("done-1.parquet", 25, "over"),
        ("done-1.parquet", 23, "stays"),
        ("done-0.parquet.staged", 25, "over"),
        ("failed-0.parquet.staged", 25, "over"),
        ("failed-0.parquet.writing-1", 25, "over"),
        // Records that are later than these may list it.
        ("failed-0.parquet", 999, "stays"),
        ("running-0.parquet.staged", 999, "stays"),
        ("removed-0.parquet.staged", 25, "over"),
        ("removed-0.parquet", 999, "unknown"),
        ("nobody-0.parquet", 999, "unknown"),
        ("nobody-0.parquet.staged", 999, "unknown"),
        ("notes.txt", 999, "unknown"),
    ] {
        assert_eq!(told(&file(name, hours), None), expected, "{name} {hours}");
    }
}

#[test]
fn what_lay_there_when_the_folder_was_adopted_is_never_over() {
    let adopted = Some(at(NOW - 50 * HOUR));
    for seen in [
        upload("removed", true, 9_999),
        file("done-1.parquet", 99),
        file("done-2.parquet", 99),
        file("failed-0.parquet.staged", 99),
    ] {
        assert_eq!(told(&seen, adopted), "unknown", "{seen:?}");
    }
    assert_eq!(told(&upload("coming", false, 99), adopted), "stays");
    let before = Some(at(NOW - 200 * HOUR));
    assert_eq!(told(&upload("removed", true, 9_999), before), "over");
}
