//! What the gate lets in, and when.

use super::*;
use std::net::Ipv4Addr;

const SOON: Duration = Duration::from_millis(20);

fn gate(places: (usize, usize), uploads: (usize, usize), queue: (usize, usize)) -> Arc<Gate> {
    let portion = |(all, network)| Portion {
        all,
        network,
        token: all,
    };
    Gate::new(Width {
        places: portion(places),
        uploads: portion(uploads),
        queue: portion(queue),
        wait: SOON,
    })
}

fn read(client: u8) -> Visit {
    Visit {
        caller: Caller {
            network: Some(Ipv4Addr::new(10, 0, 0, client).into()),
            token: None,
        },
        upload: false,
    }
}

fn signed_in(client: u8, token: u64) -> Visit {
    let mut visit = read(client);
    visit.caller.token = Some(token);
    visit
}

fn upload(client: u8) -> Visit {
    Visit {
        upload: true,
        ..read(client)
    }
}

const INSIDE: Visit = Visit {
    caller: Caller {
        network: None,
        token: None,
    },
    upload: false,
};

#[tokio::test]
async fn the_queue_is_short_and_the_wait_ends() {
    let gate = gate((1, 1), (1, 1), (1, 1));
    let first = gate.enter(INSIDE).await.unwrap();
    let (second, third) = tokio::join!(gate.enter(INSIDE), gate.enter(INSIDE));
    assert_eq!(second.err(), Some(Busy::WaitedTooLong));
    assert_eq!(third.err(), Some(Busy::QueueFull));
    assert_eq!((gate.waiting(), gate.rejected()), (0, 2));
    drop(first);
    assert!(gate.enter(INSIDE).await.is_ok());
}

#[tokio::test]
async fn one_client_has_its_part_and_another_the_rest() {
    let gate = gate((4, 2), (4, 2), (4, 1));
    let held = [gate.enter(read(1)).await, gate.enter(read(1)).await];
    let (waits, refused) = tokio::join!(gate.enter(read(1)), gate.enter(read(1)));
    assert_eq!(
        (waits.err(), refused.err()),
        (Some(Busy::PartUsed), Some(Busy::PartUsed))
    );
    let others = [gate.enter(read(2)).await, gate.enter(read(3)).await];
    assert!(others.iter().all(Result::is_ok));
    drop((held, others));
    assert!(gate.state().of.is_empty(), "who has nothing is forgotten");
}

#[tokio::test]
async fn a_network_has_its_part_whatever_its_tokens_and_a_token_wherever_it_is_sent_from() {
    let part = |all, network, token| Portion {
        all,
        network,
        token,
    };
    let gate = Gate::new(Width {
        places: part(8, 3, 2),
        uploads: part(8, 3, 2),
        queue: part(8, 1, 1),
        wait: SOON,
    });
    let _held = [
        gate.enter(signed_in(1, 1)).await.unwrap(),
        gate.enter(signed_in(1, 2)).await.unwrap(),
        gate.enter(signed_in(1, 3)).await.unwrap(),
    ];
    let over = gate.enter(signed_in(1, 4)).await;
    assert_eq!(over.err(), Some(Busy::PartUsed));
    let again = gate.enter(signed_in(2, 1)).await.unwrap();
    let over = gate.enter(signed_in(3, 1)).await;
    assert_eq!(over.err(), Some(Busy::PartUsed));
    assert!(gate.enter(signed_in(3, 5)).await.is_ok());
    drop(again);
    let (waits, refused) = tokio::join!(gate.enter(signed_in(1, 5)), gate.enter(signed_in(1, 6)));
    assert_eq!(
        (waits.err(), refused.err()),
        (Some(Busy::PartUsed), Some(Busy::PartUsed))
    );
    assert_eq!((gate.waiting(), gate.state().of.len()), (0, 4));
}

#[tokio::test]
async fn uploads_leave_places_for_reads() {
    let gate = gate((4, 4), (2, 2), (4, 4));
    let _held = [gate.enter(upload(1)).await, gate.enter(upload(2)).await];
    assert_eq!(gate.enter(upload(3)).await.err(), Some(Busy::WaitedTooLong));
    assert!(gate.enter(read(3)).await.is_ok());
}

#[tokio::test]
async fn who_waits_behind_one_over_its_part_goes_first() {
    let gate = gate((2, 1), (2, 1), (8, 8));
    let first = gate.enter(read(1)).await.unwrap();
    let second = gate.enter(read(2)).await.unwrap();
    let (greedy, patient, ()) = tokio::join!(gate.enter(read(1)), gate.enter(read(3)), async {
        tokio::task::yield_now().await;
        assert_eq!(gate.waiting(), 2);
        drop(second);
    });
    assert_eq!(greedy.err(), Some(Busy::PartUsed));
    assert!(patient.is_ok());
    drop(first);
}

#[tokio::test]
async fn who_stops_waiting_leaves_no_trace() {
    let gate = gate((1, 1), (1, 1), (8, 8));
    let first = gate.enter(read(1)).await.unwrap();
    {
        let mut waits = Box::pin(gate.enter(read(2)));
        assert!(futures::poll!(&mut waits).is_pending());
        // Let in, and gone before it learns of it.
        drop(first);
        assert_eq!(gate.state().all.places, 1);
    }
    let state = gate.state();
    assert_eq!(
        (state.all.places, state.all.waiting, state.of.len()),
        (0, 0, 0)
    );
}
