//! Any bytes give records, each with evidence that slices the source; and a page that gives any
//! is not refused unread.
#![no_main]

use jiehao_events::{Rules, detect, extract};
use jiehao_text::{Hint, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let page = read(bytes, &Hint::default());
    let found = extract(&page, Rules::built_in());
    if found.records.is_empty() {
        return;
    }
    assert!(detect(bytes, &Hint::default()), "refused, but it holds {:?}", found.records[0]);
    let source: Vec<char> = page.source.chars().collect();
    for record in &found.records {
        assert!(!record.evidence.is_empty() && (0.0..=1.0).contains(&record.confidence), "{record:?}");
        for e in &record.evidence {
            let slice = source.get(e.start..e.end).expect("within the source");
            assert!(slice.iter().copied().eq(e.exact.chars()), "{e:?}");
        }
    }
});
