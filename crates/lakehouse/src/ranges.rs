//! Sets of row positions as half-open ranges: sorted, disjoint, not touching, none empty.

use crate::Error;

/// A half-open range of row positions.
pub type Range = (u32, u32);

/// Sorts and merges ranges; refuses those that are reversed or reach beyond `rows`.
pub fn normalize(mut ranges: Vec<Range>, rows: u64) -> Result<Vec<Range>, Error> {
    if let Some((start, end)) = ranges
        .iter()
        .find(|(start, end)| start > end || u64::from(*end) > rows)
    {
        return Err(Error::Invalid(format!(
            "rows {start} to {end} of a file with {rows} rows"
        )));
    }
    ranges.retain(|(start, end)| start < end);
    ranges.sort_unstable();
    let mut merged: Vec<Range> = Vec::with_capacity(ranges.len());
    for (start, end) in ranges {
        match merged.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => merged.push((start, end)),
        }
    }
    Ok(merged)
}

/// Positions of `ranges` that are not in `removed`. Both normalized, and so is the answer.
pub fn subtract(ranges: &[Range], removed: &[Range]) -> Vec<Range> {
    let mut left = Vec::with_capacity(ranges.len());
    let mut next = 0;
    for &(mut start, end) in ranges {
        while next < removed.len() && removed[next].1 <= start {
            next += 1;
        }
        let mut at = next;
        while at < removed.len() && removed[at].0 < end {
            if start < removed[at].0 {
                left.push((start, removed[at].0));
            }
            start = start.max(removed[at].1);
            at += 1;
        }
        if start < end {
            left.push((start, end));
        }
    }
    left
}

/// How many positions there are.
pub fn count(ranges: &[Range]) -> u64 {
    ranges
        .iter()
        .map(|(start, end)| u64::from(end - start))
        .sum()
}

/// As the catalog keeps them: JSON `[[start, end], …]`.
pub fn to_json(ranges: &[Range]) -> String {
    let pairs: Vec<String> = ranges
        .iter()
        .map(|(start, end)| format!("[{start},{end}]"))
        .collect();
    format!("[{}]", pairs.join(","))
}

/// Reads what [`to_json`] wrote.
pub fn from_json(text: &str) -> Result<Vec<Range>, Error> {
    serde_json::from_str(text)
        .map_err(|error| Error::Records(format!("removed rows in the catalog: {error}")))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn members(ranges: &[Range]) -> Vec<u32> {
        ranges
            .iter()
            .flat_map(|(start, end)| *start..*end)
            .collect()
    }

    fn some_ranges() -> impl Strategy<Value = Vec<Range>> {
        prop::collection::vec(
            (0u32..60, 0u32..8).prop_map(|(start, length)| (start, start + length)),
            0..12,
        )
    }

    proptest! {
        #[test]
        fn they_behave_like_sets(a in some_ranges(), b in some_ranges()) {
            let (a_set, b_set): (std::collections::BTreeSet<u32>, std::collections::BTreeSet<u32>) =
                (members(&a).into_iter().collect(), members(&b).into_iter().collect());
            let (a, b) = (normalize(a, 100).unwrap(), normalize(b, 100).unwrap());
            prop_assert_eq!(members(&a), a_set.iter().copied().collect::<Vec<_>>());
            prop_assert_eq!(count(&a), a_set.len() as u64);
            let left = subtract(&a, &b);
            prop_assert_eq!(members(&left), a_set.difference(&b_set).copied().collect::<Vec<_>>());
            prop_assert_eq!(from_json(&to_json(&left)).unwrap(), left);
        }
    }

    #[test]
    fn rows_a_file_does_not_have_are_refused() {
        assert!(normalize(vec![(3, 11)], 10).is_err());
        assert!(normalize(vec![(3, 2)], 10).is_err());
        assert_eq!(
            normalize(vec![(5, 10), (3, 3), (0, 2), (2, 4)], 10).unwrap(),
            [(0, 4), (5, 10)]
        );
    }
}
