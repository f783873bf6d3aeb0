//! Bad pages: published as well as can be, and named. In: one page of each kind of fault. Out: its HTML, findings.
//! Never: a build that stops for a page.

use super::folders::tree;
use super::program::run;
use super::{found, small};

/// A page below `playbook/`, its bytes, whether it has a route's file, and the code that names it (none: no fault).
fn table() -> Vec<(&'static str, Vec<u8>, bool, Option<&'static str>)> {
    let header = "---\ntitle: Bad\nft.audience: internal\n---\n";
    let text = |body: String| format!("{header}# Bad\n\n{body}").into_bytes();
    vec![
        ("empty", Vec::new(), true, None),
        ("header-only", header.into(), true, None),
        ("no-header", b"# Bad\n\nText.\n".to_vec(), true, None),
        ("header-open", b"---\ntitle: Bad\n\n# Bad\n\nSaid below.\n".to_vec(), true, Some("FM")),
        (
            "header-broken",
            b"---\ntitle: [Bad\nft.audience: internal\n---\n# Bad\n\nSaid below.\n".to_vec(),
            true,
            Some("FM"),
        ),
        (
            "header-twice",
            b"---\ntitle: A\ntitle: B\nft.audience: internal\n---\n# Bad\n\nSaid below.\n".to_vec(),
            true,
            Some("FM"),
        ),
        (
            "header-tabs",
            b"---\ntitle:\t\tBad\n\tft.audience: internal\n---\n# Bad\n\nSaid below.\n".to_vec(),
            true,
            Some("FM"),
        ),
        ("zone-open", text("::: zone pivot=\"internal\"\n\nSaid below.\n".into()), true, Some("AU007")),
        ("zone-end-alone", text("Said below.\n\n::: zone-end\n".into()), true, Some("AU007")),
        (
            "zone-unknown",
            text("::: zone pivot=\"harbour\"\n\nText.\n\n::: zone-end\n\nSaid below.\n".into()),
            true,
            Some("AU"),
        ),
        ("fence-open", text("Said below.\n\n```\nnever closed\n".into()), true, None),
        ("comment-open", text("Said below.\n\n<!-- never closed\n".into()), true, None),
        (
            "include-itself",
            text("[!INCLUDE [me](include-itself.md)]\n\nSaid below.\n".into()),
            true,
            Some("LN"),
        ),
        ("include-nothing", text("[!INCLUDE [me](nowhere.md)]\n\nSaid below.\n".into()), true, Some("LN")),
        ("image-nothing", text("![none](media/nowhere.png)\n\nSaid below.\n".into()), true, Some("LN")),
        ("no-utf8", b"---\ntitle: Bad\n---\n# B\xe4d\n".to_vec(), false, Some("SO001")),
        (
            "utf-16",
            "# Bad".encode_utf16().flat_map(u16::to_le_bytes).chain([0xff, 0xff]).collect(),
            false,
            Some("SO001"),
        ),
        ("zero-byte", text("Said below.\0 And more.\n".into()), true, None),
        ("quotes-deep", text(format!("Said below.\n\n{} deep\n", ">".repeat(5_000))), true, None),
        (
            "lists-deep",
            text(
                "Said below.\n\n".to_string()
                    + &(0..600).map(|i| " ".repeat(i * 2) + "- x\n").collect::<String>(),
            ),
            true,
            None,
        ),
        ("brackets-deep", text(format!("Said below.\n\n{}\n", "[".repeat(20_000))), true, None),
        ("stars-deep", text(format!("Said below.\n\n{}\n", "*a ".repeat(20_000))), true, None),
        ("line-long", text(format!("Said below.\n\n{}\n", "long ".repeat(200_000))), true, None),
        (
            "table-wide",
            text(format!(
                "Said below.\n\n{}\n{}\n{}\n",
                "| a ".repeat(3_000),
                "|---".repeat(3_000),
                "| 1 ".repeat(3_000)
            )),
            true,
            None,
        ),
        (
            "line-ends",
            text("Said below.\n\n| Task ID | Task Name |\n|---|---|\n| 4001 | Ends |\n".into())
                .into_iter()
                .flat_map(|b| if b == b'\n' { vec![b'\r', b'\n'] } else { vec![b] })
                .collect(),
            true,
            None,
        ),
        (
            "old-mac",
            text("Said below.\n".into()).into_iter().map(|b| if b == b'\n' { b'\r' } else { b }).collect(),
            true,
            None,
        ),
        (
            "byte-order-mark",
            ["\u{feff}".as_bytes(), &text("Said below.\n".into())].concat(),
            true,
            Some("FM001"),
        ),
    ]
}

#[test]
fn every_bad_page_is_published_as_well_as_can_be_and_named() {
    let dir = small();
    for (name, bytes, ..) in table() {
        std::fs::write(dir.path().join(format!("playbook/{name}.md")), bytes).expect("written");
    }
    let built = run(dir.path(), &["build"]);
    assert_eq!(built.code, 0, "{}", built.err);
    let internal = tree(&dir.path().join("public/internal"));
    let html = |name: &str, ending: &str| {
        internal.get(&format!("playbook/{name}.{ending}")).map(|b| String::from_utf8_lossy(b).into_owned())
    };
    let checked = found(dir.path(), &["playbook"]);
    let mut faults = Vec::new();
    for (name, bytes, routed, code) in table() {
        let path = format!("playbook/{name}.md");
        let says = String::from_utf8_lossy(&bytes).contains("Said below.");
        for ending in ["html", "md"] {
            match html(name, ending) {
                None if routed => faults.push(format!("{name}.{ending} is not published")),
                Some(_) if !routed => faults.push(format!("{name}.{ending} is published")),
                Some(text) if says && !text.contains("Said below.") => {
                    faults.push(format!("{name}.{ending} lost its text: {}", &text[..text.len().min(3000)]));
                }
                _ => {}
            }
        }
        let named = |code: &str| {
            checked.iter().any(|f| f.starts_with(&format!("{path}:")) && f.contains(&format!(" {code}")))
        };
        if let Some(code) = code
            && !named(code)
        {
            faults.push(format!("{name} is not named by {code}"));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn line_ends_and_a_mark_change_no_meaning() {
    let dir = small();
    let page = std::fs::read_to_string(dir.path().join("playbook/mail.md")).expect("text");
    let view = || {
        let ran = run(dir.path(), &["show", "playbook", "playbook/mail.md", "--format", "json"]);
        let mut view: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
        view["diagnostics"] = serde_json::Value::Null;
        view
    };
    let plain = view();
    assert_eq!(plain["scenarios"].as_array().map(Vec::len), Some(6));
    for other in [page.replace('\n', "\r\n"), format!("\u{feff}{page}"), page.trim_end().to_string()] {
        std::fs::write(dir.path().join("playbook/mail.md"), other).expect("written");
        assert_eq!(view(), plain);
    }
}

#[test]
fn a_page_that_is_too_large_is_named_with_its_limit() {
    let dir = small();
    let settings = std::fs::read_to_string(dir.path().join("gameplan.yml")).expect("settings");
    std::fs::write(dir.path().join("gameplan.yml"), settings + "limits: {file_bytes: 2000}\n")
        .expect("written");
    std::fs::write(dir.path().join("playbook/large.md"), "# Large\n".to_string() + &"x".repeat(3000))
        .expect("written");
    let checked = found(dir.path(), &["playbook/large.md"]);
    assert_eq!(checked.len(), 1, "{checked:?}");
    let human = run(dir.path(), &["check", "playbook/large.md"]);
    assert!(human.out.contains("2000") && human.out.contains("file_bytes"), "{}", human.out);
}
