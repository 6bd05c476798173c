//! The WebAssembly boundary: the only file here that answers to a host, every second.

#![expect(unsafe_code, reason = "generated bindings")]

spin_sdk::wit_bindgen::generate!({
    path: "../../wit/deps/spin-cron@3.0.0",
    world: "spin-cron",
    runtime_path: "::spin_sdk::wit_bindgen::rt",
    generate_all,
});

struct Worker;

impl Guest for Worker {
    async fn handle_cron_event(_metadata: Metadata) -> Result<(), Error> {
        crate::tick(&endpoint::Context::connect()).await;
        Ok(())
    }
}

export!(Worker);
