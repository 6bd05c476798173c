//! What the tests of this function share: a typesetter that keeps what it is given, and a mail server of their own.

use std::sync::{Arc, Mutex};

use serde_json::Value;

use crate::{Typesetter, Unset};

/// What was set, as the typesetter got it.
pub(crate) type Set = Arc<Mutex<Vec<Value>>>;

/// A typesetter that answers always the same, and what it was given.
pub(crate) fn typesetter_answering(answer: Result<&'static str, Unset>) -> (Typesetter, Set) {
    let received = Set::default();
    let pdf = {
        let (keep, answer) = (received.clone(), answer.clone());
        move |report: String| -> crate::Setting<Vec<u8>> {
            let (keep, answer) = (keep.clone(), answer.clone());
            Box::pin(async move {
                keep.lock()
                    .unwrap()
                    .push(serde_json::from_str(&report).unwrap());
                answer.map(|pdf| pdf.as_bytes().to_owned())
            })
        }
    };
    let keep = received.clone();
    let first_page = move |report: String| -> crate::Setting<String> {
        let (keep, answer) = (keep.clone(), answer.clone());
        Box::pin(async move {
            keep.lock()
                .unwrap()
                .push(serde_json::from_str(&report).unwrap());
            answer.map(|_| "<svg/>".to_owned())
        })
    };
    (Typesetter::new(pdf, first_page), received)
}

/// A typesetter that sets everything alike.
pub(crate) fn typesetter() -> Typesetter {
    typesetter_answering(Ok("%PDF-1.7")).0
}

/// Webhooks that nobody has.
pub(crate) fn no_calls() -> crate::Call {
    Arc::new(|_, _| Box::pin(async { Err("there is no webhook".to_owned()) }))
}
