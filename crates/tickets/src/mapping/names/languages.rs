//! The languages that have a file of their own; English, German, French, Spanish and Portuguese are in `table.rs`.

mod chinese;
mod czech;
mod danish;
mod dutch;
mod finnish;
mod hungarian;
mod italian;
mod japanese;
mod korean;
mod norwegian;
mod polish;
mod russian;
mod swedish;
mod turkish;
mod ukrainian;

use crate::Field;

/// The names of each language.
pub(super) const ALL: &[&[(Field, &[&str])]] = &[
    chinese::NAMES,
    czech::NAMES,
    danish::NAMES,
    dutch::NAMES,
    finnish::NAMES,
    hungarian::NAMES,
    italian::NAMES,
    japanese::NAMES,
    korean::NAMES,
    norwegian::NAMES,
    polish::NAMES,
    russian::NAMES,
    swedish::NAMES,
    turkish::NAMES,
    ukrainian::NAMES,
];
