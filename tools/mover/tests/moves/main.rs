//! Moves between a file and a PostgreSQL of the tests' own: there and back, killed and resumed, refused.

#![cfg(test)]

mod fixture;
mod kill;
mod refuse;
mod there_and_back;
