//! Chromium through its driver: real keys, real widths, real media. In: addresses, scripts, keys. Out: what a page
//! says, what its console said. Never: a port that is known beforehand; a browser that outlives its test.
#![allow(
    dead_code,
    clippy::print_stderr,
    reason = "no target asks for all of it, and what is not tested is said"
)]

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

/// How a page is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Colours {
    Light,
    Dark,
    Print,
}

/// Keys as the protocol names them.
pub(crate) const TAB: &str = "\u{e004}";
pub(crate) const ENTER: &str = "\u{e007}";
pub(crate) const ESCAPE: &str = "\u{e00c}";
pub(crate) const UP: &str = "\u{e013}";
pub(crate) const DOWN: &str = "\u{e015}";

/// A browser with one window.
pub(crate) struct Driver {
    child: Child,
    port: u16,
    session: String,
}

impl Driver {
    /// Starts `GAMEPLAN_DRIVER`, else `chromedriver`, with `GAMEPLAN_BROWSER`, else the driver's own choice; none
    /// where there is none, which is said.
    pub(crate) fn found() -> Option<Self> {
        let named = |name: &str| std::env::var(name).ok().filter(|n| !n.is_empty());
        let program = named("GAMEPLAN_DRIVER").unwrap_or_else(|| "chromedriver".into());
        let mut command = Command::new(&program);
        command.arg("--port=0").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let Ok(mut child) = command.spawn() else {
            eprintln!("no `{program}`: the site was not looked at");
            return None;
        };
        let port = port(&mut child);
        let mut driver = Self { child, port, session: String::new() };
        let mut options = json!({"args": [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--disable-background-networking", "--window-size=1280,900",
        ]});
        if let Some(browser) = named("GAMEPLAN_BROWSER").filter(|b| b.contains('/')) {
            options["binary"] = json!(browser);
        }
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"},
        }}});
        let begun = driver.request("POST", "/session", &wanted);
        driver.session = begun["sessionId"].as_str().expect("a session").to_string();
        Some(driver)
    }

    /// The width of the window in CSS pixels, and what the page believes to be shown on.
    pub(crate) fn look(&self, width: u32, colours: Colours) {
        let size = json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false});
        self.command("Emulation.setDeviceMetricsOverride", &size);
        let medium = if colours == Colours::Print { "print" } else { "screen" };
        let scheme = if colours == Colours::Dark { "dark" } else { "light" };
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        self.command("Emulation.setEmulatedMedia", &json!({"media": medium, "features": features}));
    }

    /// Opens an address and waits for it.
    pub(crate) fn open(&self, address: &str) {
        // The same page with another fragment would not be loaded again.
        self.post("url", &json!({"url": "about:blank"}));
        self.post("url", &json!({"url": address}));
        // Beside other work the driver now and then answers while the page is still on its way.
        let is_there = "document.readyState === 'complete' && location.href !== 'about:blank'";
        assert!(self.comes_true(is_there), "{address} is loaded");
    }

    /// A script that stands ready on every page to come.
    pub(crate) fn prepare(&self, script: &str) {
        self.command("Page.addScriptToEvaluateOnNewDocument", &json!({"source": script}));
    }

    /// Whether the pages' own scripts run.
    pub(crate) fn scripts(&self, run: bool) {
        self.command("Emulation.setScriptExecutionDisabled", &json!({"value": !run}));
    }

    /// The lines that a script hands to `tell([line, …])`.
    pub(crate) fn ask(&self, script: &str) -> Vec<String> {
        let script = format!("const tell = arguments[arguments.length - 1];\n{script}");
        let told = self.post("execute/async", &json!({"script": script, "args": []}));
        let lines = told.as_array().unwrap_or_else(|| panic!("the page said {told}"));
        lines.iter().map(|line| line.as_str().map_or_else(|| line.to_string(), String::from)).collect()
    }

    /// The value of an expression.
    pub(crate) fn value(&self, expression: &str) -> Value {
        self.post("execute/sync", &json!({"script": format!("return {expression};"), "args": []}))
    }

    /// The same once it is `expected`, else what it is after half a minute.
    pub(crate) fn settles(&self, expression: &str, expected: &Value) -> Value {
        let mut value = self.value(expression);
        for _ in 0..600 {
            if value == *expected {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
            value = self.value(expression);
        }
        value
    }

    /// Whether an expression comes to be true.
    pub(crate) fn comes_true(&self, expression: &str) -> bool {
        let expression = format!("Boolean({expression})");
        self.settles(&expression, &json!(true)) == json!(true)
    }

    /// Presses and lets go of each sign.
    pub(crate) fn press(&self, keys: &str) {
        let strokes: Vec<Value> = keys
            .chars()
            .flat_map(|key| ["keyDown", "keyUp"].map(|kind| json!({"type": kind, "value": key.to_string()})))
            .collect();
        self.post("actions", &json!({"actions": [{"type": "key", "id": "keys", "actions": strokes}]}));
    }

    /// What the browser complained about since it was last asked: refusals of a policy, files that are not there.
    pub(crate) fn complaints(&self) -> Vec<String> {
        let log = self.post("se/log", &json!({"type": "browser"}));
        let all = log.as_array().cloned().unwrap_or_default();
        let text = |entry: Value| entry["message"].as_str().unwrap_or_default().to_string();
        all.into_iter().filter(|e| e["level"] == "SEVERE").map(text).collect()
    }

    fn command(&self, name: &str, parameters: &Value) {
        self.post("goog/cdp/execute", &json!({"cmd": name, "params": parameters}));
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        self.request("POST", &format!("/session/{}/{path}", self.session), body)
    }

    fn request(&self, method: &str, path: &str, body: &Value) -> Value {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the driver answers");
        let body = body.to_string();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )
        .expect("sent");
        let answer = answer(&mut BufReader::new(stream));
        let answer: Value = serde_json::from_slice(&answer).unwrap_or_else(|e| panic!("{path}: {e}"));
        let fault = &answer["value"]["error"];
        assert!(fault.is_null(), "{path}: {fault}: {}", answer["value"]["message"]);
        answer["value"].clone()
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Ends the browser; without it, it would outlive its driver.
        if let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.port)) {
            let path = format!("/session/{}", self.session);
            let _ = write!(stream, "DELETE {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            // The answer comes when the browser has ended.
            let _ = stream.read(&mut [0; 64]);
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The body of an answer. The driver leaves the line open, so its length is what ends it.
fn answer(stream: &mut impl BufRead) -> Vec<u8> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        let read = stream.read_line(&mut line).expect("an answer");
        let line = line.trim().to_ascii_lowercase();
        if let Some(said) = line.strip_prefix("content-length:") {
            length = said.trim().parse().expect("a length");
        }
        if read == 0 || line.is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).expect("the whole answer");
    body
}

/// The driver says its port in its first lines.
fn port(child: &mut Child) -> u16 {
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let said = lines.by_ref().map_while(Result::ok).find_map(|line| {
        line.split_once("started successfully on port ")?.1.trim_end_matches('.').parse().ok()
    });
    // It goes on talking: what nobody reads would stop it.
    std::thread::spawn(move || lines.for_each(drop));
    said.expect("the driver says its port")
}
