//! The work of an upload: the file is inspected, scored chunk by chunk, published, and both stores compared.

use super::work::{Work, unknown};
use super::{end, inspect, publish, score};
use endpoint::Context;
use queue::kind::{COMPARE, INSPECT, Kind, PUBLISH, SCORE};
use queue::{Claim, Failure};

/// An upload.
pub struct Ingest;

impl Work for Ingest {
    const KIND: Kind = Kind::UPLOAD;

    async fn step(cx: &Context, claim: &Claim) -> Result<(), Failure> {
        match claim.phase {
            phase if *phase == INSPECT => inspect::run(cx, claim).await,
            phase if *phase == SCORE => score::run(cx, claim).await,
            phase if *phase == PUBLISH => publish::run(cx, claim).await,
            phase if *phase == COMPARE => end::run(cx, claim).await,
            _ => Err(unknown(claim)),
        }
    }
}
