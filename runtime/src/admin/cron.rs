//! `GET /cron` and `POST /cron/<component>/run` of the admin port.

use crate::{
    problem::Problem,
    triggers::cron::{Job, NotRun, Past, Told},
};
use http::StatusCode;
use jiff::Timestamp;
use std::sync::Arc;

/// All triggers: what they did, do and will do.
pub(super) fn told(jobs: &[Arc<Job>], now: Timestamp) -> Told {
    Told {
        now,
        triggers: jobs.iter().map(|job| job.told(now)).collect(),
    }
}

/// Fires a trigger, named by its component or by its own name, and waits for the run's end.
pub(super) async fn run(jobs: &[Arc<Job>], name: &str) -> Result<Past, Problem> {
    let job = find(jobs, name)?;
    job.ask().await.map_err(|reason| match reason {
        NotRun::GoingOn => Problem::new(
            StatusCode::CONFLICT,
            "run_going_on",
            format!(
                "`{}` runs already, and its overlap policy is {}",
                job.name,
                job.overlap.name()
            ),
            "wait for its end, which `undertone cron list` tells, and ask again",
        ),
        NotRun::Stopping => Problem::busy(
            "stopping",
            "the runtime is stopping",
            "come again when it is back",
        ),
    })
}

fn find<'a>(jobs: &'a [Arc<Job>], name: &str) -> Result<&'a Job, Problem> {
    let of_component: Vec<_> = jobs.iter().filter(|job| job.component == name).collect();
    match of_component.as_slice() {
        [job] => Ok(job),
        [] => match jobs.iter().find(|job| job.name == name) {
            Some(job) => Ok(job),
            None => Err(Problem::new(
                StatusCode::NOT_FOUND,
                "no_trigger",
                format!("no cron trigger fires `{name}`"),
                "name a component or a trigger that `undertone cron list` shows",
            )),
        },
        several => {
            let names: Vec<&str> = several.iter().map(|job| job.name.as_str()).collect();
            Err(Problem::new(
                StatusCode::CONFLICT,
                "several_triggers",
                format!("`{name}` has several triggers: {}", names.join(", ")),
                "name one of the triggers instead",
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::triggers::cron::Overlap;

    fn job(name: &str, component: &str) -> Arc<Job> {
        let names = (name.to_owned(), component.to_owned());
        let work = Box::new(|_, _| -> futures::future::BoxFuture<'static, _> {
            Box::pin(async { Ok(()) })
        });
        Arc::new(Job::new(names, "0 0 * * * *", Overlap::Skip, work, Arc::default()).unwrap())
    }

    #[test]
    fn a_trigger_goes_by_its_component_where_that_has_one() {
        let jobs = [job("a-0", "a"), job("b-1", "b"), job("b-2", "b")];
        let name = |asked| find(&jobs, asked).map(|job| job.name.clone());
        assert_eq!(name("a").unwrap(), "a-0");
        assert_eq!(name("b-2").unwrap(), "b-2");
        let several = name("b").unwrap_err();
        assert_eq!(
            (several.code, several.detail.as_ref()),
            ("several_triggers", "`b` has several triggers: b-1, b-2")
        );
        assert_eq!(name("c").unwrap_err().code, "no_trigger");
    }

    #[test]
    fn all_triggers_are_told_with_their_next_slots() {
        let told = told(&[job("a-0", "a")], "2026-03-01T10:30:00Z".parse().unwrap());
        let json = serde_json::to_value(&told).unwrap();
        assert_eq!(
            json["triggers"][0]["next"],
            serde_json::json!([
                "2026-03-01T11:00:00Z",
                "2026-03-01T12:00:00Z",
                "2026-03-01T13:00:00Z",
                "2026-03-01T14:00:00Z",
                "2026-03-01T15:00:00Z"
            ])
        );
        assert_eq!(json["triggers"][0]["overlap"], "skip");
    }
}
