//! What a link says, before anything is looked up. In: a target as written, the site's hosts. Out: [`Target`].
//! Never: the catalog; a scheme that could run a program is no target.

/// A target as written, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target<'a> {
    /// Nothing between the brackets.
    Empty,
    /// Out of the site.
    External,
    /// A mail address without its scheme, or with `mailto=`.
    Mail(&'a str),
    /// A scheme that is not opened: `hhttps`, `javascript`.
    Scheme(&'a str),
    /// A place on the same page, without `#`.
    Fragment(String),
    /// A file or folder of the library.
    Path(PathTarget),
}

/// A path as written: decoded, with `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathTarget {
    /// Relative to the linking file, or to the root.
    pub path: String,
    /// From the root (`/x`, `~/x`, an own host).
    pub absolute: bool,
    /// An address of the site's own host: kept as it is if the library does not hold it.
    pub own_host: bool,
    /// Behind `#`, decoded.
    pub fragment: Option<String>,
}

const SCHEMES: [&str; 12] =
    ["http", "https", "mailto", "tel", "ftp", "ftps", "sip", "sips", "callto", "skype", "msteams", "onenote"];

/// Takes a target apart.
pub fn read<'a>(written: &'a str, hosts: &[String]) -> Target<'a> {
    let text = written.trim();
    if text.is_empty() {
        return Target::Empty;
    }
    if let Some(fragment) = text.strip_prefix('#') {
        return Target::Fragment(decoded(fragment));
    }
    if let Some(rest) = text.strip_prefix("//") {
        return own(rest, hosts).map_or(Target::External, Target::Path);
    }
    match scheme(text) {
        Some(scheme) if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") => {
            let rest = text[scheme.len() + 1..].trim_start_matches('/');
            own(rest, hosts).map_or(Target::External, Target::Path)
        }
        Some(scheme) if opens(scheme) => Target::External,
        Some(scheme) => Target::Scheme(scheme),
        None if is_mail(text) => Target::Mail(text.strip_prefix("mailto=").unwrap_or(text)),
        None => Target::Path(path(text)),
    }
}

/// The part before a colon, if it can be a scheme; one letter is a drive.
fn scheme(text: &str) -> Option<&str> {
    let (scheme, _) = text.split_once(':')?;
    let shaped = scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    shaped.then_some(scheme)
}

fn opens(scheme: &str) -> bool {
    let scheme = scheme.to_ascii_lowercase();
    SCHEMES.contains(&scheme.as_str()) || scheme.starts_with("ms-")
}

fn is_mail(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    !name.is_empty() && !name.contains(['/', '\\']) && host.contains('.') && !host.contains(['/', '\\', '@'])
}

/// `host/path` of one of the site's hosts.
fn own(rest: &str, hosts: &[String]) -> Option<PathTarget> {
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let same = |host: &&String| {
        let host = host.trim_end_matches('/');
        host.rsplit("//").next().unwrap_or(host).eq_ignore_ascii_case(&rest[..end])
    };
    hosts.iter().find(same)?;
    let target = path(&rest[end..]);
    Some(PathTarget { absolute: true, own_host: true, ..target })
}

fn path(text: &str) -> PathTarget {
    let (rest, fragment) = match text.split_once('#') {
        Some((rest, fragment)) => (rest, Some(decoded(fragment))),
        None => (text, None),
    };
    let rest = rest.split('?').next().unwrap_or(rest);
    let path = decoded(rest).replace('\\', "/");
    let stripped = path.strip_prefix("~/").or_else(|| path.strip_prefix('/'));
    let absolute = stripped.is_some();
    let path = stripped.map_or(path.clone(), |p| p.trim_start_matches('/').to_string());
    PathTarget { path, absolute, own_host: false, fragment: fragment.filter(|f| !f.is_empty()) }
}

/// Percent signs resolved; what is no UTF-8 then stays as written.
fn decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_string();
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        let shaped = hex.filter(|h| h.bytes().all(|b| b.is_ascii_hexdigit()));
        match shaped.and_then(|h| u8::from_str_radix(h, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_string())
}

/// `path` seen from `folder`, without `.` and `..`; none if it leads out of the root.
pub fn joined(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            name => parts.push(name),
        }
    }
    let slash = if path.ends_with('/') && !parts.is_empty() { "/" } else { "" };
    Some(parts.join("/") + slash)
}

/// The folder of a file, without the last `/`.
pub fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..at])
}
