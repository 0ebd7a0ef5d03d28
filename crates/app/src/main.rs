//! The `jiehao` command.
fn main() {}
