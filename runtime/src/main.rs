//! undertone: runs the components of a spin.toml.

fn main() {}
