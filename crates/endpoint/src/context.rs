//! What a handler is given: the stores, the clock and randomness.

use std::sync::{Arc, OnceLock};

use identity::SigningKey;
use jiff::Timestamp;
use stores::{Records, lake::Lake};
use uuid::Uuid;

use crate::{Result, installation_secret};

/// What a handler is given. Cheap to clone; the state of every router.
#[derive(Clone)]
pub struct Context {
    /// The relational records.
    pub records: Records,
    /// The Parquet lake.
    pub lake: Lake,
    /// What time it is.
    pub clock: Clock,
    /// Where random bytes come from.
    pub random: Random,
    signing_key: Arc<OnceLock<SigningKey>>,
}

impl Context {
    /// The stores this component was composed with, and the clock and randomness of the host.
    #[cfg(target_family = "wasm")]
    pub fn connect() -> Self {
        Self {
            records: Records::connect(),
            lake: Lake::connect(),
            clock: Clock(Time::System),
            random: Random(Source::System),
            signing_key: Arc::default(),
        }
    }

    /// Empty stores of its own with every migration applied, a clock that stands at `now`, and random bytes that
    /// are the same in every run. For tests.
    ///
    /// # Panics
    ///
    /// When the machine has no room for a temporary folder.
    #[cfg(not(target_family = "wasm"))]
    pub fn in_memory(now: Timestamp) -> Self {
        let records = Records::in_memory();
        Self {
            lake: Lake::temporary(records.clone()),
            records,
            clock: Clock(Time::Standing(Arc::new(std::sync::Mutex::new(now)))),
            random: Random(Source::Counted(Arc::default())),
            signing_key: Arc::default(),
        }
    }

    /// The key that signs access tokens: made at first use by whichever instance comes first, kept in the records,
    /// remembered by this instance.
    pub async fn signing_key(&self) -> Result<SigningKey> {
        if let Some(key) = self.signing_key.get() {
            return Ok(key.clone());
        }
        let fresh = SigningKey::write(self.random.bytes());
        let kept = installation_secret(&self.records, "access_token_key", &fresh, self.clock.now())
            .await?;
        let key = SigningKey::read(&kept).ok_or_else(|| {
            crate::Error::internal("the kept access_token_key is not a key of 32 bytes")
        })?;
        Ok(self.signing_key.get_or_init(|| key).clone())
    }
}

/// What time it is.
#[derive(Clone)]
pub struct Clock(Time);

#[derive(Clone)]
enum Time {
    #[cfg(target_family = "wasm")]
    System,
    #[cfg(not(target_family = "wasm"))]
    Standing(Arc<std::sync::Mutex<Timestamp>>),
}

impl Clock {
    /// The present time, whole microseconds as the records keep them.
    pub fn now(&self) -> Timestamp {
        match &self.0 {
            #[cfg(target_family = "wasm")]
            Time::System => whole_microseconds(system_time()),
            #[cfg(not(target_family = "wasm"))]
            Time::Standing(time) => whole_microseconds(
                *time
                    .lock()
                    .unwrap_or_else(std::sync::PoisonError::into_inner),
            ),
        }
    }

    /// Moves a standing clock, for tests.
    #[cfg(not(target_family = "wasm"))]
    pub fn advance(&self, by: jiff::SignedDuration) {
        let Time::Standing(time) = &self.0;
        let mut time = time
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        *time += by;
    }
}

fn whole_microseconds(time: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(time.as_microsecond()).unwrap_or(time)
}

#[cfg(target_family = "wasm")]
#[expect(
    clippy::disallowed_methods,
    reason = "the one place a component reads the clock; everything else is given it"
)]
pub(crate) fn system_time() -> Timestamp {
    Timestamp::now()
}

/// Where random bytes come from.
#[derive(Clone)]
pub struct Random(Source);

#[derive(Clone)]
enum Source {
    System,
    #[cfg(not(target_family = "wasm"))]
    Counted(Arc<std::sync::atomic::AtomicU64>),
}

impl Random {
    /// The host's generator, fit for secrets.
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// Random bytes, fit for secrets. (In tests: bytes that differ with every call.)
    ///
    /// # Panics
    ///
    /// When the host refuses random bytes: nothing that needs them may go on then.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match &self.0 {
            Source::System => getrandom::fill(&mut bytes).expect("the host gives random bytes"),
            #[cfg(not(target_family = "wasm"))]
            Source::Counted(count) => {
                let count = count
                    .fetch_add(1, std::sync::atomic::Ordering::Relaxed)
                    .to_be_bytes();
                bytes
                    .iter_mut()
                    .rev()
                    .zip(count.iter().rev().cycle())
                    .for_each(|(byte, of)| *byte = *of);
            }
        }
        bytes
    }

    /// A UUID of version 7 (RFC 9562 §5.7): sorts by the time it was made.
    pub fn uuid_v7(&self, now: Timestamp) -> Uuid {
        let milliseconds = u64::try_from(now.as_millisecond()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(milliseconds, &self.bytes()).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use futures::executor::block_on;
    use jiff::SignedDuration;

    use super::*;

    #[test]
    fn the_signing_key_is_kept_and_shared_by_instances() {
        let one = Context::in_memory(Timestamp::UNIX_EPOCH);
        let other = Context {
            signing_key: Arc::default(),
            ..one.clone()
        };
        let claims = identity::AccessClaims {
            sub: identity::UserId(1),
            ws: identity::WorkspaceId(1),
            role: identity::Role::Viewer,
            sid: "s".to_owned(),
            exp: 60,
        };
        let token = block_on(one.signing_key()).unwrap().sign(&claims).unwrap();
        assert_eq!(
            block_on(other.signing_key())
                .unwrap()
                .verify(&token, one.clock.now()),
            Ok(claims)
        );
    }

    #[test]
    fn system_randomness_differs_and_uuids_carry_the_time() {
        let random = Random::system();
        assert_ne!(random.bytes::<32>(), random.bytes::<32>());
        let id = random.uuid_v7(Timestamp::from_millisecond(1_700_000_000_123).unwrap());
        assert_eq!(
            (
                id.get_version_num(),
                id.get_timestamp().map(|t| t.to_unix().0)
            ),
            (7, Some(1_700_000_000))
        );
    }

    #[test]
    fn a_standing_clock_moves_only_when_told() {
        let cx = Context::in_memory(Timestamp::UNIX_EPOCH);
        cx.clock.advance(SignedDuration::from_secs(5));
        assert_eq!(cx.clock.now().as_second(), 5);
    }
}
