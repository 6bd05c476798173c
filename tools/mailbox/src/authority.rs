//! Certificates, right ones and wrong ones.

use data_encoding::HEXLOWER;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DistinguishedName, DnType, IsCa, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};
use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer},
};
use std::sync::Arc;

/// Who signs certificates: a test trusts one, and another is a stranger.
pub struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
}

/// When a certificate holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validity {
    /// Now, and for longer than any test.
    Now,
    /// Until the year 2001.
    Over,
}

/// A certificate with its key, as a server shows it.
#[derive(Clone)]
pub struct Identity(pub(crate) Arc<ServerConfig>);

impl Authority {
    /// A new one, which nobody knows yet.
    pub fn new() -> Self {
        let mut params = params(&[], Validity::Now);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        let key = KeyPair::generate().expect("a key");
        // Each has a name of its own, as authorities do: else one would be taken for another that signs wrongly.
        let name = HEXLOWER.encode(&key.public_key_raw()[..16]);
        params.distinguished_name.push(DnType::CommonName, name);
        Self {
            issuer: CertifiedIssuer::self_signed(params, key).expect("a certificate"),
        }
    }

    /// Its own certificate in PEM: whoever trusts this trusts what it signs.
    pub fn pem(&self) -> String {
        self.issuer.pem()
    }

    /// A certificate for names or addresses.
    pub fn certify(&self, names: &[&str], validity: Validity) -> Identity {
        let key = KeyPair::generate().expect("a key");
        let certificate = params(names, validity)
            .signed_by(&key, &self.issuer)
            .expect("a certificate");
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("versions of TLS")
            .with_no_client_auth()
            .with_single_cert(
                vec![CertificateDer::from(certificate)],
                PrivateKeyDer::try_from(key.serialize_der()).expect("a key"),
            )
            .expect("a pair");
        Identity(Arc::new(config))
    }
}

impl Default for Authority {
    fn default() -> Self {
        Self::new()
    }
}

fn params(names: &[&str], validity: Validity) -> CertificateParams {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut params = CertificateParams::new(names).expect("names");
    params.distinguished_name = DistinguishedName::new();
    (params.not_before, params.not_after) = match validity {
        Validity::Now => (date_time_ymd(2000, 1, 1), date_time_ymd(2200, 1, 1)),
        Validity::Over => (date_time_ymd(2000, 1, 1), date_time_ymd(2001, 1, 1)),
    };
    params
}
