//! The public server: HTTP/1.1, whose connections are accepted, and a graceful end.

mod body;
mod client;
mod connection;
mod forwarded;
mod pace;
mod request;

use crate::{
    application::Application,
    holdings::{Hold, Holdings},
    metrics::Connections,
    problem::Problem,
    settings::Server,
};
use body::Bodies;
use http::HeaderMap;
use std::{
    io::Write,
    net::SocketAddr,
    sync::{Arc, Once, atomic::Ordering::Relaxed},
    time::Duration,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// What all connections share.
struct Public {
    application: Arc<Application>,
    settings: Server,
    bodies: Bodies,
    counts: Arc<Connections>,
    /// Connections of each client.
    clients: Arc<Holdings>,
    /// Whether the log says that a proxy is not named.
    unnamed_proxy: Once,
}

/// Accepts connections until told to stop, then lets the running requests end. Answers whether all did in time.
pub async fn serve(
    listener: TcpListener,
    application: Arc<Application>,
    settings: Server,
    stop: CancellationToken,
) -> bool {
    let places = Arc::new(Semaphore::new(settings.connections));
    let drain = settings.drain;
    let public = Arc::new(Public {
        counts: Arc::clone(application.connections()),
        bodies: Bodies::new(&settings),
        clients: Holdings::new(usize::MAX, settings.connections_per_client),
        unnamed_proxy: Once::new(),
        application,
        settings,
    });
    let running = TaskTracker::new();
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &places) => accepted,
            () = stop.cancelled() => break,
        };
        match accepted {
            Ok((stream, peer, place)) => {
                let Some(hold) = public.admit(peer) else {
                    public.counts.refused.fetch_add(1, Relaxed);
                    refuse(stream);
                    continue;
                };
                let (public, stop) = (Arc::clone(&public), stop.clone());
                running.spawn(async move {
                    public.counts.open.fetch_add(1, Relaxed);
                    connection::serve(Arc::clone(&public), stream, peer, stop).await;
                    public.counts.open.fetch_sub(1, Relaxed);
                    drop((hold, place));
                });
            }
            Err(error) => {
                // Out of file handles, mostly: waiting is better than spinning.
                tracing::warn!(event = "connection_not_accepted", cause = %error);
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
    drop(listener);
    running.close();
    tokio::time::timeout(drain, running.wait()).await.is_ok()
}

impl Public {
    /// Counts a connection for its client, if that may have one more. A trusted proxy has those of many clients.
    fn admit(&self, peer: SocketAddr) -> Option<Hold> {
        let trusted = client::is_trusted(&self.settings, peer.ip());
        let network = (!trusted).then(|| client::network(peer.ip()));
        self.clients.take(network, 1)
    }

    /// Warns once where a proxy seems to stand in front that the settings do not name.
    fn notice_proxy(&self, peer: SocketAddr, headers: &HeaderMap) {
        if client::is_unnamed_proxy(peer.ip(), headers, &self.settings) {
            self.unnamed_proxy.call_once(|| {
                tracing::warn!(
                    event = "forwarded_not_believed",
                    client.ip = %peer.ip(),
                    remedy = "if it is a proxy of yours, name it in trusted_proxies of runtime.toml, or all who come through \
                              it are one client",
                );
            });
        }
    }
}

async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> std::io::Result<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let place = Arc::clone(places)
        .acquire_owned()
        .await
        .map_err(std::io::Error::other)?;
    let (stream, peer) = listener.accept().await?;
    // A socket that refuses the option still serves, a little later.
    let _slower = stream.set_nodelay(true);
    Ok((stream, peer, place))
}

/// Closes a connection at once. The client reads why, unless it has sent something already.
fn refuse(stream: TcpStream) {
    let problem = Problem::busy(
        "too_many_connections",
        "there are too many connections from this address",
        "close some, or use those that are open again",
    );
    if let Ok(mut stream) = stream.into_std() {
        // It does not wait: an empty buffer takes it, and nobody is owed more.
        let _lost = stream.write_all(&problem.bytes());
    }
}
