//! Any bytes taken for an archive end: each page within bounds, at offsets that do not go back; and
//! what comes out does not depend on how it is cut.
#![no_main]

use std::io::Cursor;

use jiehao_archive::{Error, Item, Limits, Source, list, pages};
use libfuzzer_sys::fuzz_target;

type Found = Vec<(u64, Result<Vec<u8>, String>)>;

fn read(bytes: &[u8], limits: Limits) -> Option<Found> {
    let source = Source::stream("-", Cursor::new(bytes.to_vec()));
    let archives = list(&source).ok()?;
    let mut found = Found::new();
    let work = |item: Item<'_>| match item {
        Item::Page(page) => (page.offset, Ok(page.bytes.into_owned())),
        Item::Skipped(skipped) => (skipped.offset, Err(skipped.why.to_string())),
    };
    pages::<_, Error>(&archives[0], 0, 1, limits, &work, |done| {
        found.extend(done.results);
        Ok(())
    })
    .ok()?;
    Some(found)
}

fuzz_target!(|bytes: &[u8]| {
    let record = 1 << 16;
    let whole = read(bytes, Limits { record, piece: 1 << 20 });
    let piece = usize::from(bytes.first().copied().unwrap_or_default()) * 7 + 1;
    let cut = read(bytes, Limits { record, piece });
    assert_eq!(whole, cut, "cut by {piece}");
    let mut before = 0;
    for (offset, page) in whole.into_iter().flatten() {
        assert!(offset >= before, "{offset} after {before}");
        before = offset;
        assert!(page.is_err() || page.is_ok_and(|page| page.len() as u64 <= record));
    }
});
