//! What it does with a request.

use crate::{data, postgres};
use futures::{SinkExt, StreamExt};
use http::Response;
use spin_sdk::{
    http::{BoxBody, FullBody, Request, body, box_body},
    time::sleep,
    variables,
};
use std::{fs, io::Write, net::TcpStream, time::Duration};

#[spin_sdk::http_service]
async fn serve(request: Request) -> Response<BoxBody> {
    let path = request.uri().path().to_owned();
    let argument = request.uri().query().unwrap_or_default().to_owned();
    let number = argument.parse::<u64>().unwrap_or(0);
    match path.as_str() {
        "/spin" => loop {
            std::hint::black_box(());
        },
        "/wait" => {
            sleep(Duration::from_millis(number)).await;
            text("waited")
        }
        "/panic" => panic!("on purpose"),
        "/grow" => text(&grow(number)),
        "/stream" => stream(number),
        "/count" => text(&count(request).await),
        "/headers" => text(&headers(&request)),
        "/uri" => text(&request.uri().to_string()),
        "/log" => {
            println!("said {argument}");
            text("logged")
        }
        "/line" => {
            eprintln!(
                "{{\"level\":\"{argument}\",\"event\":\"probed\",\"job.id\":\"7\",\"chunk\":3}}"
            );
            text("logged")
        }
        "/variable" => text(&answer(variables::get(&argument).await)),
        "/fetch" => text(&fetch(&argument).await),
        "/connect" => text(&answer(TcpStream::connect(&argument).map(|_| "connected"))),
        "/write" => text(&answer(write(&argument))),
        "/read" => text(&answer(fs::read_to_string(&argument))),
        path if path.starts_with("/pg/") => text(&postgres::operation(path, &argument).await),
        path => match data::operation(path, argument).await {
            Some(told) => text(&told),
            None => text("hello"),
        },
    }
}

fn text(body: &str) -> Response<BoxBody> {
    Response::new(box_body(FullBody::new(body.to_owned().into())))
}

/// The value, or the error after `error: `.
pub fn answer<T: ToString, E: std::fmt::Debug>(result: Result<T, E>) -> String {
    match result {
        Ok(value) => value.to_string(),
        Err(error) => format!("error: {error:?}"),
    }
}

fn grow(mib: u64) -> String {
    let mut held = Vec::new();
    for _ in 0..mib {
        held.push(vec![1_u8; 1 << 20]);
    }
    format!("held {}", held.len())
}

/// Ten lines, with a pause before each.
fn stream(pause: u64) -> Response<BoxBody> {
    let (mut lines, body) = body::stream::<String>();
    spin_sdk::wasip3::spawn(async move {
        for line in 0..10 {
            sleep(Duration::from_millis(pause)).await;
            if lines.send(format!("{line}\n")).await.is_err() {
                println!("the reader left at {line}");
                break;
            }
        }
    });
    Response::new(box_body(body))
}

async fn count(request: Request) -> String {
    let mut chunks = http_body_util::BodyDataStream::new(request.into_body());
    let mut bytes = 0;
    while let Some(chunk) = chunks.next().await {
        match chunk {
            Ok(chunk) => bytes += chunk.len(),
            Err(error) => {
                println!("the body broke after {bytes}: {error:?}");
                return "broken".to_owned();
            }
        }
    }
    println!("the body had {bytes}");
    bytes.to_string()
}

fn headers(request: &Request) -> String {
    let lines = request
        .headers()
        .iter()
        .map(|(name, value)| format!("{name}: {}\n", value.to_str().unwrap_or("?")));
    lines.collect()
}

async fn fetch(url: &str) -> String {
    match spin_sdk::http::get(url).await {
        Ok(response) => response.status().as_u16().to_string(),
        Err(error) => format!("error: {error:?}"),
    }
}

fn write(path: &str) -> std::io::Result<&'static str> {
    fs::File::create(path)?.write_all(b"written")?;
    Ok("written")
}
