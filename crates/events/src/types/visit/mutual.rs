//! Visits there and back: 甲市和乙郡于2013年实现高层互访.

use crate::engine::Match;
use crate::mention::Kind;
use crate::reader::Reader;
use crate::types::{Draft, Fill, date_of};

/// Two trips, one each way; only where the page says when.
pub(super) fn read(reader: &Reader<'_, '_>, m: &Match<'_>) -> Result<Vec<Draft>, String> {
    let place = |role: &str| {
        let found = m.fillers(role).into_iter();
        let found = found.flat_map(|i| reader.resolve(i, m.sentence));
        found.filter(|f| f.is(Kind::Place)).collect::<Vec<Fill>>()
    };
    let (a, b) = (place("visitor"), place("destination"));
    // 两市市长|实现互访: both sides in one word
    let word = m.trigger.of(reader.text());
    let clause = reader.parsed[m.sentence].clauses[m.clause];
    let left = &reader.text()[clause.start..m.trigger.start.max(clause.start)];
    // 两市代表团进行了互访: who travelled is said
    let parties = [
        "代表团",
        "访问团",
        "团组",
        "市长",
        "省长",
        "州长",
        "议长",
        "领导",
        "高层",
    ];
    let parties = parties.iter().any(|w| left.contains(w) || word.contains(w));
    let heads = word.starts_with("实现") || parties;
    let both = (a.get(1).filter(|_| heads && a.len() == 2 && b.is_empty())).cloned();
    let a = a.into_iter().next().ok_or("没有找到一方")?;
    let b = b.into_iter().next().or(both).ok_or("没有找到对方")?;
    if reader.within(&a, &b) || reader.within(&b, &a) {
        return Err("双方属同一地方".into());
    }
    let when = date_of(reader, m).and_then(|r| r.start.iso());
    // 多次互访, 每年互访: no one trip; 代表团进行了互访: each went once
    let often = ["多次", "频繁", "经常", "每年", "定期", "常", "数次", "次"];
    let done = (word.contains('了') || word.starts_with("实现")) && parties;
    if when.is_none() && (!done || often.iter().any(|w| left.contains(w))) {
        return Err("没有说是哪一次".into());
    }
    let trip = |from: &Fill, to: &Fill| {
        let mut d = Draft::new(m, &reader.parsed[m.sentence]);
        d.attributes.remove("mutual");
        d.fill("visitor", [from.clone()]);
        d.fill("destination", [to.clone()]);
        d.set("start", when.clone());
        d.set("mode", Some("in-person".into()));
        d
    };
    Ok(vec![trip(&a, &b), trip(&b, &a)])
}
