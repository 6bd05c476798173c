//! The refresh token's cookie: only this function gets it, no script reads it, no other site sends it.

use std::{convert::Infallible, net::IpAddr};

use axum::extract::FromRequestParts;
use endpoint::ClientAddress;
use http::{HeaderMap, HeaderValue, Uri, header, request::Parts};
use identity::Secret;
use jiff::SignedDuration;

const NAME: &str = "undertone_refresh";

/// How a request came: what cookies and limits need to know of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Channel {
    /// Whether the browser spoke https: then the cookie is never sent without.
    pub(crate) https: bool,
    /// The client's network, where the host tells it.
    pub(crate) client: Option<IpAddr>,
}

impl<S: Send + Sync> FromRequestParts<S> for Channel {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        // A client that lies about its scheme only loses its own cookie.
        let forwarded = parts
            .headers
            .get("x-forwarded-proto")
            .is_some_and(|scheme| scheme == "https");
        let https = forwarded || parts.uri.scheme_str() == Some("https");
        Ok(Self {
            https,
            client: ClientAddress::of(&parts.headers).network(),
        })
    }
}

/// The header value that hands a refresh token to the browser.
pub(crate) fn set(
    token: &Secret,
    lifetime: SignedDuration,
    channel: Channel,
) -> Option<HeaderValue> {
    HeaderValue::from_str(&written(token.expose(), lifetime.as_secs(), channel)).ok()
}

/// The header value that takes it away.
pub(crate) fn clear(channel: Channel) -> Option<HeaderValue> {
    HeaderValue::from_str(&written("", 0, channel)).ok()
}

fn written(value: &str, max_age: i64, channel: Channel) -> String {
    let secure = if channel.https { "; Secure" } else { "" };
    format!("{NAME}={value}; Path=/api/auth; Max-Age={max_age}; HttpOnly; SameSite=Strict{secure}")
}

/// The refresh token of the cookie, if our own page sent it.
///
/// `SameSite=Strict` keeps other sites out where browsers know it; asking for the header `x-requested-with: undertone`
/// or an `origin` equal to the host keeps them out everywhere, and other ports of this host too.
pub(crate) fn presented(headers: &HeaderMap, uri: &Uri) -> Option<Secret> {
    let token = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(name, value)| (name == NAME && !value.is_empty()).then_some(value))?;
    from_our_page(headers, uri).then(|| Secret::presented(token))
}

fn from_our_page(headers: &HeaderMap, uri: &Uri) -> bool {
    if headers
        .get("x-requested-with")
        .is_some_and(|value| value == "undertone")
    {
        return true;
    }
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let host = host.or_else(|| uri.authority().map(http::uri::Authority::as_str));
    let origin = headers
        .get(header::ORIGIN)
        .and_then(|origin| origin.to_str().ok());
    let origin = origin
        .and_then(|origin| origin.split_once("://"))
        .map(|(_, authority)| authority);
    host.is_some() && origin == host
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(headers: &[(&'static str, &str)]) -> Option<String> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        presented(&map, &Uri::from_static("/api/auth/refresh"))
            .map(|secret| secret.expose().to_owned())
    }

    #[test]
    fn the_cookie_counts_from_our_page_only() {
        let cookie = ("cookie", "a=b; undertone_refresh=t0ken; c=d");
        assert_eq!(
            found(&[cookie, ("x-requested-with", "undertone")]),
            Some("t0ken".to_owned())
        );
        let ours = ("origin", "http://127.0.0.1:3000");
        assert_eq!(
            found(&[cookie, ("host", "127.0.0.1:3000"), ours]),
            Some("t0ken".to_owned())
        );
        assert_eq!(found(&[cookie, ("host", "127.0.0.1:3001"), ours]), None);
        assert_eq!(found(&[cookie, ("host", "127.0.0.1:3000")]), None);
        assert_eq!(found(&[cookie, ("origin", "null"), ("host", "null")]), None);
        assert_eq!(
            found(&[
                ("cookie", "undertone_refresh="),
                ("x-requested-with", "undertone")
            ]),
            None
        );
    }

    #[test]
    fn https_makes_it_secure() {
        let channel = |https| Channel {
            https,
            client: None,
        };
        let token = Secret::presented("t");
        let over = |https| set(&token, SignedDuration::from_secs(60), channel(https)).unwrap();
        let plain = "undertone_refresh=t; Path=/api/auth; Max-Age=60; HttpOnly; SameSite=Strict";
        assert_eq!(over(false), plain);
        assert_eq!(over(true), format!("{plain}; Secure"));
        let gone = "undertone_refresh=; Path=/api/auth; Max-Age=0; HttpOnly; SameSite=Strict";
        assert_eq!(clear(channel(false)).unwrap(), gone);
    }
}
