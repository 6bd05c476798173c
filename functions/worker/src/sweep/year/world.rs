//! The world of the year: a folder, its database, others, a clock, and what happens in a step.

use super::chance::Chance;
use super::ledger::{Ledger, Present, files};
use super::{Outcome, Sweeper, saved};
use endpoint::Context;
use endpoint::testing::block_on;
use folder::intakes;
use folder::marks::{Asked, raise_in};
use installation::{Verdict, adopt, is_filled, judge, look, settle};
use jiff::{SignedDuration, Timestamp};
use std::collections::HashSet;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// The files that count.
const LIVE: &str = "SELECT 'lake/' || path FROM lake_files WHERE end_snapshot IS NULL";
pub const STEPS_A_DAY: u32 = 4;
pub const HOURS_A_STEP: u32 = 6;
/// As much longer than a week's grace as one run may be missed and a file may be too young.
const DAYS_AFTER: u32 = 12;

/// How often what happened.
#[derive(Debug, Default)]
pub struct Told {
    pub swept: u64,
    pub refused: u64,
    pub waited: u64,
    pub restored: u64,
    pub adopted: u64,
    pub mistaken: u64,
    pub jumped: u64,
    pub trashed: u64,
    pub deleted: u64,
}

pub struct World {
    folder: TempDir,
    pub(super) cx: Context,
    /// Another installation's records, and empty ones.
    others: [Context; 2],
    pub(super) chance: Chance,
    sweeper: Sweeper,
    pub(super) ledger: Ledger,
    /// Real time, in hours.
    pub(super) hour: u64,
    /// How far the clock is off, in hours.
    off: i64,
    /// Kept states of the records.
    states: usize,
    /// The latest state, while the records are at an earlier one.
    latest: Option<usize>,
    pub(super) jobs: u64,
    told: Told,
}

fn start() -> Timestamp {
    Timestamp::from_second(1_772_600_767).unwrap()
}

fn records() -> Context {
    let cx = Context::in_memory(start());
    let workspace = "INSERT INTO workspaces (name, created_at) VALUES ('One', $1)";
    block_on(cx.records.execute(workspace, (start(),))).unwrap();
    let user = "INSERT INTO users (workspace_id, email, hashed_password, created_at) VALUES (1, 'a@b.c', '-', $1)";
    block_on(cx.records.execute(user, (start(),))).unwrap();
    cx
}

impl World {
    pub fn new(chance: Chance, sweeper: Sweeper) -> Self {
        let (folder, cx, other) = (TempDir::new().unwrap(), records(), records());
        let elsewhere = TempDir::new().unwrap();
        for (cx, root, id) in [(&cx, &folder, "ours"), (&other, &elsewhere, "other")] {
            let asked = Asked(&cx.records);
            block_on(settle(&asked, root.path(), id.to_owned(), start())).unwrap();
        }
        Self {
            folder,
            cx,
            others: [other, Context::in_memory(start())],
            chance,
            sweeper,
            ledger: Ledger::default(),
            hour: 0,
            off: 0,
            states: 0,
            latest: None,
            jobs: 0,
            told: Told::default(),
        }
    }

    pub(super) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Hours pass, something happens, the sweeper runs, and everything is looked at.
    pub fn step(&mut self) -> Result<(), String> {
        self.pass();
        match self.chance.of(20) {
            0..8 => self.upload(),
            8..13 => self.work(),
            13 => self.rebuild(),
            14 => self.try_again(),
            15 => self.remove(),
            16 => self.keep(),
            17 => self.go_to_another_state()?,
            18 => self.mistake()?,
            _ => self.jump(),
        }
        self.sweep()
    }

    fn pass(&mut self) {
        self.hour += u64::from(HOURS_A_STEP);
        let hours = i64::from(HOURS_A_STEP);
        for cx in self.others.iter().chain([&self.cx]) {
            cx.clock.advance(SignedDuration::from_hours(hours));
        }
    }

    fn sweep(&mut self) -> Result<(), String> {
        let before = files(self.root());
        let outcome = (self.sweeper)(&self.cx, self.root());
        let swept = matches!(outcome, Some(Outcome::Swept(..)));
        match outcome {
            Some(Outcome::Swept(_, Some(failed))) => return Err(failed),
            Some(Outcome::Swept(counts, None)) => {
                self.told.swept += 1;
                self.told.trashed += counts.trashed;
                self.told.deleted += counts.deleted;
            }
            Some(Outcome::Refused(_)) => self.told.refused += 1,
            Some(Outcome::Waits(_)) => self.told.waited += 1,
            None => {}
        }
        if outcome.is_some() && !swept && files(self.root()) != before {
            return Err("a run that did nothing changed the folder".to_owned());
        }
        let named = swept.then(|| self.named());
        let present = self.present();
        let root = self.folder.path();
        self.ledger.check(root, self.hour, &present, named.as_ref())
    }

    /// What the present records say of jobs.
    fn present(&self) -> Present {
        let records = &self.cx.records;
        let jobs: Vec<(String,)> = block_on(records.query("SELECT id FROM jobs", ())).unwrap();
        let removed = "SELECT job_id, deleted_at FROM deleted_jobs";
        let removed: Vec<(String, Timestamp)> = block_on(records.query(removed, ())).unwrap();
        let live: Vec<(String,)> = block_on(records.query(LIVE, ())).unwrap();
        Present {
            jobs: jobs.into_iter().map(|(job,)| job).collect(),
            removed: removed.into_iter().collect(),
            live: live.into_iter().map(|(path,)| path).collect(),
        }
    }

    /// What the present records name.
    fn named(&self) -> HashSet<String> {
        let ask =
            |sql: &str| -> Vec<(String,)> { block_on(self.cx.records.query(sql, ())).unwrap() };
        let listed = ask(LIVE);
        let originals = ask("SELECT 'uploads/' || id || '/export' FROM jobs");
        listed
            .into_iter()
            .chain(originals)
            .map(|(path,)| path)
            .collect()
    }

    pub(super) fn write(&self, path: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, "x").unwrap();
        let now = self.cx.clock.now().into();
        for path in [&path, path.parent().unwrap()] {
            let file = fs::File::open(path).unwrap();
            file.set_modified(now).unwrap();
        }
    }

    pub(super) fn execute(&self, sql: &str, params: impl stores::IntoParams) {
        block_on(self.cx.records.execute(sql, params)).unwrap();
    }

    /// What the application does once a job took its place or was published.
    pub(super) fn raise(&self) {
        let reached = block_on(installation::reached(&Asked(&self.cx.records))).unwrap();
        raise_in(self.root(), reached).unwrap();
    }

    /// A backup is made.
    fn keep(&mut self) {
        saved::save(&self.cx, self.states);
        self.states += 1;
    }

    /// The records are restored to an earlier state, forward again, or the earlier state is taken for good.
    fn go_to_another_state(&mut self) -> Result<(), String> {
        let to = match self.latest.take() {
            // The one before the restore.
            Some(latest) if self.chance.once_in(2) => latest,
            latest => {
                self.keep();
                self.latest = Some(latest.unwrap_or(self.states - 1));
                self.chance.of(self.states)
            }
        };
        saved::restore(&self.cx, to);
        self.told.restored += 1;
        self.open()?;
        if self.latest.is_some() && self.off == 0 && self.chance.once_in(3) {
            self.adopt();
            self.latest = None;
        }
        Ok(())
    }

    /// The application starts on the present records: those of an abandoned state are refused, and adopted.
    fn open(&mut self) -> Result<(), String> {
        let sides = block_on(look(&Asked(&self.cx.records), self.root())).unwrap();
        match judge(&sides) {
            Verdict::Same => Ok(()),
            Verdict::Refused(_) => {
                self.sweep()?;
                if self.off != 0 {
                    // Whoever adopts looks at the clock, too.
                    self.jump();
                }
                self.adopt();
                Ok(())
            }
            other => Err(format!("a known database is {other:?}")),
        }
    }

    pub(super) fn adopt(&mut self) {
        let id = format!("adopted in hour {}", self.hour);
        let (asked, now) = (Asked(&self.cx.records), self.cx.clock.now());
        block_on(adopt(&asked, self.root(), id, now)).unwrap();
        self.told.adopted += 1;
    }

    /// The application is started with another database; even if it swept, nothing may change.
    fn mistake(&mut self) -> Result<(), String> {
        for other in &self.others {
            let before = files(self.root());
            if is_filled(self.root()).unwrap() {
                let sides = block_on(look(&Asked(&other.records), self.root())).unwrap();
                if !matches!(judge(&sides), Verdict::Refused(_)) {
                    return Err(format!("{sides:?} is not refused"));
                }
            }
            (self.sweeper)(other, self.root());
            if files(self.root()) != before {
                return Err("something is gone through another database".to_owned());
            }
        }
        self.told.mistaken += 1;
        Ok(())
    }

    /// The clock goes wrong, or right again.
    fn jump(&mut self) {
        let to = if self.off == 0 {
            [-9_000, -50, 30, 200, 30_000][self.chance.of(5)]
        } else {
            0
        };
        let by = SignedDuration::from_hours(to - self.off);
        for cx in self.others.iter().chain([&self.cx]) {
            cx.clock.advance(by);
        }
        self.off = to;
        self.told.jumped += 1;
    }

    /// Days in which nothing happens.
    pub(super) fn quiet_days(&mut self, days: u32) -> Result<(), String> {
        for _ in 0..days * STEPS_A_DAY {
            self.pass();
            self.sweep()?;
        }
        Ok(())
    }

    /// Leaves one of each kind behind, and lets quiet days pass: all of it goes.
    pub fn end(mut self) -> Result<Told, String> {
        if self.off != 0 {
            self.jump();
        }
        self.pass();
        self.adopt();
        self.pass();
        let dead = self.name();
        block_on(intakes::begin(&self.cx, 1, &dead)).unwrap();
        self.write(&format!("uploads/{dead}/incoming"));
        self.ledger.waste.insert(format!("uploads/{dead}/incoming"));
        while self.job("queued").is_none() || self.job("review").is_none() {
            self.upload();
        }
        let later = "SELECT max(id) FROM jobs WHERE status = $1";
        let last = |world: &Self, status: &str| -> String {
            let (job,) = block_on(world.cx.records.query_one(later, (status,))).unwrap();
            job
        };
        for _ in 0..20 {
            self.upload();
        }
        let (done, removed) = (last(&self, "queued"), last(&self, "review"));
        for chunk in 0..3 {
            self.write(&format!("lake/ws=1/raw/{done}-{chunk}.parquet.staged"));
        }
        self.publish(&done);
        self.rebuild_of(&done);
        for chunk in 0..2 {
            let ended = format!("lake/ws=1/raw/{done}-{chunk}.parquet");
            self.ledger.waste.insert(ended);
        }
        self.ledger
            .waste
            .insert(format!("lake/ws=1/raw/{done}-2.parquet.staged"));
        self.remove_job(&removed);
        self.ledger
            .waste
            .insert(format!("uploads/{removed}/export"));
        self.quiet_days(DAYS_AFTER)?;
        self.ledger.left(self.root())?;
        Ok(self.told)
    }
}
