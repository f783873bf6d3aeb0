//! A folder over HTTP, with the headers that its own `staticwebapp.config.json` asks for. In: a root, a page for the
//! tests (`/harness.html`, without a policy). Out: an address, bytes sent, what was not found. Never: another machine.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// A server that ends with the test.
pub(crate) struct Server {
    address: String,
    seen: Arc<Mutex<(usize, Vec<String>)>>,
}

impl Server {
    /// Serves a root.
    pub(crate) fn start(root: &Path, harness: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let seen = Arc::new(Mutex::new((0, Vec::new())));
        let config = std::fs::read_to_string(root.join("staticwebapp.config.json")).expect("headers");
        let config: serde_json::Value = serde_json::from_str(&config).expect("JSON");
        let policy =
            config["globalHeaders"]["Content-Security-Policy"].as_str().expect("a policy").to_string();
        let place = Place { root: root.to_path_buf(), harness, policy, seen: Arc::clone(&seen) };
        let place = Arc::new(place);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let place = Arc::clone(&place);
                std::thread::spawn(move || place.answer(stream));
            }
        });
        Self { address, seen }
    }

    /// `http://127.0.0.1:port`.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Bytes of files that were sent.
    pub(crate) fn bytes(&self) -> usize {
        self.seen.lock().expect("no thread fails").0
    }

    /// Paths that were asked for and are not there.
    pub(crate) fn refused(&self) -> Vec<String> {
        self.seen.lock().expect("no thread fails").1.clone()
    }
}

struct Place {
    root: PathBuf,
    harness: String,
    policy: String,
    seen: Arc<Mutex<(usize, Vec<String>)>>,
}

impl Place {
    fn answer(&self, mut stream: TcpStream) {
        let mut lines = BufReader::new(&stream).lines();
        let Some(Ok(first)) = lines.next() else { return };
        while lines.next().is_some_and(|line| line.is_ok_and(|l| !l.is_empty())) {}
        let path = first.split(' ').nth(1).unwrap_or("/").split('?').next().unwrap_or("/").to_string();
        let (status, body, policy) = match path.as_str() {
            "/harness.html" => ("200 OK", Some(self.harness.clone().into_bytes()), String::new()),
            _ => {
                let body = std::fs::read(self.root.join(path.trim_start_matches('/'))).ok();
                let status = if body.is_some() { "200 OK" } else { "404 Not Found" };
                (status, body, format!("Content-Security-Policy: {}\r\n", self.policy))
            }
        };
        {
            let mut seen = self.seen.lock().expect("no thread fails");
            seen.0 += body.as_ref().map_or(0, Vec::len);
            if body.is_none() && path != "/favicon.ico" {
                seen.1.push(path.clone());
            }
        }
        let kind = match path.rsplit('.').next() {
            Some("js") => "text/javascript",
            Some("css") => "text/css",
            _ => "text/html",
        };
        let body = body.unwrap_or_default();
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Length: {}\r\n{policy}Connection: close\r\n\r\n",
            body.len()
        );
        let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
    }
}
