//! The program: hands the arguments to the library's command line. In: arguments. Out: exit code.
//! Never: anything else.

use std::process::ExitCode;

fn main() -> ExitCode {
    gameplan::cli::run(std::env::args_os())
}
