//! The id of a request: the caller's, if it is sane, or a new one.

use http::{HeaderMap, HeaderName};
use std::{
    fmt::Write as _,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// The header that carries it, in both directions.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Makes ids that are unique on this machine and do not tell how many there were.
pub struct RequestIds {
    seed: u64,
    next: AtomicU64,
}

impl RequestIds {
    /// Ids from a random seed.
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            next: AtomicU64::new(0),
        }
    }

    /// The request's own id, or a new one.
    pub fn of(&self, headers: &HeaderMap) -> Arc<str> {
        match headers.get(HEADER).and_then(|value| value.to_str().ok()) {
            Some(id) if is_sane(id) => id.into(),
            _ => self.fresh(),
        }
    }

    /// A new id: 128 bits in hexadecimal.
    pub fn fresh(&self) -> Arc<str> {
        let count = self.next.fetch_add(1, Ordering::Relaxed);
        let mut text = String::with_capacity(32);
        let high = mix(self.seed ^ mix(count));
        let low = mix(high ^ count.rotate_left(32));
        let _infallible = write!(text, "{high:016x}{low:016x}");
        text.into()
    }
}

/// The finalizer of `SplitMix64` (Steele, Lea, Flood 2014): a bijection that spreads every bit.
fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

/// Short, and without anything that could confuse a log.
fn is_sane(id: &str) -> bool {
    (1..=128).contains(&id.len())
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sane_id_is_kept_and_another_replaced() {
        let ids = RequestIds::new(7);
        let with = |value: &str| HeaderMap::from_iter([(HEADER, value.parse().unwrap())]);
        assert_eq!(&*ids.of(&with("abc-1.2:3")), "abc-1.2:3");
        for odd in ["a b", "", "a\"b", &"x".repeat(129)] {
            assert_ne!(&*ids.of(&with(odd)), odd);
        }
    }

    #[test]
    fn ids_differ() {
        let ids = RequestIds::new(7);
        let many: std::collections::HashSet<_> = (0..1000).map(|_| ids.fresh()).collect();
        assert_eq!(many.len(), 1000);
    }
}
