//! Who works here. In: a folder. Out: the name that git would write. Never: an error; no git means no name.

use std::path::Path;
use std::process::Command;

/// `user.name` of the repository at `folder`, else of the user.
pub fn name(folder: &Path) -> Option<String> {
    let asked = Command::new("git").arg("-C").arg(folder).args(["config", "user.name"]).output();
    let name = String::from_utf8(asked.ok().filter(|out| out.status.success())?.stdout).ok()?;
    Some(name.trim().to_string()).filter(|name| !name.is_empty())
}
