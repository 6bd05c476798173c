//! The WebAssembly boundary: what `undertone:storage` exports.

mod lake;
mod lake_words;
mod records;
mod records_words;

use std::cell::OnceCell;

use bindings::exports::undertone::storage::{lake as lake_interface, records as records_interface};
use dialect::Error;
use provider::{Either, Lake, Records};
use settings::DATABASE_URL;

use crate::spin::{Database, Postgres, Sqlite};

/// The manifest mounts the data folder here.
const ROOT: &str = "/data";

/// Where the lake lies in it.
const LAKE: &str = "/data/lake";

/// The component.
struct Provider;

/// What the component provides.
#[derive(Clone)]
struct Stores {
    records: Records<Database>,
    lake: Lake<Database>,
}

thread_local! {
    // A variable does not change while an instance lives; the lake remembers what it read.
    static STORES: OnceCell<Stores> = const { OnceCell::new() };
}

/// The stores of the database that the variable `database_url` names.
async fn stores() -> Result<Stores, Error> {
    if let Some(stores) = STORES.with(|stores| stores.get().cloned()) {
        return Ok(stores);
    }
    // A manifest that does not hand the variable over leaves it empty.
    let url = spin_sdk::variables::get("database_url")
        .await
        .unwrap_or_default();
    let database = DATABASE_URL
        .read(Some(&url))
        .map_err(|wrong| Error::Misconfigured(wrong.to_string()))?;
    let driver = match database {
        settings::Database::Sqlite => Either::One(Sqlite),
        settings::Database::Postgres => Either::Other(Postgres::at(&url)),
    };
    Ok(STORES.with(|stores| {
        let made = || {
            let records = Records::beside(ROOT, driver);
            let lake = Lake::new(LAKE, records.clone());
            Stores { records, lake }
        };
        stores.get_or_init(made).clone()
    }))
}

mod bindings {
    #![expect(unsafe_code, clippy::pedantic, reason = "generated")]

    use super::Provider;

    spin_sdk::wit_bindgen::generate!({
        path: "../../wit/storage.wit",
        world: "provider",
        runtime_path: "::spin_sdk::wit_bindgen::rt",
        generate_all,
    });

    export!(Provider);
}
