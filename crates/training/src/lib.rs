//! Trains the model of the sentiment crate from labelled texts and judges it: the same texts always give the same
//! bytes. One thread, no clock, no randomness, no map whose order could differ.

mod calibrate;
mod corpus;
mod corrections;
mod diagram;
mod fit;
mod judge;
mod lbfgs;
mod model;
mod sources;
mod table;
mod voices;

pub use corpus::{Corpora, Corpus, CorpusError, Kind, Text};
pub use corrections::corrections;
pub use diagram::diagram;
pub use judge::{Judgement, Outcome, Split, judge};
pub use model::{Model, Settings};
pub use sources::{SOURCES, Source, SourceError};
pub use table::table;
