//! Between the words of the interface `lake` and the engine's.

use lakehouse::{
    DamagedFile, Dataset, Dimension, Filter, Group, LiveFile, Measure, Plan, RawRow, RawRows,
    RemovedRows, Snapshot, StagedFile, Table,
};

use super::lake::moment;
use super::lake_interface as wit;

impl From<lakehouse::Error> for wit::Error {
    fn from(error: lakehouse::Error) -> Self {
        match error {
            lakehouse::Error::Unavailable(reason) => Self::Unavailable(reason),
            lakehouse::Error::Invalid(reason) => Self::Invalid(reason),
            lakehouse::Error::Damaged { path, reason } => {
                Self::Damaged(wit::Damage { path, reason })
            }
            lakehouse::Error::Records(reason) => Self::Records(reason),
            lakehouse::Error::WrongInstallation(reason) => Self::WrongInstallation(reason),
        }
    }
}

impl From<wit::Dataset> for Dataset {
    fn from(dataset: wit::Dataset) -> Self {
        match dataset {
            wit::Dataset::Ticket => Self::Ticket,
            wit::Dataset::Sentiment => Self::Sentiment,
            wit::Dataset::Entity => Self::Entity,
            wit::Dataset::Raw => Self::Raw,
        }
    }
}

impl From<Dataset> for wit::Dataset {
    fn from(dataset: Dataset) -> Self {
        match dataset {
            Dataset::Ticket => Self::Ticket,
            Dataset::Sentiment => Self::Sentiment,
            Dataset::Entity => Self::Entity,
            Dataset::Raw => Self::Raw,
        }
    }
}

impl TryFrom<wit::StagedFile> for StagedFile {
    type Error = wit::Error;

    fn try_from(file: wit::StagedFile) -> Result<Self, wit::Error> {
        Ok(Self {
            dataset: file.dataset.into(),
            path: file.path,
            row_count: file.row_count,
            byte_size: file.byte_size,
            digest: file.digest,
            schema_version: file.schema_version,
            min_created_at: moment(file.min_created_at)?,
            max_created_at: moment(file.max_created_at)?,
            // Publishing needs them not.
            positions: Vec::new(),
        })
    }
}

impl From<StagedFile> for wit::StagedFile {
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
            positions: file
                .positions
                .into_iter()
                .flat_map(u32::to_le_bytes)
                .collect(),
        }
    }
}

impl From<wit::RemovedRows> for RemovedRows {
    fn from(removed: wit::RemovedRows) -> Self {
        Self {
            path: removed.path,
            ranges: removed.ranges,
        }
    }
}

impl From<Snapshot> for wit::Snapshot {
    fn from(snapshot: Snapshot) -> Self {
        Self {
            id: snapshot.id,
            published_at: snapshot.published_at.as_microsecond(),
            ticket_rows: snapshot.ticket_rows,
            sentiment_rows: snapshot.sentiment_rows,
            entity_rows: snapshot.entity_rows,
        }
    }
}

impl TryFrom<wit::Plan> for Plan {
    type Error = wit::Error;

    fn try_from(plan: wit::Plan) -> Result<Self, wit::Error> {
        let dimension = |dimension| match dimension {
            wit::Dimension::Column(column) => Dimension::Column(column),
            wit::Dimension::Day(zone) => Dimension::Day(zone),
            wit::Dimension::Week(zone) => Dimension::Week(zone),
            wit::Dimension::Hour(zone) => Dimension::Hour(zone),
            wit::Dimension::Band((column, edges)) => Dimension::Band(column, edges),
        };
        let measure = |measure| match measure {
            wit::Measure::Count => Measure::Count,
            wit::Measure::Sum(column) => Measure::Sum(column),
            wit::Measure::Present(column) => Measure::Present(column),
            wit::Measure::Minimum(column) => Measure::Minimum(column),
            wit::Measure::Maximum(column) => Measure::Maximum(column),
        };
        let filter = |filter: wit::Filter| Filter {
            column: filter.column,
            values: filter.values,
        };
        let period = plan
            .period
            .map(|(start, end)| Ok::<_, wit::Error>((moment(start)?, moment(end)?)));
        Ok(Self {
            dataset: plan.dataset.into(),
            snapshot: plan.snapshot,
            period: period.transpose()?,
            filters: plan.filters.into_iter().map(filter).collect(),
            group_by: plan.group_by.into_iter().map(dimension).collect(),
            measures: plan.measures.into_iter().map(measure).collect(),
            largest: plan.largest,
        })
    }
}

impl From<Table> for wit::Table {
    fn from(table: Table) -> Self {
        let group = |group: Group| wit::Group {
            keys: group.keys,
            values: group.values,
        };
        Self {
            snapshot: table.snapshot,
            groups: table.groups.into_iter().map(group).collect(),
        }
    }
}

impl From<RawRows> for wit::RawRows {
    fn from(found: RawRows) -> Self {
        let row = |row: RawRow| wit::RawRow {
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

impl From<DamagedFile> for wit::DamagedFile {
    fn from(file: DamagedFile) -> Self {
        Self {
            workspace: file.workspace,
            dataset: file.dataset.into(),
            path: file.path,
            row_count: file.row_count,
            since: file.since.as_microsecond(),
            reason: file.reason,
        }
    }
}

impl From<LiveFile> for wit::LiveFile {
    fn from(file: LiveFile) -> Self {
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
