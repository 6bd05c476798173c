//! Several checks of one subject, and waiting.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    thread,
    time::{Duration, Instant},
};

/// A check with its name.
pub type Check<T> = (&'static str, fn(&T));

/// Runs every check on the subject, also after one failed, and fails with the names of all that did.
pub fn run_all<T>(subject: &T, checks: &[Check<T>]) {
    let failed: Vec<&str> = checks
        .iter()
        .filter(|(name, check)| {
            let failed = catch_unwind(AssertUnwindSafe(|| check(subject))).is_err();
            if failed {
                eprintln!("failed: {name}");
            }
            failed
        })
        .map(|(name, _)| *name)
        .collect();
    assert!(failed.is_empty(), "failed checks: {}", failed.join(", "));
}

/// Asks again and again until there is an answer.
pub fn eventually<T>(what: &str, patience: Duration, mut ask: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(
            begun.elapsed() < patience,
            "{what}: not within {patience:?}"
        );
        thread::sleep(Duration::from_millis(50));
    }
}
