//! Pauses the whole queue, or lets it go on: for who runs the application, beside it or without it.

use jiff::Timestamp;

use crate::Error;
use crate::records::Records;

/// `{at}` stands for the moment.
const SET: &str = "INSERT INTO queue_config (config_key, config_value, updated_at) \
    VALUES ('queue_paused', CAST($1 AS text), {at}) ON CONFLICT (config_key) DO UPDATE \
    SET config_value = excluded.config_value, updated_at = excluded.updated_at";

/// Pauses or resumes; no step of any workspace is begun while it is paused, those that are being done end.
pub async fn set(records: &mut Records, paused: bool, now: Timestamp) -> Result<(), Error> {
    if !records.have("queue_config", "config_key").await? {
        return Err(Error::Older);
    }
    let (at, text) = records.moment(now, "$2");
    let set = SET.replace("{at}", &at);
    records
        .write(&[(set.as_str(), vec![paused.to_string(), text])])
        .await?;
    Ok(())
}
