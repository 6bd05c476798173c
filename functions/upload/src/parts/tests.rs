//! An upload from its first part to its last, and what breaks it off; its job is in `tests/uploads_in_parts.rs`.

use super::row::Upload;
use super::{append, cancel, create, finish, lease::Lease};
use crate::testing::{Desk, TABLE};
use crate::{Unpacker, Unreachable};
use axum::body::Body;
use bytes::Bytes;
use endpoint::testing::block_on;
use endpoint::{Caller, Error};
use futures::stream;
use http::{HeaderMap, HeaderValue};
use identity::Role;
use jiff::SignedDuration;
use serde_json::Value;
use std::{fs, io};

struct Sender {
    desk: Desk,
    caller: Caller,
}

impl Sender {
    fn new() -> Self {
        let desk = Desk::new();
        let caller = desk.caller();
        Self { desk, caller }
    }

    /// An upload that was announced with so many bytes.
    fn begun(&self, length: usize) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(super::LENGTH, HeaderValue::from(length));
        let names = "filename d2Vlay5jc3Y=";
        headers.insert(super::METADATA, HeaderValue::from_static(names));
        let uploads = self.desk.uploads();
        let begun = create::begin(&self.desk.app.cx, &self.caller, &headers, &uploads);
        let answer = block_on(begun).expect("an upload");
        let location = answer.headers()["location"].to_str().expect("text");
        location.rsplit('/').next().expect("a name").to_owned()
    }

    fn send(&self, id: &str, at: u64, body: impl Into<Body>) -> Result<u64, String> {
        let (cx, uploads) = (&self.desk.app.cx, self.desk.uploads());
        let upload = self.find(id)?;
        told(block_on(append::append(
            cx,
            &upload,
            &uploads,
            at,
            body.into(),
        )))
    }

    fn finish(&self, id: &str) -> Result<Value, String> {
        let nowhere = Unpacker::new(|_| Box::pin(async { Err(Unreachable(String::new())) }));
        let (cx, uploads) = (&self.desk.app.cx, self.desk.uploads());
        told(block_on(finish::finish(
            cx,
            &nowhere,
            &self.caller,
            &uploads,
            id,
        )))
    }

    fn find(&self, id: &str) -> Result<Upload, String> {
        told(block_on(Upload::find(&self.desk.app.cx, &self.caller, id)))
    }
}

/// The code of a refusal.
fn told<T>(done: Result<T, Error>) -> Result<T, String> {
    done.map_err(|error| error.problem().code.to_string())
}

#[test]
fn an_upload_goes_on_where_it_broke_off() {
    let sender = Sender::new();
    let id = sender.begun(TABLE.len());
    assert_eq!(sender.find(&id).unwrap().file_name, "week.csv");
    assert_eq!(sender.finish(&id), Err("upload_incomplete".to_owned()));
    // The connection breaks: what had come is kept.
    let broken = stream::iter([
        Ok(Bytes::copy_from_slice(&TABLE[..20])),
        Err(io::Error::other("it broke")),
    ]);
    let broken = sender.send(&id, 0, Body::from_stream(broken));
    assert_eq!(broken, Err("body_cut_off".to_owned()));
    let offset = sender.find(&id).unwrap().offset(&sender.desk.uploads());
    assert_eq!(offset.unwrap(), 20);
    assert_eq!(sender.send(&id, 0, TABLE), Err("wrong_offset".to_owned()));
    let rest = sender.send(&id, 20, &TABLE[20..]);
    assert_eq!(rest, Ok(TABLE.len() as u64));
    let stored = fs::read(sender.desk.uploads().parts(&id)).unwrap();
    assert_eq!(stored, TABLE);
}

#[test]
fn more_than_was_announced_is_refused_and_what_is_no_export_is_told() {
    let sender = Sender::new();
    let id = sender.begun(3);
    assert_eq!(
        sender.send(&id, 0, "abcd"),
        Err("more_than_announced".to_owned())
    );
    assert_eq!(sender.send(&id, 0, [0u8, 1, 2].to_vec()), Ok(3));
    assert!(sender.finish(&id).is_err());
    // The bytes are still there, and the job that never was left nothing.
    assert!(sender.desk.uploads().parts(&id).exists());
    let upload = sender.find(&id).unwrap();
    let (cx, uploads) = (&sender.desk.app.cx, sender.desk.uploads());
    block_on(cancel::remove(cx, &sender.caller, &uploads, &upload)).unwrap();
    assert_eq!(sender.find(&id).unwrap_err(), "no_upload");
    assert!(!sender.desk.uploads().parts(&id).exists());
}

#[test]
fn one_request_writes_at_a_time_and_one_that_died_keeps_nobody_out_for_long() {
    let sender = Sender::new();
    let id = sender.begun(TABLE.len());
    let cx = &sender.desk.app.cx;
    let mut died = block_on(Lease::take(cx, &id)).unwrap();
    assert_eq!(sender.send(&id, 0, "a"), Err("upload_in_use".to_owned()));
    cx.clock.advance(SignedDuration::from_secs(31));
    assert_eq!(sender.send(&id, 0, "a"), Ok(1));
    // It was not dead, and writes no more.
    assert_eq!(
        told(block_on(died.keep(cx))),
        Err("upload_in_use".to_owned())
    );
}

#[test]
fn it_ends_a_day_after_its_last_part_and_is_nobody_elses() {
    let sender = Sender::new();
    let id = sender.begun(2);
    sender.desk.app.sign_in(Role::Analyst);
    let hours = SignedDuration::from_hours(23);
    sender.desk.app.cx.clock.advance(hours);
    assert_eq!(sender.send(&id, 0, "a"), Ok(1));
    sender.desk.app.cx.clock.advance(hours);
    assert!(sender.find(&id).is_ok());
    sender
        .desk
        .app
        .execute("UPDATE resumable_uploads SET user_id = 2");
    assert_eq!(sender.find(&id).unwrap_err(), "no_upload");
    sender
        .desk
        .app
        .execute("UPDATE resumable_uploads SET user_id = 1");
    sender
        .desk
        .app
        .cx
        .clock
        .advance(SignedDuration::from_hours(2));
    assert_eq!(sender.find(&id).unwrap_err(), "no_upload");
}
