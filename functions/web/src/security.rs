//! The headers that keep a page from loading or leaking what it should not.

use http::header::{
    CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use http::{HeaderMap, HeaderValue};

/// The app: nothing from elsewhere, nothing inline, in nobody's frame; a picture may come from what the app itself loaded,
/// as the preview of a report does.
const APP_POLICY: &str = "default-src 'self'; img-src 'self' blob:; base-uri 'none'; object-src 'none'; \
     form-action 'self'; frame-ancestors 'none'";

/// The API reference: its viewer sets inline styles and draws icons from data: URLs.
const DOCS_POLICY: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
     base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'";

const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

/// Adds the security headers for an answer at this path.
pub fn protect(headers: &mut HeaderMap, path: &str) {
    let docs = path == "/docs" || path.starts_with("/docs/");
    let policy = if docs { DOCS_POLICY } else { APP_POLICY };
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(
        PERMISSIONS_POLICY,
        HeaderValue::from_static("camera=(), geolocation=(), microphone=()"),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(path: &str) -> String {
        let mut headers = HeaderMap::new();
        protect(&mut headers, path);
        headers[CONTENT_SECURITY_POLICY]
            .to_str()
            .unwrap()
            .to_owned()
    }

    #[test]
    fn only_the_reference_may_use_inline_styles() {
        assert!(policy("/docs").contains("unsafe-inline"));
        for path in ["/", "/docsy", "/tickets", "/api/nothing", "/assets/a.js"] {
            assert!(!policy(path).contains("unsafe"), "{path}");
        }
    }

    #[test]
    fn no_page_may_be_framed() {
        assert!(
            ["/", "/docs"]
                .into_iter()
                .all(|path| policy(path).contains("frame-ancestors 'none'"))
        );
    }
}
