//! The runtime as a whole: it is started with a component that misbehaves on request.

mod bodies;
#[cfg(test)]
mod client;
mod data;
mod lifecycle;
mod limits;
mod network;
#[cfg(test)]
mod runtime;
