//! Values an installation makes for itself at first use.

use jiff::Timestamp;
use stores::Records;

use crate::Result;

/// The value kept under that name; where none is, `fresh` is kept and returned. Of several instances that start at
/// once the first one's value wins for all.
pub async fn installation_secret(
    records: &Records,
    name: &str,
    fresh: &str,
    now: Timestamp,
) -> Result<String> {
    let kept = "SELECT value FROM installation_secrets WHERE name = $1";
    if let Some((value,)) = records.query_optional::<(String,)>(kept, (name,)).await? {
        return Ok(value);
    }
    records
        .execute(
            "INSERT INTO installation_secrets (name, value, created_at) VALUES ($1, $2, $3) \
             ON CONFLICT (name) DO NOTHING",
            (name, fresh, now),
        )
        .await?;
    Ok(records.query_one::<(String,)>(kept, (name,)).await?.0)
}

#[cfg(test)]
mod tests {
    use futures::executor::block_on;

    use super::*;

    #[test]
    fn the_first_value_stays() {
        let records = Records::in_memory();
        let secret = |fresh| {
            block_on(installation_secret(
                &records,
                "key",
                fresh,
                Timestamp::UNIX_EPOCH,
            ))
            .unwrap()
        };
        assert_eq!(secret("first"), "first");
        assert_eq!(secret("second"), "first");
    }
}
