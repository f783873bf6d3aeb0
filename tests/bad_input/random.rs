//! Random bytes, cuts and splices of every file of a library go through the whole pipeline. Never: a panic.

use super::folders::{plant, tree};
use super::program::SMALL;
use gameplan::pipeline::{self, BuildOptions, CheckOptions, Library, Silent};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;

/// Pieces that mean something to one of the parsers.
const PIECES: &[&str] = &[
    "\n",
    "\r\n",
    "\n\n",
    "|",
    "|---|---|\n",
    "```\n",
    "~~~",
    "<!--",
    "-->",
    "---\n",
    "::: zone pivot=\"x\"\n",
    "::: zone-end\n",
    "[!INCLUDE [a](../playbook/mail.md)]",
    "[!INCLUDE [a](mail.md)]",
    "> [!NOTE]\n> ",
    "{#a}",
    "<!-- id: a -->",
    "- [ ] ",
    "1. ",
    "   a. ",
    "### ",
    "**",
    "When: **active usage 10%-40%**\n",
    "Due: **3 days after engaged**",
    "Phase: **Migrate**  \n",
    "&amp;",
    "\u{feff}",
    "\u{0}",
    "\u{202e}",
    "{{",
    "}}",
    "{%",
    "<script>",
    "</div>",
    "[",
    "](",
    "*x: ",
    "&a ",
    "*a",
    "!!int ",
    "? ",
    "{",
    "}",
    ": ",
    "\t",
    "99999999999999999999",
    "-1",
    "2026-02-31",
    "é",
    "タスク ID",
    "%",
    "> 40% < 10%",
];

#[derive(Clone, Debug)]
enum Damage {
    Cut(usize),
    Splice(usize, Vec<u8>),
    Piece(usize, usize),
    Copy(usize, usize, usize),
    Drop(usize, usize),
    All(Vec<u8>),
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<usize>;
    prop_oneof![
        at().prop_map(Damage::Cut),
        (at(), proptest::collection::vec(any::<u8>(), 1..8)).prop_map(|(a, b)| Damage::Splice(a, b)),
        (at(), at()).prop_map(|(a, b)| Damage::Piece(a, b)),
        (at(), at(), at()).prop_map(|(a, b, c)| Damage::Copy(a, b, c)),
        (at(), 0usize..200).prop_map(|(a, b)| Damage::Drop(a, b)),
        proptest::collection::vec(any::<u8>(), 0..200).prop_map(Damage::All),
    ]
}

fn apply(bytes: &mut Vec<u8>, damage: &Damage) {
    let place = |at: usize, len: usize| at % (len + 1);
    let len = bytes.len();
    match damage {
        Damage::Cut(at) => bytes.truncate(place(*at, len)),
        Damage::Splice(at, new) => {
            let at = place(*at, len);
            bytes.splice(at..at, new.iter().copied());
        }
        Damage::Piece(at, which) => {
            let at = place(*at, len);
            bytes.splice(at..at, PIECES[which % PIECES.len()].bytes());
        }
        Damage::Copy(a, b, to) => {
            let (a, b, to) = (place(*a, len), place(*b, len), place(*to, len));
            let piece = bytes[a.min(b)..a.max(b)].to_vec();
            bytes.splice(to..to, piece);
        }
        Damage::Drop(at, count) => {
            let at = place(*at, len);
            bytes.drain(at..(at + count).min(len));
        }
        Damage::All(new) => bytes.clone_from(new),
    }
}

/// Load, show, check and build a library; errors are answers too, a panic is not.
fn through(files: &BTreeMap<String, Vec<u8>>, changed: &str) {
    let dir = tempfile::tempdir().expect("temp");
    plant(files, dir.path(), false);
    let today = "2026-09-08".parse().expect("a day");
    let library = Library { root: dir.path().to_path_buf(), as_of: None, today };
    let checked = pipeline::check(&CheckOptions { library: library.clone(), paths: Vec::new() }, &Silent);
    for format in gameplan::report::FORMATS {
        let report = checked.as_ref().expect("a folder is always checked");
        let report = gameplan::report::Report::new(&report.findings, &report.sources);
        (format.write)(&report, gameplan::report::Options::default());
    }
    let _ = pipeline::show_playbook(&library, changed);
    let _ = pipeline::show_customer(&library, "fjell");
    let options = BuildOptions {
        library,
        out: None,
        audiences: Vec::new(),
        only: Vec::new(),
        customers: Vec::new(),
        jobs: Some(1),
        strict: false,
        keep_going: true,
    };
    let built = pipeline::build(&options, &Silent).expect("a build always answers");
    assert!(built.stopped || built.roots.iter().all(|r| r.published), "a root is missing without a reason");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn no_damage_to_a_file_makes_a_panic(file in any::<usize>(), damages in proptest::collection::vec(damage(), 1..6)) {
        let mut files = tree(Path::new(SMALL));
        let path = files.keys().nth(file % files.len()).expect("a file").clone();
        for damage in &damages {
            apply(files.get_mut(&path).expect("the file"), damage);
        }
        through(&files, &path);
    }
}
