//! Files that releases wrote, one of each dataset and version of its columns, are read for ever.

use std::fs;
use std::path::Path;

use crate::catalog::Listed;
use crate::engine::aggregate::aggregate;
use crate::engine::load::Loader;
use crate::{Dataset, Dimension, LiveFile, Plan};

/// Counts the rows of a file by a column.
fn counted(version: u32, dataset: Dataset, rows: u64, by: &str) -> Vec<(Option<String>, f64)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/released");
    let path = format!("v{version}/{dataset}.parquet");
    let size = fs::metadata(root.join(&path)).unwrap().len();
    let listed = Listed {
        file: LiveFile {
            dataset,
            path,
            row_count: rows,
            byte_size: size,
            schema_version: version,
            removed: Vec::new(),
        },
        id: 1,
        min_created_at: i64::MIN,
        max_created_at: i64::MAX,
        digest: None,
    };
    let plan = Plan {
        group_by: vec![Dimension::Column(by.to_owned())],
        ..Plan::count(dataset)
    };
    let loader = Loader::new(root, 1 << 20);
    let groups = aggregate(&loader, &[listed], &plan).unwrap();
    let mut groups: Vec<(Option<String>, f64)> = groups
        .into_iter()
        .map(|group| (group.keys[0].clone(), group.values[0].unwrap_or_default()))
        .collect();
    groups.sort_by(|a, b| a.0.cmp(&b.0));
    groups
}

#[test]
fn files_of_the_first_version_are_read_and_columns_they_lack_are_null() {
    let named = |pairs: &[(&str, f64)]| -> Vec<(Option<String>, f64)> {
        pairs
            .iter()
            .map(|(name, count)| (Some((*name).to_owned()), *count))
            .collect()
    };
    let moods = named(&[("negative", 60.0), ("positive", 60.0)]);
    assert_eq!(
        counted(1, Dataset::Ticket, 120, "ultimate_sentiment"),
        moods
    );
    assert_eq!(
        counted(1, Dataset::Ticket, 120, "category"),
        [(None, 120.0)]
    );
    let fields = named(&[("description", 120.0), ("summary", 120.0)]);
    assert_eq!(counted(1, Dataset::Sentiment, 240, "field_type"), fields);
    assert_eq!(counted(1, Dataset::Sentiment, 240, "side"), [(None, 240.0)]);
    let rows = named(&[("jira", 120.0)]);
    assert_eq!(counted(1, Dataset::Raw, 120, "source"), rows);
    let labels = named(&[("VERSION", 3.0)]);
    assert_eq!(counted(1, Dataset::Entity, 3, "label"), labels);
}
