//! The WebAssembly boundary: what `undertone:typeset` exports.

use bindings::exports::undertone::typeset::reports::{Error, Guest};

struct Setter;

impl Guest for Setter {
    async fn pdf(report: String) -> Result<Vec<u8>, Error> {
        crate::pdf(&report).map_err(told)
    }

    async fn first_page(report: String) -> Result<String, Error> {
        crate::first_page(&report).map_err(told)
    }
}

fn told(error: crate::Error) -> Error {
    let message = error.to_string();
    match error {
        crate::Error::Unreadable { .. } | crate::Error::Invalid(_) => Error::Invalid(message),
        crate::Error::Typesetting(_) => Error::Failed(message),
    }
}

mod bindings {
    #![expect(unsafe_code, clippy::pedantic, reason = "generated")]

    use super::Setter;

    spin_sdk::wit_bindgen::generate!({
        path: "../../wit/typeset.wit",
        world: "setter",
        runtime_path: "::spin_sdk::wit_bindgen::rt",
        generate_all,
    });

    export!(Setter);
}
