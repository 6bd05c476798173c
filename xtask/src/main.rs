//! The commands a developer types: up, test, build, bench, sample.

fn main() {}
