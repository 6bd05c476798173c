//! Reports as PDF: gathers the numbers of a period, words their summary, and has `functions/typeset`, which is composed in, set them.

mod aspects;
mod attention;
#[cfg(target_family = "wasm")]
mod component;
mod deliveries;
mod expired;
mod filters;
mod gather;
mod groups;
mod ledger;
mod letter;
mod mailer;
mod mentions;
mod params;
mod pdf;
mod period;
mod preview;
mod router;
mod schedules;
mod scope;
mod summary;
mod suppressions;
mod templates;
#[cfg(test)]
mod testing;
mod texts;
mod typesetter;
mod unsubscribe;
mod webhooks;

pub use ledger::{Courier, Offered, Outgoing, Post, Tools, tick};
pub use mailer::Mailer;
pub use router::router;
pub use typesetter::{Setting, Typesetter, Unset};
pub use webhooks::outbox::{Answered, Call, Called};
