//! Waiting for another connection's lock: SQLite's own waits grow to a tenth of a second, in which the lock lies idle.

use rusqlite::Connection;
use std::{
    cell::Cell,
    thread,
    time::{Duration, Instant},
};

/// How long a connection sleeps before it looks again.
const NAP: Duration = Duration::from_millis(1);

thread_local! {
    // A connection has its thread to itself. What it may wait in all, and since when it waits.
    static LIMIT: Cell<Duration> = const { Cell::new(Duration::ZERO) };
    static SINCE: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// Lets the connection of this thread wait so long for a lock. To be called on the connection's own thread.
pub(super) fn install(connection: &mut Connection, limit: Duration) -> rusqlite::Result<()> {
    LIMIT.set(limit);
    connection.busy_handler(Some(wait))
}

/// Whether to try again; `tries` is 0 when a statement first meets a lock.
fn wait(tries: i32) -> bool {
    if tries == 0 {
        SINCE.set(Some(Instant::now()));
    }
    let waited = SINCE.get().map_or(Duration::ZERO, |since| since.elapsed());
    if waited >= LIMIT.get() {
        return false;
    }
    thread::sleep(NAP);
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_waited_for_and_no_longer_than_allowed() {
        let folder =
            std::env::temp_dir().join(format!("undertone-patience-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("a.db");
        let holder = Connection::open(&path).unwrap();
        holder
            .execute_batch("CREATE TABLE t (a); BEGIN IMMEDIATE")
            .unwrap();
        let waiter = |limit| {
            let path = path.clone();
            thread::spawn(move || {
                let mut connection = Connection::open(path).unwrap();
                install(&mut connection, limit).unwrap();
                let begun = Instant::now();
                let outcome = connection.execute_batch("BEGIN IMMEDIATE");
                (outcome.is_ok(), begun.elapsed())
            })
        };
        let limit = Duration::from_millis(50);
        let (got, elapsed) = waiter(limit).join().unwrap();
        assert!(!got && elapsed >= limit);
        let patient = waiter(Duration::from_mins(1));
        thread::sleep(limit);
        holder.execute_batch("COMMIT").unwrap();
        assert!(patient.join().unwrap().0);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
