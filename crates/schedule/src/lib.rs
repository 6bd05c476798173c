//! When reports are due: rules of schedules, their slots, what each slot covers, what of the missed is caught up.
//!
//! A [`Draft`] is what a person writes and what is stored; a [`Rule`] is one that can fire. A rule plans **civil times**
//! (what the clock on the wall shows) in a zone that is known by its name, and each planned time is one [`Slot`]. It
//! fires at the first moment at which that clock shows it or a later time:
//!
//! - A planned time that exists twice, because the clock goes back, fires once: the first time. So what repeats within
//!   hours passes over the hour that comes again.
//! - A planned time that does not exist, because the clock skips it, fires at the first one that does: 02:30 in Berlin
//!   on 29 March 2026 fires at 03:00 summer time, which is 01:00 UTC.
//! - Planned times that so come to fire at one moment are one slot, the last of them. So `*/10 * * * *` fires once at
//!   03:00 on that day. A day that the calendar of a zone leaves out (Apia, 30 December 2011) is made up for at the
//!   start of the next one, unless the rule plans something on that one, too.
//!
//! So slots are strictly increasing, and none is told twice. A slot's [key](Slot::key) is its planned civil time and the
//! zone's name. It stays the same when a government moves the clock and the zone data with it: whoever books a key once
//! delivers it once.
//!
//! Nothing here reads a clock: time is an argument.

mod catch_up;
mod coverage;
mod cron;
mod draft;
mod due;
mod error;
mod moment;
mod monthly;
mod plan;
mod rule;
mod slot;
mod slots;
mod zones;

pub use catch_up::{CatchUp, Sending, Split};
pub use coverage::{Coverage, Covered, Stretch};
pub use draft::{Draft, On, Repeat, Week, Weekday};
pub use due::Due;
pub use error::Error;
pub use rule::Rule;
pub use slot::Slot;
pub use slots::Slots;
pub use zones::zone_data;
