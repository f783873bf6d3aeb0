//! What a host sends with each file: the content security policy and its companions, for the common hosts. In: the
//! paths of a root. Out: `_headers` (Netlify, Cloudflare), `web.config` (IIS), `staticwebapp.config.json` (Azure).
//! Never: `unsafe-inline`; another origin, but those of videos that a click loads.

use super::{Artifact, assets};
use crate::model::links;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// Folders of handouts: single files with the one style and the one script inside.
const HANDOUTS: [&str; 2] = ["customers", "reviews"];
/// Headers of every file beside the policy.
const COMMON: [(&str, &str); 3] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
];

/// The policy of pages: nothing but the site's own files, and frames of these origins once a reader asks for them.
pub fn page_policy(frames: &BTreeSet<String>) -> String {
    let frames: String = frames.iter().map(|origin| format!(" {origin}")).collect();
    format!("default-src 'self'; frame-src 'self'{frames}; {TAIL}")
}

const TAIL: &str = "base-uri 'none'; form-action 'self'; frame-ancestors 'self'; object-src 'none'";

/// The policy of handouts: their one style and one script by hash.
pub fn handout_policy() -> String {
    let style = hash(&assets::handout_style());
    let script = hash(&assets::handout_script());
    format!("default-src 'self'; style-src 'self' '{style}'; script-src 'self' '{script}'; {TAIL}")
}

/// The files of all hosts. `paths` are those of the root's files; `frames` the origins of videos.
pub fn files(label: &str, paths: &BTreeSet<String>, frames: &BTreeSet<String>) -> Vec<Artifact> {
    let page = page_policy(frames);
    let all = [
        ("_headers", netlify(paths, &page)),
        ("web.config", iis(&page)),
        ("staticwebapp.config.json", azure(&page)),
    ];
    let artifact = |(path, text): (&str, String)| Artifact {
        path: path.into(),
        bytes: text.into_bytes(),
        label: label.into(),
        sources: Vec::new(),
    };
    all.into_iter().map(artifact).collect()
}

/// `sha256-…` of a text as a policy names it.
pub fn hash(text: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(text.as_bytes())))
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let three = [chunk[0], chunk.get(1).copied().unwrap_or(0), chunk.get(2).copied().unwrap_or(0)];
        let number = u32::from(three[0]) << 16 | u32::from(three[1]) << 8 | u32::from(three[2]);
        for at in 0..4 {
            let sign = SIGNS[(number >> (18 - 6 * at) & 63) as usize];
            out.push(if at <= chunk.len() { char::from(sign) } else { '=' });
        }
    }
    out
}

/// Rules of these hosts add up where they overlap, and two policies forbid what either forbids: so every folder has
/// its own rule and none is for all.
fn netlify(paths: &BTreeSet<String>, page: &str) -> String {
    let mut rules: BTreeSet<String> = ["/".to_string()].into();
    for path in paths {
        match path.split_once('/') {
            Some((folder, _)) if HANDOUTS.contains(&folder) => {}
            Some((folder, _)) => drop(rules.insert(format!("/{}/*", step(folder)))),
            None => drop(rules.insert(format!("/{}", step(path)))),
        }
    }
    let mut out = String::from("/*\n");
    COMMON.iter().for_each(|(name, value)| out.push_str(&format!("  {name}: {value}\n")));
    let mut rule = |path: &str, policy: &str| {
        out.push_str(&format!("{path}\n  Content-Security-Policy: {policy}\n"));
    };
    rules.iter().for_each(|path| rule(path, page));
    HANDOUTS.iter().for_each(|folder| rule(&format!("/{folder}/*"), &handout_policy()));
    out
}

fn step(name: &str) -> String {
    links::address("", name)
}

fn iis(page: &str) -> String {
    let add = |(name, value): (&str, &str)| {
        format!("<add name=\"{name}\" value=\"{}\" />", super::format::html(value))
    };
    let common: Vec<String> = COMMON.iter().map(|pair| add(*pair)).collect();
    let policy = "Content-Security-Policy";
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<configuration>\n");
    out.push_str(&format!(
        "  <system.webServer>\n    <httpProtocol><customHeaders>{}{}</customHeaders></httpProtocol>\n",
        add((policy, page)),
        common.concat(),
    ));
    out.push_str(concat!(
        "    <staticContent><remove fileExtension=\".md\" />",
        "<mimeMap fileExtension=\".md\" mimeType=\"text/markdown; charset=utf-8\" /></staticContent>\n",
        "    <httpErrors errorMode=\"Custom\"><remove statusCode=\"404\" />",
        "<error statusCode=\"404\" path=\"/404.html\" responseMode=\"ExecuteURL\" /></httpErrors>\n",
        "  </system.webServer>\n",
    ));
    for folder in HANDOUTS {
        out.push_str(&format!(
            "  <location path=\"{folder}\"><system.webServer><httpProtocol><customHeaders><remove name=\"{policy}\" />{}</customHeaders></httpProtocol></system.webServer></location>\n",
            add((policy, &handout_policy())),
        ));
    }
    out + "</configuration>\n"
}

fn azure(page: &str) -> String {
    let mut global: serde_json::Map<String, serde_json::Value> =
        COMMON.iter().map(|(name, value)| ((*name).to_string(), json!(value))).collect();
    global.insert("Content-Security-Policy".into(), json!(page));
    let routes: Vec<_> = HANDOUTS
        .iter()
        .map(
            |f| json!({"route": format!("/{f}/*"), "headers": {"Content-Security-Policy": handout_policy()}}),
        )
        .collect();
    let config = json!({
        "globalHeaders": global,
        "routes": routes,
        "responseOverrides": {"404": {"rewrite": "/404.html", "statusCode": 404}},
        "mimeTypes": {".md": "text/markdown; charset=utf-8"},
    });
    format!("{config:#}\n")
}
