//! What a report says: the data `functions/report` gathers and `functions/typeset` sets.
//!
//! A [`Report`] is plain data with the same shape in Rust and in JSON. It carries numbers, not formatted text, its
//! summary's sentences and its names aside: rounding, units and dates are the setter's business. Everything in it is text
//! or a number and never markup, so nothing has to be escaped. What both write in the language of a report is [`Words`].
//!
//! [`Report::check`] says which field is wrong before anything is set.

mod check;
mod layout;
pub mod number;
mod report;
mod series;
mod tables;
mod words;

/// The most days a report covers.
pub const MOST_DAYS: u32 = 366;

pub use check::{Invalid, MAX_ATTENTION, MAX_DAYS, MAX_ROWS, MAX_SUMMARY, MAX_TEXT};
pub use layout::{Language, Layout, Paper, Section};
pub use report::{Kpis, Mean, Notes, Number, Period, Report};
pub use series::{Counts, Day};
pub use tables::{Attention, Entity, Group, Label, Top};
pub use words::{
    Cards, Columns, Created, Fields, Headings, Labels, Names, Sentences, Sentiments, StepLabels,
    Style, Words, is_zero,
};
