//! A year of the sweeper, made up of chances: jobs come, fail, finish and are removed; databases are restored to earlier
//! states and forward again, adopted, moved, mistaken for others; the clock jumps. After each step the sweeper runs, and
//! nothing that a record or an original names may be gone.

mod chance;
mod jobs;
mod ledger;
mod saved;
mod world;

use super::refusal::Outcome;
use super::{Settings, run};
use chance::Chance;
use endpoint::Context;
use endpoint::testing::block_on;
use jiff::SignedDuration;
use std::path::Path;
use stores::Dialect;
use world::World;

/// What sweeps.
type Sweeper = fn(&Context, &Path) -> Option<Outcome>;

fn ours(cx: &Context, root: &Path) -> Option<Outcome> {
    let settings = Settings {
        every: SignedDuration::from_hours(world::HOURS_A_STEP.into()),
        trash: SignedDuration::from_hours(7 * 24),
    };
    block_on(run(cx, root, settings)).unwrap()
}

/// Deletes what the present records do not name, whichever these are.
fn greedy(cx: &Context, root: &Path) -> Option<Outcome> {
    let seen = folder::disk::scan(root).unwrap();
    let known = block_on(super::Known::read(&cx.records)).unwrap();
    for upload in seen.uploads {
        if !known.jobs.contains_key(&upload.job) {
            std::fs::remove_dir_all(root.join("uploads").join(upload.job)).unwrap();
        }
    }
    for file in seen.lake {
        if !known.listed.contains(&file.path) && file.is_published() {
            std::fs::remove_file(root.join("lake").join(file.path)).unwrap();
        }
    }
    None
}

/// Never deletes anything.
fn lazy(_: &Context, _: &Path) -> Option<Outcome> {
    None
}

/// Lives through so many days; says what was lost, or what never went.
fn live(seed: u64, days: u32, sweeper: Sweeper) -> Result<world::Told, String> {
    let mut world = World::new(Chance::new(seed), sweeper);
    for _ in 0..days * world::STEPS_A_DAY {
        world.step()?;
    }
    world.end()
}

fn days() -> u32 {
    let dialect = block_on(stores::Records::in_memory().dialect());
    // A statement costs more there, and they are the same.
    if dialect == Dialect::Sqlite { 365 } else { 40 }
}

#[test]
fn a_year_loses_nothing_and_leaves_nothing() {
    let told = live(1, days(), ours).unwrap();
    eprintln!("{told:?}");
    // It was a year in which all of it happened.
    for (what, count) in [
        ("swept", told.swept),
        ("refused", told.refused),
        ("waited", told.waited),
        ("restored", told.restored),
        ("adopted", told.adopted),
        ("mistaken", told.mistaken),
        ("jumped", told.jumped),
        ("trashed", told.trashed),
        ("deleted", told.deleted),
    ] {
        assert!(count > 0, "nothing was {what}: {told:?}");
    }
}

#[test]
fn other_months_lose_nothing_either() {
    for seed in 2..6 {
        live(seed, days() / 12, ours).unwrap_or_else(|lost| panic!("seed {seed}: {lost}"));
    }
}

#[test]
fn the_year_notices_who_deletes_too_much_or_nothing() {
    let lost = live(1, 30, greedy).unwrap_err();
    assert!(lost.contains("is gone"), "{lost}");
    let left = live(1, 5, lazy).unwrap_err();
    assert!(left.contains("never went"), "{left}");
}

#[test]
fn a_job_that_is_removed_again_in_restored_records_waits_as_long_again() {
    let mut world = World::new(Chance::new(1), ours);
    world.quiet_days(1).unwrap();
    let job = loop {
        match world.job("review") {
            Some(job) => break job,
            None => world.upload(),
        }
    };
    saved::save(&world.cx, 0);
    world.remove_job(&job);
    world.quiet_days(6).unwrap();
    // The original is in the trash, and would go tomorrow. The records say again that it counts, then a person removes it.
    saved::restore(&world.cx, 0);
    world.quiet_days(1).unwrap();
    world.remove_job(&job);
    world.adopt();
    world.quiet_days(6).unwrap();
    let is_there = |world: &World| {
        let mut files = ledger::files(world.root()).into_iter();
        files.any(|path| path.ends_with(&format!("{job}/export")))
    };
    assert!(is_there(&world));
    world.quiet_days(3).unwrap();
    assert!(!is_there(&world));
}
