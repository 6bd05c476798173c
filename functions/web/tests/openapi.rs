//! The published API document is what the functions' routers say: `cargo xtask openapi` writes it anew.

use std::path::Path;

use endpoint::Context;
use jiff::Timestamp;
use report::{Typesetter, Unreachable};
use utoipa::openapi::{Info, OpenApi};

/// The documents of all functions as one.
fn merged() -> String {
    let cx = Context::in_memory(Timestamp::UNIX_EPOCH);
    // Documenting asks no one to set a report.
    let nowhere =
        Typesetter::new(|_| Box::pin(async { Err(Unreachable("documented only".to_owned())) }));
    let nothing = upload::Unpacker::new(|_| {
        Box::pin(async { Err(upload::Unreachable("documented only".to_owned())) })
    });
    let mut document = OpenApi::new(
        Info::new("Undertone", "0.1.0"),
        utoipa::openapi::Paths::new(),
    );
    for part in [
        auth::router(cx.clone()).1,
        upload::router(cx.clone(), nothing).1,
        analytics::router(cx.clone()).1,
        report::router(cx, nowhere).1,
    ] {
        document.merge(part);
    }
    document.to_pretty_json().expect("the document is JSON") + "\n"
}

#[test]
fn the_published_document_is_current() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let merged = merged();
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        std::fs::write(&file, merged).expect("the document can be written");
        return;
    }
    let published = std::fs::read_to_string(&file).expect("the document exists");
    assert!(
        published == merged,
        "functions/web/openapi.json is out of date: run `cargo xtask openapi`"
    );
}
