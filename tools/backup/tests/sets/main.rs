//! Backups of whole data folders, restored: consistent while others write, refused when damaged, on both databases.

#![cfg(test)]

mod fixture;
mod postgres;
mod refuse;
mod sqlite;
