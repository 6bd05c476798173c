//! `spin:variables@3.0.0`: the component's own variables, filled in when the application started.

use crate::{bindings::spin::variables::variables, store::Context};
use wasmtime::component::{Accessor, HasSelf};

impl variables::Host for Context {}

impl<T: Send> variables::HostWithStore<T> for HasSelf<Context> {
    async fn get(
        accessor: &Accessor<T, Self>,
        name: String,
    ) -> wasmtime::Result<Result<String, variables::Error>> {
        if !is_name(&name) {
            return Ok(Err(variables::Error::InvalidName(name)));
        }
        let value = accessor.with(|mut view| view.get().component.variables.get(&name).cloned());
        Ok(value.ok_or(variables::Error::Undefined(name)))
    }
}

/// Lower snake case, as the manifest asks of variables.
fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn names_are_lower_snake_case() {
        assert!(is_name("upload_limit_2"));
        for wrong in ["", "A", "a-b", "1a", "_a"] {
            assert!(!is_name(wrong), "{wrong}");
        }
    }
}
