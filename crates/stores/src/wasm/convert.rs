//! Between the lake interface's words and the engine's.

use jiff::Timestamp;
use lakehouse::{
    DamagedFile, Dataset, Dimension, Filter, Group, LiveFile, Measure, Plan, RawRow, RawRows,
    RemovedRows, Snapshot, StagedFile, Table,
};

use super::bindings::undertone::storage::lake;

impl From<lake::Error> for lakehouse::Error {
    fn from(error: lake::Error) -> Self {
        match error {
            lake::Error::Unavailable(reason) => Self::Unavailable(reason),
            lake::Error::Invalid(reason) => Self::Invalid(reason),
            lake::Error::Damaged(lake::Damage { path, reason }) => Self::Damaged { path, reason },
            lake::Error::Records(reason) => Self::Records(reason),
            lake::Error::WrongInstallation(reason) => Self::WrongInstallation(reason),
        }
    }
}

impl From<Dataset> for lake::Dataset {
    fn from(dataset: Dataset) -> Self {
        match dataset {
            Dataset::Ticket => Self::Ticket,
            Dataset::Sentiment => Self::Sentiment,
            Dataset::Entity => Self::Entity,
            Dataset::Raw => Self::Raw,
        }
    }
}

impl From<lake::Dataset> for Dataset {
    fn from(dataset: lake::Dataset) -> Self {
        match dataset {
            lake::Dataset::Ticket => Self::Ticket,
            lake::Dataset::Sentiment => Self::Sentiment,
            lake::Dataset::Entity => Self::Entity,
            lake::Dataset::Raw => Self::Raw,
        }
    }
}

fn moment(microseconds: i64) -> Result<Timestamp, lakehouse::Error> {
    Timestamp::from_microsecond(microseconds)
        .map_err(|error| lakehouse::Error::Records(error.to_string()))
}

impl TryFrom<lake::StagedFile> for StagedFile {
    type Error = lakehouse::Error;

    fn try_from(file: lake::StagedFile) -> Result<Self, lakehouse::Error> {
        let (positions, _) = file.positions.as_chunks::<4>();
        Ok(Self {
            dataset: file.dataset.into(),
            path: file.path,
            row_count: file.row_count,
            byte_size: file.byte_size,
            digest: file.digest,
            schema_version: file.schema_version,
            min_created_at: moment(file.min_created_at)?,
            max_created_at: moment(file.max_created_at)?,
            positions: positions.iter().copied().map(u32::from_le_bytes).collect(),
        })
    }
}

impl From<StagedFile> for lake::StagedFile {
    fn from(file: StagedFile) -> Self {
        Self {
            dataset: file.dataset.into(),
            path: file.path,
            row_count: file.row_count,
            byte_size: file.byte_size,
            digest: file.digest,
            schema_version: file.schema_version,
            min_created_at: file.min_created_at.as_microsecond(),
            max_created_at: file.max_created_at.as_microsecond(),
            // Publishing needs them not.
            positions: Vec::new(),
        }
    }
}

impl From<RemovedRows> for lake::RemovedRows {
    fn from(removed: RemovedRows) -> Self {
        Self {
            path: removed.path,
            ranges: removed.ranges,
        }
    }
}

impl TryFrom<lake::Snapshot> for Snapshot {
    type Error = lakehouse::Error;

    fn try_from(snapshot: lake::Snapshot) -> Result<Self, lakehouse::Error> {
        Ok(Self {
            id: snapshot.id,
            published_at: moment(snapshot.published_at)?,
            ticket_rows: snapshot.ticket_rows,
            sentiment_rows: snapshot.sentiment_rows,
            entity_rows: snapshot.entity_rows,
        })
    }
}

impl From<Plan> for lake::Plan {
    fn from(plan: Plan) -> Self {
        let dimension = |dimension| match dimension {
            Dimension::Column(column) => lake::Dimension::Column(column),
            Dimension::Day(zone) => lake::Dimension::Day(zone),
            Dimension::Week(zone) => lake::Dimension::Week(zone),
            Dimension::Hour(zone) => lake::Dimension::Hour(zone),
            Dimension::Band(column, edges) => lake::Dimension::Band((column, edges)),
        };
        let measure = |measure| match measure {
            Measure::Count => lake::Measure::Count,
            Measure::Sum(column) => lake::Measure::Sum(column),
            Measure::Present(column) => lake::Measure::Present(column),
            Measure::Minimum(column) => lake::Measure::Minimum(column),
            Measure::Maximum(column) => lake::Measure::Maximum(column),
        };
        let filter = |filter: Filter| lake::Filter {
            column: filter.column,
            values: filter.values,
        };
        Self {
            dataset: plan.dataset.into(),
            snapshot: plan.snapshot,
            period: plan
                .period
                .map(|(start, end)| (start.as_microsecond(), end.as_microsecond())),
            filters: plan.filters.into_iter().map(filter).collect(),
            group_by: plan.group_by.into_iter().map(dimension).collect(),
            measures: plan.measures.into_iter().map(measure).collect(),
            largest: plan.largest,
        }
    }
}

impl From<lake::Table> for Table {
    fn from(table: lake::Table) -> Self {
        let group = |group: lake::Group| Group {
            keys: group.keys,
            values: group.values,
        };
        Self {
            snapshot: table.snapshot,
            groups: table.groups.into_iter().map(group).collect(),
        }
    }
}

impl From<lake::LiveFile> for LiveFile {
    fn from(file: lake::LiveFile) -> Self {
        Self {
            dataset: file.dataset.into(),
            path: file.path,
            row_count: file.row_count,
            byte_size: file.byte_size,
            schema_version: file.schema_version,
            removed: file.removed,
        }
    }
}

impl TryFrom<lake::DamagedFile> for DamagedFile {
    type Error = lakehouse::Error;

    fn try_from(file: lake::DamagedFile) -> Result<Self, lakehouse::Error> {
        Ok(Self {
            workspace: file.workspace,
            dataset: file.dataset.into(),
            path: file.path,
            row_count: file.row_count,
            since: moment(file.since)?,
            reason: file.reason,
        })
    }
}

impl From<lake::RawRows> for RawRows {
    fn from(found: lake::RawRows) -> Self {
        let row = |row: lake::RawRow| RawRow {
            job: row.job,
            row_number: row.row_number,
            cells: row.cells,
        };
        Self {
            total: found.total,
            rows: found.rows.into_iter().map(row).collect(),
        }
    }
}
