//! What is said about wrong settings of mail.

use super::*;

/// The variables of mail as they are in most installations, with some changed.
fn read(changed: &[(&str, &str)]) -> Result<Option<Mail>, String> {
    let usual = [
        ("smtp_host", "mail.example.org"),
        ("smtp_username", "undertone"),
        ("smtp_password", "hunter2"),
        ("smtp_from", "Berichte März <Reports@Example.ORG>"),
        ("public_url", "https://undertone.example.org/app/"),
    ];
    let lookup = |name: &str| {
        let mut all = changed.iter().chain(&usual);
        let (_, value) = all.find(|(known, _)| *known == name)?;
        Some((*value).to_owned())
    };
    assert_eq!(
        judge_together(&lookup).map(|wrong| wrong.to_string()),
        Mail::read(&lookup).err().map(|wrong| wrong.to_string())
    );
    Mail::read(&lookup).map_err(|wrong| wrong.to_string())
}

#[test]
fn no_host_means_no_mail() {
    assert_eq!(Mail::read(&|_| None), Ok(None));
    assert_eq!(read(&[("smtp_host", " ")]), Ok(None));
}

#[test]
fn all_is_read_and_the_password_is_not_shown() {
    let mail = read(&[]).unwrap().unwrap();
    assert_eq!(mail.port, 587);
    assert_eq!(mail.security, Security::StartTls);
    assert_eq!(mail.from.name(), Some("Berichte März"));
    assert_eq!(mail.from.address().as_str(), "Reports@example.org");
    assert_eq!(
        mail.public_url.as_deref(),
        Some("https://undertone.example.org/app")
    );
    let sign_in = mail.sign_in.as_ref().unwrap();
    assert_eq!(sign_in.password.expose(), "hunter2");
    assert_eq!(sign_in.auth, Auth::Auto);
    assert!(!format!("{mail:?}").contains("hunter2"));
}

#[test]
fn several_servers_are_read_in_order() {
    let hosts = "mx1.example.org, 192.0.2.1:2525 ,[2001:db8::1]:465,2001:db8::2,mail_pit:1025";
    let mail = read(&[("smtp_host", hosts)]).unwrap().unwrap();
    let servers: Vec<_> = mail
        .servers
        .iter()
        .map(|server| (server.host.as_str(), server.port))
        .collect();
    assert_eq!(
        servers,
        [
            ("mx1.example.org", None),
            ("192.0.2.1", Some(2525)),
            ("2001:db8::1", Some(465)),
            ("2001:db8::2", None),
            ("mail_pit", Some(1025)),
        ]
    );
}

#[test]
fn what_contradicts_is_refused() {
    for (changed, told) in [
        (
            &[("smtp_security", "none")][..],
            "smtp_security is none, so that smtp_password could be read on the way to smtp_host; write starttls or tls, or leave smtp_username and smtp_password unset",
        ),
        (
            &[
                ("smtp_security", "none"),
                ("smtp_host", "localhost,mail.example.org"),
            ],
            "smtp_security is none, so that smtp_password could be read on the way to smtp_host; write starttls or tls, or leave smtp_username and smtp_password unset",
        ),
        (
            &[
                ("smtp_security", "none"),
                ("smtp_host", "::1"),
                ("smtp_tls_name", "mail.example.org"),
            ],
            "smtp_security is none, and yet smtp_tls_name or smtp_tls_ca says what to trust; write starttls or tls, or leave both unset",
        ),
        (
            &[("smtp_from", "")],
            "smtp_from is empty, and smtp_host is set; write Undertone <reports@example.org>, for example",
        ),
        (
            &[("smtp_password", "")],
            "smtp_password is empty, and smtp_username is set; set both, or neither for a server that asks for none",
        ),
        (
            &[("smtp_username", "")],
            "smtp_username is empty, and smtp_password is set; set both, or neither for a server that asks for none",
        ),
        (
            &[
                ("smtp_username", ""),
                ("smtp_password", ""),
                ("smtp_auth", "xoauth2"),
            ],
            "smtp_auth is xoauth2, and nobody is named to sign in; set smtp_username, and smtp_password to the access token",
        ),
    ] {
        assert_eq!(read(changed), Err(told.to_owned()), "{changed:?}");
    }
    for host in ["localhost", "127.0.0.1:2525", "[::1]:2525"] {
        assert!(
            read(&[("smtp_security", "none"), ("smtp_host", host)]).is_ok(),
            "{host}"
        );
    }
    let nobody = [
        ("smtp_security", "none"),
        ("smtp_username", ""),
        ("smtp_password", ""),
    ];
    assert!(read(&nobody).is_ok());
}

#[test]
fn a_wrong_value_is_named_with_what_to_write_instead() {
    let servers = "; write mail.example.org, mail.example.org:587 or [2001:db8::1]:587; several with commas between them";
    let url = "; write https://undertone.example.org, with its path if there is one, as the browser shows it";
    for (name, value, told) in [
        ("smtp_host", "smtp://mail", format!("smtp_host is `smtp://mail`: it has a port that is none{servers}")),
        ("smtp_host", "mail:0", format!("smtp_host is `mail:0`: it has a port that is none{servers}")),
        ("smtp_host", "a,,b", format!("smtp_host is `a,,b`: it must be the names or addresses of servers{servers}")),
        ("smtp_host", "ma il", format!("smtp_host is `ma il`: it must be the names or addresses of servers{servers}")),
        ("smtp_host", "[mail]:25", format!("smtp_host is `[mail]:25`: it has brackets around what is no IPv6 address{servers}")),
        ("smtp_host", "[::1]25", format!("smtp_host is `[::1]25`: it names a server that cannot be read{servers}")),
        ("smtp_port", "smtp", "smtp_port is `smtp`: it must be a port from 1 to 65535; write 587, 465 for smtp_security tls, or 25".to_owned()),
        ("smtp_security", "ssl", "smtp_security is `ssl`: it must be starttls, tls or none; write starttls for port 587, tls for port 465, none within a machine".to_owned()),
        ("smtp_auth", "cram-md5", "smtp_auth is `cram-md5`: it must be auto or xoauth2; leave it unset for PLAIN or LOGIN, or write xoauth2 where smtp_password is an access token".to_owned()),
        ("smtp_password", "hun\nter2", "smtp_password holds a line break or another control character; write the password or token in one line".to_owned()),
        ("smtp_username", "a\u{0}b", "smtp_username is `a\\0b`: it must hold no control character; write the name in one line".to_owned()),
        ("smtp_from", "reports", "smtp_from is `reports`: it must be an address, with a name or without: an address looks like name@example.org; write Undertone <reports@example.org>, for example".to_owned()),
        ("smtp_from", "A\r\nBcc: e@x.org <a@x.org>", "smtp_from is `A\\r\\nBcc: e@x.org <a@x.org>`: it must be an address, with a name or without: a name holds no line break and no other control character; write Undertone <reports@example.org>, for example".to_owned()),
        ("smtp_tls_name", "https://x", "smtp_tls_name is `https://x`: it must be the name in the server's certificate; write mail.example.org, or leave it unset where smtp_host is that name".to_owned()),
        ("smtp_tls_ca", "/etc/ca.pem", "smtp_tls_ca holds no certificate; write the text of a PEM file, from -----BEGIN CERTIFICATE----- on, or leave it unset".to_owned()),
        ("smtp_tls_ca", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "smtp_tls_ca holds what is no certificate between its lines; write the text of a PEM file, from -----BEGIN CERTIFICATE----- on, or leave it unset".to_owned()),
        ("smtp_tls_ca", "-----BEGIN CERTIFICATE-----\nAAAA", "smtp_tls_ca holds what cannot be read as PEM; write the text of a PEM file, from -----BEGIN CERTIFICATE----- on, or leave it unset".to_owned()),
        ("public_url", "undertone.example.org", format!("public_url is `undertone.example.org`: it must begin with https://{url}")),
        ("public_url", "https://", format!("public_url is `https://`: it must name a host, and a port where it is not the usual{url}")),
        ("public_url", "https://2001:db8::1/", format!("public_url is `https://2001:db8::1/`: it must name a host, and a port where it is not the usual{url}")),
        ("public_url", "https://a@b.org", format!("public_url is `https://a@b.org`: it must name a host, and a port where it is not the usual{url}")),
        ("public_url", "https://b.org/?q", format!("public_url is `https://b.org/?q`: it must be a URL without blanks, question mark and fragment{url}")),
    ] {
        let wrong = judge(name, value).map(|wrong| wrong.to_string());
        assert_eq!(wrong, Some(told), "{name}={value:?}");
    }
}
