//! A folder over HTTP, with the policies that its own `staticwebapp.config.json` asks for. In: a root. `?still` gives
//! a page that does not go on to another. Out: an address, bytes sent, what was not found. Never: another machine.

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
    pub(crate) fn start(root: &Path) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let seen = Arc::new(Mutex::new((0, Vec::new())));
        let config = std::fs::read_to_string(root.join("staticwebapp.config.json")).expect("headers");
        let config: serde_json::Value = serde_json::from_str(&config).expect("JSON");
        let place = Place { root: root.to_path_buf(), config, seen: Arc::clone(&seen) };
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
    #[allow(dead_code, reason = "one of the tests that serve asks for it")]
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
    config: serde_json::Value,
    seen: Arc<Mutex<(usize, Vec<String>)>>,
}

impl Place {
    fn policy(&self, path: &str) -> &str {
        let named = |route: &&serde_json::Value| {
            route["route"].as_str().is_some_and(|r| path.starts_with(r.trim_end_matches('*')))
        };
        let own = self.config["routes"].as_array().and_then(|routes| routes.iter().find(named));
        let headers = own.map_or(&self.config["globalHeaders"], |route| &route["headers"]);
        headers["Content-Security-Policy"].as_str().expect("a policy")
    }

    fn answer(&self, mut stream: TcpStream) {
        let mut lines = BufReader::new(&stream).lines();
        let Some(Ok(first)) = lines.next() else { return };
        while lines.next().is_some_and(|line| line.is_ok_and(|l| !l.is_empty())) {}
        let (path, query) =
            first.split(' ').nth(1).map(|p| p.split_once('?').unwrap_or((p, ""))).unwrap_or_default();
        let path = path.replace("%20", " ");
        let (status, body, policy) = match path.as_str() {
            // Browsers ask for it by themselves where a page names none.
            "/favicon.ico" => ("204 No Content", Some(Vec::new()), String::new()),
            _ => {
                let mut body = std::fs::read(self.root.join(path.trim_start_matches('/'))).ok();
                if let Some(text) = body.as_mut().filter(|_| query == "still") {
                    *text = String::from_utf8_lossy(text).replace("http-equiv=\"refresh\"", "").into_bytes();
                }
                let status = if body.is_some() { "200 OK" } else { "404 Not Found" };
                (status, body, format!("Content-Security-Policy: {}\r\n", self.policy(&path)))
            }
        };
        {
            let mut seen = self.seen.lock().expect("no thread fails");
            seen.0 += body.as_ref().map_or(0, Vec::len);
            if body.is_none() {
                seen.1.push(path.clone());
            }
        }
        let kind = match path.rsplit('.').next() {
            Some("js") => "text/javascript",
            Some("css") => "text/css",
            Some("svg") => "image/svg+xml",
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
