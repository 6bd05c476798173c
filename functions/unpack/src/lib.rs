//! Makes tables of stored archives, workbooks, XML, HTML and Parquet files. Private: only `functions/upload` reaches it.
//!
//! | route | body | answer |
//! |---|---|---|
//! | `POST /unpack` | a [`wire::Order`] as JSON | 200: a [`wire::Unpacked`], or why there is none ([`wire::Refused`]) |
//! | `GET /` | | 204: it is there |
//!
//! The libraries that read such files trust them and may panic over a crafted one. A panic ends the instance: here it
//! takes no other upload with it, and the caller is told.

#[cfg(target_arch = "wasm32")]
mod component;
mod router;
mod stored;

pub use router::{MAX_BODY, Unpack};
