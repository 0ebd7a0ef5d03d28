//! Any bytes taken for a file that is read from its end (Parquet, WACZ) give pages or an error.
#![no_main]

use std::io::Write;

use jiehao_archive::{Error, Item, Limits, Source, list, pages};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(bytes).expect("written");
    let source = Source::open(file.path().to_str().expect("a path")).expect("opened");
    let limits = Limits { record: 1 << 16, piece: 1 << 12 };
    let work = |item: Item<'_>| match item {
        Item::Page(page) => assert!(page.bytes.len() as u64 <= limits.record),
        Item::Skipped(skipped) => assert!(!skipped.why.to_string().is_empty()),
    };
    for archive in list(&source).unwrap_or_default() {
        // what cannot be read on ends with an error
        let _ = pages::<_, Error>(&archive, 0, 1, limits, &work, |_| Ok(()));
    }
});
