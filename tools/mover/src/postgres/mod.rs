//! The PostgreSQL side: as a source and as a target.

mod builder;
mod finish;
mod load;
mod objects;
mod prepare;
mod read;
mod source;

pub use builder::Builder;
pub use finish::{finish, set_sequences};
pub use load::load;
pub use objects::rebuild;
pub use prepare::{begin, prospect};
pub use read::scan;
pub use source::{open_source, refuse_running, sequence};
