//! The stores a component was composed with: the imports of `undertone:storage`.
//!
//! A component runs on one thread; `SendWrapper` says so to frameworks that ask for `Send`.

mod convert;
mod lake;
mod records;

pub(crate) use lake::Lake;
pub(crate) use records::{Records, Transaction, dialect};
use send_wrapper::SendWrapper;

mod bindings {
    #![expect(clippy::pedantic, reason = "generated")]

    spin_sdk::wit_bindgen::generate!({
        path: "../../wit/storage.wit",
        world: "consumer",
        runtime_path: "::spin_sdk::wit_bindgen::rt",
        generate_all,
    });
}

pub(crate) async fn variable(name: &str) -> Option<String> {
    // The one error that can occur is that the manifest does not hand this variable over.
    SendWrapper::new(spin_sdk::variables::get(name)).await.ok()
}
