//! What it does when a cron trigger fires: it takes `cron_ms` milliseconds, or fails if that is 0.

use spin_sdk::{time::sleep, variables};
use std::time::Duration;

mod bindings {
    #![expect(unsafe_code, reason = "generated bindings")]
    spin_sdk::wit_bindgen::generate!({
        path: "../../wit/deps/spin-cron@3.0.0",
        world: "spin-cron",
        runtime_path: "::spin_sdk::wit_bindgen::rt",
        generate_all,
    });

    pub struct Clock;
    impl Guest for Clock {
        async fn handle_cron_event(metadata: Metadata) -> Result<(), Error> {
            super::fire(metadata.timestamp).await.map_err(Error::Other)
        }
    }
    export!(Clock);
}

async fn fire(timestamp: u64) -> Result<(), String> {
    println!("fired at {timestamp}");
    let pause = variables::get("cron_ms").await.unwrap_or_default();
    match pause.parse() {
        Ok(0) | Err(_) => Err("no pause".to_owned()),
        Ok(pause) => {
            sleep(Duration::from_millis(pause)).await;
            Ok(())
        }
    }
}
