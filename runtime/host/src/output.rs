//! Standard output and error of a guest: each line becomes a log line with its component and request.

use crate::log::{self, Fields};
use bytes::Bytes;
use logline::{Level, Line};
use serde_json::Value;
use std::{
    io,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
};
use tokio::io::AsyncWrite;
use wasmtime_wasi::{
    cli::{IsTerminal, StdoutStream},
    p2::{OutputStream, Pollable, StreamResult},
};

/// A longer line is cut into several.
const MAX_LINE: usize = 16 << 10;

/// The requests an instance is working on, newest last.
#[derive(Default)]
pub(crate) struct ActiveRequests(Mutex<Vec<Arc<str>>>);

impl ActiveRequests {
    pub(crate) fn start(&self, id: Arc<str>) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(id);
    }

    pub(crate) fn end(&self, id: &str) {
        let mut active = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(index) = active.iter().position(|other| &**other == id) {
            active.remove(index);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .is_empty()
    }

    /// One id, or all that a line could belong to, separated by commas.
    pub(crate) fn names(&self) -> String {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .join(",")
    }
}

/// One of a guest's two output streams.
#[derive(Clone)]
pub(crate) struct Output {
    component: Arc<str>,
    stream: &'static str,
    level: Level,
    active: Arc<ActiveRequests>,
    pending: Arc<Mutex<Vec<u8>>>,
}

impl Output {
    pub(crate) fn stdout(component: Arc<str>, active: Arc<ActiveRequests>) -> Self {
        Self {
            component,
            stream: "stdout",
            level: Level::Info,
            active,
            pending: Arc::default(),
        }
    }

    pub(crate) fn stderr(component: Arc<str>, active: Arc<ActiveRequests>) -> Self {
        Self {
            component,
            stream: "stderr",
            level: Level::Warn,
            active,
            pending: Arc::default(),
        }
    }

    fn take(&self, bytes: &[u8]) {
        let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        pending.extend_from_slice(bytes);
        for line in lines(&mut pending) {
            self.line(&line);
        }
    }

    fn line(&self, line: &[u8]) {
        let text = String::from_utf8_lossy(line);
        let text = text.trim_end_matches(['\r', '\n']);
        if text.is_empty() {
            return;
        }
        let (level, event, said) = read(text, self.stream, self.level);
        if log::wants(&self.component, level) {
            let fields = named(&self.component, &self.active.names(), said);
            log::write(level, &event, fields);
        }
    }
}

/// The level, the event and the fields of a line. What is of no shape of ours, such as the message of a panic, is a field.
fn read(text: &str, stream: &str, of_stream: Level) -> (Level, String, logline::Fields) {
    if let Some(line) = Line::read(text) {
        return (line.level, line.event, line.fields);
    }
    let panicked = text.starts_with("thread '") && text.contains(" panicked at ");
    let level = if panicked { Level::Error } else { of_stream };
    let fields = [("stream", stream), ("text", text)];
    let fields = fields.map(|(name, value)| (name.to_owned(), Value::from(value)));
    (
        level,
        "guest_output".to_owned(),
        fields.into_iter().collect(),
    )
}

/// The fields of a line: ours first. Where a guest says of which of its requests it speaks, it knows better; any other
/// name of ours it gives gets `guest.` in front.
fn named<'a>(component: &'a str, active: &str, mut said: logline::Fields) -> Fields<'a> {
    const OURS: &[&str] = &["time", "component", "request.id"];
    let own = said
        .get("request.id")
        .and_then(Value::as_str)
        .filter(|own| active.split(',').any(|id| id == *own))
        .map(str::to_owned);
    if own.is_some() {
        said.remove("request.id");
    }
    let request = own.unwrap_or_else(|| active.to_owned());
    let mut fields: Fields<'_> = vec![
        ("component".into(), component.into()),
        ("request.id".into(), request.into()),
    ];
    fields.extend(said.into_iter().map(|(name, value)| {
        let taken = OURS.contains(&&*name);
        let name = if taken { format!("guest.{name}") } else { name };
        (name.into(), value)
    }));
    fields
}

impl Drop for Output {
    fn drop(&mut self) {
        if Arc::strong_count(&self.pending) == 1 {
            let rest =
                std::mem::take(&mut *self.pending.lock().unwrap_or_else(PoisonError::into_inner));
            self.line(&rest);
        }
    }
}

/// Takes the complete lines out of `pending`.
fn lines(pending: &mut Vec<u8>) -> Vec<Vec<u8>> {
    let mut complete = Vec::new();
    loop {
        let end = match pending
            .iter()
            .take(MAX_LINE)
            .position(|byte| *byte == b'\n')
        {
            Some(index) => index + 1,
            None if pending.len() >= MAX_LINE => MAX_LINE,
            None => return complete,
        };
        let rest = pending.split_off(end);
        complete.push(std::mem::replace(pending, rest));
    }
}

impl IsTerminal for Output {
    fn is_terminal(&self) -> bool {
        false
    }
}

impl StdoutStream for Output {
    fn async_stream(&self) -> Box<dyn AsyncWrite + Send + Sync> {
        Box::new(self.clone())
    }

    fn p2_stream(&self) -> Box<dyn OutputStream> {
        Box::new(self.clone())
    }
}

impl OutputStream for Output {
    fn write(&mut self, bytes: Bytes) -> StreamResult<()> {
        self.take(&bytes);
        Ok(())
    }

    fn flush(&mut self) -> StreamResult<()> {
        Ok(())
    }

    fn check_write(&mut self) -> StreamResult<usize> {
        Ok(MAX_LINE)
    }
}

#[wasmtime_wasi::async_trait]
impl Pollable for Output {
    async fn ready(&mut self) {}
}

impl AsyncWrite for Output {
    fn poll_write(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.take(bytes);
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn object(fields: Fields<'_>) -> Value {
        let fields = fields.into_iter();
        Value::Object(fields.map(|(name, value)| (name.into(), value)).collect())
    }

    #[test]
    fn a_line_of_our_shape_keeps_its_level_event_and_fields() {
        let text = r#"{"level":"error","event":"step_failed","job.id":"7","chunk":3}"#;
        let (level, event, said) = read(text, "stderr", Level::Warn);
        assert_eq!((level, &*event), (Level::Error, "step_failed"));
        assert_eq!(
            object(named("worker", "a,b", said)),
            json!({"component": "worker", "request.id": "a,b", "job.id": "7", "chunk": 3})
        );
    }

    #[test]
    fn any_other_line_is_told_as_it_is() {
        let (level, event, said) = read("it hangs", "stdout", Level::Info);
        assert_eq!((level, &*event), (Level::Info, "guest_output"));
        assert_eq!(
            Value::Object(said),
            json!({"stream": "stdout", "text": "it hangs"})
        );
        let panic = "thread 'main' (1) panicked at src/lib.rs:1:1:";
        assert_eq!(read(panic, "stderr", Level::Warn).0, Level::Error);
        assert_eq!(read("boom", "stderr", Level::Warn).0, Level::Warn);
    }

    #[test]
    fn a_guest_names_its_request_and_stands_for_nobody_else() {
        let said = |fields: Value| fields.as_object().cloned().unwrap();
        assert_eq!(
            object(named("web", "a,b", said(json!({"request.id": "b"})))),
            json!({"component": "web", "request.id": "b"})
        );
        let forged = json!({"request.id": "c", "component": "auth", "time": 0});
        assert_eq!(
            object(named("web", "a,b", said(forged))),
            json!({
                "component": "web", "request.id": "a,b",
                "guest.request.id": "c", "guest.component": "auth", "guest.time": 0
            })
        );
    }

    #[test]
    fn lines_are_cut_at_newlines_and_at_the_limit() {
        let mut pending = b"a\nb\nrest".to_vec();
        assert_eq!(lines(&mut pending), [b"a\n".to_vec(), b"b\n".to_vec()]);
        assert_eq!(pending, b"rest");
        let mut long = vec![b'x'; MAX_LINE + 5];
        assert_eq!(lines(&mut long).len(), 1);
        assert_eq!(long.len(), 5);
    }

    #[test]
    fn a_line_names_every_request_it_may_belong_to() {
        let active = ActiveRequests::default();
        active.start("a".into());
        active.start("b".into());
        assert_eq!(active.names(), "a,b");
        active.end("a");
        assert_eq!(active.names(), "b");
    }
}
