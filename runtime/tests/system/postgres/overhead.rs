//! What the way through the host costs, beside the same driver used natively.

use super::{ask, with};
use pg_connect::Address;
use std::time::{Duration, Instant};

const READS: usize = 500;
const ROUNDS: usize = 5;
/// What a read of one row may cost more than natively.
const MOST: Duration = Duration::from_millis(1);

#[test]
fn a_read_of_one_row_costs_less_than_a_millisecond_more_than_natively() {
    let (runtime, cluster) = with("reads", "");
    cluster.sql(
        "reads",
        "CREATE TABLE note (id bigint PRIMARY KEY, body text); \
         INSERT INTO note SELECT n, repeat('x', 200) FROM generate_series(0, 999) AS n; ANALYZE",
    );
    let address = cluster.url("reads").parse().unwrap();
    let (mut guest, mut native) = (Vec::new(), Vec::new());
    // By turns, so that whatever else runs slows both down.
    for _ in 0..ROUNDS {
        native.push(natively(&address));
        let told = ask(&runtime, "/pg/reads", &READS.to_string());
        let median = told.split(' ').nth(1).and_then(|text| text.parse().ok());
        guest.push(Duration::from_micros(
            median.unwrap_or_else(|| panic!("{told}")),
        ));
    }
    guest.sort_unstable();
    native.sort_unstable();
    let (guest, native) = (guest[ROUNDS / 2], native[ROUNDS / 2]);
    println!("one row, median: {guest:?} from a guest, {native:?} natively");
    assert!(
        guest < native + MOST,
        "{guest:?} from a guest, {native:?} natively"
    );
}

/// The median time of a read.
fn natively(address: &Address) -> Duration {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let (client, driver) = address.connect().await.unwrap();
        let driver = tokio::spawn(driver);
        let read = client
            .prepare("SELECT id, body FROM note WHERE id = $1")
            .await
            .unwrap();
        let mut took = Vec::new();
        for id in 0..READS {
            let begun = Instant::now();
            let id = i64::try_from(id).unwrap() % 1000;
            let rows = client.query(&read, &[&id]).await.unwrap();
            let body: (i64, String) = (rows[0].get(0), rows[0].get(1));
            took.push(begun.elapsed());
            assert_eq!((body.0, body.1.len()), (id, 200));
        }
        drop(client);
        driver.await.unwrap().unwrap();
        took.sort_unstable();
        took[READS / 2]
    })
}
