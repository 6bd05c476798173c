//! The embedded files, found by path.

/// One file of the built web app.
pub struct Asset {
    /// The path it is served at, with a leading slash.
    pub path: &'static str,
    /// Value of `Content-Type`.
    pub content_type: &'static str,
    /// Whether its name holds a hash of its content, so that it never changes.
    pub hashed: bool,
    /// As it is.
    pub plain: Variant,
    /// Brotli, where that is smaller.
    pub brotli: Option<Variant>,
    /// Gzip, where that is smaller.
    pub gzip: Option<Variant>,
}

/// One encoding of a file.
pub struct Variant {
    /// Strong entity tag, quotes included.
    pub etag: &'static str,
    /// The bytes to send.
    pub bytes: &'static [u8],
}

static ASSETS: &[Asset] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The file served at exactly this path.
pub fn find(path: &str) -> Option<&'static Asset> {
    let index = ASSETS.binary_search_by(|asset| asset.path.cmp(path)).ok()?;
    ASSETS.get(index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_so_that_every_file_is_found() {
        assert!(ASSETS.is_sorted_by(|a, b| a.path < b.path));
        assert!(ASSETS.iter().all(|asset| find(asset.path).is_some()));
        assert!(find("/index.html").is_some() && find("/api/openapi.json").is_some());
    }

    #[test]
    fn compressed_twins_are_no_files_of_their_own_and_are_smaller() {
        assert!(find("/index.html.br").is_none() && find("/index.html.gz").is_none());
        for asset in ASSETS {
            for twin in [&asset.brotli, &asset.gzip].into_iter().flatten() {
                assert!(twin.bytes.len() < asset.plain.bytes.len(), "{}", asset.path);
                assert_ne!(twin.etag, asset.plain.etag);
            }
        }
    }
}
