//! The application's variables, as the manifest hands them to this component.

/// The value of a variable; none when it is not defined or empty.
pub async fn get(name: &str) -> Option<String> {
    crate::backend::variable(name)
        .await
        .filter(|value| !value.is_empty())
}

/// What the host says of a variable, however empty; none when it is not defined.
pub async fn raw(name: &str) -> Option<String> {
    crate::backend::variable(name).await
}

/// Sets a variable for this thread, for tests.
#[cfg(not(target_family = "wasm"))]
pub fn set(name: &str, value: &str) {
    crate::backend::set_variable(name, value);
}
