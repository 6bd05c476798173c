//! A job's way to its end.

use crate::{Client, Error, Event};
use serde_json::Value;
use std::thread;
use std::time::Duration;

/// So often it is asked how far a job is.
const EVERY: Duration = Duration::from_millis(500);

/// How a job stands when it is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It goes on by itself.
    Taken,
    /// Its tickets are there.
    Completed,
    /// It waits for somebody who confirms its columns.
    Review,
    /// It failed.
    Failed,
}

/// A job when it is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Its identifier.
    pub job: String,
    /// How it stands.
    pub outcome: Outcome,
    /// In one sentence.
    pub sentence: String,
}

/// Follows a job until nothing more happens by itself; without `wait` it is looked at once.
pub fn follow(
    client: &mut Client,
    job: &str,
    name: &str,
    wait: bool,
    tell: &mut dyn FnMut(Event<'_>),
) -> Result<Ended, Error> {
    let path = format!("/api/job/{job}");
    let mut failed = 0;
    loop {
        let now = match client.get(&path) {
            Ok(answer) => answer.body,
            // The application may be starting again.
            Err(error) if error.is_passing() && failed < 120 => {
                failed += 1;
                thread::sleep(EVERY);
                continue;
            }
            Err(error) => return Err(error),
        };
        failed = 0;
        let (outcome, sentence) = judged(&now);
        if outcome != Outcome::Taken || !wait {
            return Ok(Ended {
                job: job.to_owned(),
                outcome,
                sentence,
            });
        }
        tell(Event::Working {
            name,
            phase: now["phase"].as_str().unwrap_or_default(),
            progress: now["progress"].as_f64().unwrap_or_default(),
        });
        thread::sleep(EVERY);
    }
}

fn judged(job: &Value) -> (Outcome, String) {
    let number = |key: &str| job[key].as_u64().unwrap_or_default();
    let said = |key: &str| job["error"][key].as_str().unwrap_or_default().to_owned();
    match job["status"].as_str().unwrap_or_default() {
        "completed" => {
            let sentence = format!(
                "{} new, {} updated, {} unchanged tickets, {} row problems",
                number("tickets_added"),
                number("tickets_updated"),
                number("tickets_unchanged"),
                number("row_errors")
            );
            (Outcome::Completed, sentence)
        }
        "review" => (
            Outcome::Review,
            "waits until its columns are confirmed in the web app".to_owned(),
        ),
        "failed" | "cancelled" => (
            Outcome::Failed,
            format!("{}; {}", said("detail"), said("remedy")),
        ),
        _ => (Outcome::Taken, "is being read".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_job_is_told_in_one_sentence() {
        let done = json!({"status": "completed", "tickets_added": 3, "tickets_updated": 2,
            "tickets_unchanged": 1, "row_errors": 4});
        let sentence = "3 new, 2 updated, 1 unchanged tickets, 4 row problems".to_owned();
        assert_eq!(judged(&done), (Outcome::Completed, sentence));
        assert_eq!(judged(&json!({"status": "review"})).0, Outcome::Review);
        assert_eq!(judged(&json!({"status": "running"})).0, Outcome::Taken);
        let failed = json!({"status": "failed", "error": {"detail": "no", "remedy": "again"}});
        assert_eq!(judged(&failed), (Outcome::Failed, "no; again".to_owned()));
    }
}
