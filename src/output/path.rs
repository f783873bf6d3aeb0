//! Paths below a root. In: a path. Out: why it may not be written, if so. Never: the disk.

/// Names that some systems keep for devices, with any ending.
const RESERVED: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
    "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Why `path` may not be written below a root; none if it may.
pub fn unsafe_because(path: &str) -> Option<&'static str> {
    if path.len() > 1024 {
        return Some("it is longer than 1,024 bytes");
    }
    path.split('/').find_map(part_because)
}

fn part_because(part: &str) -> Option<&'static str> {
    let stem = part.split('.').next().unwrap_or("");
    if part.is_empty() {
        Some("it is absolute or has an empty part")
    } else if part == "." || part == ".." {
        Some("it leads upwards or to itself")
    } else if part.len() > 255 {
        Some("a part is longer than 255 bytes")
    } else if part
        .chars()
        .any(|c| c.is_control() || matches!(c, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|'))
    {
        Some("it holds a sign that file systems keep for themselves")
    } else if part.ends_with(['.', ' ']) {
        Some("a part ends in a stop or a blank")
    } else if RESERVED.iter().any(|r| stem.eq_ignore_ascii_case(r)) {
        Some("a part is a name that some systems keep for devices")
    } else {
        None
    }
}
