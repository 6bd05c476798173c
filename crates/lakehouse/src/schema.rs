//! The columns of each dataset, as `append` takes them and as the files hold them.
//!
//! Text is UTF-8, times are microseconds since the epoch in UTC.

use arrow_schema::{DataType, Field, Schema, TimeUnit};

use crate::Dataset;

/// The version of a dataset's columns. It grows with every change of them; a column that is added may be null, as it is in
/// all files of earlier versions.
pub fn version(dataset: Dataset) -> u32 {
    match dataset {
        Dataset::Ticket => 4,
        Dataset::Sentiment => 3,
        Dataset::Entity => 2,
        Dataset::Raw => 1,
    }
}

/// The columns of a dataset.
pub fn of(dataset: Dataset) -> Schema {
    match dataset {
        Dataset::Ticket => ticket(),
        Dataset::Sentiment => sentiment(),
        Dataset::Entity => entity(),
        Dataset::Raw => raw(),
    }
}

/// One row per ticket: its present state and mood. Its key is `moved_key`, where that is not null, else `ticket_id`, by
/// which its rows in the other datasets are found. `created_at` is null where nothing tells it, here and in what the ticket
/// says.
pub fn ticket() -> Schema {
    Schema::new(vec![
        text("ticket_id"),
        text("source"),
        text("summary"),
        text("status"),
        text("priority"),
        text("issue_type"),
        text("project"),
        text("product"),
        text("organization"),
        text("assignee"),
        text("reporter"),
        time("created_at").with_nullable(true),
        time("updated_at").with_nullable(true),
        time("resolved_at").with_nullable(true),
        text("ultimate_sentiment"),
        number("ultimate_confidence"),
        number("compound"),
        text("sentiment_trend"),
        text("sentiment_status"),
        whole("comment_count"),
        number("urgency"),
        text("scoring_version"),
        text("job_id"),
        text("team").with_nullable(true),
        text("channel").with_nullable(true),
        text("customer").with_nullable(true),
        text("satisfaction").with_nullable(true),
        time("due_at").with_nullable(true),
        time("first_response_at").with_nullable(true),
        number("time_spent_minutes").with_nullable(true),
        whole("reopenings").with_nullable(true),
        text("category").with_nullable(true),
        text("categories").with_nullable(true),
        text("emotion").with_nullable(true),
        text("emotions").with_nullable(true),
        text("aspects").with_nullable(true),
        text("trajectory_type").with_nullable(true),
        number("improvement_score").with_nullable(true),
        number("volatility_score").with_nullable(true),
        whole("turning_points").with_nullable(true),
        text("language").with_nullable(true),
        text("opening_sentiment").with_nullable(true),
        number("opening_compound").with_nullable(true),
        text("answered_sentiment").with_nullable(true),
        number("answered_compound").with_nullable(true),
        number("minutes_to_first_response").with_nullable(true),
        number("minutes_to_resolution").with_nullable(true),
        whole("customer_turns").with_nullable(true),
        whole("staff_turns").with_nullable(true),
        text("created_from").with_nullable(true),
        text("moved_key").with_nullable(true),
    ])
}

/// One row per scored text: summary, description or comment.
pub fn sentiment() -> Schema {
    Schema::new(vec![
        text("ticket_id"),
        text("source"),
        text("field_type"),
        whole("comment_number").with_nullable(true),
        text("text"),
        text("sentiment"),
        number("confidence"),
        number("compound"),
        text("author_id").with_nullable(true),
        time("comment_timestamp").with_nullable(true),
        time("created_at").with_nullable(true),
        text("product"),
        text("scoring_version"),
        text("job_id"),
        text("side").with_nullable(true),
        number("urgency").with_nullable(true),
        number("intensity").with_nullable(true),
        text("language").with_nullable(true),
    ])
}

/// One row per entity found in a text.
pub fn entity() -> Schema {
    Schema::new(vec![
        text("ticket_id"),
        text("source"),
        text("text"),
        text("label"),
        text("field_type"),
        whole("start_pos"),
        whole("end_pos"),
        number("confidence"),
        time("created_at").with_nullable(true),
        text("product"),
        text("job_id"),
    ])
}

/// One row per row of an export, whether it became a ticket or not. `created_at` is the moment of the upload, `cells` a
/// JSON object of the filled cells by column name.
pub fn raw() -> Schema {
    Schema::new(vec![
        text("source"),
        text("job_id"),
        whole("row_number"),
        text("ticket_id").with_nullable(true),
        time("created_at"),
        text("cells"),
    ])
}

fn text(name: &str) -> Field {
    Field::new(name, DataType::Utf8, false)
}

fn number(name: &str) -> Field {
    Field::new(name, DataType::Float64, false)
}

fn whole(name: &str) -> Field {
    Field::new(name, DataType::Int32, false)
}

fn time(name: &str) -> Field {
    Field::new(
        name,
        DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
        false,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dataset_can_be_sorted_and_filtered_by_creation_time() {
        for dataset in Dataset::ALL {
            let schema = of(dataset);
            let created_at = schema.field_with_name("created_at").unwrap();
            let may_be_unknown = dataset != Dataset::Raw;
            let wanted = time("created_at").with_nullable(may_be_unknown);
            assert_eq!(created_at, &wanted, "{dataset}");
        }
    }
}
