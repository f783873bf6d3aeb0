//! Opens an address in the reader's browser. In: an address of ours. Out: nothing.
//! Never: waits for the browser, or fails because there is none.

use std::process::{Command, Stdio};

/// True if the system took the address.
pub fn open(url: &str) -> bool {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("explorer", &[])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().is_ok()
}
