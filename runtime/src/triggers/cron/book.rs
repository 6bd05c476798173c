//! What a trigger has done, is doing and will do: kept in memory, told on the admin port, read by `undertone cron`.

use super::overlap::Overlap;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::{collections::VecDeque, time::Duration};
use undertone_host::CronFailure;

/// Runs that are remembered for each trigger.
const KEPT: usize = 100;
/// Characters of a cause that are remembered: a component may write any amount.
const CAUSE: usize = 500;

/// All triggers, as the admin port tells them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Told {
    /// What the runtime's clock says.
    pub now: Timestamp,
    /// In the manifest's order.
    pub triggers: Vec<Trigger>,
}

/// One trigger.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Trigger {
    /// Its component and its position in the manifest.
    pub name: String,
    /// The component it fires.
    pub component: String,
    /// Its schedule.
    pub expression: String,
    /// `skip`, `queue` or `allow`.
    pub overlap: String,
    /// Runs that may be going on at a time.
    pub most: usize,
    /// The next slots.
    pub next: Vec<Timestamp>,
    /// Whether a firing waits for the end of the run that is going on.
    pub waiting: bool,
    /// Runs that are going on.
    pub running: Vec<Running>,
    /// Runs that have ended and slots that were skipped, the latest first.
    pub runs: Vec<Past>,
    /// The latest run that did not end well, however long ago.
    pub last_failure: Option<Past>,
}

impl Trigger {
    /// A trigger that has done nothing.
    pub fn new(name: String, component: String, expression: String, overlap: Overlap) -> Self {
        Self {
            name,
            component,
            expression,
            overlap: overlap.name().to_owned(),
            most: overlap.most(),
            next: Vec::new(),
            waiting: false,
            running: Vec::new(),
            runs: Vec::new(),
            last_failure: None,
        }
    }
}

/// Why a trigger fired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Why {
    /// A slot of its schedule had come.
    Slot,
    /// A request was answered with 202 Accepted: no slot.
    Woken,
    /// `undertone cron run`: no slot.
    Asked,
}

impl Why {
    /// As tables show it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Slot => "slot",
            Self::Woken => "woken",
            Self::Asked => "asked",
        }
    }
}

/// How a firing ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// The run ended well.
    Done,
    /// It trapped, or reported an error.
    Failed,
    /// It took longer than it may.
    Deadline,
    /// It needed more memory than it may have.
    Memory,
    /// There was no run: earlier ones were going on.
    Skipped,
}

impl Outcome {
    /// As tables show it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Deadline => "deadline",
            Self::Memory => "memory",
            Self::Skipped => "skipped",
        }
    }
}

/// A run that is going on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Running {
    /// The run's name in the log, `request.id`.
    pub id: String,
    /// Why it was begun.
    pub why: Why,
    /// Its slot, if it is one's.
    pub slot: Option<Timestamp>,
    /// When it began.
    pub begun: Timestamp,
}

/// A run that has ended, or slots in succession that were skipped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Past {
    /// The run's name in the log, `request.id`.
    pub id: Option<String>,
    /// Why it was begun.
    pub why: Why,
    /// Its slot, if it is one's.
    pub slot: Option<Timestamp>,
    /// When it began.
    pub begun: Timestamp,
    /// How long it took.
    pub duration_ms: u64,
    /// How it ended.
    pub outcome: Outcome,
    /// Why it did not end well.
    pub cause: Option<String>,
    /// How many firings this is: slots that are skipped in succession are one entry.
    pub times: u64,
    /// The last of these slots.
    pub until: Option<Timestamp>,
}

/// What is remembered of one trigger.
#[derive(Default)]
pub struct Book {
    /// The slot that is waited for.
    pub next: Option<Timestamp>,
    /// Whether a firing waits.
    pub waiting: bool,
    running: Vec<Running>,
    past: VecDeque<Past>,
    last_failure: Option<Past>,
}

impl Book {
    /// A run begins.
    pub fn begun(&mut self, run: Running) {
        self.running.push(run);
    }

    /// It ends.
    pub fn ended(
        &mut self,
        run: &Running,
        took: Duration,
        result: Result<(), &CronFailure>,
    ) -> Past {
        self.running.retain(|other| other.id != run.id);
        let past = Past {
            id: Some(run.id.clone()),
            why: run.why,
            slot: run.slot,
            begun: run.begun,
            duration_ms: u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
            outcome: outcome(result),
            cause: result
                .err()
                .map(|failure| failure.to_string().chars().take(CAUSE).collect()),
            times: 1,
            until: None,
        };
        if past.outcome != Outcome::Done {
            self.last_failure = Some(past.clone());
        }
        self.keep(past.clone());
        past
    }

    /// A slot is skipped at that moment.
    pub fn skipped(&mut self, slot: Timestamp, now: Timestamp) {
        if let Some(last) = self.past.front_mut()
            && last.outcome == Outcome::Skipped
        {
            last.times += 1;
            last.until = Some(slot);
            return;
        }
        self.keep(Past {
            id: None,
            why: Why::Slot,
            slot: Some(slot),
            begun: now,
            duration_ms: 0,
            outcome: Outcome::Skipped,
            cause: None,
            times: 1,
            until: None,
        });
    }

    fn keep(&mut self, past: Past) {
        self.past.truncate(KEPT - 1);
        self.past.push_front(past);
    }

    /// Adds what is remembered.
    pub fn tell(&self, trigger: &mut Trigger) {
        trigger.waiting = self.waiting;
        trigger.running.clone_from(&self.running);
        trigger.runs = self.past.iter().cloned().collect();
        trigger.last_failure.clone_from(&self.last_failure);
    }
}

fn outcome(result: Result<(), &CronFailure>) -> Outcome {
    match result {
        Ok(()) => Outcome::Done,
        Err(CronFailure::Deadline(_)) => Outcome::Deadline,
        Err(CronFailure::Memory(_)) => Outcome::Memory,
        Err(CronFailure::Trapped(_) | CronFailure::Reported(_)) => Outcome::Failed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn run(id: &str) -> Running {
        Running {
            id: id.to_owned(),
            why: Why::Woken,
            slot: None,
            begun: NOW,
        }
    }

    fn told(book: &Book) -> Trigger {
        let mut trigger = Trigger::new(
            "a-0".into(),
            "a".into(),
            "* * * * * *".into(),
            Overlap::Queue,
        );
        book.tell(&mut trigger);
        trigger
    }

    #[test]
    fn the_latest_hundred_are_kept_and_the_last_failure() {
        let mut book = Book::default();
        let failure = CronFailure::Reported("x".repeat(9000));
        book.ended(&run("first"), Duration::from_millis(3), Err(&failure));
        for number in 0..150 {
            book.begun(run(&number.to_string()));
            book.ended(&run(&number.to_string()), Duration::ZERO, Ok(()));
        }
        let told = told(&book);
        assert_eq!((told.runs.len(), told.running.len()), (100, 0));
        assert_eq!(told.runs[0].id.as_deref(), Some("149"));
        assert_eq!(told.runs[99].id.as_deref(), Some("50"));
        let failed = told.last_failure.unwrap();
        assert_eq!((failed.outcome, failed.duration_ms), (Outcome::Failed, 3));
        assert_eq!(failed.cause.unwrap().len(), CAUSE);
    }

    #[test]
    fn slots_that_are_skipped_in_succession_are_one_entry() {
        let mut book = Book::default();
        let slot = |second| Timestamp::from_second(second).unwrap();
        book.begun(run("long"));
        (1..=5).for_each(|second| book.skipped(slot(second), NOW));
        book.ended(&run("long"), Duration::from_secs(5), Ok(()));
        book.skipped(slot(6), NOW);
        let told = told(&book);
        let entries = told
            .runs
            .iter()
            .map(|past| (past.outcome, past.times, past.until));
        assert_eq!(
            entries.collect::<Vec<_>>(),
            [
                (Outcome::Skipped, 1, None),
                (Outcome::Done, 1, None),
                (Outcome::Skipped, 5, Some(slot(5)))
            ]
        );
    }

    #[test]
    fn each_failure_has_its_outcome_and_json_tells_it() {
        let mut book = Book::default();
        for (failure, told) in [
            (CronFailure::Deadline(Duration::from_secs(1)), "deadline"),
            (CronFailure::Memory(64 << 20), "memory"),
            (CronFailure::Trapped("unreachable".into()), "failed"),
        ] {
            let past = book.ended(&run("a"), Duration::ZERO, Err(&failure));
            let json = serde_json::to_value(&past).unwrap();
            assert_eq!(json["outcome"], told);
            assert_eq!(
                (&json["why"], &json["slot"]),
                (&"woken".into(), &serde_json::Value::Null)
            );
            assert_eq!(serde_json::from_value::<Past>(json).unwrap(), past);
        }
    }
}
