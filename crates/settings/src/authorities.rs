//! Certificates that are trusted beside the bundled ones.

use crate::setting::Fault;
use rustls_pki_types::{CertificateDer, pem::PemObject};

/// The certificates of a PEM text, each of which can be trusted as an authority.
pub(crate) fn read(text: &str) -> Result<Vec<CertificateDer<'static>>, Fault> {
    let fault = |reason: &str| Fault {
        reason: reason.to_owned(),
        remedy:
            "write the text of a PEM file, from -----BEGIN CERTIFICATE----- on, or leave it unset"
                .to_owned(),
    };
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(text.as_bytes()).collect();
    let found = found.map_err(|_| fault("holds what cannot be read as PEM"))?;
    if found.is_empty() {
        return Err(fault("holds no certificate"));
    }
    if found
        .iter()
        .any(|certificate| webpki::anchor_from_trusted_cert(certificate).is_err())
    {
        return Err(fault("holds what is no certificate between its lines"));
    }
    Ok(found)
}
