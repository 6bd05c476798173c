//! What calls components: requests and the clock.

pub mod cron;
pub mod http;
