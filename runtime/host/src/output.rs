//! Standard output and error of a guest: each line becomes a log line with its component and request.

use crate::{
    guest_line,
    log::{self, Level},
};
use bytes::Bytes;
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
        let fields = [
            ("component", &*self.component),
            ("stream", self.stream),
            ("request", &*self.active.names()),
        ];
        let line = guest_line::read(text, self.level);
        log::guest_event(line.level, &line.message, &fields, line.fields);
    }
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
