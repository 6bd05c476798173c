//! The runtime as a whole: it is started with a component that misbehaves on request.

mod bodies;
#[cfg(test)]
mod certificates;
#[cfg(test)]
mod client;
#[cfg(test)]
mod cluster;
#[cfg(test)]
mod cron;
mod data;
mod fairness;
mod heads;
mod lifecycle;
mod limits;
mod log;
mod network;
#[cfg(test)]
mod postgres;
#[cfg(test)]
mod runtime;
