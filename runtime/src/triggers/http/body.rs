//! Bodies of requests: a small one is read before its request takes a place, a larger one must keep coming in.

use super::pace::Paced;
use crate::{
    holdings::{Hold, Holdings},
    problem::Problem,
    settings::Server,
};
use bytes::{Bytes, BytesMut};
use http_body::{Body, Frame, SizeHint};
use http_body_util::BodyExt;
use std::{
    net::IpAddr,
    pin::Pin,
    sync::{Arc, atomic::AtomicBool},
    task::{Context, Poll},
    time::Duration,
};
use undertone_host::{HttpError, WasiBody};

/// What may be read of every body without room in the budget: no more than its connection takes anyway. Who fills the budget
/// keeps nobody from signing in.
const FREE: usize = 4 << 10;

/// How bodies are taken in.
pub struct Bodies {
    /// Up to this size they are read at once.
    buffer: usize,
    /// So long that may take.
    patience: Duration,
    /// What others must bring each second.
    rate: usize,
    /// Memory for what is read at once, beyond `free` of each.
    budget: Arc<Holdings>,
    /// So much of each needs no memory of the budget.
    free: usize,
}

/// A body on its way to a component.
pub struct Arrived {
    /// The body.
    pub body: WasiBody,
    /// Says whether it still comes in, and then whether it came too slowly.
    pub rest: Option<Arc<AtomicBool>>,
}

impl Bodies {
    /// As the settings have it.
    pub fn new(server: &Server) -> Self {
        Self {
            buffer: server.body_buffer,
            patience: server.body_patience,
            rate: server.body_rate,
            budget: Holdings::new(server.body_budget, server.body_budget / 2),
            free: FREE,
        }
    }

    /// Takes a body in: reads it, if it is small, or its beginning, if it does not say how long it is.
    pub async fn receive<B>(&self, mut body: B, network: IpAddr) -> Result<Arrived, Problem>
    where
        B: Body<Data = Bytes, Error = HttpError> + Send + Unpin + 'static,
    {
        let size = body.size_hint().exact();
        let buffer = u64::try_from(self.buffer).unwrap_or(u64::MAX);
        if size == Some(0) || body.is_end_stream() {
            return Ok(Arrived {
                body: body.boxed_unsync(),
                rest: None,
            });
        }
        let mut read = Read::default();
        if self.buffer > 0 && size.is_none_or(|size| size <= buffer) {
            let reading = self.read(&mut read, &mut body, network);
            tokio::time::timeout(self.patience, reading)
                .await
                .map_err(|_late| too_slow())??;
        }
        let slow = Arc::<AtomicBool>::default();
        let goes_on = matches!(read.end, End::Open);
        let body = Joined {
            begun: read,
            rest: Paced::new(body, self.rate, Arc::clone(&slow)),
        };
        Ok(Arrived {
            body: body.boxed_unsync(),
            rest: goes_on.then_some(slow),
        })
    }

    /// Reads a body to its end, or until it is larger than what is read at once.
    async fn read<B>(&self, read: &mut Read, body: &mut B, network: IpAddr) -> Result<(), Problem>
    where
        B: Body<Data = Bytes, Error = HttpError> + Unpin,
    {
        while read.bytes.len() <= self.buffer {
            let data = match body.frame().await {
                None => {
                    read.end = End::Closed(None);
                    break;
                }
                // Its reader has to learn of it, and may have something to say to that.
                Some(Err(error)) => {
                    read.end = End::Broken(Some(error));
                    break;
                }
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) => data,
                    Err(frame) => {
                        read.end = End::Closed(frame.into_trailers().ok());
                        break;
                    }
                },
            };
            if !self.has_room(read, data.len(), network) {
                return Err(Problem::busy(
                    "no_room_for_body",
                    "too many bodies of requests are coming in",
                    "come again in a moment, with fewer requests at a time",
                ));
            }
            // Copied, so that a body in tiny pieces does not keep a buffer of the connection for each.
            read.bytes.extend_from_slice(&data);
        }
        Ok(())
    }

    /// Takes room for so much more of a body, if it is there.
    fn has_room(&self, read: &mut Read, more: usize, network: IpAddr) -> bool {
        let had = read.bytes.len().max(self.free);
        let more = (read.bytes.len() + more).saturating_sub(had);
        if let Some(hold) = &mut read.hold {
            return hold.more(more);
        }
        if more > 0 {
            read.hold = self.budget.take(Some(network), more);
        }
        more == 0 || read.hold.is_some()
    }
}

/// 408: the body came too slowly.
pub fn too_slow() -> Problem {
    Problem::too_slow(
        "body_too_slow",
        "the body of the request came too slowly, or stopped coming",
        "send it again over a faster connection",
    )
}

/// What is read of a body.
#[derive(Default)]
struct Read {
    bytes: BytesMut,
    end: End,
    hold: Option<Hold>,
}

/// How far a body is read.
#[derive(Default)]
enum End {
    /// More comes.
    #[default]
    Open,
    /// To its end.
    Closed(Option<http::HeaderMap>),
    /// It broke off.
    Broken(Option<HttpError>),
}

/// What is read, and then the rest.
struct Joined<B> {
    begun: Read,
    rest: Paced<B>,
}

impl<B> Body for Joined<B>
where
    B: Body<Data = Bytes, Error = HttpError> + Unpin,
{
    type Data = Bytes;
    type Error = HttpError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, HttpError>>> {
        let begun = &mut self.begun;
        if !begun.bytes.is_empty() {
            let bytes = begun.bytes.split().freeze();
            begun.hold = None;
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        match &mut begun.end {
            End::Open => Pin::new(&mut self.rest).poll_frame(context),
            End::Closed(trailers) => Poll::Ready(
                trailers
                    .take()
                    .map(|trailers| Ok(Frame::trailers(trailers))),
            ),
            End::Broken(error) => Poll::Ready(error.take().map(Err)),
        }
    }

    fn is_end_stream(&self) -> bool {
        let rest = match &self.begun.end {
            End::Open => self.rest.is_end_stream(),
            End::Closed(trailers) => trailers.is_none(),
            End::Broken(error) => error.is_none(),
        };
        self.begun.bytes.is_empty() && rest
    }

    fn size_hint(&self) -> SizeHint {
        let begun = u64::try_from(self.begun.bytes.len()).unwrap_or(u64::MAX);
        match &self.begun.end {
            End::Closed(_) => SizeHint::with_exact(begun),
            End::Broken(_) => SizeHint::default(),
            End::Open => {
                let rest = self.rest.size_hint();
                let mut hint = SizeHint::new();
                hint.set_lower(begun.saturating_add(rest.lower()));
                if let Some(upper) = rest.upper().and_then(|upper| upper.checked_add(begun)) {
                    hint.set_upper(upper);
                }
                hint
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::{SinkExt, channel::mpsc};
    use http_body_util::StreamBody;

    const CLIENT: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(10, 0, 0, 1));

    type Part = Result<Frame<Bytes>, HttpError>;

    fn frame(bytes: &'static str) -> Frame<Bytes> {
        Frame::data(Bytes::from_static(bytes.as_bytes()))
    }

    fn bodies(budget: usize) -> Bodies {
        let server = Server {
            body_buffer: 8,
            body_budget: budget,
            ..Server::default()
        };
        Bodies {
            free: 2,
            ..Bodies::new(&server)
        }
    }

    fn whole(parts: Vec<Part>) -> StreamBody<futures::stream::Iter<std::vec::IntoIter<Part>>> {
        StreamBody::new(futures::stream::iter(parts))
    }

    async fn text(arrived: Arrived) -> Result<String, String> {
        let collected = arrived.body.collect().await;
        let bytes = collected.map_err(|error| format!("{error:?}"))?.to_bytes();
        Ok(String::from_utf8(bytes.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn a_small_body_is_read_and_a_larger_one_goes_on() {
        let bodies = bodies(100);
        let small = whole(vec![Ok(frame("ab")), Ok(frame("cdefgh"))]);
        let small = bodies.receive(small, CLIENT).await.unwrap();
        assert!(small.rest.is_none());
        assert_eq!(bodies.budget.held(), 6);
        assert_eq!(text(small).await.unwrap(), "abcdefgh");
        let large = whole(vec![
            Ok(frame("abcdefgh")),
            Ok(frame("i")),
            Ok(frame("jkl")),
        ]);
        let large = bodies.receive(large, CLIENT).await.unwrap();
        assert!(large.rest.is_some());
        assert_eq!(text(large).await.unwrap(), "abcdefghijkl");
        assert_eq!(bodies.budget.held(), 0);
    }

    #[tokio::test]
    async fn a_broken_body_reaches_its_reader_as_it_is() {
        let broken = whole(vec![Ok(frame("ab")), Err(HttpError::ConnectionTerminated)]);
        let broken = bodies(100).receive(broken, CLIENT).await.unwrap();
        assert!(broken.rest.is_none());
        assert!(
            text(broken)
                .await
                .unwrap_err()
                .contains("ConnectionTerminated")
        );
    }

    #[tokio::test]
    async fn a_small_body_that_stops_is_given_up() {
        let (mut client, body) = mpsc::channel::<Part>(8);
        client.send(Ok(frame("{"))).await.unwrap();
        let bodies = Bodies::new(&Server {
            body_patience: Duration::from_millis(20),
            ..Server::default()
        });
        let refused = bodies.receive(StreamBody::new(body), CLIENT).await;
        assert_eq!(refused.err().unwrap().code, "body_too_slow");
        assert_eq!(bodies.budget.held(), 0);
    }

    #[tokio::test]
    async fn one_client_has_half_of_the_memory_and_the_smallest_bodies_need_none() {
        let bodies = bodies(8);
        let receive = |text, client| bodies.receive(whole(vec![Ok(frame(text))]), client);
        let other = IpAddr::from([10, 0, 0, 2]);
        let first = receive("abcdef", CLIENT).await.unwrap();
        let refused = receive("efg", CLIENT).await;
        assert_eq!(refused.err().unwrap().code, "no_room_for_body");
        let second = receive("abcdef", other).await.unwrap();
        assert_eq!(bodies.budget.held(), 8);
        for client in [CLIENT, other, IpAddr::from([10, 0, 0, 3])] {
            assert_eq!(
                text(receive("ab", client).await.unwrap()).await.unwrap(),
                "ab"
            );
            assert!(receive("abc", client).await.is_err());
        }
        drop((first, second));
        assert!(receive("efg", CLIENT).await.is_ok());
        assert_eq!(bodies.budget.held(), 0);
    }
}
