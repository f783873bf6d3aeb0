//! Requests and answers. In: a preview, the numbers of its readings, the port. Out: the router.
//! Never: a look at the disk; an answer to a request that names another host, or that wants to write.

use super::page;
use crate::pipeline::preview::{Found, Preview, Served};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures_util::stream::{self, Stream};
use std::convert::Infallible;
use std::sync::Arc;
use tokio::sync::watch::Receiver;

/// Endings and their types; everything else is bytes.
const TYPES: &[(&str, &str)] = &[
    ("html", "text/html; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("md", "text/markdown; charset=utf-8"),
    ("txt", "text/plain; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("xml", "application/xml"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("ico", "image/x-icon"),
    ("pdf", "application/pdf"),
    ("mp4", "video/mp4"),
    ("woff2", "font/woff2"),
];

#[derive(Clone)]
struct Site {
    preview: Arc<Preview>,
    changes: Receiver<u64>,
    port: u16,
}

/// Everything that the preview answers.
pub(super) fn site(preview: Arc<Preview>, changes: Receiver<u64>, port: u16) -> Router {
    let site = Site { preview, changes, port };
    Router::new()
        .route("/__live.js", get(async || typed("js", page::SCRIPT)))
        .route("/__live.css", get(async || typed("css", page::STYLE)))
        .route("/__findings.json", get(findings))
        .route("/__events", get(events))
        // Browsers ask for it by themselves: no library has one.
        .route("/favicon.ico", get(async || StatusCode::NOT_FOUND))
        .fallback(artifact)
        .layer(middleware::from_fn_with_state(site.clone(), guard))
        .with_state(site)
}

/// Only this machine's own names, only reading, nothing kept or guessed by the browser.
async fn guard(State(site): State<Site>, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|h| h.to_str().ok());
    if !host.is_some_and(|host| is_own(host, site.port)) {
        return (StatusCode::FORBIDDEN, "this preview answers to localhost only\n").into_response();
    }
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    response
}

/// `localhost:4180`, `127.0.0.1:4180`, `[::1]:4180`. A name that was bent to this machine is not among them.
fn is_own(host: &str, port: u16) -> bool {
    let Some((name, said)) = host.rsplit_once(':') else { return false };
    let own = ["localhost", "127.0.0.1", "[::1]"].iter().any(|own| name.eq_ignore_ascii_case(own));
    own && said == port.to_string()
}

/// `hello` with the number of the reading in force, then `change` for each new one.
async fn events(State(site): State<Site>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let first = (true, site.changes);
    let numbers = stream::unfold(first, async |(first, mut changes)| {
        if !first {
            changes.changed().await.ok()?;
        }
        let number = *changes.borrow_and_update();
        let name = if first { "hello" } else { "change" };
        Some((Ok(Event::default().event(name).data(number.to_string())), (false, changes)))
    });
    Sse::new(numbers).keep_alive(KeepAlive::default())
}

async fn findings(State(site): State<Site>) -> Response {
    match tokio::task::spawn_blocking(move || site.preview.findings()).await {
        Ok(findings) => typed("json", findings.to_string()),
        Err(fault) => failed(&fault.to_string(), 0),
    }
}

async fn artifact(State(site): State<Site>, request: Request) -> Response {
    let Some(path) = path(request.uri().path()) else {
        return missing(request.uri().path(), site.preview.number());
    };
    let asked = path.clone();
    match tokio::task::spawn_blocking(move || site.preview.get(&asked)).await {
        Ok(served) => answer(&path, &served),
        Err(fault) => failed(&fault.to_string(), 0),
    }
}

fn answer(path: &str, served: &Served) -> Response {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    match &served.found {
        Found::Bytes(bytes) if ending == "html" => typed(ending, page::live(bytes, served)),
        Found::Bytes(bytes) => typed(ending, bytes.clone()),
        Found::Missing => missing(path, served.number),
        Found::Failed(why) => failed(why, served.number),
    }
}

fn missing(path: &str, number: u64) -> Response {
    let text = format!("nothing stands at {path} for this audience");
    (StatusCode::NOT_FOUND, typed("html", page::message("Not found", &text, number))).into_response()
}

fn failed(why: &str, number: u64) -> Response {
    let page = page::message("This page could not be made", why, number);
    (StatusCode::INTERNAL_SERVER_ERROR, typed("html", page)).into_response()
}

fn typed(ending: &str, body: impl Into<Body>) -> Response {
    let found = TYPES.iter().find(|(known, _)| ending.eq_ignore_ascii_case(known));
    let kind = found.map_or("application/octet-stream", |(_, kind)| kind);
    ([(header::CONTENT_TYPE, kind)], body.into()).into_response()
}

/// The path below the root that an address means: escapes read once, `index.html` behind a folder. None for one
/// that no artifact can have.
fn path(address: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.strip_prefix('/')?.bytes();
    while let Some(byte) = rest.next() {
        let byte = match byte {
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                (digit()? * 16 + digit()?) as u8
            }
            byte => byte,
        };
        bytes.push(byte);
    }
    let path = String::from_utf8(bytes).ok()?;
    if path.contains(['\\', '\0']) || path.split('/').any(|part| part == "..") {
        return None;
    }
    Some(if path.is_empty() || path.ends_with('/') { path + "index.html" } else { path })
}
