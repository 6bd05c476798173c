//! The work of an upload: the file is inspected, laid out, scored chunk by chunk, published, and both stores compared.

use super::work::{Work, unknown};
use super::{inspect, map, publish, rollup, score};
use endpoint::Context;
use queue::kind::{INSPECT, Kind, MAP, PUBLISH, ROLLUP, SCORE};
use queue::{Claim, Failure};

/// An upload.
pub struct Ingest;

impl Work for Ingest {
    const KIND: Kind = Kind::UPLOAD;

    async fn step(cx: &Context, claim: &Claim) -> Result<(), Failure> {
        match claim.phase {
            phase if *phase == INSPECT => inspect::run(cx, claim).await,
            phase if *phase == MAP => map::run(cx, claim).await,
            phase if *phase == SCORE => score::run(cx, claim).await,
            phase if *phase == PUBLISH => publish::run(cx, claim).await,
            phase if *phase == ROLLUP => rollup::run(cx, claim).await,
            _ => Err(unknown(claim)),
        }
    }
}
