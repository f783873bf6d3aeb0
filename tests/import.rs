//! The run `import`, by data: each folder of `tests/import/cases` holds an export and its map. It is imported
//! into a copy of `tests/import/library`; `expected.txt` holds the plan, the findings, the changed files, and
//! what a second import says. `BLESS=1` writes what was seen; read the diff.

#[path = "support/folders.rs"]
mod folders;
#[path = "support/golden.rs"]
mod golden;

use folders::{copied, texts};
use gameplan::parse::import::number::Signs;
use gameplan::parse::import::sheet::Written;
use gameplan::pipeline::{self, ImportOptions, Library, Silent};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

#[test]
fn exports_are_read_as_their_maps_say() {
    let mut cases: Vec<PathBuf> =
        std::fs::read_dir("tests/import/cases").expect("folder").map(|e| e.expect("entry").path()).collect();
    cases.sort();
    assert!(!cases.is_empty());
    for case in cases {
        let export = ["export.csv", "export.tsv"].map(|n| case.join(n)).into_iter().find(|p| p.exists());
        let seen = session(&export.expect("an export"), &case.join("map.yml"));
        golden::same(case.join("expected.txt"), &seen);
    }
}

/// The plan, the writing, the files, the second import.
fn session(export: &Path, map: &Path) -> String {
    let library = library();
    let before = texts(library.path());
    let planned = import(library.path(), export, map, &[]);
    assert_eq!(texts(library.path()), before, "a plan writes nothing");
    let mut seen = told(&planned);
    let written = import(library.path(), export, map, &["--write"]);
    let after = texts(library.path());
    for (path, text) in after.iter().filter(|(path, text)| before.get(*path) != Some(text)) {
        let _ = write!(seen, "== {path}\n{text}");
    }
    if written.status.success() {
        let again = import(library.path(), export, map, &["--write"]);
        assert_eq!(texts(library.path()), after, "a second import changes nothing");
        let text = String::from_utf8(again.stderr).expect("UTF-8");
        assert!(text.contains("nothing to write"), "{text}");
    } else {
        assert_eq!(after, before, "a refused import writes nothing");
    }
    seen
}

fn library() -> tempfile::TempDir {
    copied("tests/import/library")
}

fn import(library: &Path, export: &Path, map: &Path, more: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_gameplan"));
    program.arg("-L").arg(library).arg("import").arg(export).arg("--map").arg(map).args(more);
    program.env("COLUMNS", "120").env("NO_COLOR", "1").output().expect("the program runs")
}

fn told(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    let mut seen = text(&output.stdout);
    for line in text(&output.stderr).lines() {
        let _ = writeln!(seen, "{}", format!("! {line}").trim_end());
    }
    let _ = writeln!(seen, "exit {}", output.status.code().expect("a code"));
    seen
}

/// A workbook with a merged title, true numbers, days and fractions, a total and a footer.
#[test]
fn workbooks_are_read_like_text() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Notes").expect("name");
    let sheet = book.add_worksheet().set_name("Usage").expect("name");
    let plain = Format::new();
    sheet.merge_range(1, 1, 1, 5, "Usage by tenant", &plain).expect("merged");
    for (column, name) in ["Tenant", "Month", "Active", "Entitled", "Share"].iter().enumerate() {
        sheet.write_string(3, column as u16 + 1, *name).expect("header");
    }
    let day = Format::new().set_num_format("m/d/yyyy");
    for (row, tenant, active, entitled) in [(4, "fj-no", 2431.0, 9800.0), (5, "fj-dk", 471.0, 2600.0)] {
        sheet.write_string(row, 1, tenant).expect("cell");
        // Portals write one column in several ways: a day, or the day's number; a number, or its text.
        if row == 4 {
            let date = ExcelDateTime::from_ymd(2026, 8, 31).expect("a day");
            sheet.write_datetime_with_format(row, 2, &date, &day).expect("cell");
            sheet.write_number(row, 3, active).expect("cell");
        } else {
            sheet.write_number(row, 2, 46_265.0).expect("cell");
            sheet.write_string(row, 3, active.to_string()).expect("cell");
        }
        sheet.write_number(row, 4, entitled).expect("cell");
        sheet.write_number(row, 5, active / entitled).expect("cell");
    }
    sheet.write_string(6, 1, "Total").expect("cell");
    sheet.write_number(6, 3, 2902.0).expect("cell");
    sheet.write_string(8, 1, "Confidential").expect("cell");
    let dir = tempfile::tempdir().expect("temp");
    let (export, map) = (dir.path().join("export.xlsx"), dir.path().join("map.yml"));
    book.save(&export).expect("saved");
    let columns = "columns: {tenant: Tenant, month: Month}\nservices: {Exchange: {active: Active, entitled: Entitled, percent: Share}}\n";
    std::fs::write(
        &map,
        format!("sheet: usage\nthousands: point\ndecimal: comma\npercents: fraction\n{columns}"),
    )
    .expect("map");
    let seen = session(&export, &map);
    for line in [
        "  fjordlys Exchange 2026-08: 2902/12400\n",
        "  line 9: Confidential\n",
        "totals that agree: 1\n",
        "EXO,2026-08,2902,12400\n",
    ] {
        assert!(seen.contains(line), "{line}{seen}");
    }
    assert!(!seen.contains("percentages that differ"), "{seen}");
    let guessed = std::fs::read_to_string(guessed(dir.path(), &export)).expect("a map");
    for line in ["sheet: \"Usage\"   # the fullest of `Notes`, `Usage`", "  tenant: \"Tenant\""] {
        assert!(guessed.contains(line), "{line}{guessed}");
    }
    std::fs::write(&map, format!("sheet: Use\n{columns}")).expect("map");
    assert!(session(&export, &map).contains("the workbook has no sheet `Use`"));
}

#[test]
fn a_plan_that_is_no_longer_true_is_refused() {
    let (library, case) = (library(), Path::new("tests/import/cases/dirty"));
    let (export, map) = (case.join("export.csv"), case.join("map.yml"));
    let plan = told(&import(library.path(), &export, &map, &[]));
    let digest = plan
        .split("--plan ")
        .nth(1)
        .expect("a digest")
        .split_whitespace()
        .next()
        .expect("a digest")
        .to_string();
    let usage = library.path().join("usage/fjordlys.csv");
    std::fs::write(&usage, "service,month,active,entitled\nEXO,2026-07,2881,12400\n").expect("changed");
    let before = texts(library.path());
    let refused = import(library.path(), &export, &map, &["--write", "--plan", &digest]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(told(&refused).contains("nothing was written"));
    assert_eq!(texts(library.path()), before);
}

#[test]
fn a_guessed_map_reads_the_export_that_it_was_guessed_from() {
    let library = library();
    let export = Path::new("tests/import/cases/dirty/export.csv");
    let map = guessed(library.path(), export);
    let plan = told(&import(library.path(), export, &map, &[]));
    assert!(plan.contains("  fjordlys Exchange 2026-08: 2902/12400\n"), "{plan}");
}

/// The README's export, guessed at and imported: the plan is the one that it shows.
#[test]
fn the_readme_shows_what_happens() {
    let readme = std::fs::read_to_string("README.md").expect("the README");
    let export =
        readme.split("```csv\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an export");
    let library = library();
    let file = library.path().join("portal.csv");
    std::fs::write(&file, export).expect("export");
    let map = guessed(library.path(), &file);
    let plan = import(library.path(), &file, &map, &[]);
    let plan = String::from_utf8(plan.stdout).expect("UTF-8");
    assert!(readme.contains(&format!("```\n{plan}```")), "README.md lacks:\n{plan}");
}

fn guessed(library: &Path, export: &Path) -> PathBuf {
    let mut program = Command::new(env!("CARGO_BIN_EXE_gameplan"));
    let guessed =
        program.arg("-L").arg(library).args(["import", "--guess"]).arg(export).output().expect("runs");
    let map = library.join("map.yml");
    std::fs::write(&map, &guessed.stdout).expect("map");
    map
}

/// A run that was killed: before its decision nothing has happened, after it everything has.
#[test]
fn a_killed_run_is_undone_or_finished() {
    for (journal, expected) in [(".gameplan-staging.json", "old"), (".gameplan-decided.json", "new")] {
        let dir = tempfile::tempdir().expect("temp");
        let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).expect("written");
        write("a.md", "old");
        write("b.md", "new");
        write(".a.md.next", "new");
        write(journal, r#"["a.md","b.md"]"#);
        gameplan::output::settle(dir.path()).expect("settled");
        assert_eq!(std::fs::read_to_string(dir.path().join("a.md")).expect("text"), expected);
        assert_eq!(texts(dir.path()).len(), 2, "nothing is left over");
    }
}

/// One of two files changed since it was read: neither is written.
#[test]
fn files_are_replaced_all_or_none() {
    use gameplan::output::{Replacement, replace};
    let dir = tempfile::tempdir().expect("temp");
    let change = |path: &str, old: Option<&str>| Replacement {
        path: path.to_string(),
        old: old.map(|t| t.as_bytes().to_vec()),
        new: b"new".to_vec(),
    };
    std::fs::write(dir.path().join("a.md"), "old").expect("written");
    std::fs::write(dir.path().join("b.md"), "changed").expect("written");
    let before = texts(dir.path());
    for second in [change("b.md", Some("old")), change("b.md", None), change("con", None)] {
        replace(dir.path(), &[change("a.md", Some("old")), second]).expect_err("refused");
        assert_eq!(texts(dir.path()), before);
    }
    replace(dir.path(), &[change("a.md", Some("old")), change("sub/c.md", None)]).expect("replaced");
    assert_eq!(texts(dir.path())["a.md"], "new");
    assert_eq!(texts(dir.path())["sub/c.md"], "new");
    assert_eq!(texts(dir.path()).len(), 3);
}

proptest! {
    /// A count written with one country's signs and read with another's is refused, or the same count: never another.
    #[test]
    fn no_count_is_read_as_another(count in 0_u64..1_000_000_000, wide in 0_u32..10, ours in 0_usize..4, theirs in 0_usize..4) {
        let signs = |at: usize| {
            let (thousands, decimal) = [(',', '.'), ('.', ','), (' ', ','), ('\'', '.')][at];
            Signs { thousands: Some(thousands), decimal: Some(decimal), ..Signs::default() }
        };
        let count = count % 10_u64.pow(wide);
        let digits = count.to_string();
        let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().map(|g| std::str::from_utf8(g).expect("digits")).collect();
        let written = groups.join(&signs(ours).thousands.expect("a sign").to_string());
        prop_assert_eq!(signs(ours).count(&written, Written::Plain), Ok(Some(count)));
        if let Ok(read) = signs(theirs).count(&written, Written::Plain) {
            prop_assert_eq!(read, Some(count), "{}", written);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever the tenants: the figures of the plan add up to the export's own total, and the second import
    /// of the same file has nothing to do.
    #[test]
    fn tenants_add_up_and_twice_is_once(counts in proptest::collection::vec((0_u64..3, 0_u64..5000, 1_u64..9000), 1..12)) {
        let library = tempfile::tempdir().expect("temp");
        std::fs::create_dir(library.path().join("customers")).expect("folder");
        for id in 0..3 {
            let record = format!("id: c{id}\nname: C{id}\ntpid: {id}\nservices: {{Exchange: {{entitled: 9}}}}\n");
            std::fs::write(library.path().join(format!("customers/c{id}.yml")), record).expect("record");
        }
        let mut export = "TPID,Tenant,Month,Active,Entitled\n".to_string();
        for (tenant, (customer, active, entitled)) in counts.iter().enumerate() {
            let _ = writeln!(export, "{customer},t{tenant},2026-08,{active},{entitled}");
        }
        let total: u64 = counts.iter().map(|c| c.1).sum();
        let _ = writeln!(export, "Total,,,{total},{}", counts.iter().map(|c| c.2).sum::<u64>());
        let (file, map) = (library.path().join("e.csv"), library.path().join("m.yml"));
        std::fs::write(&file, export).expect("export");
        std::fs::write(&map, "columns: {tpid: TPID, tenant: Tenant, month: Month}\nservices: {Exchange: {active: Active, entitled: Entitled}}\n").expect("map");
        let today = "2026-09-08".parse().expect("a day");
        let options = ImportOptions {
            library: Library { root: library.path().to_path_buf(), as_of: None, today },
            file, map, month: None, plan: None, write: true,
        };
        let first = pipeline::import(&options, &Silent).expect("imported").plan.expect("a plan");
        prop_assert_eq!((first.totals.len(), first.totals_right), (0, 2));
        prop_assert_eq!(first.new.iter().map(|c| c.active).sum::<u64>(), total);
        let second = pipeline::import(&options, &Silent).expect("imported").plan.expect("a plan");
        prop_assert!(second.is_empty());
        prop_assert_eq!(second.unchanged, first.new.len());
    }
}
