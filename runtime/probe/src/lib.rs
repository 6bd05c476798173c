//! A component that misbehaves on request; the runtime's tests run it.
//!
//! The path chooses what it does; `?` gives it one argument.

#[cfg(target_arch = "wasm32")]
mod component;
#[cfg(target_arch = "wasm32")]
mod cron;
#[cfg(target_arch = "wasm32")]
mod data;
#[cfg(target_arch = "wasm32")]
mod postgres;
#[cfg(target_arch = "wasm32")]
mod postgres_types;
