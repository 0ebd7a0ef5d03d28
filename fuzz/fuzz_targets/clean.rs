//! Any bytes give a page, and every span of it slices its source.
#![no_main]

use jiehao_text::{CleanRange, Hint, Script, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let script = if bytes.len() % 2 == 0 { Script::Simplified } else { Script::Source };
    let page = read(bytes, &Hint { script, ..Hint::default() });
    for cut in &page.removed {
        assert!(page.source.get(cut.at.start..cut.at.end).is_some(), "{cut:?}");
        let (start, end) = page.code_points(cut.at);
        assert!(start <= end, "{cut:?}");
    }
    let text = &page.body.text;
    for (start, c) in text.char_indices() {
        if let Some(at) = page.body.source(CleanRange::new(start, start + c.len_utf8())) {
            assert!(page.source.get(at.start..at.end).is_some(), "{c:?} at {at:?}");
        }
    }
});
