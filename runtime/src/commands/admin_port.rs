//! Asks the runtime that has a data folder, by its admin port.

use super::CommandError;
use crate::announced::Announced;
use bytes::Bytes;
use http::{Method, Request, StatusCode, header};
use http_body_util::{BodyExt, Empty};
use hyper_util::rt::TokioIo;
use serde::de::DeserializeOwned;
use std::{io, path::Path, time::Duration};
use tokio::{net::TcpStream, time::timeout};

/// How long the runtime may take to take a connection.
const CONNECT: Duration = Duration::from_secs(5);

/// Asks for `path`, and waits for the answer as long as it takes; nothing if no runtime has the folder.
pub async fn ask<T: DeserializeOwned>(
    data: &Path,
    method: Method,
    path: &str,
) -> Result<Option<T>, CommandError> {
    let read = Announced::read(data);
    let Some(announced) =
        read.map_err(|error| CommandError::file(&data.join("admin.json"), error))?
    else {
        return Ok(None);
    };
    let Ok(Ok(stream)) = timeout(CONNECT, TcpStream::connect(announced.address)).await else {
        // It was killed, and left the file.
        return Ok(None);
    };
    let failed = |reason: String| CommandError::NoAnswer {
        address: announced.address,
        reason,
    };
    let (status, body) = exchange(stream, &announced, method, path)
        .await
        .map_err(|error| failed(error.to_string()))?;
    if status == StatusCode::OK {
        return serde_json::from_slice(&body)
            .map(Some)
            .map_err(|error| failed(error.to_string()));
    }
    if status == StatusCode::UNAUTHORIZED {
        // The port is another runtime's by now.
        return Ok(None);
    }
    let problem: serde_json::Value = serde_json::from_slice(&body).unwrap_or_default();
    match (problem["detail"].as_str(), problem["remedy"].as_str()) {
        (Some(detail), Some(remedy)) => Err(CommandError::RefusedByRuntime {
            detail: detail.to_owned(),
            remedy: remedy.to_owned(),
        }),
        _ => Err(failed(format!("it said {status}"))),
    }
}

async fn exchange(
    stream: TcpStream,
    announced: &Announced,
    method: Method,
    path: &str,
) -> io::Result<(StatusCode, Bytes)> {
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .map_err(io::Error::other)?;
    let driving = tokio::spawn(connection);
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, announced.address.to_string())
        .header(header::AUTHORIZATION, announced.header())
        .body(Empty::<Bytes>::new())
        .map_err(io::Error::other)?;
    let answer = async {
        let response = sender.send_request(request).await?;
        let status = response.status();
        Ok::<_, hyper::Error>((status, response.into_body().collect().await?.to_bytes()))
    };
    let answer = answer.await.map_err(io::Error::other);
    driving.abort();
    answer
}
