//! The WebAssembly boundary: what `undertone:storage` exports.

mod catalog;
mod convert;
mod installation;
mod lake;
mod records;

pub(crate) use bindings::exports::undertone::storage::{
    lake as lake_interface, records as records_interface,
};

/// The component.
struct Provider;

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
