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
    stranger.logs("outgoing request refused");
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
    assert!(
        line.contains("component=probe stream=stdout request="),
        "{line}"
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
