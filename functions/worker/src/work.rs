//! What each kind of job does: one line a kind.

use super::{ingest, rebuild, rescoring, undo};
use endpoint::Context;
use queue::{Claim, Failure, Kind};
use std::pin::Pin;

/// The work of a kind of job.
pub trait Work {
    /// The kind.
    const KIND: Kind;

    /// Does one step of a job of the kind: a bounded part of a phase, booked in the transaction that holds its effects.
    async fn step(cx: &Context, claim: &Claim) -> Result<(), Failure>;
}

/// A step that is being done.
type Doing<'a> = Pin<Box<dyn Future<Output = Result<(), Failure>> + 'a>>;

/// A kind, and how its steps are done.
pub struct Registered {
    /// The kind.
    pub kind: Kind,
    step: for<'a> fn(&'a Context, &'a Claim) -> Doing<'a>,
}

fn of<W: Work + 'static>() -> Registered {
    Registered {
        kind: W::KIND,
        step: |cx, claim| Box::pin(W::step(cx, claim)),
    }
}

/// Every kind.
pub fn registered() -> [Registered; Kind::ALL.len()] {
    [
        of::<ingest::Ingest>(),
        of::<rescoring::Rescoring>(),
        of::<rebuild::Rebuild>(),
        of::<undo::Undo>(),
    ]
}

/// Does a claimed step.
pub async fn step(cx: &Context, claim: &Claim) -> Result<(), Failure> {
    let registered = registered();
    let work = registered.iter().find(|work| work.kind == claim.kind);
    match work {
        Some(work) => (work.step)(cx, claim).await,
        None => Err(unknown(claim)),
    }
}

/// A step of a phase that its kind does not have.
pub fn unknown(claim: &Claim) -> Failure {
    Failure::Ours(format!(
        "a job of kind {} has no phase {}",
        claim.kind.as_str(),
        claim.phase.name
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_work() {
        let kinds = registered().map(|work| work.kind);
        assert_eq!(kinds, Kind::ALL);
    }
}
