//! The provider on real databases, and on one that fails when it is told to.

mod faults;
mod folder;
mod scripted;
mod stock;
mod transactions;
mod upgrades;
