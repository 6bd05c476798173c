//! How much may come out of a file, so that no archive fills the disk.

use serde::{Deserialize, Serialize};
use tickets::FileError;

/// Unpacked bytes up to which the ratio does not matter.
const GRACE: u64 = 16 << 20;

/// What a file may grow to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Most bytes that come out of it.
    pub unpacked: u64,
    /// Most bytes that come out of one byte, beyond the first 16 MiB. Exports of 1,667 columns are mostly separators
    /// and pack 20 to 60 times.
    pub ratio: u64,
    /// Longest record, in bytes.
    pub record: usize,
}

impl Limits {
    /// Limits for uploads of at most that many bytes: four times as many may come out of an archive.
    pub fn of_uploads(largest: u64) -> Self {
        Self {
            unpacked: largest.saturating_mul(4),
            ratio: 250,
            record: 8 << 20,
        }
    }
}

/// Counts what went in and what came out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Meter {
    limits: Limits,
    taken: u64,
    given: u64,
}

impl Meter {
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            taken: 0,
            given: 0,
        }
    }

    /// Notes packed bytes.
    pub fn take(&mut self, bytes: u64) {
        self.taken += bytes;
    }

    /// Notes unpacked bytes.
    pub fn give(&mut self, bytes: u64) -> Result<(), FileError> {
        self.given += bytes;
        if self.given > self.limits.unpacked {
            return Err(FileError::UnpackedTooLarge {
                limit: self.limits.unpacked,
            });
        }
        if self.given > GRACE && self.given / self.taken.max(1) > self.limits.ratio {
            return Err(FileError::UnpackedRatio {
                limit: self.limits.ratio,
            });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_limits_hold() {
        let limits = Limits::of_uploads(10 << 20);
        let mut meter = Meter::new(limits);
        meter.take(1);
        assert!(meter.give(GRACE).is_ok());
        assert_eq!(meter.give(1).unwrap_err().kind(), "unpacked_ratio");
        let mut meter = Meter::new(limits);
        meter.take(10 << 20);
        assert_eq!(
            meter.give((40 << 20) + 1).unwrap_err().kind(),
            "unpacked_too_large"
        );
    }
}
