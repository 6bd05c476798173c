//! Rows of exports that cannot be written anew.

use queue::Trouble;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// So many uploads are named; of further ones only their number is said.
const NAMED: usize = 5;

/// Rows of an upload that the lake had and has no more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lost {
    /// The upload.
    pub job: String,
    /// Name of its file.
    pub file_name: String,
    /// How many.
    pub rows: u64,
}

/// One entry per upload.
pub fn by_job(lost: Vec<Lost>) -> Vec<Lost> {
    let mut jobs: BTreeMap<String, Lost> = BTreeMap::new();
    for one in lost {
        match jobs.get_mut(&one.job) {
            Some(known) => known.rows += one.rows,
            None => {
                jobs.insert(one.job.clone(), one);
            }
        }
    }
    jobs.into_values().collect()
}

/// What the job says of them.
pub fn told(lost: &[Lost]) -> Option<Trouble> {
    if lost.is_empty() {
        return None;
    }
    let rows: u64 = lost.iter().map(|one| one.rows).sum();
    let named: Vec<String> = lost
        .iter()
        .take(NAMED)
        .map(|one| format!("{} rows of {:?} (job {})", one.rows, one.file_name, one.job))
        .collect();
    let more = match lost.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and of {more} more uploads"),
    };
    Some(Trouble {
        code: "rows_lost".to_owned(),
        detail: format!(
            "{rows} rows of exports cannot be written anew, since the stored export is missing or altered: {}{more}; \
             tickets, texts and entities are whole",
            named.join(", ")
        ),
        remedy: "put the files back from a backup, at data/uploads/<job>/export, and rebuild again"
            .to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lost(job: &str, rows: u64) -> Lost {
        Lost {
            job: job.to_owned(),
            file_name: format!("{job}.csv"),
            rows,
        }
    }

    #[test]
    fn each_upload_is_named_once_and_all_rows_are_counted() {
        assert_eq!(told(&[]), None);
        let jobs = by_job(vec![lost("b", 1), lost("a", 2), lost("b", 3)]);
        assert_eq!(jobs, [lost("a", 2), lost("b", 4)]);
        let said = told(&jobs).unwrap().detail;
        assert!(said.starts_with("6 rows "), "{said}");
        assert!(said.contains(r#"4 rows of "b.csv" (job b)"#), "{said}");
        let many: Vec<Lost> = ('a'..'h').map(|job| lost(&job.to_string(), 1)).collect();
        let said = told(&many).unwrap().detail;
        assert!(said.contains("and of 2 more uploads"), "{said}");
    }
}
