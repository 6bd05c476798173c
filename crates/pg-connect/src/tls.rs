//! TLS for an address: rustls with `ring`.

use crate::{address::Address, error::TlsError, parts::Root, verify::Verifier};
use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject},
};
use std::sync::Arc;
use tokio_postgres_rustls::MakeRustlsConnect;

impl Address {
    /// What makes secure connections as the address wants them; reads the CA file.
    pub fn tls(&self) -> Result<MakeRustlsConnect, TlsError> {
        let provider = Arc::new(ring::default_provider());
        let verifier = Verifier::new(&provider, self.ssl_mode(), self.roots()?);
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(TlsError::Setup)?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_no_client_auth();
        Ok(MakeRustlsConnect::new(config))
    }

    /// The trusted CAs, and those of them that were named here.
    fn roots(&self) -> Result<(RootCertStore, Vec<CertificateDer<'static>>), TlsError> {
        let text = match &self.root {
            Root::Public => {
                let public = webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect();
                return Ok((public, Vec::new()));
            }
            Root::Text(text) => text.clone().into_bytes(),
            Root::File(path) => std::fs::read(path).map_err(|source| TlsError::Read {
                path: path.clone(),
                source,
            })?,
        };
        let mut roots = RootCertStore::empty();
        let mut named = Vec::new();
        for certificate in CertificateDer::pem_slice_iter(&text) {
            let certificate = certificate.map_err(|error| TlsError::Pem(error.to_string()))?;
            roots
                .add(certificate.clone())
                .map_err(|error| TlsError::Pem(error.to_string()))?;
            named.push(certificate);
        }
        if named.is_empty() {
            return Err(TlsError::Pem("none found".to_owned()));
        }
        Ok((roots, named))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ca_that_is_none_is_named() {
        let with = |root: &str| {
            let mut address: Address = "postgres://a@b/c".parse().unwrap();
            address.trust(root.to_owned()).unwrap();
            address.tls().map(|_| ()).unwrap_err()
        };
        assert!(matches!(with("nothing"), TlsError::Pem(_)));
        assert!(matches!(
            with("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
            TlsError::Pem(_)
        ));
        let missing: Address = "postgres://a@b/c?sslrootcert=/nowhere/ca.pem"
            .parse()
            .unwrap();
        let error = missing.tls().map(|_| ()).unwrap_err();
        assert!(error.to_string().contains("/nowhere/ca.pem"), "{error}");
    }

    #[test]
    fn public_cas_need_no_file() {
        let address: Address = "postgres://a@b/c?sslmode=verify-full".parse().unwrap();
        assert!(address.tls().is_ok());
    }
}
