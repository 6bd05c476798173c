//! The digest of a file: taken of what is written, held against what is read.
//!
//! XXH3 with 128 bits: damage is found, not malice, at the speed of memory.

use std::hash::Hasher as _;
use std::io::{self, Read, Write};
use std::ops::Range;

use twox_hash::XxHash3_64;
use twox_hash::xxhash3_128::Hasher;

/// So much is read at once.
const AT_ONCE: usize = 256 << 10;

/// Writes on, and takes the digest of what it writes.
pub(super) struct Digesting<W> {
    inner: W,
    hasher: Hasher,
}

impl<W> Digesting<W> {
    pub(super) fn new(inner: W) -> Self {
        Self {
            inner,
            hasher: Hasher::new(),
        }
    }

    /// The writer, and the digest.
    pub(super) fn end(self) -> (W, String) {
        (self.inner, name(&self.hasher))
    }
}

impl<W: Write> Write for Digesting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hasher.write(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// The digest of all that a reader gives.
pub(super) fn of(mut from: impl Read) -> io::Result<String> {
    let mut hasher = Hasher::new();
    let mut block = vec![0; AT_ONCE];
    loop {
        match from.read(&mut block) {
            Ok(0) => return Ok(name(&hasher)),
            Ok(read) => hasher.write(&block[..read]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// The digest of all that a reader gives, and one of each of its parts. Parts are ranges of bytes that follow each other.
pub(super) fn of_parts(
    mut from: impl Read,
    parts: &[Range<u64>],
) -> io::Result<(String, Vec<u64>)> {
    let mut whole = Hasher::new();
    let mut hashers: Vec<_> = parts.iter().map(|_| XxHash3_64::new()).collect();
    let mut each = parts.iter().zip(&mut hashers).peekable();
    let mut block = vec![0; AT_ONCE];
    let mut at = 0;
    loop {
        let read = match from.read(&mut block) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        whole.write(&block[..read]);
        let end = at + read as u64;
        while let Some((part, hasher)) = each.peek_mut() {
            let within =
                |place: u64| usize::try_from(place.clamp(at, end) - at).map_err(io::Error::other);
            hasher.write(&block[within(part.start)?..within(part.end)?]);
            if part.end > end {
                break;
            }
            each.next();
        }
        at = end;
    }
    let found = hashers.iter().map(std::hash::Hasher::finish);
    Ok((name(&whole), found.collect()))
}

/// The digest of one part.
pub(super) fn of_part(bytes: &[u8]) -> u64 {
    XxHash3_64::oneshot(bytes)
}

/// As the catalog keeps it, and as `xxhsum -H2` prints it behind the colon.
fn name(hasher: &Hasher) -> String {
    format!("xxh128:{:032x}", hasher.finish_128())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_and_what_is_read_have_one_digest() {
        let bytes: Vec<u8> = (0..1_000_003u32)
            .map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8)
            .collect();
        let mut to = Digesting::new(Vec::new());
        bytes
            .chunks(4_099)
            .for_each(|part| to.write_all(part).unwrap());
        let (written, digest) = to.end();
        assert_eq!(written, bytes);
        assert_eq!(of(bytes.as_slice()).unwrap(), digest);
        let mut other = bytes.clone();
        other[777_777] ^= 1;
        assert_ne!(of(other.as_slice()).unwrap(), digest);
    }

    #[test]
    fn parts_have_their_own_digests_wherever_blocks_end() {
        let bytes: Vec<u8> = (0..1_000_003u32)
            .map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8)
            .collect();
        let block = AT_ONCE as u64;
        let parts = [
            4..9,
            9..9,
            9..block,
            block..block + 1,
            block + 7..900_000,
            999_999..1_000_003,
        ];
        let (whole, found) = of_parts(bytes.as_slice(), &parts).unwrap();
        assert_eq!(whole, of(bytes.as_slice()).unwrap());
        let range = |part: &Range<u64>| {
            usize::try_from(part.start).unwrap()..usize::try_from(part.end).unwrap()
        };
        let expected = parts.iter().map(|part| of_part(&bytes[range(part)]));
        assert_eq!(found, expected.collect::<Vec<u64>>());
    }

    #[test]
    fn it_is_the_known_one() {
        assert_eq!(
            of(&b""[..]).unwrap(),
            "xxh128:99aa06d3014798d86001c324468d497f"
        );
    }
}
