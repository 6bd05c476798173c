//! What both databases remember of applied migrations.

use migrations::Applied;

use crate::component::records_interface::Error;

/// Reads what was applied, in order.
pub const READ: &str = "SELECT version, name, checksum FROM schema_migrations ORDER BY version";

/// A row of [`READ`]; none stands for one whose columns are of other kinds.
pub fn applied(row: Option<(i64, String, String)>) -> Result<Applied, Error> {
    let (version, name, checksum) = row.ok_or_else(|| {
        Error::Migration("the table schema_migrations holds rows of another kind".to_owned())
    })?;
    let version = u32::try_from(version).map_err(|error| Error::Migration(error.to_string()))?;
    Ok(Applied {
        version,
        name,
        checksum,
    })
}

/// The planner's refusal, as the interface words it.
#[expect(
    clippy::needless_pass_by_value,
    reason = "it takes the error of a result"
)]
pub fn refused(error: migrations::Error) -> Error {
    Error::Migration(error.to_string())
}
