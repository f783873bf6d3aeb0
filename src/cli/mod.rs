//! The command line: the only printer. In: arguments. Out: exit code. Never: logic of a stage.
