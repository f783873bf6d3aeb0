//! Names for headings, lines and files. In: plain text. Out: docfx's heading ids, unique ids of a page, id words,
//! file stems.
//! Never: two equal ids from one [`Slugger`], an empty id.

use super::prose::is_zero_width;
use std::collections::{HashMap, HashSet};

/// The id docfx gives a heading: letters, digits, `-` and `_` kept in lower case, blanks made `-`, all else
/// dropped, nothing joined or trimmed; `section` if nothing is left. Letters beyond U+FFFF are dropped.
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            ' ' => out.push('-'),
            '-' | '_' => out.push(c),
            c if is_letter_or_digit(c) => out.extend(c.to_lowercase().filter(|l| l.is_alphanumeric())),
            _ => {}
        }
    }
    if out.is_empty() { "section".to_string() } else { out }
}

/// A file's stem and a record's id: `Hörnli & Søn` → `hoernli-soen`; empty if nothing of the name is a letter of
/// the Latin alphabet or a digit.
pub fn file_stem(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        let plain = latin(c);
        if !plain.is_empty() {
            out.push_str(plain);
        } else if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if !out.ends_with('-') && !is_zero_width(c) {
            out.push('-');
        }
    }
    out.trim_matches('-').to_string()
}

/// The plain letters of a lower-case Latin letter with a mark; empty for any other sign.
fn latin(c: char) -> &'static str {
    match c {
        'ä' | 'æ' => "ae",
        'ö' | 'ø' | 'œ' => "oe",
        'ü' => "ue",
        'ß' => "ss",
        'þ' => "th",
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ð' | 'ď' | 'đ' => "d",
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'ğ' | 'ģ' => "g",
        'ì'..='ï' | 'ī' | 'į' | 'ı' => "i",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='õ' | 'ō' | 'ő' => "o",
        'ŕ' | 'ř' => "r",
        'ś' | 'ş' | 'š' | 'ș' => "s",
        'ţ' | 'ť' | 'ț' => "t",
        'ù'..='û' | 'ū' | 'ů' | 'ű' | 'ų' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => "",
    }
}

/// The rule docfx's runtime has: letters and decimal digits of the basic plane; no fractions, superscripts,
/// circled or Roman numbers.
fn is_letter_or_digit(c: char) -> bool {
    let other_number = matches!(c,
        '²' | '³' | '¹' | '¼'..='¾' | '\u{2070}'..='\u{209f}' | '\u{2150}'..='\u{218b}'
        | '\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{2793}' | '\u{3007}' | '\u{3021}'..='\u{3029}'
        | '\u{3192}'..='\u{3195}' | '\u{3220}'..='\u{325f}' | '\u{3280}'..='\u{32bf}');
    c <= '\u{ffff}' && c.is_alphanumeric() && !other_number
}

/// Ids of one page.
#[derive(Clone, Debug, Default)]
pub struct Slugger {
    taken: HashSet<String>,
    /// The last number that an id was given. Looked up only.
    counts: HashMap<String, usize>,
}

impl Slugger {
    /// The id of a heading with this text: its slug, then `-1`, `-2` for repeats.
    pub fn heading(&mut self, text: &str) -> String {
        self.unique(&slug(text))
    }

    /// `id` itself if it is free, else with `-1`, `-2` …
    pub fn unique(&mut self, id: &str) -> String {
        if self.taken.insert(id.to_string()) {
            return id.to_string();
        }
        let count = self.counts.entry(id.to_string()).or_default();
        loop {
            *count += 1;
            let found = format!("{id}-{count}");
            if self.taken.insert(found.clone()) {
                return found;
            }
        }
    }
}

/// A slug for ids: lower case, runs of letters and digits joined by `-`, a number at the start left out
/// (`2.1 `, `3. `, `4) `), `section` if nothing is left.
pub fn words(text: &str) -> String {
    let clean: String = text.chars().filter(|c| !is_zero_width(*c)).collect();
    let mut out = String::with_capacity(clean.len());
    for word in unnumbered(clean.trim()).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push('-');
        }
        out.extend(word.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()));
    }
    if out.is_empty() { "section".to_string() } else { out }
}

/// Text behind its own number. A number alone (`10 seats`, `10% usage`) is no numbering.
pub fn unnumbered(text: &str) -> &str {
    let number = text.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    let (head, tail) = text.split_at(number);
    let (mark, rest) = match tail.strip_prefix([')', ':']) {
        Some(rest) => (true, rest),
        None => (head.contains('.'), tail),
    };
    let counts = mark && head.starts_with(|c: char| c.is_ascii_digit());
    match counts && (rest.is_empty() || rest.starts_with(char::is_whitespace)) {
        true => rest.trim_start(),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::file_stem;

    #[test]
    fn names_become_files() {
        for (name, stem) in [
            ("Fjordlys Rederi AS", "fjordlys-rederi-as"),
            ("  Hörnli & Søn -- (Süd)  ", "hoernli-soen-sued"),
            ("Größe ÄNDERN", "groesse-aendern"),
            ("Łódź e\u{200b}U", "lodz-eu"),
            ("日本語", ""),
            ("../../etc", "etc"),
        ] {
            assert_eq!(file_stem(name), stem);
        }
    }
}
