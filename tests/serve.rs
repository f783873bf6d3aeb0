//! The preview over HTTP, as a browser and an attacker see it. In: a small library in a temporary folder, requests
//! on a plain socket. Out: answers. Never: a sleep; an event is waited for on the stream itself.
#![cfg(feature = "serve")]

use gameplan::pipeline::Library;
use gameplan::pipeline::preview::Preview;
use gameplan::serve::{ServeOptions, start};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Longer than any machine needs: only a failure waits so long.
const PATIENCE: Duration = Duration::from_secs(30);

const FILES: &[(&str, &str)] = &[
    ("gameplan.yml", "title: Harbour program\nas_of: 2026-09-08\n"),
    (
        "index.md",
        "---\ntitle: Start\nft.audience: partner, internal\n---\n\n# Start\n\nSee [the guide](guide/plan.md).\n",
    ),
    (
        "guide/plan.md",
        "---\ntitle: Plan\nft.audience: internal\n---\n\n# Plan\n\nFirst words.\n\n![Map](map.png)\n",
    ),
    ("guide/map.png", "picture"),
    ("guide/unused.png", "no page shows it"),
    ("guide/torn.md", "---\ntitle: Torn: twice\nft.audience: internal\n---\n\n# Torn\n\nStill here.\n"),
    ("customers/fjordlys.yml", "id: fjordlys\nname: Fjordlys\nregion: EMEA\nservices: {}\n"),
];

struct Answer {
    status: u16,
    head: String,
    body: String,
}

struct Place {
    /// Removed at the end.
    _folder: tempfile::TempDir,
    root: PathBuf,
    address: SocketAddr,
}

impl Place {
    fn new(audience: Option<&str>) -> Self {
        let folder = tempfile::tempdir().expect("temp");
        let root = folder.path().join("library");
        for (path, text) in FILES {
            write(&root, path, text);
        }
        // What a path that climbs out of the library would find.
        write(folder.path(), "gameplan-secret.txt", "secret");
        let address = serve(&root, audience, 0);
        Self { _folder: folder, root, address }
    }

    fn get(&self, target: &str) -> Answer {
        request(self.address, "GET", target, &self.address.to_string())
    }

    /// A stream of events, after its first: it is live when this returns.
    fn events(&self) -> BufReader<TcpStream> {
        let mut stream = TcpStream::connect(self.address).expect("connects");
        stream.set_read_timeout(Some(PATIENCE)).expect("timeout");
        write!(stream, "GET /__events HTTP/1.1\r\nHost: {}\r\n\r\n", self.address).expect("sent");
        let mut events = BufReader::new(stream);
        next(&mut events, "hello");
        events
    }

    fn write(&self, path: &str, text: &str) {
        write(&self.root, path, text);
    }
}

fn write(root: &Path, path: &str, text: &str) {
    let full = root.join(path);
    fs::create_dir_all(full.parent().expect("a folder")).expect("folder");
    fs::write(full, text).expect("written");
}

fn serve(root: &Path, audience: Option<&str>, port: u16) -> SocketAddr {
    let day = "2026-09-08".parse().expect("a day");
    let library = Library { root: root.to_path_buf(), as_of: None, today: day };
    let server = start(ServeOptions { library, audience: audience.map(String::from), port }).expect("starts");
    let address = server.address;
    std::thread::spawn(move || server.run().expect("runs"));
    address
}

fn request(address: SocketAddr, method: &str, target: &str, host: &str) -> Answer {
    let mut stream = TcpStream::connect(address).expect("connects");
    stream.set_read_timeout(Some(PATIENCE)).expect("timeout");
    write!(stream, "{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("sent");
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("an answer");
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").expect("head and body");
    let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).expect("a status");
    Answer { status, head: head.to_lowercase(), body: body.to_string() }
}

/// Reads on to an event of a name; its data.
fn next(events: &mut impl BufRead, name: &str) -> u64 {
    let mut line = String::new();
    let mut current = String::new();
    loop {
        line.clear();
        assert!(events.read_line(&mut line).expect("an event before the timeout") > 0, "the stream ended");
        if let Some(event) = line.strip_prefix("event:") {
            current = event.trim().to_string();
        }
        if let Some(data) = line.strip_prefix("data:").filter(|_| current == name) {
            return data.trim().parse().expect("a number");
        }
    }
}

#[test]
fn pages_twins_media_and_customers_are_served() {
    let place = Place::new(None);
    let page = place.get("/guide/plan.html");
    assert_eq!(page.status, 200);
    assert!(page.head.contains("content-type: text/html"), "{}", page.head);
    assert!(page.head.contains("no-store") && page.head.contains("nosniff"), "{}", page.head);
    assert!(page.body.contains("First words."), "{}", page.body);
    assert!(page.body.contains("src=\"/__live.js\""), "{}", page.body);
    assert!(!page.body.contains("gameplan-strip"), "a sound page has no strip");
    assert_eq!(place.get("/guide/plan.md").status, 200);
    assert_eq!(place.get("/guide/map.png").body, "picture");
    assert!(place.get("/").body.contains("Start"));
    assert!(place.get("/assets/site.css").head.contains("text/css"));
    let index = place.get("/customers/fjordlys/index.html");
    assert_eq!(index.status, 200, "{}", index.body);
    assert!(index.body.contains("Fjordlys"));
    assert_eq!(place.get("/customers/index.html").status, 200);
    assert_eq!(place.get("/404.html").status, 200, "what a build writes beside pages is there too");
    for own in ["/__live.js", "/__live.css", "/__findings.json"] {
        assert_eq!(place.get(own).status, 200, "{own}");
    }
}

#[test]
fn packs_are_served_as_a_build_makes_them() {
    let get = |audience, target| {
        let address = serve(Path::new("content"), audience, 0);
        request(address, "GET", target, &address.to_string())
    };
    let pack = get(None, "/reviews/2026-09/northern-2026-09-08.md");
    assert_eq!(pack.status, 200, "{}", pack.body);
    assert!(pack.body.contains("Northern") && pack.body.contains("Brightwater"), "{}", pack.body);
    assert_eq!(get(None, "/reviews/2026-09/northern-2026-09-08.html").status, 200);
    assert_eq!(get(None, "/reviews/2026-09/northern-2026-09-01.html").status, 404, "no meeting of that day");
    assert_eq!(get(Some("partner"), "/reviews/2026-09/northern-2026-09-08.html").status, 404);
}

#[test]
fn an_audience_sees_its_own_pages_only() {
    let place = Place::new(Some("partner"));
    assert_eq!(place.get("/index.html").status, 200);
    for hidden in ["/guide/plan.html", "/guide/plan.md", "/guide/map.png", "/customers/fjordlys/index.html"] {
        assert_eq!(place.get(hidden).status, 404, "{hidden}");
    }
}

#[test]
fn other_hosts_and_other_methods_are_refused() {
    let place = Place::new(None);
    let port = place.address.port();
    for host in ["evil.example", &format!("evil.example:{port}"), "localhost", "127.0.0.1:1", "localhost.:80"]
    {
        assert_eq!(request(place.address, "GET", "/", host).status, 403, "{host}");
        assert_eq!(request(place.address, "GET", "/__findings.json", host).status, 403, "{host}");
        assert_eq!(request(place.address, "GET", "/__events", host).status, 403, "{host}");
    }
    for host in ["localhost", "LOCALHOST", "127.0.0.1", "[::1]"] {
        assert_eq!(request(place.address, "GET", "/", &format!("{host}:{port}")).status, 200, "{host}");
    }
    let host = place.address.to_string();
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        assert_eq!(request(place.address, method, "/", &host).status, 405, "{method}");
    }
    assert!(place.address.ip().is_loopback());
}

#[test]
fn nothing_outside_of_the_root_can_be_reached() {
    let place = Place::new(None);
    let absolute = format!("/{}", place.root.join("gameplan.yml").display());
    let targets = [
        "/gameplan.yml",
        "/customers/fjordlys.yml",
        "/guide/unused.png",
        "/../gameplan-secret.txt",
        "/guide/../../gameplan-secret.txt",
        "/%2e%2e/gameplan-secret.txt",
        "/..%2fgameplan-secret.txt",
        "/guide/..%5c..%5cgameplan-secret.txt",
        "/%252e%252e/gameplan-secret.txt",
        "/guide/map.png%00.html",
        "/%zz",
        "/%ff",
        "//etc/passwd",
        "/customers/../gameplan.yml",
        "/customers/..%2f..%2fgameplan-secret/index.html",
        &absolute,
    ];
    for target in targets {
        let answer = place.get(target);
        assert_eq!(answer.status, 404, "{target}: {}", answer.body);
        assert!(
            answer.body.matches("secret").count() <= target.matches("secret").count()
                && !answer.body.contains("root:"),
            "{target}"
        );
    }
    let answer = place.get("/%3Cscript%3Ealert(1)%3C%2Fscript%3E");
    assert!(!answer.body.contains("<script>alert"), "{}", answer.body);
}

#[test]
fn a_save_renews_the_page() {
    let place = Place::new(None);
    assert!(place.get("/guide/plan.html").body.contains("First words."));
    let mut events = place.events();
    place.write("guide/plan.md", "---\ntitle: Plan\nft.audience: internal\n---\n\n# Plan\n\nSecond words.\n");
    let first = next(&mut events, "change");
    let page = place.get("/guide/plan.html");
    assert!(page.body.contains("Second words.") && !page.body.contains("First words."), "{}", page.body);
    // As editors do it: a new file takes the old one's name.
    place.write(
        "guide/.plan.md.swp",
        "---\ntitle: Plan\nft.audience: internal\n---\n\n# Plan\n\nThird words.\n",
    );
    let below = |name: &str| place.root.join("guide").join(name);
    fs::rename(below(".plan.md.swp"), below("plan.md")).expect("renamed");
    let second = next(&mut events, "change");
    assert!(second > first);
    assert!(place.get("/guide/plan.html").body.contains("Third words."));
}

#[test]
fn new_pages_come_and_deleted_folders_go() {
    let place = Place::new(None);
    assert_eq!(place.get("/more/deep/new.html").status, 404);
    let mut events = place.events();
    place.write("more/deep/new.md", "---\ntitle: New\nft.audience: internal\n---\n\n# New\n\nFresh words.\n");
    // The folder may be seen before the page in it is: then another event follows.
    while place.get("/more/deep/new.html").status == 404 {
        next(&mut events, "change");
    }
    fs::remove_dir_all(place.root.join("guide")).expect("removed");
    while place.get("/guide/plan.html").status == 200 {
        next(&mut events, "change");
    }
    assert_eq!(place.get("/index.html").status, 200);
}

#[test]
fn the_server_outlives_its_library() {
    let place = Place::new(None);
    let mut events = place.events();
    fs::remove_dir_all(&place.root).expect("removed");
    while !place.get("/__findings.json").body.contains("what is shown was read before") {
        next(&mut events, "change");
    }
    assert!(place.get("/guide/plan.html").body.contains("First words."), "the last reading is shown");
    for (path, text) in FILES {
        place.write(path, &text.replace("First words.", "Words again."));
    }
    while !place.get("/guide/plan.html").body.contains("Words again.") {
        next(&mut events, "change");
    }
}

#[test]
fn a_broken_page_shows_its_fault_until_it_is_mended() {
    let place = Place::new(None);
    let torn = place.get("/guide/torn.html");
    assert_eq!(torn.status, 200);
    assert!(torn.body.contains("Still here."), "{}", torn.body);
    assert!(torn.body.contains("gameplan-strip") && torn.body.contains("guide/torn.md:2:"), "{}", torn.body);
    let findings = place.get("/__findings.json").body;
    assert!(findings.contains("guide/torn.md") && findings.contains("FM009"), "{findings}");
    let mut events = place.events();
    place.write("guide/torn.md", "---\ntitle: Whole\nft.audience: internal\n---\n\n# Whole\n\nStill here.\n");
    next(&mut events, "change");
    assert!(!place.get("/guide/torn.html").body.contains("gameplan-strip"));
    assert!(!place.get("/__findings.json").body.contains("FM009"));
}

#[test]
fn findings_stand_worst_first() {
    let place = Place::new(None);
    let answer: serde_json::Value =
        serde_json::from_str(&place.get("/__findings.json").body).expect("JSON without chunks");
    let severities: Vec<&str> = answer["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|f| f["severity"].as_str())
        .collect();
    let rank = |s: &&str| ["error", "warning", "suggestion"].iter().position(|w| w == s);
    assert!(severities.len() > 1 && severities[0] == "error", "{severities:?}");
    assert!(severities.is_sorted_by_key(rank), "{severities:?}");
}

#[test]
fn broken_settings_and_records_do_not_stop_it() {
    let place = Place::new(None);
    let mut events = place.events();
    place.write("customers/fjordlys.yml", "name: [\n");
    next(&mut events, "change");
    let refused = place.get("/customers/fjordlys/index.html");
    assert_eq!(refused.status, 500);
    assert!(refused.body.contains("customers/fjordlys.yml"), "{}", refused.body);
    place.write("gameplan.yml", "title: [\n");
    next(&mut events, "change");
    assert_eq!(place.get("/guide/plan.html").status, 200);
    assert!(place.get("/__findings.json").body.contains("gameplan.yml"));
}

#[test]
fn a_busy_port_gives_the_next_free_one() {
    let busy = TcpListener::bind("127.0.0.1:0").expect("a port");
    let taken = busy.local_addr().expect("address").port();
    let folder = tempfile::tempdir().expect("temp");
    write(folder.path(), "index.md", "# Start\n");
    let address = serve(folder.path(), None, taken);
    assert!(address.port() > taken, "{address}");
    assert_eq!(request(address, "GET", "/", &address.to_string()).status, 200);
}

#[test]
fn an_unknown_audience_is_named_at_once() {
    let folder = tempfile::tempdir().expect("temp");
    let day = "2026-09-08".parse().expect("a day");
    let library = Library { root: folder.path().to_path_buf(), as_of: None, today: day };
    let options = ServeOptions { library, audience: Some("parner".into()), port: 0 };
    let error = start(options).expect_err("no such audience").to_string();
    assert!(error.contains("`parner`") && error.contains("`partner`"), "{error}");
}

/// One step: what it does to the library, and the paths that the system would name.
type Step = (fn(&Path), &'static [&'static str]);

const PLAN: &str = "---\ntitle: Plan\nft.audience: internal\n---\n\n# Plan\n\n";

/// Steps that come and go in ways of their own: only a folder is named, a file becomes a folder, an include changes.
const STEPS: [Step; 15] = [
    (
        |root| write(root, "guide/plan.md", &format!("{PLAN}![Map](map.png)\n\n[!INCLUDE [a](part.md)]\n")),
        &["guide/plan.md"],
    ),
    (|root| write(root, "guide/part.md", "A part.\n"), &["guide/part.md"]),
    (|root| write(root, "guide/part.md", "Another [part](torn.md).\n"), &["guide/part.md"]),
    (|root| write(root, "guide/map.png", "a larger picture"), &["guide/map.png"]),
    (|root| write(root, "more/deep/new.md", &PLAN.replace("Plan", "New")), &["more"]),
    (|root| fs::rename(root.join("more"), root.join("other")).expect("renamed"), &["more", "other"]),
    (|root| fs::remove_dir_all(root.join("other")).expect("removed"), &["other"]),
    (|root| fs::remove_file(root.join("guide/torn.md")).expect("removed"), &["guide/torn.md"]),
    (|root| write(root, "guide/torn.md/index.md", &PLAN.replace("Plan", "Folder")), &["guide/torn.md"]),
    (|root| write(root, "gameplan.yml", "title: Other\nas_of: 2026-09-08\n"), &["gameplan.yml"]),
    // Not read is not kept: neither while others are saved, nor when it can be read again.
    (|root| fs::write(root.join("guide/plan.md"), b"# Torn \xff\n").expect("written"), &["guide/plan.md"]),
    (|root| write(root, "index.md", &PLAN.replace("Plan", "Start")), &["index.md"]),
    (|root| write(root, "guide/plan.md", PLAN), &["guide/plan.md"]),
    (|root| write(root, "index.md", &PLAN.replace("Plan", "Begin")), &["index.md"]),
    (|_| (), &["guide/4913", "guide/plan.md~"]),
];

#[test]
fn a_reading_of_what_changed_is_a_whole_reading() {
    let folder = tempfile::tempdir().expect("temp");
    let root = folder.path();
    FILES.iter().for_each(|(path, text)| write(root, path, text));
    let library =
        || Library { root: root.to_path_buf(), as_of: None, today: "2026-09-08".parse().expect("a day") };
    let preview = Preview::open(library(), None).expect("opens");
    preview.reload(None);
    for (at, (step, named)) in STEPS.iter().enumerate() {
        step(root);
        preview.reload(Some(&named.iter().map(|path| root.join(path)).collect()));
        let fresh = Preview::open(library(), None).expect("opens");
        for path in [
            "index.html",
            "guide/plan.html",
            "guide/plan.md",
            "guide/map.png",
            "guide/torn.html",
            "other/deep/new.html",
            "more/deep/new.html",
            "guide/torn.md/index.html",
            "nav.html",
            "sitemap.xml",
            "assets/nav.js",
        ] {
            let (now, whole) = (preview.get(path), fresh.get(path));
            assert_eq!((now.found, now.faults), (whole.found, whole.faults), "step {at}: {path}");
        }
        assert_eq!(preview.findings()["findings"], fresh.findings()["findings"], "step {at}");
    }
}
