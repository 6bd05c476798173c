//! Has a stored file unpacked by the private component `unpack`, which a crafted file may bring down.

use axum::body::Body;
use endpoint::Error;
use http::{Request, Response, StatusCode, header};
use http_body_util::{BodyExt, Limited};
use std::pin::Pin;
use std::sync::Arc;
use tickets::FileError;
use wire::{Order, Refused, Unpacked};

/// Where the component answers. Only this application can reach it.
const ADDRESS: &str = "http://unpack.spin.internal";

/// The longest answer, in bytes: the names of the columns of a table.
const LONGEST_ANSWER: usize = 64 << 20;

/// An answer on its way.
pub type Asking = Pin<Box<dyn Future<Output = Result<Response<Body>, Unreachable>> + Send>>;

/// Why no answer came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreachable(pub String);

/// Unpacks stored files.
#[derive(Clone)]
pub struct Unpacker(Arc<dyn Fn(Request<Body>) -> Asking + Send + Sync>);

/// How a try ended without an outcome.
enum Failed {
    /// It broke off: the component came down, over this file or over another.
    Broken(String),
    /// The component has no place at present.
    Busy,
    /// It took too long.
    Late,
}

impl Unpacker {
    /// An unpacker behind a way to send requests.
    pub fn new(ask: impl Fn(Request<Body>) -> Asking + Send + Sync + 'static) -> Self {
        Self(Arc::new(ask))
    }

    /// What became of the file; `Ok(Err(_))` tells why nothing did.
    ///
    /// # Errors
    /// 503 when the component cannot be reached or has no room, 413 when it takes too long.
    pub async fn unpack(&self, order: &Order) -> Result<Result<Unpacked, Refused>, Error> {
        for last in [false, true] {
            let cause = match self.attempt(order).await? {
                Ok(outcome) => return Ok(outcome),
                Err(Failed::Busy) => return Err(Error::unavailable("unpacking is busy", 2)),
                Err(Failed::Late) => return Err(late()),
                Err(Failed::Broken(cause)) => cause,
            };
            if !self.is_there().await {
                let error = Error::unavailable("unpacking does not answer", 5);
                return Err(error.caused_by(cause));
            }
            endpoint::log::warn(
                "unpack_broken",
                serde_json::json!({"job.id": order.job, "last": last, "cause": cause}),
            );
        }
        // Twice, so that it was no other file that brought the component down.
        Ok(Err(Refused::File(FileError::Damaged)))
    }

    async fn attempt(
        &self,
        order: &Order,
    ) -> Result<Result<Result<Unpacked, Refused>, Failed>, Error> {
        let body = serde_json::to_vec(order).map_err(Error::internal)?;
        let request = Request::post(format!("{ADDRESS}/unpack"))
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body))
            .map_err(Error::internal)?;
        let answer = match (self.0)(request).await {
            Ok(answer) => answer,
            Err(Unreachable(cause)) => return Ok(Err(Failed::Broken(cause))),
        };
        Ok(match answer.status() {
            StatusCode::OK => {
                let body = Limited::new(answer.into_body(), LONGEST_ANSWER)
                    .collect()
                    .await;
                match body {
                    Ok(body) => {
                        Ok(serde_json::from_slice(&body.to_bytes()).map_err(Error::internal)?)
                    }
                    Err(error) => Err(Failed::Broken(error.to_string())),
                }
            }
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS => Err(Failed::Busy),
            StatusCode::GATEWAY_TIMEOUT => Err(Failed::Late),
            StatusCode::INTERNAL_SERVER_ERROR | StatusCode::BAD_GATEWAY => {
                Err(Failed::Broken(answer.status().to_string()))
            }
            status => return Err(Error::internal(format!("unpack answered {status}"))),
        })
    }

    /// Whether the component answers at all.
    async fn is_there(&self) -> bool {
        let Ok(request) = Request::get(format!("{ADDRESS}/")).body(Body::empty()) else {
            return false;
        };
        let answer = (self.0)(request).await;
        answer.is_ok_and(|answer| answer.status() == StatusCode::NO_CONTENT)
    }
}

fn late() -> Error {
    Error::too_large("unpacking_too_long", "unpacking the file takes too long")
        .field("file")
        .remedy("export fewer tickets at a time, or upload the file as CSV")
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::executor::block_on;
    use std::sync::Mutex;
    use wire::{Limits, Packed};

    type Answers = Vec<Result<(u16, String), &'static str>>;

    /// Asks a component that gives these answers, one after the other; what it was asked is told, too.
    fn asked(answers: Answers) -> (Result<Result<Unpacked, Refused>, Error>, Vec<String>) {
        let answers = Arc::new(Mutex::new(answers.into_iter()));
        let paths: Arc<Mutex<Vec<String>>> = Arc::default();
        let told = paths.clone();
        let unpacker = Unpacker::new(move |request| {
            assert_eq!(request.uri().host(), Some("unpack.spin.internal"));
            told.lock().unwrap().push(request.uri().path().to_owned());
            let next = answers.lock().unwrap().next().unwrap();
            Box::pin(async move {
                let (status, body) = next.map_err(|why| Unreachable(why.to_owned()))?;
                Ok(Response::builder()
                    .status(status)
                    .body(Body::from(body))
                    .unwrap())
            })
        });
        let order = Order {
            job: "j".to_owned(),
            packed: Packed::Zip,
            limits: Limits::of_uploads(100),
            table: None,
        };
        let outcome = block_on(unpacker.unpack(&order));
        (
            outcome,
            Arc::try_unwrap(paths).map_or_else(
                |paths| paths.lock().unwrap().clone(),
                |paths| paths.into_inner().unwrap(),
            ),
        )
    }

    fn there() -> (u16, String) {
        (204, String::new())
    }

    fn told(outcome: &Result<Unpacked, Refused>) -> (u16, String) {
        (200, serde_json::to_string(outcome).unwrap())
    }

    #[test]
    fn outcomes_are_handed_on() {
        let done = Ok(Unpacked {
            header: Some(b"a".to_vec()),
            schema: None,
        });
        assert_eq!(asked(vec![Ok(told(&done))]).0.unwrap(), done);
        let not = Err(Refused::File(FileError::Empty));
        assert_eq!(asked(vec![Ok(told(&not))]).0.unwrap(), not);
    }

    #[test]
    fn a_file_that_brings_the_component_down_twice_is_damaged() {
        let damaged = Err(Refused::File(FileError::Damaged));
        for broken in [Ok((500, String::new())), Err("it trapped")] {
            let (outcome, paths) = asked(vec![broken.clone(), Ok(there()), broken, Ok(there())]);
            assert_eq!(outcome.unwrap(), damaged);
            assert_eq!(paths, ["/unpack", "/", "/unpack", "/"]);
        }
        // The first time it was another file's fault.
        let done = Ok(Unpacked {
            header: None,
            schema: None,
        });
        let (outcome, _) = asked(vec![Err("it trapped"), Ok(there()), Ok(told(&done))]);
        assert_eq!(outcome.unwrap(), done);
    }

    #[test]
    fn a_component_that_is_not_there_busy_or_late_is_not_the_files_fault() {
        let answers = |answers| asked(answers).0.unwrap_err().status().as_u16();
        assert_eq!(answers(vec![Err("refused"), Err("refused")]), 503);
        assert_eq!(answers(vec![Ok((503, String::new()))]), 503);
        assert_eq!(answers(vec![Ok((504, String::new()))]), 413);
        assert_eq!(answers(vec![Ok((404, String::new()))]), 500);
    }
}
