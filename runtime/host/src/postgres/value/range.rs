//! Ranges: two bounds, each inclusive, exclusive or none.

use super::Boxed;
use crate::bindings::spin::postgres::postgres::RangeBoundKind;
use bytes::BytesMut;
use postgres_protocol::{
    IsNull,
    types::{Range, RangeBound, range_from_sql, range_to_sql},
};

/// A bound with its kind.
pub(super) type Bound<T> = Option<(T, RangeBoundKind)>;

/// Reads a range. The empty range has no bounds: it becomes the one between `zero` and `zero`, both exclusive,
/// which means the same.
pub(super) fn read<T: Clone>(
    bytes: &[u8],
    zero: T,
    item: impl Fn(&[u8]) -> Result<T, Boxed>,
) -> Result<(Bound<T>, Bound<T>), Boxed> {
    let bound = |bound: RangeBound<Option<&[u8]>>| -> Result<Bound<T>, Boxed> {
        Ok(match bound {
            RangeBound::Inclusive(Some(bytes)) => Some((item(bytes)?, RangeBoundKind::Inclusive)),
            RangeBound::Exclusive(Some(bytes)) => Some((item(bytes)?, RangeBoundKind::Exclusive)),
            RangeBound::Inclusive(None) | RangeBound::Exclusive(None) | RangeBound::Unbounded => {
                None
            }
        })
    };
    match range_from_sql(bytes)? {
        Range::Empty => {
            let nothing = || Some((zero.clone(), RangeBoundKind::Exclusive));
            Ok((nothing(), nothing()))
        }
        Range::Nonempty(lower, upper) => Ok((bound(lower)?, bound(upper)?)),
    }
}

/// Appends a range.
pub(super) fn write<T>(
    (lower, upper): &(Bound<T>, Bound<T>),
    out: &mut BytesMut,
    item: impl Fn(&T, &mut BytesMut) -> Result<(), Boxed>,
) -> Result<(), Boxed> {
    let bound = |bound: &Bound<T>, out: &mut BytesMut| -> Result<RangeBound<IsNull>, Boxed> {
        let Some((value, kind)) = bound else {
            return Ok(RangeBound::Unbounded);
        };
        item(value, out)?;
        Ok(match kind {
            RangeBoundKind::Inclusive => RangeBound::Inclusive(IsNull::No),
            RangeBoundKind::Exclusive => RangeBound::Exclusive(IsNull::No),
        })
    };
    range_to_sql(|out| bound(lower, out), |out| bound(upper, out), out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::BufMut;
    use postgres_protocol::types::int4_from_sql;

    #[test]
    fn ranges_come_back() {
        use RangeBoundKind::{Exclusive, Inclusive};
        for range in [
            (Some((1, Inclusive)), Some((5, Exclusive))),
            (None, Some((-5, Inclusive))),
            (None, None),
        ] {
            let mut out = BytesMut::new();
            write(&range, &mut out, |value, out| {
                out.put_i32(*value);
                Ok(())
            })
            .unwrap();
            let (lower, upper) = read(&out, 0, int4_from_sql).unwrap();
            let plain = |bound: Bound<i32>| bound.map(|(value, kind)| (value, kind as u8));
            assert_eq!(
                (plain(lower), plain(upper)),
                (plain(range.0), plain(range.1))
            );
        }
    }

    #[test]
    fn an_empty_range_is_not_an_endless_one() {
        let (lower, upper) = read(&[1], 0, int4_from_sql).unwrap();
        assert!(matches!(lower, Some((0, RangeBoundKind::Exclusive))));
        assert!(matches!(upper, Some((0, RangeBoundKind::Exclusive))));
    }
}
