//! A library built into a folder of its own. In: a folder. Out: the files of its roots, what resolves there,
//! what the check found. Never: the same folder for two libraries.

use gameplan::model::audience::{AudienceId, Viewer};
use gameplan::pipeline::{BuildOptions, CheckOptions, CheckReport, Library, Loaded, Silent};
use gameplan::resolve::{self, Resolved};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The library that the environment names.
pub(crate) fn real_library() -> Option<String> {
    std::env::var("GAMEPLAN_LIBRARY").ok().filter(|l| Path::new(l).is_dir())
}

/// What was built.
pub(crate) struct Built {
    library: Loaded,
    found: CheckReport,
    files: BTreeMap<String, Vec<u8>>,
}

/// Builds a library's site, all audiences.
pub(crate) fn built(folder: &str, checked: bool) -> Built {
    let out = tempfile::tempdir().unwrap();
    let library = Library { root: PathBuf::from(folder), as_of: None, today: "2026-09-08".parse().unwrap() };
    let options = BuildOptions {
        library: library.clone(),
        out: Some(out.path().to_path_buf()),
        audiences: Vec::new(),
        only: Vec::new(),
        customers: Vec::new(),
        jobs: None,
        strict: false,
        keep_going: true,
    };
    let report = gameplan::pipeline::build(&options, &Silent).unwrap();
    assert!(
        report.roots.iter().all(|r| r.published),
        "{folder}: a root was held back: {:?}",
        report.findings
    );
    let loaded = gameplan::pipeline::load(Path::new(folder), Some(out.path())).unwrap();
    let found = match checked {
        true => gameplan::pipeline::check(&CheckOptions { library, paths: Vec::new() }, &Silent).unwrap(),
        false => CheckReport::default(),
    };
    let mut files = BTreeMap::new();
    read(out.path(), out.path(), &mut files);
    Built { library: loaded, found, files }
}

fn read(base: &Path, folder: &Path, out: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(base, &path, out);
        } else {
            let name = path.strip_prefix(base).unwrap().to_string_lossy().replace('\\', "/");
            out.insert(name, std::fs::read(&path).unwrap());
        }
    }
}

impl Built {
    /// The folders of the roots.
    pub(crate) fn roots(&self) -> Vec<String> {
        self.library.catalog.settings.audiences.0.clone()
    }

    /// What resolves in a root.
    pub(crate) fn resolved(&self, root: &str) -> Resolved {
        let at = self.library.catalog.settings.audiences.0.iter().position(|a| a == root).unwrap();
        let viewer = Viewer { audience: AudienceId(at as u8), name: root.into(), partner: None };
        resolve::viewer_tree(&self.library.catalog, &viewer)
    }

    /// True if the settings lead on from here.
    pub(crate) fn is_old_address(&self, path: &str) -> bool {
        self.library.catalog.settings.site.redirects.contains_key(path)
    }

    /// Path and text of the HTML files of a root.
    pub(crate) fn html(&self, root: &str) -> Vec<(String, String)> {
        self.files(root, ".html")
    }

    /// Path and text of the files of a root that end so.
    pub(crate) fn files(&self, root: &str, ending: &str) -> Vec<(String, String)> {
        let own = |(path, bytes): (&String, &Vec<u8>)| {
            let path = path.strip_prefix(root)?.strip_prefix('/')?;
            path.ends_with(ending).then(|| (path.to_string(), String::from_utf8(bytes.clone()).unwrap()))
        };
        self.files.iter().filter_map(own).collect()
    }

    /// A file of a root; a medium as an empty text.
    pub(crate) fn file(&self, root: &str, path: &str) -> Option<String> {
        self.files.get(&format!("{root}/{path}")).map(|b| String::from_utf8(b.clone()).unwrap_or_default())
    }

    /// Bytes of a root without its media.
    pub(crate) fn bytes_beside_media(&self, root: &str) -> usize {
        let media = self.resolved(root).media;
        let own =
            |path: &String| path.strip_prefix(root).and_then(|p| p.strip_prefix('/')).map(str::to_string);
        let files = self.files.iter().filter(|(p, _)| own(p).is_some_and(|p| !media.contains_key(&p)));
        files.map(|(_, bytes)| bytes.len()).sum()
    }

    /// True if a finding of the check names this fragment.
    pub(crate) fn is_found(&self, fragment: &str) -> bool {
        self.found.findings.iter().any(|f| f.message.contains(fragment))
    }
}
