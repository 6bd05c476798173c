//! Serves one file of memory on a free port, with the headers the app gives it.

use axum::{Router, body::Bytes, http::header, response::IntoResponse, routing::get, serve::ListenerExt};
use std::{env, fs, io};
use tokio::{net::TcpListener, runtime::Runtime};

fn main() -> io::Result<()> {
    let path = env::args().nth(1).ok_or_else(|| io::Error::other("name a file"))?;
    let content = Bytes::from(fs::read(path)?);
    Runtime::new()?.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        println!("listening on http://{}", listener.local_addr()?);
        let listener = listener.tap_io(|stream| {
            if let Err(error) = stream.set_nodelay(true) {
                eprintln!("TCP_NODELAY: {error}");
            }
        });
        let file = move || async move { file(content) };
        axum::serve(listener, Router::new().route("/robots.txt", get(file))).await
    })
}

fn file(content: Bytes) -> impl IntoResponse {
    (
        [
            (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
            (header::CACHE_CONTROL, "no-cache"),
            (header::ETAG, "\"0123456789abcdef\""),
            (
                header::CONTENT_SECURITY_POLICY,
                "default-src 'self'; img-src 'self' blob:; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'",
            ),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (header::X_FRAME_OPTIONS, "DENY"),
            (header::REFERRER_POLICY, "same-origin"),
            (
                header::HeaderName::from_static("permissions-policy"),
                "camera=(), geolocation=(), microphone=()",
            ),
        ],
        content,
    )
}
