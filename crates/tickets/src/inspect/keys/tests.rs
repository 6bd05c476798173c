//! Keys of rows that repeat, and made ones.

use super::*;

fn row(number: u64) -> Row {
    Row {
        number,
        content: u32::try_from(number).unwrap(),
        ..Row::default()
    }
}

fn pairs(keys: Keys, order: Option<DateOrder>) -> Vec<(u64, u64)> {
    let found = keys.find(order).unwrap().superseded;
    found.iter().map(|found| (found.row, found.by)).collect()
}

#[test]
fn the_last_row_of_a_key_stands() {
    let mut keys = Keys::default();
    for (number, text) in (1..).zip(["A-1", "A-2", "A-1", "A-3", "A-2", "A-1"]) {
        keys.add(text, row(number)).unwrap();
    }
    assert_eq!(pairs(keys, None), [(1, 6), (2, 5), (3, 6)]);
}

#[test]
fn the_row_that_was_changed_last_stands_whatever_its_place() {
    for (order, expected) in [
        (DateOrder::DayFirst, [(2, 1), (3, 1)]),
        (DateOrder::MonthFirst, [(1, 2), (3, 2)]),
    ] {
        let mut keys = Keys::default();
        for (number, changed) in [(1, [9, 3]), (2, [5, 4]), (3, [0, 0])] {
            let row = Row {
                changed,
                ..row(number)
            };
            keys.add("A-1", row).unwrap();
        }
        assert_eq!(pairs(keys, Some(order)), expected);
    }
}

#[test]
fn a_row_that_says_the_same_is_told_from_another() {
    let mut keys = Keys::default();
    for (number, content) in [(1, 7), (2, 8), (3, 7)] {
        let row = Row {
            content,
            ..row(number)
        };
        keys.add("A-1", row).unwrap();
    }
    let found = keys.find(None).unwrap().superseded;
    let same: Vec<_> = found.iter().map(|found| found.is_same).collect();
    assert_eq!(same, [true, false]);
}

/// Long after repetitions were taken out for the first time.
#[test]
fn the_last_of_many_rows_stands() {
    let mut keys = Keys::default();
    let repeated = "A-1";
    for number in 1..=50_000 {
        keys.add(repeated, row(number)).unwrap();
    }
    for number in 50_001..=60_000 {
        keys.add(&format!("B-{number}"), row(number)).unwrap();
    }
    keys.add(repeated, row(60_001)).unwrap();
    let expected: Vec<_> = (1..=50_000).map(|row| (row, 60_001)).collect();
    assert_eq!(pairs(keys, None), expected);
}

#[test]
fn a_row_that_does_not_count_by_either_way_is_told_once_with_the_one_that_counts() {
    let of = |row, by| Superseded {
        row,
        by,
        is_same: false,
        is_moved: false,
    };
    let found = together(vec![of(1, 3), of(5, 9)], vec![of(1, 3), of(3, 7)]);
    let found: Vec<_> = found
        .iter()
        .map(|found| (found.row, found.by, found.is_moved))
        .collect();
    assert_eq!(found, [(1, 7, true), (3, 7, true), (5, 9, false)]);
}

/// The row that counts was taken out with the repetitions long ago.
#[test]
fn the_newest_of_many_rows_stands() {
    let mut keys = Keys::default();
    for number in 1..=50_000 {
        let changed = [u32::from(number == 17) + 1; 2];
        let row = Row {
            changed,
            ..row(number)
        };
        keys.add("A-1", row).unwrap();
    }
    let found = pairs(keys, None);
    assert_eq!(found.len(), 49_999);
    assert!(found.iter().all(|&(row, by)| row != 17 && by == 17));
}

#[test]
fn what_is_held_grows_with_the_keys_and_not_with_the_rows() {
    let mut keys = Keys::default();
    let repeated = "A-1";
    let refused = (1..).find_map(|number| keys.add(repeated, row(number)).err());
    let TooMany(found) = refused.unwrap();
    assert!(found < 110_000, "{found}");
    let held: usize = keys.parts.iter().map(|part| part.len).sum();
    assert_eq!(held, 1);
}

/// A row whose key is made of what it says.
fn made(number: u64, says: u32) -> Row {
    Row {
        number,
        changed: [says, 0],
        content: 0,
    }
}

#[test]
fn rows_of_a_made_key_are_numbered_by_what_they_say() {
    let mut keys = Keys::new(true);
    for (number, says) in (1..).zip([7, 3, 7, 5, 3]) {
        keys.add("row-1", made(number, says)).unwrap();
    }
    keys.add("row-2", made(6, 9)).unwrap();
    let found = keys.find(None).unwrap();
    let same = |row, by| Superseded {
        row,
        by,
        is_same: true,
        is_moved: false,
    };
    assert_eq!(found.superseded, [same(1, 3), same(2, 5)]);
    // Of 3, 5 and 7.
    assert_eq!(found.numbered, [(3, 3), (4, 2)]);
}

#[test]
fn many_rows_may_share_a_made_key_and_not_endlessly_many() {
    let find = |rows: u32| {
        let mut keys = Keys::new(true);
        for number in 0..rows {
            keys.add("row-1", made(number.into(), number / 2))?;
        }
        keys.find(None)
    };
    let found = find(300_000).unwrap();
    assert_eq!(found.superseded.len(), 150_000);
    let mut numbers: Vec<u32> = found.numbered.iter().map(|of| of.1).collect();
    numbers.sort_unstable();
    assert!(numbers.into_iter().eq(2..=150_000));
    assert!(find(1_010_000).is_err());
}
