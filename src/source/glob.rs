//! Content globs: `**`, `*`, `?`, `[..]`, `{a,b}`, as docfx writes them.
//! In: patterns and paths below the root. Out: which pattern takes a path.
//! Never: the disk; case counts on every system, so that all machines build the same pages.

/// Patterns in the order in which they were written.
#[derive(Clone, Debug, Default)]
pub struct Globs {
    patterns: Vec<String>,
    broken: Vec<(usize, String)>,
}

impl Globs {
    /// Takes the patterns; a broken one takes no path and stands in [`Globs::broken`].
    pub fn new(patterns: &[String]) -> Self {
        let mut globs = Self::default();
        for (idx, written) in patterns.iter().enumerate() {
            let pattern = normal(written);
            if let Err(fault) = fast_glob::validate(pattern.as_str()) {
                globs.broken.push((idx, fault.to_string()));
            }
            globs.patterns.push(pattern);
        }
        globs
    }

    /// The index of the first pattern that takes `path` (below the root, with `/`).
    pub fn matches(&self, path: &str) -> Option<usize> {
        let sound = |idx: &usize| !self.broken.iter().any(|(b, _)| b == idx);
        (0..self.patterns.len()).filter(sound).find(|idx| {
            let pattern = &self.patterns[*idx];
            !pattern.is_empty() && fast_glob::glob_match(pattern.as_str(), path)
        })
    }

    /// Patterns that cannot be read: index and why.
    pub fn broken(&self) -> &[(usize, String)] {
        &self.broken
    }

    /// True without patterns.
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }
}

/// A folder means everything below it, `./` means the root, and a leading `!` is a letter like any other:
/// what is left out has a list of its own.
fn normal(written: &str) -> String {
    let pattern = written.trim();
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    match pattern.strip_prefix('!') {
        Some(rest) => format!("\\!{rest}"),
        None if pattern.ends_with('/') => format!("{pattern}**"),
        None => pattern.to_string(),
    }
}
