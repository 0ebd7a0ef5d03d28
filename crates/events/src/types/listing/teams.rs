//! Partners that sent the delegations called after them: A国a市、B国b市友城代表团来我市.

use super::{Row, drafts};
use crate::mention::{self, Kind};
use crate::reader::Reader;
use crate::types::{Draft, Fill, relation};

/// What a delegation of a partner is called, and what it may be: 友好城市|青少年|代表团.
const CALLED: [&str; 4] = ["友城", "友好城市", "姐妹城市", "姊妹城市"];
const MOST: usize = 6;

/// The ties of the page's own place with those abroad whose delegations are called partners'.
pub(super) fn befriended(reader: &Reader<'_, '_>, s: usize) -> Vec<Draft> {
    let p = &reader.parsed[s];
    let text = reader.text();
    let mut out = Vec::new();
    for i in p.groups.iter().flat_map(|g| g.members.iter().copied()) {
        let m = &reader.mentions[i];
        let Some((_, what)) = CALLED.iter().find_map(|w| m.name.split_once(w)) else {
            continue;
        };
        if m.kind != Kind::Delegation || what.chars().count() > MOST {
            continue;
        }
        let Some(home) = reader.own().filter(|h| spoken_of(p.span.of(text), h)) else {
            continue;
        };
        let teams = reader
            .listed_team(i, s)
            .or_else(|| reader.counted_teams(i, false))
            .unwrap_or_else(|| vec![Fill::mention(m)]);
        let kind = relation::kind_in(&m.name);
        for b in teams.iter().filter_map(|f| reader.region_of(f)) {
            let abroad = b.mention.as_deref().is_some_and(mention::abroad);
            if !abroad || reader.is_country(&b) {
                continue;
            }
            let a = home.clone();
            let row = Row { a, b, since: None };
            out.extend(drafts(reader, s, "友城列举", kind, row, None, false));
        }
    }
    out
}

/// Whether a sentence speaks of the page's own place: 我市, or its name.
fn spoken_of(line: &str, home: &Fill) -> bool {
    let stem = home.name.trim_end_matches(['市', '省', '县', '区', '州']);
    ["我市", "我省", "我县", "我区", "我州"]
        .iter()
        .any(|w| line.contains(w))
        || stem.chars().count() >= 2 && line.contains(stem)
}
