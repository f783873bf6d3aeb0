//! Chromium as a command: pages are shown in frames of a given width, a script of the test runs in each and tells
//! the page around it what it found. In: a built site. Out: what was told. Never: a port, the network.

use gameplan::pipeline::{BuildOptions, Library, Part, Silent};
use std::path::{Path, PathBuf};
use std::process::Command;

/// How a page is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Colours {
    Light,
    Dark,
    /// The print style, put on the screen.
    Print,
}

/// The internal root of a library, in a folder of its own.
pub(crate) struct Site {
    folder: tempfile::TempDir,
}

impl Site {
    fn root(&self) -> PathBuf {
        self.folder.path().join("internal")
    }

    /// Adds a file beside the pages.
    pub(crate) fn add(&self, name: &str, text: &str) {
        std::fs::write(self.root().join(name), text).unwrap();
    }
}

/// Builds a library's site.
pub(crate) fn site(library: &str, colours: Colours) -> Site {
    let folder = tempfile::tempdir().unwrap();
    let options = BuildOptions {
        library: Library { root: PathBuf::from(library), as_of: None, today: "2026-09-08".parse().unwrap() },
        out: Some(folder.path().to_path_buf()),
        audiences: vec!["internal".into()],
        only: Vec::<Part>::new(),
        customers: Vec::new(),
        jobs: None,
        strict: false,
        keep_going: true,
    };
    gameplan::pipeline::build(&options, &Silent).unwrap();
    let site = Site { folder };
    if colours == Colours::Print {
        let style = site.root().join("assets/site.css");
        let text = std::fs::read_to_string(&style).unwrap();
        let text = text.replace("@media screen", "@media speech").replace("@media print", "@media screen");
        std::fs::write(style, text).unwrap();
    }
    site
}

/// axe-core's text.
pub(crate) fn axe() -> Option<String> {
    let path = std::env::var_os("GAMEPLAN_AXE")
        .map_or_else(|| PathBuf::from("target/npm/node_modules/axe-core/axe.min.js"), PathBuf::from);
    let text = std::fs::read_to_string(&path).ok();
    if text.is_none() {
        eprintln!("no axe-core at {}: accessibility was not tested", path.display());
    }
    text
}

/// What a page told.
pub(crate) struct Said {
    /// The page and the width.
    pub(crate) page: String,
    lines: Vec<String>,
}

impl Said {
    /// Everything but the word that the script came to its end.
    pub(crate) fn faults(&self) -> impl Iterator<Item = String> + '_ {
        let silent =
            (self.lines.last().map(String::as_str) != Some("done")).then(|| "did not come to its end".into());
        self.lines.iter().filter(|l| *l != "done").cloned().chain(silent)
    }
}

/// The browser's command.
pub(crate) struct Browser(String);

impl Browser {
    /// The one that the environment names, else `chromium`; none if it cannot be run.
    pub(crate) fn found() -> Option<Self> {
        let name = std::env::var("GAMEPLAN_BROWSER").ok().filter(|n| !n.is_empty());
        let name = name.unwrap_or_else(|| "chromium".into());
        let runs = Command::new(&name).arg("--version").output().is_ok_and(|o| o.status.success());
        if !runs {
            eprintln!("no browser `{name}`: the site was not looked at");
        }
        runs.then_some(Self(name))
    }

    /// Shows pages at several widths, all in one run, and runs a script in each of them.
    pub(crate) fn ask(
        &self,
        site: &Site,
        pages: &[&str],
        widths: &[u32],
        colours: Colours,
        library: &str,
        script: &str,
    ) -> Vec<Said> {
        site.add("asked.js", script);
        let mut frames = String::new();
        for (at, page) in pages.iter().enumerate() {
            let up = "../".repeat(page.matches('/').count());
            let text = std::fs::read_to_string(site.root().join(page)).unwrap();
            let before = match library {
                "" => String::new(),
                name => format!("<script src=\"{up}{name}\"></script>"),
            };
            let added = format!("{before}<script src=\"{up}asked.js\"></script></body>");
            let copy = format!("{page}.asked.html");
            std::fs::write(site.root().join(&copy), text.replace("</body>", &added)).unwrap();
            for width in widths {
                let address = copy.replace(' ', "%20");
                frames.push_str(&format!(
                    "<iframe title=\"{at} {width}\" width=\"{width}\" height=\"900\" src=\"{address}\"></iframe>\n"
                ));
            }
        }
        site.add(
            "frames.html",
            &format!("<!doctype html>\n{frames}<pre></pre><script src=\"frames.js\"></script>"),
        );
        site.add("frames.js", include_str!("frames.js"));
        let told = self.dump(site, "frames.html", colours);
        let mut said = Vec::new();
        for (at, page) in pages.iter().enumerate() {
            for width in widths {
                let mark = format!("{at} {width}\t");
                let lines = told.lines().filter_map(|l| l.strip_prefix(&mark)).map(str::to_string).collect();
                said.push(Said { page: format!("{page} at {width}"), lines });
            }
        }
        said
    }

    /// A page as it stands when no script may run.
    pub(crate) fn without_scripts(&self, site: &Site, page: &str) -> String {
        let text = std::fs::read_to_string(site.root().join(page)).unwrap();
        let policy = "<head><meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'none'\">";
        let copy = format!("{page}.still.html");
        site.add(&copy, &text.replace("<head>", policy));
        self.dump(site, &copy, Colours::Light)
    }

    fn dump(&self, site: &Site, page: &str, colours: Colours) -> String {
        let own = tempfile::tempdir().unwrap();
        let mut command = Command::new(&self.0);
        command.args([
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--window-size=1700,1000",
            "--virtual-time-budget=60000",
            "--dump-dom",
        ]);
        if colours == Colours::Dark {
            command.arg("--blink-settings=preferredColorScheme=0");
        }
        command.arg(format!("--user-data-dir={}", own.path().display()));
        command.arg(format!("file://{}", absolute(&site.root().join(page))));
        let output = command.output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

fn absolute(path: &Path) -> String {
    path.canonicalize().unwrap().display().to_string()
}
