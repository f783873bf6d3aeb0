//! The program: hands the arguments to the library's command line. In: arguments. Out: exit code.
//! Never: anything else.

use std::process::ExitCode;

// A library is millions of small texts, made on all threads at once: what the system's allocator costs there is a quarter
// of a check.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    gameplan::cli::run(std::env::args_os())
}
