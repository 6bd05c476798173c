//! Rows of which nobody knows when they were.

use jiff::Timestamp;

use super::super::sample::Ticket;
use super::{Loader, aggregate, make};
use crate::catalog::Listed;
use crate::{Dataset, Dimension, Measure, Plan};

/// Files of which none, all or some have a moment, and what is asked of them.
#[test]
fn what_has_no_moment_is_in_all_and_in_no_period() {
    let root = tempfile::tempdir().unwrap();
    let undated = || Ticket {
        created_at: None,
        ..Ticket::at(0)
    };
    let made = [
        make(root.path(), 0, vec![undated(), undated()], vec![(1, 2)]),
        make(root.path(), 1, vec![Ticket::at(5), undated()], vec![]),
        make(root.path(), 2, vec![Ticket::at(9)], vec![]),
    ];
    // Where no row has one, the day of the partition is noted.
    assert_eq!(made[0].listed.min_created_at, 1_767_225_600_000_000);
    let listed: Vec<Listed> = made.iter().map(|made| made.listed.clone()).collect();
    let loader = Loader::new(root.path().to_owned(), 1 << 20);
    let asked = |plan: Plan| aggregate(&loader, &listed, &plan).unwrap();
    let both = || Plan {
        measures: vec![Measure::Count, Measure::Present("created_at".to_owned())],
        ..Plan::count(Dataset::Ticket)
    };
    assert_eq!(asked(both())[0].values, [Some(4.0), Some(2.0)]);
    let ever = Plan {
        period: Some((Timestamp::MIN, Timestamp::MAX)),
        ..both()
    };
    assert_eq!(asked(ever)[0].values, [Some(2.0), Some(2.0)]);
    for dimension in [Dimension::Day, Dimension::Week, Dimension::Hour] {
        let plan = Plan {
            group_by: vec![dimension("UTC".to_owned())],
            ..both()
        };
        let found = asked(plan);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].values, [Some(2.0), Some(2.0)]);
    }
}
