//! What the rest of the page says for or against a record.

use rustc_hash::FxHashMap;

use crate::mention::Kind;
use crate::reader::Reader;
use crate::record::Type;
use crate::types::{Draft, Fill};

/// All drafts of a page, seen as a whole.
pub struct Page {
    /// Name → the types of the drafts whose key roles it fills.
    named: FxHashMap<String, Vec<Type>>,
    /// Sentence and type → how many drafts were read there.
    there: FxHashMap<(usize, Type), usize>,
}

impl Page {
    /// Counts who is named in which drafts.
    pub fn of(drafts: &[Draft]) -> Self {
        let mut named: FxHashMap<String, Vec<Type>> = FxHashMap::default();
        let mut there = FxHashMap::default();
        for d in drafts {
            *there.entry((d.sentence, d.kind)).or_default() += 1;
            for f in keys(d) {
                named.entry(f.name.clone()).or_default().push(d.kind);
            }
        }
        Self { named, there }
    }

    pub(super) fn say(&self, reader: &Reader<'_, '_>, draft: &Draft, say: &mut impl FnMut(&str)) {
        let others = |f: &Fill| {
            let kinds = self.named.get(f.name.as_str());
            kinds.map_or(0, |k| k.iter().filter(|t| **t != draft.kind).count())
        };
        let mut any = false;
        for role in draft.kind.key_roles() {
            let fills = draft.role(role);
            if fills.iter().any(|f| others(f) > 0) {
                any = true;
                say(&format!("{role}另有记录"));
            }
        }
        if !any {
            say("别无记录");
        }
        match self.there.get(&(draft.sentence, draft.kind)) {
            Some(0 | 1) | None => {}
            Some(2 | 3) => say("一句两三条"),
            Some(_) => say("一句多条"),
        }
        let text = reader.text();
        let head = reader.document.sentences.first().map(|s| s.span.of(text));
        let head = head.filter(|_| reader.document.page.title.is_some());
        if let Some(head) = head {
            let mut any = false;
            for role in draft.kind.key_roles() {
                let seen = |f: &Fill| head.contains(stem(f));
                if draft.role(role).iter().any(seen) {
                    any = true;
                    say(&format!("{role}在标题"));
                }
            }
            if !any {
                say("标题无其名");
            }
        }
        let own = reader.own();
        let own = own.as_ref();
        for role in draft.kind.key_roles() {
            let home = |f: &Fill| {
                let region = reader.region_of(f);
                own.zip(region)
                    .is_some_and(|(o, r)| reader.within(&r, o) || reader.within(o, &r))
            };
            if draft.role(role).iter().any(home) {
                say(&format!("{role}本地"));
            }
        }
        if own.is_none() {
            say("不知本地");
        }
    }
}

/// A name without the level of its place.
fn stem(f: &Fill) -> &str {
    let cut = f.name.strip_suffix(['省', '市', '州', '县', '区', '郡']);
    cut.filter(|c| f.is(Kind::Place) && c.chars().count() >= 2)
        .unwrap_or(&f.name)
}

fn keys(d: &Draft) -> impl Iterator<Item = &Fill> {
    d.kind.key_roles().iter().flat_map(|r| d.role(r))
}
