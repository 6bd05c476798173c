//! Secure connections: whose certificate is good enough for what.

use super::ask;
use crate::{cluster::Cluster, runtime::Folder};

#[test]
fn the_right_ca_is_accepted_and_a_wrong_one_is_not() {
    let cluster = Cluster::shared();
    let plain = cluster.database("secret");
    let person = plain.split_once('@').unwrap().0;
    let address = |host: &str, query: &str| format!("{person}@{host}/secret?{query}");
    let localhost = cluster.localhost();
    let ip = localhost.replace("localhost", "127.0.0.1");
    let folder = Folder::new("", "").database(&address(&localhost, "connect_timeout=5"));
    folder.write("fixed/ca.pem", &cluster.certificates.ca);
    folder.write("fixed/stranger.pem", &cluster.certificates.stranger);
    let root = |name: &str| format!("sslrootcert={}", folder.path(name).display());
    let (ca, stranger) = (root("fixed/ca.pem"), root("fixed/stranger.pem"));
    let runtime = folder.up();
    assert_eq!(ask(&runtime, "/pg/trust", "/fixed/ca.pem"), "TLSv1.3");
    let refused = ask(&runtime, "/pg/trust", "/fixed/stranger.pem");
    assert!(
        refused.starts_with("connection: no secure connection"),
        "{refused}"
    );
    assert!(refused.contains("unknown CA"), "{refused}");
    for (host, query, told) in [
        (&localhost, "sslmode=require".to_owned(), "open"),
        (&localhost, format!("sslmode=verify-full&{ca}"), "open"),
        (&ip, format!("sslmode=verify-ca&{ca}"), "open"),
        (
            &ip,
            format!("sslmode=verify-full&{ca}"),
            "its certificate is not for `127.0.0.1`",
        ),
        (&ip, format!("sslmode=verify-ca&{stranger}"), "unknown CA"),
        (&localhost, "sslmode=verify-full".to_owned(), "unknown CA"),
        (&localhost, format!("sslmode=disable&{ca}"), "contradicts"),
        (
            &localhost,
            "sslrootcert=/nowhere.pem".to_owned(),
            "cannot be read",
        ),
    ] {
        let answer = ask(&runtime, "/pg/open", &address(host, &query));
        assert!(answer.contains(told), "{host} {query}: {answer}");
    }
}
