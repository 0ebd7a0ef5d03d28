//! Holds the pin of `keshvar`; see `Cargo.toml`.
