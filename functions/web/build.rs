//! Embeds `web/dist` and the OpenAPI document: writes one table entry for each file, sorted by path.

use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() {
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let dist = here.join("../../web/dist");
    println!("cargo::rerun-if-changed={}", dist.display());
    println!(
        "cargo::rerun-if-changed={}",
        here.join("openapi.json").display()
    );

    if !dist.join("index.html.br").is_file() || !dist.join("docs/index.html").is_file() {
        println!("cargo::error=the web app is not built: run `npm ci && npm run build` in web/");
        return;
    }
    if let Err(error) = write_table(&dist, &here.join("openapi.json"), &out.join("assets.rs")) {
        println!("cargo::error=cannot embed the web app: {error}");
    }
}

fn write_table(dist: &Path, openapi: &Path, table: &Path) -> io::Result<()> {
    let mut files = vec![("/api/openapi.json".to_owned(), openapi.canonicalize()?)];
    collect(&dist.canonicalize()?, "", &mut files)?;
    files.sort();
    let mut code = String::from("&[\n");
    for (path, file) in &files {
        println!("cargo::rerun-if-changed={}", file.display());
        entry(&mut code, path, file)?;
    }
    code.push_str("]\n");
    fs::write(table, code)
}

/// Every file below `folder` as (URL path, file), without the compressed twins.
fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let file = entry?.path();
        let name = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let path = format!("{prefix}/{name}");
        if file.is_dir() {
            collect(&file, &path, files)?;
        } else if !is_twin(&file) {
            files.push((path, file));
        }
    }
    Ok(())
}

fn is_twin(file: &Path) -> bool {
    file.extension()
        .is_some_and(|extension| extension == "br" || extension == "gz")
}

fn entry(code: &mut String, path: &str, file: &Path) -> io::Result<()> {
    let hash =
        Sha256::digest(fs::read(file)?)
            .iter()
            .take(10)
            .fold(String::new(), |mut text, byte| {
                let _ = write!(text, "{byte:02x}");
                text
            });
    let (brotli, gzip) = (twin(file, "br", &hash), twin(file, "gz", &hash));
    let kind = content_type(path);
    let hashed = path.starts_with("/assets/");
    let plain = variant(file, &hash);
    let _ = writeln!(
        code,
        "Asset {{ path: {path:?}, content_type: {kind:?}, hashed: {hashed}, plain: {plain}, brotli: {brotli}, gzip: {gzip} }},"
    );
    Ok(())
}

fn twin(file: &Path, extension: &str, hash: &str) -> String {
    let twin = PathBuf::from(format!("{}.{extension}", file.display()));
    if !twin.is_file() {
        return "None".to_owned();
    }
    println!("cargo::rerun-if-changed={}", twin.display());
    format!("Some({})", variant(&twin, &format!("{hash}-{extension}")))
}

fn variant(file: &Path, tag: &str) -> String {
    format!(
        "Variant {{ etag: {:?}, bytes: include_bytes!({:?}) }}",
        format!("\"{tag}\""),
        file.display().to_string()
    )
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
