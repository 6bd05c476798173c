//! What comes in and what goes out: routes, private components, outbound rules, request ids.

use crate::{
    client::Client,
    runtime::{Folder, Runtime},
};
use std::net::TcpListener;

#[test]
fn a_private_component_answers_those_who_may_ask() {
    let url = "http://quiet.spin.internal/";
    let stranger = Runtime::new("");
    let told = stranger.get(&format!("/fetch?{url}")).body;
    assert!(told.contains("HttpRequestDenied"), "{told}");
    stranger.logs(" outgoing_refused component=probe ");
    let anything = Folder::new("", "")
        .grant("allowed_outbound_hosts = [\"*://*:*\"]")
        .up();
    let told = anything.get(&format!("/fetch?{url}")).body;
    assert!(told.contains("HttpRequestDenied"), "{told}");
    let allowed = format!(
        "allowed_outbound_hosts = [\"{}\"]",
        url.trim_end_matches('/')
    );
    let friend = Folder::new("", "").grant(&allowed).up();
    assert_eq!(friend.get(&format!("/fetch?{url}")).body, "200");
}

#[test]
fn requests_go_to_named_hosts_only() {
    let runtime = Runtime::new("");
    let port = runtime.admin.rsplit_once(':').unwrap().1;
    let url = format!("http://127.0.0.1:{port}/.well-known/undertone/health");
    assert!(
        runtime
            .get(&format!("/fetch?{url}"))
            .body
            .contains("HttpRequestDenied")
    );
    let open = Folder::new("", "")
        .grant("allowed_outbound_hosts = [\"http://127.0.0.1:*\"]")
        .up();
    assert_eq!(open.get(&format!("/fetch?{url}")).body, "200");
}

#[test]
fn sockets_connect_to_named_addresses_only() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let closed = Runtime::new("");
    assert!(
        closed
            .get(&format!("/connect?127.0.0.1:{port}"))
            .body
            .contains("error")
    );
    let rules = format!("allowed_outbound_hosts = [\"tcp://localhost:{port}\"]");
    let open = Folder::new("", "").grant(&rules).up();
    assert_eq!(
        open.get(&format!("/connect?127.0.0.1:{port}")).body,
        "connected"
    );
    assert_eq!(
        open.get(&format!("/connect?localhost:{port}")).body,
        "connected"
    );
    let other = port.wrapping_add(1);
    assert!(
        open.get(&format!("/connect?127.0.0.1:{other}"))
            .body
            .contains("error")
    );
    assert!(
        open.get("/connect?undertone.invalid:80")
            .body
            .contains("error")
    );
}

#[test]
fn a_sane_request_id_is_kept_and_a_client_cannot_forge_host_headers() {
    let runtime = Runtime::new("");
    let mut client = Client::connect(&runtime.public);
    client.send(
        "/headers",
        "x-request-id: abc-1\r\nspin-client-addr: 1.2.3.4:5\r\n",
    );
    let answer = client.answer();
    assert!(answer.head.contains("x-request-id: abc-1"));
    assert!(answer.body.contains("x-request-id: abc-1\n"));
    assert!(
        answer.body.contains("spin-client-addr: 127.0.0.1:"),
        "{}",
        answer.body
    );
    assert!(!answer.body.contains("1.2.3.4"));
    let mut client = Client::connect(&runtime.public);
    client.send("/log?this", "x-request-id: odd id\r\n");
    let answer = client.answer();
    assert!(!answer.head.contains("odd id"));
    let line = runtime.logs("said this");
    assert!(line.contains("INFO  guest_output component=probe request.id="));
    assert!(
        line.ends_with(" stream=stdout text=\"said this\""),
        "{line}"
    );
}

#[test]
fn a_trusted_proxy_says_who_its_client_is_and_nobody_else_does() {
    let runtime = Runtime::new("[server]\ntrusted_proxies = [\"127.0.0.2\", \"10.0.0.0/8\"]\n");
    let told = |host, headers: &str| {
        let mut client = Client::from(host, &runtime.public);
        client.send("/headers", headers);
        let body = client.answer().body;
        let line = |name: &str| {
            let found = body.lines().find_map(|line| line.strip_prefix(name));
            found.unwrap_or_default().to_owned()
        };
        (line("spin-client-addr: "), line("spin-full-url: "))
    };
    let forwarded =
        "forwarded: for=6.6.6.6, for=\"[2001:db8::7]:4711\";proto=https, for=10.1.1.1\r\n";
    let listed = "x-forwarded-for: 6.6.6.6, 203.0.113.7, 10.1.1.1\r\nx-forwarded-proto: https\r\n";
    assert_eq!(
        told(2, listed),
        ("203.0.113.7".to_owned(), "https://test/headers".to_owned())
    );
    assert_eq!(told(2, forwarded).0, "[2001:db8::7]:4711");
    for headers in [forwarded, listed, "x-real-ip: 6.6.6.6\r\n"] {
        let (client, url) = told(3, headers);
        assert!(client.starts_with("127.0.0.3:"), "{client}");
        assert_eq!(url, "http://test/headers");
    }
    let mut secure = Client::from(2, &runtime.public);
    secure.send("/uri", "forwarded: for=203.0.113.7;proto=https\r\n");
    assert_eq!(secure.answer().body, "https://test/uri");
    let told = Folder::new("", "[server]\ntrusted_proxies = [\"10.0.0.0/40\"]\n").fails();
    assert!(
        told.contains("runtime.toml:2: `10.0.0.0/40`") && told.contains("remedy: write"),
        "{told}"
    );
}

#[test]
fn variables_are_filled_from_the_environment() {
    let runtime = Runtime::new("");
    assert_eq!(runtime.get("/variable?greeting").body, "good day, you");
    assert!(runtime.get("/variable?other").body.contains("Undefined"));
}

#[test]
fn health_and_metrics_are_on_the_admin_port_only() {
    let runtime = Runtime::new("");
    runtime.get("/");
    let health = Client::connect(&runtime.admin).get("/.well-known/undertone/health");
    assert_eq!(
        (health.status, health.body.as_str()),
        (200, "{\"status\":\"ok\"}")
    );
    let count = "undertone_requests_total{component=\"probe\",status=\"200\"}";
    assert_eq!(runtime.metric(count), Some(1.0));
    assert_eq!(runtime.get("/.well-known/undertone/health").body, "hello");
}
