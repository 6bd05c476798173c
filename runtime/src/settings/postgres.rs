//! `[postgres]`: pools and limits, for each address.

use super::{millis, set};
use crate::document::{Mistake, Table};
use undertone_host::PostgresSettings;

/// `size` (20), `overflow` (40), `wait_ms` (30,000), `recycle_ms` (3,600,000), `ping_ms` (1,000), `statement_ms` (30,000),
/// `lock_ms` (5,000), `idle_in_transaction_ms` (60,000), `statements` (256), `application_name` ("undertone").
pub(super) fn read(settings: &mut PostgresSettings, mut table: Table<'_>) -> Result<(), Mistake> {
    const DAY: u64 = 86_400_000;
    set(&mut settings.size, table.number("size", 1, 10_000)?);
    set(&mut settings.overflow, table.number("overflow", 0, 10_000)?);
    millis(&mut settings.wait, table.number("wait_ms", 1, DAY)?);
    millis(&mut settings.recycle, table.number("recycle_ms", 1, DAY)?);
    millis(&mut settings.ping, table.number("ping_ms", 0, DAY)?);
    millis(
        &mut settings.statement,
        table.number("statement_ms", 1, DAY)?,
    );
    millis(&mut settings.lock, table.number("lock_ms", 1, DAY)?);
    millis(
        &mut settings.idle_in_transaction,
        table.number("idle_in_transaction_ms", 1, DAY)?,
    );
    set(
        &mut settings.statements,
        table.number("statements", 0, 100_000)?,
    );
    if let Some(name) = table.string("application_name")? {
        settings.application_name = name.value;
    }
    table.finish(
        &[],
        "size, overflow, wait_ms, recycle_ms, ping_ms, statement_ms, lock_ms, idle_in_transaction_ms, statements, \
         application_name",
    )
}
