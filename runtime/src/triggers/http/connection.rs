//! One connection: its requests, and an end at which the client gets to read the last answer.

use super::{Public, request};
use crate::problem::Problem;
use bytes::Bytes;
use http::Request;
use http_body::{Body, Frame, SizeHint};
use hyper::{body::Incoming, server::conn::http1};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{
    convert::Infallible,
    net::SocketAddr,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    task::{Context, Poll, ready},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use tokio_util::sync::CancellationToken;
use undertone_host::HttpError;

/// How much and how long a client may go on sending once it is answered: who closes while data comes in takes the
/// answer away from clients that send first and read then.
const MOST_UNREAD: usize = 64 << 20;
const UNREAD_PATIENCE: Duration = Duration::from_secs(5);

/// Serves a connection until it ends; told to stop, it ends behind the request it is at.
pub async fn serve(
    public: Arc<Public>,
    stream: TcpStream,
    peer: SocketAddr,
    stop: CancellationToken,
) {
    let settings = &public.settings;
    let unread = Arc::<AtomicBool>::default();
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(settings.header_timeout)
        .max_buf_size(settings.header_bytes)
        // A client may have said all it wants to say, and still listen.
        .half_close(true);
    let service = hyper::service::service_fn(|request: Request<Incoming>| {
        let (public, unread) = (Arc::clone(&public), Arc::clone(&unread));
        // What came before is over.
        unread.store(false, Relaxed);
        let request = request.map(|body| Watched::new(body, unread));
        async move { Ok::<_, Infallible>(request::answer(&public, request, peer).await) }
    });
    let mut connection = builder.serve_connection(TokioIo::new(stream), service);
    let outcome = tokio::select! {
        outcome = &mut connection => outcome,
        () = stop.cancelled() => {
            Pin::new(&mut connection).graceful_shutdown();
            (&mut connection).await
        }
    };
    let parts = connection.into_parts();
    let mut stream = parts.io.into_inner();
    match outcome {
        Err(error) if error.is_timeout() && !parts.read_buf.is_empty() => {
            let problem = Problem::too_slow(
                "head_too_slow",
                "the head of the request did not come in time",
                "send it again over a faster connection",
            );
            // Whoever has left does not read it.
            let _gone = stream.write_all(&problem.bytes()).await;
            finish(stream).await;
        }
        Err(error) if error.is_parse() => {
            public.counts.malformed.fetch_add(1, Relaxed);
            tracing::info!(event = "malformed_request", client.ip = %peer.ip(), cause = %error);
            finish(stream).await;
        }
        // A client that breaks off is its own affair; guests see it as an error of the body.
        _ if unread.load(Relaxed) => finish(stream).await,
        _ => {}
    }
}

/// Says that no more comes, and takes for a while what the client still sends.
async fn finish(mut stream: TcpStream) {
    // It may be closed already.
    let _closed = stream.shutdown().await;
    let mut block = vec![0; 64 << 10];
    let reading = async {
        let mut left = MOST_UNREAD;
        while left > 0 {
            match stream.read(&mut block).await {
                Ok(0) | Err(_) => break,
                Ok(count) => left = left.saturating_sub(count),
            }
        }
    };
    // Who is not through by then has had its chance.
    let _late = tokio::time::timeout(UNREAD_PATIENCE, reading).await;
}

/// The body of a connection: notes when it is dropped before its end, as the client may be still sending then.
pub struct Watched<B> {
    inner: B,
    ended: bool,
    unread: Arc<AtomicBool>,
}

impl<B: Body> Watched<B> {
    /// Watches a body.
    pub fn new(inner: B, unread: Arc<AtomicBool>) -> Self {
        Self {
            ended: inner.is_end_stream(),
            inner,
            unread,
        }
    }
}

impl<B> Body for Watched<B>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Into<HttpError>,
{
    type Data = Bytes;
    type Error = HttpError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, HttpError>>> {
        let frame = ready!(Pin::new(&mut self.inner).poll_frame(context));
        self.ended = frame.is_none() || self.inner.is_end_stream();
        Poll::Ready(frame.map(|frame| frame.map_err(Into::into)))
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

impl<B> Drop for Watched<B> {
    fn drop(&mut self) {
        if !self.ended {
            self.unread.store(true, Relaxed);
        }
    }
}
