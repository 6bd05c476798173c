//! Whom a connection is secured with.

use rustls::{
    CertificateError, ClientConfig, Error, RootCertStore,
    pki_types::{CertificateDer, ServerName},
};
use std::{io, sync::Arc};

/// Trusts the bundled authorities and these.
pub(crate) fn config(authorities: &[CertificateDer<'static>]) -> Result<Arc<ClientConfig>, Error> {
    let mut roots = RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    for authority in authorities {
        roots.add(authority.clone())?;
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::new(config))
}

/// The name that has to stand in the certificate.
pub(crate) fn server_name(name: &str) -> Option<ServerName<'static>> {
    ServerName::try_from(name.to_owned()).ok()
}

/// What TLS found wrong, and what to do; nothing where it was the connection that failed.
pub(crate) fn explained(error: &io::Error, name: &str) -> Option<String> {
    let error = error.get_ref()?.downcast_ref::<Error>()?;
    let words = match error {
        Error::InvalidCertificate(
            CertificateError::Expired | CertificateError::ExpiredContext { .. },
        ) => "the server's certificate is over; renew it".to_owned(),
        Error::InvalidCertificate(
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. },
        ) => "the server's certificate does not hold yet; are the clocks right?".to_owned(),
        Error::InvalidCertificate(
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
        ) => format!(
            "the server's certificate is not for {name}; write the name that stands in it as smtp_tls_name"
        ),
        Error::InvalidCertificate(
            CertificateError::UnknownIssuer | CertificateError::BadSignature,
        ) => {
            "the server's certificate is of an authority that is not trusted; write that authority's certificate as smtp_tls_ca"
                .to_owned()
        }
        Error::InvalidCertificate(other) => {
            format!("the server's certificate is not to be trusted: {other}")
        }
        Error::InvalidMessage(_) => {
            "what answers speaks no TLS here; is smtp_security starttls or none at this port?"
                .to_owned()
        }
        other => format!("TLS failed: {other}"),
    };
    Some(words)
}
