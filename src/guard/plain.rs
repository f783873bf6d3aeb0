//! What a reader of an artifact sees. In: its bytes. Out: text without escapes, blanks folded.
//! Never: drops a letter; what is escaped twice is found by the search of the text as it stands.

/// HTML entities, JSON and Markdown escapes and percent signs resolved; runs of blanks are one space,
/// signs without width are gone.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        let (same, behind) = rest.split_at(unchanged(rest, out.ends_with(' ')));
        out.push_str(same);
        rest = behind;
        let Some(c) = rest.chars().next() else { break };
        let (sign, taken) = match c {
            '&' => entity(rest),
            '\\' => escaped(rest),
            '%' => percent(rest),
            _ => (c, c.len_utf8()),
        };
        push(&mut out, sign);
        rest = &rest[taken..];
    }
    out
}

/// How much of a text stays as it is: letters and signs of ASCII, and single blanks between them.
fn unchanged(text: &str, mut blank: bool) -> usize {
    let stays = |byte: &&u8| match byte {
        b'&' | b'\\' | b'%' => false,
        b' ' => !std::mem::replace(&mut blank, true),
        b'!'..=b'~' => {
            blank = false;
            true
        }
        _ => false,
    };
    text.as_bytes().iter().take_while(stays).count()
}

fn push(out: &mut String, sign: char) {
    match sign {
        '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => {}
        c if c.is_whitespace() => {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        }
        c => out.push(c),
    }
}

/// `&amp;`, `&#39;`, `&#x27;`: the sign and the bytes it takes.
fn entity(rest: &str) -> (char, usize) {
    let end = rest.bytes().take(12).position(|b| b == b';');
    let sign = end.and_then(|end| named(&rest[1..end]));
    match (sign, end) {
        (Some(sign), Some(end)) => (sign, end + 1),
        _ => ('&', 1),
    }
}

fn named(name: &str) -> Option<char> {
    let number = |digits: &str, base| u32::from_str_radix(digits, base).ok().and_then(char::from_u32);
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        "shy" => Some('\u{ad}'),
        _ => match name.strip_prefix('#')?.strip_prefix(['x', 'X']) {
            Some(digits) => number(digits, 16),
            None => number(&name[1..], 10),
        },
    }
}

/// `\u00e9`, `\n`, `\*`: JSON's and Markdown's escapes.
fn escaped(rest: &str) -> (char, usize) {
    let hex = rest.strip_prefix("\\u").and_then(|digits| digits.get(..4));
    if let Some(sign) = hex.and_then(|h| u32::from_str_radix(h, 16).ok()).and_then(char::from_u32) {
        return (sign, 6);
    }
    match rest.chars().nth(1) {
        Some('n' | 't' | 'r') => (' ', 2),
        Some(sign) if sign.is_ascii_punctuation() => (sign, 2),
        _ => ('\\', 1),
    }
}

/// `%20`, `%C3%A9`: a whole UTF-8 sign, else the percent sign itself.
fn percent(rest: &str) -> (char, usize) {
    let byte = |at: usize| {
        let digits = rest.get(at..at + 3)?.strip_prefix('%')?;
        digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u8::from_str_radix(digits, 16).ok())?
    };
    let bytes: Vec<u8> = (0..4).map_while(|n| byte(n * 3)).collect();
    let whole = (1..=bytes.len()).find_map(|n| Some((std::str::from_utf8(&bytes[..n]).ok()?, n)));
    match whole.and_then(|(text, n)| Some((text.chars().next()?, n))) {
        Some((sign, n)) => (sign, n * 3),
        None => ('%', 1),
    }
}
