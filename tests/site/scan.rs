//! HTML read as far as these tests need. In: what was written. Out: references, ids, faults.
//! Never: a tag inside of escaped text; that holds no `<`.

/// The tags of a text, without `<` and `>`.
fn tags(text: &str) -> impl Iterator<Item = &str> {
    text.split('<').skip(1).filter_map(|t| t.split('>').next())
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let rest = &tag[tag.find(&format!(" {name}=\""))? + name.len() + 3..];
    rest.split('"').next()
}

/// Values of `href` and `src`.
pub(crate) fn references(text: &str) -> Vec<String> {
    let each = tags(text).flat_map(|t| [attribute(t, "href"), attribute(t, "src")]);
    each.flatten().map(|v| v.replace("&amp;", "&").replace("&#39;", "'")).collect()
}

/// Where the links of a Markdown text lead.
pub(crate) fn markdown_references(text: &str) -> Vec<String> {
    let each = text.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next());
    each.map(|to| to.trim_matches(['<', '>']).to_string()).collect()
}

/// Values of `id`, decoded.
pub(crate) fn ids(text: &str) -> Vec<String> {
    let each = tags(text).filter_map(|t| attribute(t, "id"));
    each.map(|v| v.replace("&amp;", "&").replace("&#39;", "'").replace("&quot;", "\"")).collect()
}

/// Ids that stand more than once.
pub(crate) fn twice(text: &str) -> Vec<String> {
    let mut all = ids(text);
    all.sort();
    all.windows(2).filter(|w| w[0] == w[1]).map(|w| w[0].clone()).collect()
}

/// The file below the root and the fragment that a link of the page at `from` leads to; none out of the site.
pub(crate) fn target(from: &str, link: &str) -> Option<(String, Option<String>)> {
    if link.contains("://") || link.starts_with("mailto:") || link.starts_with("data:") {
        return None;
    }
    let (path, fragment) = link.split_once('#').map_or((link, None), |(p, f)| (p, Some(decoded(f))));
    let mut parts: Vec<&str> = from.split('/').collect();
    let decoded_path = decoded(path);
    if !path.is_empty() {
        parts.pop();
        for step in decoded_path.split('/') {
            match step {
                ".." => drop(parts.pop()),
                "." => {}
                name => parts.push(name),
            }
        }
    }
    Some((parts.join("/"), fragment.filter(|f| !f.is_empty())))
}

fn decoded(text: &str) -> String {
    let mut out = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        match hex.and_then(|h| u8::from_str_radix(h, 16).ok()) {
            Some(byte) => (out.push(byte), at += 3).1,
            None => (out.push(bytes[at]), at += 1).1,
        }
    }
    String::from_utf8(out).unwrap()
}

/// Directives of docfx that are left as text outside of code.
pub(crate) fn directives(text: &str) -> Vec<String> {
    let mut rest = without(without(text.to_string(), "<code", "</code>"), "<summary>", "</summary>");
    // What the check says about a page may name what it found there.
    rest = without(rest, "<details class=\"quality\"", "</details>");
    let signs =
        ["[!", ":::"].iter().flat_map(|sign| rest.match_indices(sign).map(|(at, _)| at).collect::<Vec<_>>());
    signs.map(|at| rest[at..].chars().take(24).collect()).collect()
}

fn without(text: String, open: &str, close: &str) -> String {
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find(open) {
        out.push_str(&rest[..at]);
        rest = rest[at..].find(close).map_or("", |end| &rest[at + end + close.len()..]);
    }
    out + rest
}

/// What a strict policy forbids: a script or style in the page, a handler, something that is fetched from elsewhere.
pub(crate) fn loose(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for tag in tags(text) {
        let name = tag.split([' ', '\n']).next().unwrap_or("");
        if name == "style" || (name == "script" && attribute(tag, "src").is_none()) {
            found.push(format!("<{name}> in the page"));
        }
        if attribute(tag, "style").is_some()
            || tag.contains(" on")
                && tag.split(" on").skip(1).any(|t| {
                    t.split('=').next().is_some_and(|n| {
                        n.len() > 3 && n.chars().all(char::is_alphabetic) && t.contains("=\"")
                    })
                })
        {
            found.push(format!("an inline style or handler: <{tag}>"));
        }
        let fetched = ["script", "link", "iframe", "object", "embed"].contains(&name);
        let out = attribute(tag, "src").or_else(|| attribute(tag, "href"));
        if fetched && out.is_some_and(|u| u.contains("//")) {
            found.push(format!("asks for something elsewhere: <{tag}>"));
        }
    }
    found
}
