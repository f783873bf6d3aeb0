//! A library as a revision of its repository holds it. In: a folder, the name of a revision.
//! Out: [`Revision`], the tree laid out in a temporary folder; [`Base`], where a change parted from it; [`changed`], the
//! files that differ; [`below`]. Never: the user's index, branches or working tree are touched; nothing is fetched.

use crate::error::{Error, Result};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The repository as it was at a revision, in a folder that goes with this value.
#[derive(Debug)]
pub struct Revision {
    /// Kept so that the folder lives as long as the value.
    _folder: tempfile::TempDir,
    /// The library's folder in it. It need not exist: the revision may be older than the library.
    pub root: PathBuf,
}

impl Revision {
    /// Lays out the whole repository of `library` at `revision`: records may lie beside the library.
    ///
    /// # Errors
    /// The folder is in no repository, the revision has no such name (kind: not found), or git fails.
    pub fn lay_out(library: &Path, revision: &str) -> Result<Self> {
        let top = PathBuf::from(ask(library, &["rev-parse", "--show-toplevel"])?);
        let below = ask(library, &["rev-parse", "--show-prefix"])?;
        let commit = commit(library, revision)?;
        let folder = tempfile::tempdir().map_err(|e| Error::new("make a temporary folder").because(e))?;
        let tree = folder.path().join("tree");
        std::fs::create_dir(&tree).map_err(|e| Error::new("make the folder").at(&tree).because(e))?;
        let index = folder.path().join("index");
        let work = format!("--work-tree={}", tree.display());
        for step in [&["read-tree", commit.as_str()][..], &["checkout-index", "--all", "--quiet"]] {
            let mut git = git(&top);
            git.arg(&work).args(step).env("GIT_INDEX_FILE", &index);
            answer(git, &top)?;
        }
        Ok(Self { root: tree.join(below), _folder: folder })
    }
}

/// Where a change begins: the commit at which the branch that is worked on parted from a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    /// The revision, as it was asked for.
    pub revision: String,
    /// The full name of the commit.
    pub commit: String,
    /// What the commit is to the revision.
    pub kind: BaseKind,
}

/// What the commit of a [`Base`] is to the revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BaseKind {
    /// The revision: nothing came to it since.
    Revision,
    /// The newest commit that it has in common with what is checked out.
    Shared,
    /// The revision, for nothing is in common: another history, or a clone that is cut off before it.
    Apart,
}

impl Base {
    /// Where what is checked out parted from `revision`; the revision itself where they have nothing in common.
    ///
    /// # Errors
    /// As for [`Revision::lay_out`].
    pub fn of(library: &Path, revision: &str) -> Result<Self> {
        let own = commit(library, revision)?;
        let mut git = git(library);
        git.args(["merge-base", &own, "HEAD"]);
        let out = git.output().map_err(|e| Error::new("run git").because(e))?;
        let shared = String::from_utf8_lossy(&out.stdout).lines().next().map(str::to_string);
        let (commit, kind) = match shared {
            Some(shared) if shared == own => (own, BaseKind::Revision),
            Some(shared) => (shared, BaseKind::Shared),
            None => (own, BaseKind::Apart),
        };
        Ok(Self { revision: revision.to_string(), commit, kind })
    }
}

/// As findings name it.
impl std::fmt::Display for Base {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.kind {
            BaseKind::Shared => write!(f, "the merge base with `{}`", self.revision),
            BaseKind::Revision | BaseKind::Apart => write!(f, "`{}`", self.revision),
        }
    }
}

/// The library's folder from the top of its repository, with a `/` behind it; empty at the top, and outside of any.
/// The folder that holds `.git` is the top: git itself is not asked.
pub fn below(library: &Path) -> String {
    let Ok(library) = library.canonicalize() else { return String::new() };
    let top = library.ancestors().find(|folder| folder.join(".git").exists());
    let own =
        top.and_then(|top| library.strip_prefix(top).ok()).map(|p| p.to_string_lossy().replace('\\', "/"));
    own.filter(|path| !path.is_empty()).map_or_else(String::new, |path| path + "/")
}

/// Files below `library` that differ from `revision`, new and deleted ones among them; paths from `library`, with `/`.
///
/// # Errors
/// As for [`Revision::lay_out`].
pub fn changed(library: &Path, revision: &str) -> Result<BTreeSet<String>> {
    let commit = commit(library, revision)?;
    let differ = ask(library, &["diff", "--name-only", "--relative", "-z", "--no-renames", &commit, "--"])?;
    let new = ask(library, &["ls-files", "--others", "--exclude-standard", "-z"])?;
    let paths = differ.split('\0').chain(new.split('\0'));
    Ok(paths.filter(|path| !path.is_empty()).map(str::to_string).collect())
}

/// The commit that a name means. A name that begins with a dash is none.
fn commit(library: &Path, revision: &str) -> Result<String> {
    ask(library, &["rev-parse", "--git-dir"])?;
    let asked = format!("{revision}^{{commit}}");
    let mut git = git(library);
    git.args(["rev-parse", "--verify", "--quiet", "--end-of-options", &asked]);
    let out = git.output().map_err(|e| Error::new("run git").because(e))?;
    match out.status.success() {
        true => Ok(String::from_utf8_lossy(&out.stdout).trim().to_string()),
        false => Err(Error::not_found(format!("the repository has no revision `{revision}`"))),
    }
}

fn git(folder: &Path) -> Command {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder);
    git
}

fn ask(folder: &Path, words: &[&str]) -> Result<String> {
    let mut git = git(folder);
    git.args(words);
    answer(git, folder)
}

/// What git says, without the line end behind it.
fn answer(mut git: Command, folder: &Path) -> Result<String> {
    let out = git.output().map_err(|e| Error::new("run git").because(e))?;
    if !out.status.success() {
        let said = String::from_utf8_lossy(&out.stderr);
        let first = said.lines().next().unwrap_or("it gave no reason").to_string();
        return Err(Error::new("ask git about the library").at(folder).because(std::io::Error::other(first)));
    }
    let text = String::from_utf8_lossy(&out.stdout);
    Ok(text.strip_suffix('\n').unwrap_or(&text).to_string())
}
