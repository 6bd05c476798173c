//! Any bytes as the multipart form an upload comes in, in pieces of any size: nothing panics, it comes to an end, and no
//! more comes out than went in.

#![no_main]

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Multipart};
use axum::http::Request;
use futures_util::{FutureExt, stream};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let [piece, body @ ..] = input else { return };
    let pieces: Vec<Result<Bytes, std::io::Error>> = body
        .chunks(usize::from(*piece) + 1)
        .map(|piece| Ok(Bytes::copy_from_slice(piece)))
        .collect();
    let request = Request::builder()
        .header("content-type", "multipart/form-data; boundary=b")
        .body(Body::from_stream(stream::iter(pieces)));
    let Ok(request) = request else { return };
    // Nothing in it waits, so it is done at once.
    let read = async {
        let Ok(mut form) = Multipart::from_request(request, &()).await else {
            return 0;
        };
        let mut out = 0;
        while let Ok(Some(mut field)) = form.next_field().await {
            out += field.name().map_or(0, str::len) + field.file_name().map_or(0, str::len);
            while let Ok(Some(bytes)) = field.chunk().await {
                out += bytes.len();
            }
        }
        out
    };
    let out = read.now_or_never();
    assert!(out.is_some_and(|out| out <= body.len()), "{out:?}");
});
