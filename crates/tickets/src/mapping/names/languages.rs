//! The languages that have a file of their own; English, German, French, Spanish and Portuguese are in `table.rs`.

mod arabic;
mod bulgarian;
mod catalan;
mod chinese;
mod croatian;
mod czech;
mod danish;
mod dutch;
mod finnish;
mod greek;
mod hebrew;
mod hungarian;
mod indonesian;
mod italian;
mod japanese;
mod korean;
mod norwegian;
mod polish;
mod romanian;
mod russian;
mod slovak;
mod swedish;
mod thai;
mod turkish;
mod ukrainian;
mod vietnamese;

use crate::Field;

/// The names of each language.
pub(super) const ALL: &[&[(Field, &[&str])]] = &[
    arabic::NAMES,
    bulgarian::NAMES,
    catalan::NAMES,
    chinese::NAMES,
    croatian::NAMES,
    czech::NAMES,
    danish::NAMES,
    dutch::NAMES,
    finnish::NAMES,
    greek::NAMES,
    hebrew::NAMES,
    hungarian::NAMES,
    indonesian::NAMES,
    italian::NAMES,
    japanese::NAMES,
    korean::NAMES,
    norwegian::NAMES,
    polish::NAMES,
    romanian::NAMES,
    russian::NAMES,
    slovak::NAMES,
    swedish::NAMES,
    thai::NAMES,
    turkish::NAMES,
    ukrainian::NAMES,
    vietnamese::NAMES,
];
