//! A mail server of a test's own: it keeps what it gets, counts, and fails where a test says so.
//!
//! ```no_run
//! use mailbox::{Act, Mailbox, Options, Stage};
//!
//! let mailbox = Mailbox::start(Options {
//!     script: mailbox::script(|moment| match moment.stage {
//!         Stage::Recipient if moment.words.contains("full@") => Act::say("452 4.2.2 full"),
//!         _ => Act::Usual,
//!     }),
//!     ..Options::default()
//! });
//! // … send to mailbox.port() …
//! assert_eq!(mailbox.count("ada@example.org", "<1@example.org>").accepted, 1);
//! ```
//!
//! It listens on a port of 127.0.0.1 until it is dropped; each connection has a thread.

mod authority;
mod conversation;
mod letter;
mod line;
mod script;
mod sign_in;

pub use authority::{Authority, Identity, Validity};
pub use letter::{Count, Letter};
pub use script::{Act, Moment, Script, Stage, script};

use std::{
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
};

/// How a mailbox's connections are secured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Security {
    /// Not at all, nor is it offered.
    #[default]
    Plain,
    /// By STARTTLS; without it, nothing but the greeting is answered.
    StartTls,
    /// From the first byte on.
    Tls,
}

/// What a mailbox is like.
#[derive(Clone)]
pub struct Options {
    /// The port to listen on; 0 for any that is free.
    pub port: u16,
    /// How connections are secured.
    pub security: Security,
    /// The certificate and its key; needed where there is TLS.
    pub identity: Option<Identity>,
    /// The mechanisms of sign-in that are offered, such as `PLAIN LOGIN`; empty for none.
    pub mechanisms: &'static str,
    /// The name and the password or token of who may sign in. Where there is one, nobody else sends.
    pub account: Option<(&'static str, &'static str)>,
    /// The largest message, told at the greeting.
    pub largest: usize,
    /// What to do other than usual.
    pub script: Script,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            security: Security::Plain,
            identity: None,
            mechanisms: "",
            account: None,
            largest: 50_000_000,
            script: script(|_| Act::Usual),
        }
    }
}

/// A server that runs until it is dropped.
pub struct Mailbox {
    address: SocketAddr,
    record: Arc<Mutex<Record>>,
    ends: Arc<AtomicBool>,
    listening: Option<JoinHandle<()>>,
}

/// What was seen so far.
#[derive(Default)]
pub(crate) struct Record {
    pub(crate) letters: Vec<Letter>,
    pub(crate) lines: Vec<String>,
    pub(crate) connections: usize,
}

impl Mailbox {
    /// Starts one.
    pub fn start(options: Options) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).expect("a port");
        let address = listener.local_addr().expect("an address");
        let record = Arc::new(Mutex::new(Record::default()));
        let ends = Arc::new(AtomicBool::new(false));
        let (shared, over) = (Arc::clone(&record), Arc::clone(&ends));
        let options = Arc::new(options);
        let listening = thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if over.load(Ordering::SeqCst) {
                    return;
                }
                let (options, record) = (Arc::clone(&options), Arc::clone(&shared));
                thread::spawn(move || conversation::hold(stream, &options, &record));
            }
        });
        Self {
            address,
            record,
            ends,
            listening: Some(listening),
        }
    }

    /// Its port on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// All that it got whole, in order, taken or not.
    pub fn letters(&self) -> Vec<Letter> {
        lock(&self.record).letters.clone()
    }

    /// How often a recipient's data came whole under a Message-ID, and how often that was acknowledged.
    pub fn count(&self, recipient: &str, message_id: &str) -> Count {
        letter::count(&lock(&self.record).letters, recipient, message_id)
    }

    /// Every line that came outside of messages, in order.
    pub fn lines(&self) -> Vec<String> {
        lock(&self.record).lines.clone()
    }

    /// How many connections were opened.
    pub fn connections(&self) -> usize {
        lock(&self.record).connections
    }
}

pub(crate) fn lock(record: &Mutex<Record>) -> MutexGuard<'_, Record> {
    record.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Drop for Mailbox {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::SeqCst);
        // Wakes the listener.
        let _ = TcpStream::connect(self.address);
        if let Some(listening) = self.listening.take() {
            let _ = listening.join();
        }
    }
}
