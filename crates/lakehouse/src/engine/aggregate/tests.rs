//! Aggregation against a computation row by row, over random rows, removals, filters and periods.

mod undated;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::sample::{Ticket, ipc, tickets};
use super::{Loader, aggregate};
use crate::catalog::Listed;
use crate::engine::lake::Lake;
use crate::{Dataset, Dimension, Error, Filter, Group, LiveFile, Measure, Place, Plan, ranges};

const ZONES: [&str; 3] = ["UTC", "Europe/Berlin", "America/Sao_Paulo"];

/// A file of the lake, and the rows it was made of, in its own order.
struct Made {
    listed: Listed,
    rows: Vec<Ticket>,
}

fn make(root: &std::path::Path, chunk: u32, rows: Vec<Ticket>, removed: Vec<(u32, u32)>) -> Made {
    let place = Place {
        workspace: 1,
        dataset: Dataset::Ticket,
        job: "j",
        chunk,
        date: "2026-01-01",
    };
    let staged = Lake::new(root)
        .append(place, ipc(&[tickets(&rows)]))
        .unwrap();
    let mut sorted: Vec<Option<Ticket>> = vec![None; rows.len()];
    for (row, position) in rows.into_iter().zip(&staged.positions) {
        sorted[*position as usize] = Some(row);
    }
    std::fs::rename(
        root.join(format!("{}.staged", staged.path)),
        root.join(&staged.path),
    )
    .unwrap();
    let removed = ranges::normalize(removed, staged.row_count).unwrap();
    let file = LiveFile {
        dataset: Dataset::Ticket,
        path: staged.path,
        row_count: staged.row_count,
        byte_size: staged.byte_size,
        schema_version: staged.schema_version,
        removed,
    };
    let (min_created_at, max_created_at) = (
        staged.min_created_at.as_microsecond(),
        staged.max_created_at.as_microsecond(),
    );
    Made {
        listed: Listed {
            file,
            id: 0,
            min_created_at,
            max_created_at,
            digest: staged.digest,
        },
        rows: sorted.into_iter().flatten().collect(),
    }
}

/// What the plan says, word by word.
fn naive(made: &[Made], plan: &Plan) -> Vec<Group> {
    let mut groups: BTreeMap<Vec<(i64, Option<String>)>, Vec<Ticket>> = BTreeMap::new();
    for file in made {
        for (position, row) in (0u32..).zip(&file.rows) {
            let gone = file
                .listed
                .file
                .removed
                .iter()
                .any(|(start, end)| (*start..*end).contains(&position));
            let by_time = plan.group_by.iter().any(is_of_time);
            let outside = match row.moment() {
                Some(at) => plan
                    .period
                    .is_some_and(|(start, end)| at < start || at >= end),
                // Of no period, day, week or hour.
                None => plan.period.is_some() || by_time,
            };
            let held = plan.filters.iter().any(|filter| {
                !filter
                    .values
                    .iter()
                    .any(|value| row.text(&filter.column) == value)
            });
            if !(gone || outside || held) {
                let keys = plan
                    .group_by
                    .iter()
                    .map(|dimension| key(row, dimension))
                    .collect();
                groups.entry(keys).or_default().push(row.clone());
            }
        }
    }
    if plan.group_by.is_empty() {
        groups.entry(Vec::new()).or_default();
    }
    let group = |(keys, rows): (Vec<(i64, Option<String>)>, Vec<Ticket>)| Group {
        keys: keys.into_iter().map(|(_, key)| key).collect(),
        values: plan
            .measures
            .iter()
            .map(|measure| value(&rows, measure))
            .collect(),
    };
    let mut groups: Vec<Group> = groups.into_iter().map(group).collect();
    if let Some(most) = plan.largest
        && !plan.group_by.is_empty()
    {
        let first = |group: &Group| group.values.first().copied().flatten();
        let size = |group: &Group| first(group).unwrap_or(f64::NEG_INFINITY);
        let mut order: Vec<usize> = (0..groups.len()).collect();
        order.sort_by(|a, b| size(&groups[*b]).total_cmp(&size(&groups[*a])));
        order.truncate(most as usize);
        order.sort_unstable();
        groups = order.into_iter().map(|at| groups[at].clone()).collect();
    }
    groups
}

fn is_of_time(dimension: &Dimension) -> bool {
    matches!(
        dimension,
        Dimension::Day(_) | Dimension::Week(_) | Dimension::Hour(_)
    )
}

/// A key, and before it what numbers are sorted by.
fn key(row: &Ticket, dimension: &Dimension) -> (i64, Option<String>) {
    let local = |zone: &str| {
        TimeZone::get(zone)
            .unwrap()
            .to_datetime(row.moment().unwrap())
    };
    match dimension {
        Dimension::Column(name) => (0, Some(row.text(name).to_owned())),
        Dimension::Day(zone) => (0, Some(local(zone).date().to_string())),
        Dimension::Week(zone) => {
            let week = local(zone).date().iso_week_date();
            (0, Some(format!("{:04}-W{:02}", week.year(), week.week())))
        }
        Dimension::Hour(zone) => (
            local(zone).hour().into(),
            Some(local(zone).hour().to_string()),
        ),
        Dimension::Band(name, edges) => match row.number(name) {
            None => (i64::MIN, None),
            Some(number) => {
                let band = edges
                    .iter()
                    .map(|edge| i64::from(*edge <= number))
                    .sum::<i64>()
                    - 1;
                (band, Some(band.to_string()))
            }
        },
    }
}

fn value(rows: &[Ticket], measure: &Measure) -> Option<f64> {
    let numbers = |name: &str| {
        rows.iter()
            .filter_map(|row| row.number(name))
            .collect::<Vec<f64>>()
    };
    match measure {
        Measure::Count => Some(rows.iter().map(|_| 1.0).sum()),
        Measure::Present(name) => Some(numbers(name).iter().map(|_| 1.0).sum()),
        Measure::Sum(name) => numbers(name).into_iter().reduce(|a, b| a + b),
        Measure::Minimum(name) => numbers(name).into_iter().reduce(f64::min),
        Measure::Maximum(name) => numbers(name).into_iter().reduce(f64::max),
    }
}

fn a_ticket() -> impl Strategy<Value = Ticket> {
    // Two years around two changes of the clock, often the same moment; compound in eighths, whose sums are exact.
    let moment = prop_oneof![
        Just(None),
        Just(Some(1_774_745_999_999_999)),
        (1_730_000_000_000_000i64..1_790_000_000_000_000).prop_map(Some)
    ];
    (
        moment,
        0u8..4,
        0u8..3,
        -8i8..=8,
        0u8..40,
        prop::option::of(0i64..1_000_000),
    )
        .prop_map(
            |(created_at, status, product, compound, comments, resolved)| Ticket {
                created_at,
                status: format!("status {status}"),
                product: format!("product {product}"),
                compound: f64::from(compound) / 8.0,
                comment_count: comments.into(),
                resolved_at: resolved
                    .map(|later| created_at.unwrap_or(1_760_000_000_000_000) + later),
            },
        )
}

fn a_dimension() -> impl Strategy<Value = Dimension> {
    let zone = || prop::sample::select(ZONES.to_vec()).prop_map(str::to_owned);
    prop_oneof![
        prop::sample::select(vec!["status", "product", "ticket_id"])
            .prop_map(|name| Dimension::Column(name.to_owned())),
        zone().prop_map(Dimension::Day),
        zone().prop_map(Dimension::Week),
        zone().prop_map(Dimension::Hour),
        Just(Dimension::Band("compound".to_owned(), vec![-0.5, 0.0, 0.5])),
        Just(Dimension::Band("resolved_at".to_owned(), vec![1.75e15])),
    ]
}

fn a_measure() -> impl Strategy<Value = Measure> {
    let number = || {
        prop::sample::select(vec![
            "compound",
            "comment_count",
            "created_at",
            "resolved_at",
        ])
        .prop_map(str::to_owned)
    };
    prop_oneof![
        Just(Measure::Count),
        // Sums of moments are not exact in any order.
        prop::sample::select(vec!["compound", "comment_count"])
            .prop_map(|name| Measure::Sum(name.to_owned())),
        number().prop_map(Measure::Present),
        number().prop_map(Measure::Minimum),
        number().prop_map(Measure::Maximum),
    ]
}

fn a_plan() -> impl Strategy<Value = Plan> {
    let values =
        prop::collection::vec((0u8..6).prop_map(|status| format!("status {status}")), 0..4);
    let filter = values.prop_map(|values| Filter {
        column: "status".to_owned(),
        values,
    });
    let moment = || {
        (1_720_000_000_000_000i64..1_800_000_000_000_000)
            .prop_map(|at| Timestamp::from_microsecond(at).unwrap())
    };
    let period = prop::option::of((moment(), moment()).prop_map(|(a, b)| (a.min(b), a.max(b))));
    (
        period,
        prop::collection::vec(filter, 0..2),
        prop::collection::vec(a_dimension(), 0..4),
        prop::collection::vec(a_measure(), 0..4),
        prop::option::of(0_u32..6),
    )
        .prop_map(|(period, filters, group_by, measures, largest)| Plan {
            dataset: Dataset::Ticket,
            snapshot: None,
            period,
            filters,
            group_by,
            measures,
            largest,
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn it_equals_the_computation_row_by_row(
        files in prop::collection::vec(
            (prop::collection::vec(a_ticket(), 1..60), prop::collection::vec((0u32..60, 0u32..20), 0..4)), 0..4),
        plans in prop::collection::vec(a_plan(), 1..5),
        budget in prop::sample::select(vec![0, 3_000, 1 << 20]),
    ) {
        let root = tempfile::tempdir().unwrap();
        let made: Vec<Made> = (0..).zip(files).map(|(chunk, (rows, removed))| {
            let rows_there = u32::try_from(rows.len()).unwrap();
            let clip = |(start, length): (u32, u32)| (start.min(rows_there), (start + length).min(rows_there));
            make(root.path(), chunk, rows, removed.into_iter().map(clip).collect())
        }).collect();
        let listed: Vec<Listed> = made.iter().map(|made| made.listed.clone()).collect();
        let loader = Loader::new(root.path().to_owned(), budget);
        for plan in &plans {
            prop_assert_eq!(aggregate(&loader, &listed, plan).unwrap(), naive(&made, plan), "{:?}", plan);
        }
    }
}

#[test]
fn a_file_of_several_row_groups_is_one_file() {
    let root = tempfile::tempdir().unwrap();
    let rows: Vec<Ticket> = (0..130_000)
        .map(|row| Ticket::at(i64::from(row) * 60_000_000))
        .collect();
    let made = [make(
        root.path(),
        0,
        rows,
        vec![(122_870, 122_890), (0, 10)],
    )];
    let loader = Loader::new(root.path().to_owned(), 1 << 26);
    for plan in [
        Plan {
            group_by: vec![Dimension::Day("UTC".to_owned())],
            ..Plan::count(Dataset::Ticket)
        },
        Plan {
            period: Some((
                Timestamp::from_second(122_000 * 60).unwrap(),
                Timestamp::from_second(123_000 * 60).unwrap(),
            )),
            group_by: vec![Dimension::Column("status".to_owned())],
            ..Plan::count(Dataset::Ticket)
        },
    ] {
        assert_eq!(
            aggregate(&loader, &[made[0].listed.clone()], &plan).unwrap(),
            naive(&made, &plan)
        );
    }
}

#[test]
fn a_damaged_file_is_named() {
    let root = tempfile::tempdir().unwrap();
    let made = make(root.path(), 0, vec![Ticket::at(0); 5], vec![]);
    let path = root.path().join(&made.listed.file.path);
    let plan = Plan {
        measures: vec![Measure::Sum("compound".to_owned())],
        ..Plan::count(Dataset::Ticket)
    };
    let ask = || {
        aggregate(
            &Loader::new(root.path().to_owned(), 0),
            std::slice::from_ref(&made.listed),
            &plan,
        )
    };
    assert!(ask().is_ok());
    let whole = std::fs::read(&path).unwrap();
    std::fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    assert!(matches!(ask(), Err(Error::Damaged { path, .. }) if path.contains("j-0.parquet")));
    std::fs::remove_file(&path).unwrap();
    assert!(matches!(ask(), Err(Error::Damaged { path, .. }) if path.contains("j-0.parquet")));
}

#[test]
fn the_largest_of_more_groups_than_an_answer_has_are_found() {
    let root = tempfile::tempdir().unwrap();
    let rows: Vec<Ticket> = (0..i64::try_from(super::MOST_GROUPS).unwrap() + 2)
        .flat_map(|row| {
            let times = if row == 70_000 { 2 } else { 1 };
            (0..times).map(move |_| Ticket::at(row * 86_400_000_000))
        })
        .collect();
    let made = make(root.path(), 0, rows, vec![]);
    let days = Plan {
        group_by: vec![Dimension::Day("UTC".to_owned())],
        ..Plan::count(Dataset::Ticket)
    };
    let ask = |plan: &Plan| {
        aggregate(
            &Loader::new(root.path().to_owned(), 1 << 26),
            std::slice::from_ref(&made.listed),
            plan,
        )
    };
    assert!(matches!(ask(&days), Err(Error::Invalid(_))));
    let largest = Plan {
        largest: Some(2),
        ..days
    };
    let found = ask(&largest).unwrap();
    let counts: Vec<_> = found.iter().map(|group| group.values[0]).collect();
    assert_eq!(counts, [Some(1.0), Some(2.0)]);
}
