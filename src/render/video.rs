//! Addresses of videos. In: what `[!VIDEO …]` names. Out: the frame that plays it once a reader asks, and the
//! origin that a policy must name. Never: a scheme but the web's; a YouTube frame that sets cookies.

const NO_COOKIES: &str = "https://www.youtube-nocookie.com";

/// The address of the frame: always `https`; none for what is no address of the web.
pub fn frame(url: &str) -> Option<String> {
    let (origin, rest) = parts(url)?;
    let Some(id) = youtube(&origin, rest) else { return Some(format!("{origin}{rest}")) };
    Some(format!("{NO_COOKIES}/embed/{id}?rel=0"))
}

/// `https://host` of that frame.
pub fn origin(url: &str) -> Option<String> {
    let (origin, rest) = parts(url)?;
    Some(if youtube(&origin, rest).is_some() { NO_COOKIES.into() } else { origin })
}

/// `https://host`, and what follows it.
fn parts(url: &str) -> Option<(String, &str)> {
    let (scheme, rest) = url.trim().split_once("://")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host = rest[..end].to_ascii_lowercase();
    let sound = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let web = ["http", "https"].iter().any(|s| scheme.eq_ignore_ascii_case(s));
    (web && !host.is_empty() && host.chars().all(sound)).then(|| (format!("https://{host}"), &rest[end..]))
}

/// The id of a YouTube video, in any of the forms of its address.
fn youtube<'u>(origin: &str, rest: &'u str) -> Option<&'u str> {
    let host = origin.trim_start_matches("https://").trim_start_matches("www.").trim_start_matches("m.");
    let from = match host {
        "youtu.be" => rest.strip_prefix('/')?,
        "youtube.com" | "youtube-nocookie.com" => match rest.strip_prefix("/embed/") {
            Some(id) => id,
            None => rest.strip_prefix("/watch?")?.split('&').find_map(|pair| pair.strip_prefix("v="))?,
        },
        _ => return None,
    };
    let end = from.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').unwrap_or(from.len());
    (end > 0).then(|| &from[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_an_address_gives_a_frame_and_its_origin() {
        for (url, to, from) in [
            (
                "https://www.youtube.com/watch?t=3&v=aB-9_x&list=1",
                "https://www.youtube-nocookie.com/embed/aB-9_x?rel=0",
                NO_COOKIES,
            ),
            ("http://youtu.be/aB9?t=1", "https://www.youtube-nocookie.com/embed/aB9?rel=0", NO_COOKIES),
            (
                "https://www.youtube.com/embed/aB9",
                "https://www.youtube-nocookie.com/embed/aB9?rel=0",
                NO_COOKIES,
            ),
            (
                "http://Video.example.org/v/7?a=1&b=2",
                "https://video.example.org/v/7?a=1&b=2",
                "https://video.example.org",
            ),
        ] {
            assert_eq!(frame(url).as_deref(), Some(to), "{url}");
            assert_eq!(origin(url).as_deref(), Some(from), "{url}");
        }
        for none in ["javascript:alert(1)", "ftp://a/b", "https://a b/c", "https:///x", "clip.mp4"] {
            assert_eq!(frame(none), None, "{none}");
            assert_eq!(origin(none), None, "{none}");
        }
    }
}
