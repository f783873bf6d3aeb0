//! The month of a cohort: packs are built, meetings held and closed, each pack followed by the next. The packs of a
//! small library stand accepted in `tests/packs/`; `BLESS=1` accepts what is written now, read the diff.

#[path = "support/folders.rs"]
mod folders;
#[path = "support/golden.rs"]
mod golden;

use folders::{plant, tree};
use gameplan::model::cohort::notice;
use gameplan::model::date::{Date, Month};
use gameplan::pipeline::{
    BuildOptions, BuildReport, CheckOptions, Library, Part, Silent, build, check, close_review,
    suggest_cohort,
};
use std::fs;
use std::path::{Path, PathBuf};

fn day(text: &str) -> Date {
    text.parse().expect("a date of a test")
}

/// A copy of the small library in a folder of its own.
struct Place {
    dir: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("temp");
        plant(&tree(Path::new("tests/packs/library")), &dir.path().join("lib"), false);
        Self { dir }
    }

    fn library(&self, as_of: &str) -> Library {
        let today = day("2030-01-01");
        Library { root: self.root(), as_of: Some(day(as_of)), today }
    }

    fn root(&self) -> PathBuf {
        self.dir.path().join("lib")
    }

    fn build(&self, as_of: &str, only: &[Part]) -> BuildReport {
        let options = BuildOptions {
            library: self.library(as_of),
            out: Some(self.dir.path().join("out")),
            audiences: vec!["internal".into(), "partner".into()],
            only: only.to_vec(),
            customers: Vec::new(),
            jobs: Some(2),
            strict: false,
            keep_going: false,
        };
        build(&options, &Silent).expect("builds")
    }

    fn out(&self, path: &str) -> PathBuf {
        self.dir.path().join("out/internal").join(path)
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.out(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    fn edit(&self, path: &str, old: &str, new: &str) {
        let file = self.root().join(path);
        let text = fs::read_to_string(&file).expect("a file of the library");
        assert!(text.contains(old), "{path} holds no `{old}`");
        fs::write(file, text.replacen(old, new, 1)).expect("written");
    }

    fn errors(&self) -> Vec<String> {
        let options = CheckOptions { library: self.library("2026-09-08"), paths: Vec::new() };
        let found = check(&options, &Silent).expect("checks").findings;
        let errors = found.into_iter().filter(|d| d.severity == gameplan::diagnostic::Severity::Error);
        errors.map(|d| d.message).collect()
    }
}

fn pack(on: &str) -> String {
    format!("reviews/2026-09/coast-{on}.md")
}

fn accepted(name: &str, text: &str) {
    golden::same(format!("tests/packs/{name}"), text);
}

/// Only packs stay behind, and only where packs are: a page that lies among them goes when it may no longer be read.
#[test]
fn a_page_among_the_reviews_does_not_outlive_its_audience() {
    let place = Place::new();
    let page = "reviews/2026-08/board-2026-08-04";
    for (named, wide, own) in [(page, true, true), ("reviews/board-2026-08-04", true, false)] {
        let file = place.root().join(format!("{named}.md"));
        let head = "title: The board\nft.audience: internal, partner";
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(&file, format!("---\n{head}\n---\n# The board\n")).expect("written");
        place.build("2026-09-08", &[]);
        let stands = |root: &str| place.dir.path().join(format!("out/{root}/{named}.html")).exists();
        assert_eq!((stands("internal"), stands("partner")), (true, wide), "{named}");
        fs::remove_file(&file).expect("removed");
        place.build("2026-09-08", &[Part::Reviews]);
        assert_eq!((stands("internal"), stands("partner")), (true, wide), "{named}: not asked for");
        place.build("2026-09-08", &[]);
        assert_eq!((stands("internal"), stands("partner")), (own, false), "{named}");
    }
}

#[test]
fn four_weeks_follow_each_other() {
    let place = Place::new();
    let weeks = ["2026-09-08", "2026-09-15", "2026-09-22", "2026-09-29"];
    let mut earlier: Vec<(String, String)> = Vec::new();
    for (n, week) in weeks.iter().enumerate() {
        let report = place.build(week, &[]);
        assert!(!report.stopped, "{week}: {:?}", report.findings);
        assert_eq!(report.roots.iter().map(|r| r.reviews).sum::<usize>(), 1);
        let text = place.text(&pack(week));
        assert_eq!(text.contains("no earlier pack ·"), n == 0, "{week}");
        for (path, before) in &earlier {
            assert_eq!(&place.text(path), before, "{path} is kept as it is");
        }
        earlier.push((pack(week), text));
        let file = close_review(&place.library(week), "Coast", day(week)).expect("closed");
        assert!(file.ends_with(format!("reviews/2026-09/coast-{week}.yml")));
        if n == 0 {
            first_week_after(&place);
        }
    }
    accepted("week-1.md", &earlier[0].1);
    accepted("week-2.md", &earlier[1].1);
    accepted(
        "coast-2026-09-08.yml",
        &fs::read_to_string(place.root().join("reviews/2026-09/coast-2026-09-08.yml")).expect("outcome"),
    );
    assert!(place.out("reviews/2026-09/coast-2026-09-08.html").is_file());
    assert!(!place.dir.path().join("out/partner/reviews").exists(), "packs are internal");
}

/// What people write after the first meeting, and what a week changes.
fn first_week_after(place: &Place) {
    let outcome = "reviews/2026-09/coast-2026-09-08.yml";
    place.edit(
        outcome,
        "decisions: []",
        "decisions: [{text: Pilot first, by: Mira Holt, customer: amber-mills}]",
    );
    place.edit(
        outcome,
        "actions: []",
        "actions: [{id: N-1, text: Call the carrier, customer: amber-mills, owner: Mira Holt, due: 2026-09-18}]",
    );
    place.edit(outcome, "carried_over: []", "carried_over: [birch-foods]");
    place.edit("customers/amber-mills.yml", "target: 2026-09-30", "target: 2026-10-30");
    place.edit("customers/birch-foods.yml", "2026-08: 220", "2026-08: 90");
}

#[test]
fn a_pack_can_be_built_alone_and_twice() {
    let place = Place::new();
    place.build("2026-09-08", &[]);
    let whole = place.text(&pack("2026-09-08"));
    let again = place.build("2026-09-08", &[Part::Reviews]);
    assert_eq!(again.roots.iter().map(|r| r.counts.written + r.counts.removed).sum::<usize>(), 0);
    assert_eq!(place.text(&pack("2026-09-08")), whole);
    // Two days later the next meeting is the next Tuesday's, and a change is known by then.
    place.build("2026-09-10", &[Part::Reviews]);
    assert!(place.text(&pack("2026-09-15")).contains("Cedar Bank, announced 10 Sep 2026"));
}

/// A meeting was held on a figure that the portal restated two days later: the next pack says so, and a pack of
/// the meeting's own day still shows what was known.
#[test]
fn a_restated_month_is_named_after_the_meeting() {
    let place = Place::new();
    fs::create_dir(place.root().join("usage")).expect("folder");
    let usage = "service,month,active,entitled,was,captured\nExchange,2026-02,1490,12000,1460,2026-09-10\n";
    fs::write(place.root().join("usage/amber-mills.csv"), usage).expect("written");
    place.build("2026-09-08", &[]);
    assert!(!place.text(&pack("2026-09-08")).contains("estated"));
    close_review(&place.library("2026-09-08"), "Coast", day("2026-09-08")).expect("closed");
    place.build("2026-09-15", &[]);
    let text = place.text(&pack("2026-09-15"));
    assert!(text.contains("Exchange: restated, Feb 2026 was 1,460 until 10 Sep 2026"), "{text}");
    let review = place.text("customers/amber-mills/review.md");
    assert!(review.contains("Restated: Feb 2026 was 1,460 until 10 Sep 2026."), "{review}");
}

#[test]
fn who_does_not_fit_is_carried_over() {
    let place = Place::new();
    let settings = place.root().join("gameplan.yml");
    fs::write(&settings, fs::read_to_string(&settings).expect("settings") + "review: {minutes: 25}\n")
        .expect("written");
    place.build("2026-09-08", &[]);
    let text = place.text(&pack("2026-09-08"));
    assert!(text.contains("= 25 of 25 minutes. Carried over: Birch Foods."), "{text}");
    close_review(&place.library("2026-09-08"), "coast", day("2026-09-08")).expect("any case");
    place.build("2026-09-15", &[]);
    let text = place.text(&pack("2026-09-15"));
    assert!(text.contains("First, carried over from the last meeting: Birch Foods"), "{text}");
    assert!(text.contains("### 1 Birch Foods"), "{text}");
}

#[test]
fn a_meeting_is_closed_once_and_on_its_day() {
    let place = Place::new();
    let close = |region: &str, on: &str| {
        close_review(&place.library("2026-09-08"), region, day(on)).map_err(|e| e.to_string())
    };
    assert!(close("Coast", "2026-09-15").expect_err("to come").contains("2026-09-08 is in force"));
    assert!(close("Coast", "2026-09-02").expect_err("a Wednesday").contains("the next one is on 2026-09-08"));
    assert!(close("Cost", "2026-09-08").expect_err("unknown").contains("did you mean `Coast`?"));
    close("Coast", "2026-09-08").expect("closed");
    assert!(close("Coast", "2026-09-08").expect_err("twice").contains("exists already"));
}

/// The command of a pack, pasted into a shell, closes the meeting, whatever the region is called.
#[cfg(unix)]
#[test]
fn a_pack_can_be_closed_by_what_it_says() {
    let plain = ["Coast", "North Coast", "R&D (new)", "a|b"];
    let signs = ["Co`as``t", "`", "it's \"$HOME\"; exit 1", "$(exit 1)", "a\\", "why!?", "two\nlines"];
    for region in plain.into_iter().chain(signs) {
        let place = Place::new();
        let records = ["amber-mills", "birch-foods", "cedar-bank"].map(|id| format!("customers/{id}.yml"));
        for file in
            ["gameplan.yml", "cohorts/2026-09.yml"].into_iter().chain(records.iter().map(String::as_str))
        {
            place.edit(file, "Coast", &format!("{region:?}"));
        }
        assert!(!place.build("2026-09-08", &[]).stopped, "{region}");
        let packs = fs::read_dir(place.out("reviews/2026-09")).expect("packs");
        let mut packs: Vec<PathBuf> = packs.map(|e| e.expect("a pack").path()).collect();
        packs.sort();
        let [html, markdown] = [&packs[0], &packs[1]].map(|pack| fs::read_to_string(pack).expect("a pack"));
        let command = code_spans(&markdown).into_iter().find(|code| code.starts_with("gameplan review"));
        let command = command.unwrap_or_else(|| panic!("{region}: {markdown}"));
        let shown = html.split("<code>").filter_map(|rest| Some(unescaped(rest.split_once("</code>")?.0)));
        assert!(shown.into_iter().any(|code| code == command), "{region}: {command}");
        let words = typed(&command);
        let [verb, object, .., said, on] = words.as_slice() else { panic!("{region}: {command}") };
        assert_eq!(
            (verb.as_str(), object.as_str(), on.as_str()),
            ("review", "close", "2026-09-08"),
            "{command}"
        );
        close_review(&place.library("2026-09-08"), said, day("2026-09-08")).expect(region);
    }
}

/// The code spans of a Markdown text, as a reader copies them.
fn code_spans(markdown: &str) -> Vec<String> {
    let options = pulldown_cmark::Options::ENABLE_TABLES;
    let events = pulldown_cmark::Parser::new_ext(markdown, options);
    let code = events.filter_map(|event| match event {
        pulldown_cmark::Event::Code(code) => Some(code.to_string()),
        _ => None,
    });
    code.collect()
}

fn unescaped(html: &str) -> String {
    let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    signs.into_iter().fold(html.to_string(), |text, (word, sign)| text.replace(word, sign))
}

/// The words that a shell hands to the program.
fn typed(command: &str) -> Vec<String> {
    let script = format!("gameplan() {{ printf '%s\\0' \"$@\"; }}; {command}");
    let out = std::process::Command::new("sh").arg("-c").arg(script).output().expect("a shell");
    let words = String::from_utf8(out.stdout).expect("UTF-8");
    words.split_terminator('\0').map(String::from).collect()
}

#[test]
fn cohorts_keep_their_rules() {
    let cases = [
        ("announced: 2026-09-10", "announced: 2026-09-13", "2 days of notice, where 3 are due"),
        ("announced: 2026-09-10, ", "", "does not say when it was announced"),
        ("meeting: Tuesday", "meeting: Tuesday\nreturn_after_weeks: 6", "counts for a health review only"),
    ];
    assert_eq!(Place::new().errors(), [""; 0]);
    for (old, new, message) in cases {
        let place = Place::new();
        place.edit("cohorts/2026-09.yml", old, new);
        let errors = place.errors();
        assert!(errors.len() == 1 && errors[0].contains(message), "{new}: {errors:?}");
        assert!(place.build("2026-09-08", &[]).stopped, "{new}: an error in a cohort stops the build");
    }
}

#[test]
fn the_list_of_a_month_stands() {
    let place = Place::new();
    place.edit("cohorts/2026-09.yml", "birch-foods, since: 2026-09-01", "birch-foods, since: 2026-09-02");
    let options = CheckOptions { library: place.library("2026-09-08"), paths: Vec::new() };
    let found = check(&options, &Silent).expect("checks").findings;
    let late: Vec<_> = found.iter().filter(|d| d.message.contains("the list of 2026-09 stands")).collect();
    assert!(late.len() == 1 && late[0].help.as_ref().is_some_and(|h| h.contains("move: in")), "{found:?}");
    assert!(!place.build("2026-09-08", &[]).stopped, "it is no reason to stop a meeting");
}

#[test]
fn a_member_without_a_record_is_named_and_stops_nothing() {
    let place = Place::new();
    place.edit("cohorts/2026-09.yml", "customer: birch-foods", "customer: birch-food");
    assert_eq!(place.errors(), [""; 0]);
    assert!(!place.build("2026-09-08", &[]).stopped);
    assert!(place.text(&pack("2026-09-08")).contains("[missing: record of birch-food]"));
}

#[test]
fn a_health_review_takes_a_customer_again_after_some_weeks() {
    let place = Place::new();
    place.edit(
        "cohorts/2026-09.yml",
        "meeting: Tuesday",
        "meeting: Tuesday\nkind: health review\nreturn_after_weeks: 6",
    );
    let later = |month: &str, kind: &str| {
        let text = format!(
            "meeting: Tuesday\n{kind}regions: {{Coast: {{members: [{{customer: amber-mills, since: {month}-01}}]}}}}\n"
        );
        fs::write(place.root().join(format!("cohorts/{month}.yml")), text).expect("written");
    };
    later("2026-10", "kind: health review\nreturn_after_weeks: 6\n");
    let errors = place.errors();
    assert!(
        errors.len() == 1 && errors[0].contains("comes back after 0 weeks, where 6 are due"),
        "{errors:?}"
    );
    // Opportunity reviews keep a customer as long as it needs one.
    later("2026-10", "");
    assert_eq!(place.errors(), [""; 0]);
}

#[test]
fn notice_counts_calendar_or_working_days() {
    let cases = [
        ("2026-09-07", "2026-09-10", 3, 3),
        ("2026-09-11", "2026-09-14", 3, 1),
        ("2026-09-12", "2026-09-14", 2, 1),
        ("2026-09-10", "2026-09-10", 0, 0),
        ("2026-09-14", "2026-09-11", -3, -1),
        ("2026-08-31", "2026-09-30", 30, 22),
    ];
    for (announced, effective, calendar, working) in cases {
        let (from, to) = (day(announced), day(effective));
        assert_eq!(
            (notice(from, to, false), notice(from, to, true)),
            (calendar, working),
            "{announced}–{effective}"
        );
    }
}

#[test]
fn members_are_proposed_with_reasons_as_a_file_that_checks() {
    let place = Place::new();
    let month = Month::new(2026, 10).expect("a month");
    let text = suggest_cohort(&place.library("2026-09-08"), month, None).expect("proposed");
    accepted("suggested.yml", &text);
    fs::write(place.root().join("cohorts/2026-10.yml"), &text).expect("written");
    assert_eq!(place.errors(), [""; 0]);
    let unknown =
        suggest_cohort(&place.library("2026-09-08"), month, Some("Hill")).expect_err("no customer there");
    assert!(unknown.to_string().contains("Hill"));
}
