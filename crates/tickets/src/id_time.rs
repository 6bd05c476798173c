//! Identifiers that hold the moment they were made at: what tells a ticket's age where no date does.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// How an identifier holds its moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdTime {
    /// `MongoDB`'s `ObjectId`, as Trello has it: 24 hexadecimal digits, of which the first eight are seconds.
    ObjectId,
    /// A number of Twitter's: milliseconds above 22 bits. Others count the same way from other years, so the column has to
    /// say that it is of tweets.
    Tweet,
    /// 26 letters and digits, of which the first ten are milliseconds.
    Ulid,
    /// A UUID that begins with milliseconds.
    Uuid7,
    /// A UUID of 100 ns since 1582.
    Uuid1,
    /// 27 letters and digits: 20 bytes, of which the first four are seconds.
    Ksuid,
}

/// Nothing whose identifier holds a moment is older: 2000-01-01.
const EARLIEST: i64 = 946_684_800_000;
/// What tweets count from, ms since the epoch.
const TWEETS: i64 = 1_288_834_974_657;
/// What KSUIDs count from, s since the epoch.
const KSUIDS: i64 = 1_400_000_000;
/// From 1582-10-15 to 1970-01-01, in 100 ns.
const GREGORIAN: i64 = 122_192_928_000_000_000;

const CROCKFORD: &[u8] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BASE62: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

impl IdTime {
    const ALL: [Self; 6] = [
        Self::ObjectId,
        Self::Tweet,
        Self::Ulid,
        Self::Uuid7,
        Self::Uuid1,
        Self::Ksuid,
    ];

    /// The moment an identifier of this kind was made at; none where it is of no such kind.
    pub fn of(self, id: &str) -> Option<Timestamp> {
        let millis = match self {
            Self::ObjectId => object_id(id)?.checked_mul(1_000)?,
            Self::Tweet => tweet(id)?,
            Self::Ulid => ulid(id)?,
            Self::Uuid7 => uuid(id, b'7').map(|hex| digits(&hex[..12]))??,
            Self::Uuid1 => uuid1(id)?,
            Self::Ksuid => ksuid(id)?.checked_mul(1_000)?,
        };
        Timestamp::from_millisecond(millis).ok()
    }
}

/// Which kind all identifiers of a column so far are of.
#[derive(Debug)]
pub(crate) struct IdTimes {
    possible: Vec<IdTime>,
    /// Later moments are no identifier's.
    limit: Timestamp,
    seen: bool,
}

impl IdTimes {
    /// Of a column of this name, in a file that knows nothing later than `limit`.
    pub fn new(column: &str, limit: Timestamp) -> Self {
        let tweets = column.to_lowercase().contains("tweet");
        let kinds = IdTime::ALL.into_iter();
        Self {
            possible: kinds
                .filter(|kind| tweets || *kind != IdTime::Tweet)
                .collect(),
            limit,
            seen: false,
        }
    }

    /// Takes the next identifier.
    pub fn add(&mut self, id: &str) {
        let limit = self.limit;
        let believable = |at: Timestamp| at.as_millisecond() >= EARLIEST && at <= limit;
        self.possible
            .retain(|kind| kind.of(id).is_some_and(believable));
        self.seen = true;
    }

    /// The one kind that all of them are of.
    pub fn decide(&self) -> Option<IdTime> {
        match self.possible.as_slice() {
            [one] if self.seen => Some(*one),
            _ => None,
        }
    }
}

/// The number that hexadecimal digits write.
fn digits(hex: &str) -> Option<i64> {
    i64::from_str_radix(hex, 16).ok()
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn object_id(id: &str) -> Option<i64> {
    (id.len() == 24 && is_hex(id)).then(|| digits(&id[..8]))?
}

fn tweet(id: &str) -> Option<i64> {
    let number = (15..=19).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_digit());
    let number: i64 = number.then(|| id.parse().ok())??;
    Some((number >> 22) + TWEETS)
}

fn ulid(id: &str) -> Option<i64> {
    // 26 signs of five bits hold two more than 128.
    if id.len() != 26 || id.as_bytes()[0] > b'7' {
        return None;
    }
    let values: Option<Vec<i64>> = id.bytes().map(|sign| place(CROCKFORD, sign)).collect();
    let time = values?.into_iter().take(10);
    Some(time.fold(0, |millis, value| millis << 5 | value))
}

/// The digits of a UUID of this version.
fn uuid(id: &str, version: u8) -> Option<String> {
    let is_dash = |at: usize| matches!(at, 8 | 13 | 18 | 23);
    let bytes = id.as_bytes();
    let formed = bytes.len() == 36
        && (0..36).all(|at| {
            if is_dash(at) {
                bytes[at] == b'-'
            } else {
                bytes[at].is_ascii_hexdigit()
            }
        })
        && bytes[14] == version
        && matches!(bytes[19].to_ascii_lowercase(), b'8' | b'9' | b'a' | b'b');
    formed.then(|| id.replace('-', ""))
}

fn uuid1(id: &str) -> Option<i64> {
    let hex = uuid(id, b'1')?;
    let ticks = digits(&format!("{}{}{}", &hex[13..16], &hex[8..12], &hex[..8]))?;
    Some((ticks - GREGORIAN) / 10_000)
}

fn ksuid(id: &str) -> Option<i64> {
    if id.len() != 27 {
        return None;
    }
    // One byte more than there is: what does not fit is no KSUID.
    let mut number = [0u8; 21];
    for sign in id.bytes() {
        let mut carry = place(BASE62, sign)?;
        for byte in number.iter_mut().rev() {
            carry += i64::from(*byte) * 62;
            *byte = u8::try_from(carry & 0xff).unwrap_or_default();
            carry >>= 8;
        }
    }
    let seconds = number[1..5]
        .iter()
        .fold(0, |seconds, byte| seconds << 8 | i64::from(*byte));
    (number[0] == 0).then_some(seconds + KSUIDS)
}

fn place(signs: &[u8], sign: u8) -> Option<i64> {
    let at = signs.iter().position(|known| *known == sign)?;
    i64::try_from(at).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decided(column: &str, ids: &[&str]) -> Option<(IdTime, String)> {
        let mut times = IdTimes::new(column, "2026-10-02T00:00:00Z".parse().unwrap());
        for id in ids {
            times.add(id);
        }
        let kind = times.decide()?;
        Some((kind, kind.of(ids[0])?.to_string()))
    }

    #[test]
    fn each_kind_tells_its_moment() {
        let found = |kind, at: &str| Some((kind, at.to_owned()));
        // Examples of MongoDB's manual, of Twitter's, of the ULID and UUID standards, and of the KSUID library.
        assert_eq!(
            decided("id", &["507f1f77bcf86cd799439011"]),
            found(IdTime::ObjectId, "2012-10-17T21:13:27Z")
        );
        assert_eq!(
            decided("Tweet ID", &["1212092628029698048"]),
            found(IdTime::Tweet, "2019-12-31T19:26:16.771Z")
        );
        assert_eq!(
            decided("id", &["01ARZ3NDEKTSV4RRFFQ69G5FAV"]),
            found(IdTime::Ulid, "2016-07-30T23:54:10.259Z")
        );
        assert_eq!(
            decided("id", &["017F22E2-79B0-7CC3-98C4-DC0C0C07398F"]),
            found(IdTime::Uuid7, "2022-02-22T19:22:22Z")
        );
        assert_eq!(
            decided("id", &["C232AB00-9414-11EC-B3C8-9F6BDECED846"]),
            found(IdTime::Uuid1, "2022-02-22T19:22:22Z")
        );
        assert_eq!(
            decided("id", &["0ujtsYcgvSTl8PAuAdqWYSMnLOv"]),
            found(IdTime::Ksuid, "2017-10-10T04:00:47Z")
        );
    }

    #[test]
    fn a_column_of_several_kinds_or_of_none_tells_nothing() {
        assert_eq!(decided("id", &["507f1f77bcf86cd799439011", "A-1"]), None);
        assert_eq!(decided("id", &["1212092628029698048"]), None);
        assert_eq!(decided("id", &["A-1"]), None);
        assert_eq!(decided("id", &[]), None);
        // A UUID of chance, and moments that cannot be: 1970 and 2106.
        assert_eq!(
            decided("id", &["3f2504e0-4f89-41d3-9a0c-0305e82c3301"]),
            None
        );
        assert_eq!(decided("id", &["000f1f77bcf86cd799439011"]), None);
        assert_eq!(decided("id", &["ffff1f77bcf86cd799439011"]), None);
        assert_eq!(decided("id", &["zzzzzzzzzzzzzzzzzzzzzzzzzzz"]), None);
    }
}
