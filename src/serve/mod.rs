//! The preview over HTTP: on this machine only, with live reload. In: [`ServeOptions`]. Out: a [`Server`].
//! Never: another address than loopback, an answer to a foreign host name, a file by its path on the disk.

mod browser;
mod http;
mod page;
mod watch;

pub use browser::open;

use crate::error::{Error, Result};
use crate::pipeline::Library;
use crate::pipeline::preview::{Preview, Summary};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use tokio::sync::watch::Receiver;

/// How many ports behind a busy one are tried.
const PORTS: u16 = 50;

/// What to serve.
#[derive(Clone, Debug)]
pub struct ServeOptions {
    /// Which library, on which day.
    pub library: Library,
    /// For whom, as `--audience` names it; none: the narrowest audience.
    pub audience: Option<String>,
    /// The port; 0: any free one. The next free one if it is busy.
    pub port: u16,
}

/// A preview with an address, before it answers.
#[derive(Debug)]
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    /// What was read.
    pub summary: Summary,
    preview: Arc<Preview>,
    listener: TcpListener,
    changes: Receiver<u64>,
}

/// Reads the library, takes a port, begins to watch.
///
/// # Errors
/// The library cannot be read, there is no such audience, no port is free, or the system cannot watch.
pub fn start(options: ServeOptions) -> Result<Server> {
    let listener = listen(options.port)?;
    let address = listener.local_addr().map_err(|e| Error::new("listen").because(e))?;
    let preview = Arc::new(Preview::open(options.library, options.audience)?);
    let summary = preview.summary();
    let changes = watch::begin(Arc::clone(&preview))?;
    Ok(Server { address, summary, preview, listener, changes })
}

impl Server {
    /// `http://127.0.0.1:4180/`.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Answers until the program ends.
    ///
    /// # Errors
    /// The system takes the port away.
    pub fn run(self) -> Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|e| Error::new("start the server").because(e))?;
        let site = http::site(self.preview, self.changes, self.address.port());
        let serve = async {
            self.listener.set_nonblocking(true)?;
            axum::serve(tokio::net::TcpListener::from_std(self.listener)?, site).await
        };
        runtime.block_on(serve).map_err(|e| Error::new("serve").because(e))
    }
}

/// The port, or the next free one.
fn listen(port: u16) -> Result<TcpListener> {
    let mut last = None;
    for port in port..=port.saturating_add(if port == 0 { 0 } else { PORTS }) {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Ok(listener) => return Ok(listener),
            Err(fault) => last = Some(fault),
        }
    }
    let error = Error::new(format!("listen on port {port} or one of the {PORTS} behind it"));
    Err(match last {
        Some(fault) => error.because(fault),
        None => error,
    })
}
