//! Certificates for one test run: a CA, a server it vouches for, and a CA it knows nothing of.

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};

/// PEM texts.
pub struct Certificates {
    /// The CA that vouches for the server.
    pub ca: String,
    /// Another CA of the same name.
    pub stranger: String,
    /// The server's certificate, for `localhost` alone.
    pub server: String,
    /// The server's key.
    pub key: String,
}

impl Certificates {
    /// Makes new ones.
    pub fn new() -> Self {
        let (ca, signer) = authority();
        let key = KeyPair::generate().unwrap();
        let names = vec!["localhost".to_owned()];
        let server = CertificateParams::new(names).unwrap();
        let server = server.signed_by(&key, &signer).unwrap();
        Self {
            ca,
            stranger: authority().0,
            server: server.pem(),
            key: key.serialize_pem(),
        }
    }
}

fn authority() -> (String, Issuer<'static, KeyPair>) {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let certificate = params.self_signed(&key).unwrap();
    (certificate.pem(), Issuer::new(params, key))
}
