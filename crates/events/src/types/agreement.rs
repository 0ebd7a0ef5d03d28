//! Documents signed: who is bound, who signed, who looked on.

use super::{Draft, Fill, date_of};
use crate::engine::Match;
use crate::mention::Kind;
use crate::reader::Reader;
use crate::types::tie;

/// Builds agreements from `party`, `other`, `document`, and the ties the documents set up.
pub fn build(reader: &mut Reader<'_, '_>, m: &Match<'_>) -> Result<Vec<Draft>, String> {
    let titles: Vec<usize> = m
        .fillers("document")
        .into_iter()
        .filter(|&i| {
            !(reader.mentions[i].alias
                && reader.mentions[i].span.of(reader.text()).starts_with('《'))
        })
        .collect();
    if m.rule.set.contains_key("needs") && titles.iter().all(|&i| reader.mentions[i].alias) {
        return Err("没有说是哪一份文件".into());
    }
    let clause = reader.parsed[m.sentence].clauses[m.clause]
        .of(reader.text())
        .to_owned();
    let (side_a, signers_a) = bound(reader, m, "party");
    let (side_b, signers_b) = bound(reader, m, "other");
    let side_a: Vec<Fill> = side_a
        .into_iter()
        .filter(|f| !side_b.iter().any(|o| o.name == f.name))
        .collect();
    let mut drafts = Vec::new();
    let mut lists: Vec<(Option<usize>, Vec<Fill>)> = Vec::new();
    // one document for all: 甲与乙、丙共同发表《倡议》
    let (side_a, side_b) = match relative_parties(reader, m, &titles) {
        // 签署《……》的甲省和乙省
        Some(named) => (named, Vec::new()),
        None => (side_a, side_b),
    };
    let joint = [
        "共同发",
        "联合发",
        "共同倡议",
        "三方签",
        "各方签",
        "共同签署了《",
    ]
    .iter()
    .any(|w| clause.contains(w))
        && !m.apart;
    let pairs = if joint {
        vec![side_a.into_iter().chain(side_b).collect()]
    } else {
        pairs(side_a, side_b, m.apart)
    };
    if titles.is_empty() {
        lists.extend(pairs.into_iter().map(|p| (None, p)));
    } else {
        for &t in &titles {
            let named = named_parties(reader, t);
            if named.len() >= 2 {
                lists.push((Some(t), named));
            } else if pairs.is_empty() {
                lists.push((Some(t), reader.pair_before(m.sentence)));
            } else {
                lists.extend(pairs.iter().map(|p| (Some(t), p.clone())));
            }
        }
    }
    let date = date_of(reader, m).and_then(|r| r.start.iso());
    let place = reader.place_at(m);
    let witness: Vec<Fill> = reader.witnesses(m);
    for (title, parties) in lists {
        let name = title.map(|t| reader.mentions[t].name.clone());
        let kind = kind_of(
            name.as_deref().unwrap_or(""),
            &clause,
            m.rule.set.get("kind").map(String::as_str),
        );
        let generic = title.is_none_or(|t| reader.mentions[t].alias) && kind.is_none();
        if parties.len() < 2 && (title.is_none() || title.is_some_and(|t| reader.mentions[t].alias))
        {
            continue;
        }
        // nobody named and no title in 《》: a document of nobody's
        let titled =
            title.is_some_and(|t| reader.mentions[t].span.of(reader.text()).starts_with('《'));
        let signers: Vec<Fill> = signers_a.iter().chain(&signers_b).cloned().collect();
        let private = !signers.is_empty() && !reader.any_government(&signers);
        if parties.is_empty() && (!titled || private) {
            continue;
        }
        if !parties.is_empty() && !parties.iter().any(|f| reader.is_government(f)) {
            return Err("没有一方是地方政府".into());
        }
        let vague =
            |f: &Fill| f.is(Kind::Place) && (reader.is_country(f) || reader.is_continent(f));
        if parties.len() >= 2
            && parties.iter().any(&vague)
            && !parties.iter().all(|f| reader.is_country(f))
        {
            return Err("一方只是国家或洲".into());
        }
        if parties.len() >= 2 && reader.all_same_region(&parties) {
            return Err("各方属同一地方".into());
        }
        let mut d = Draft::new(m, &reader.parsed[m.sentence]);
        d.attributes.remove("kind");
        d.attributes.remove("needs");
        d.fill("party", parties.clone());
        d.fill("signatory", signers_a.iter().chain(&signers_b).cloned());
        d.fill("witness", witness.clone());
        d.set(
            "title",
            name.clone()
                .filter(|_| !title.is_some_and(|t| reader.mentions[t].alias)),
        );
        d.set(
            "kind",
            kind.map(str::to_owned)
                .or(Some("other".to_owned()).filter(|_| !generic)),
        );
        d.set("date", date.clone());
        d.fill("place", place.clone());
        if m.planned {
            d.set("status", Some("planned".into()));
        }
        if !parties.is_empty() && parties.iter().all(|f| reader.is_country(f)) {
            d.set("level", Some("national".into()));
        }
        // a document that sets up a relation: the tie as well
        if let Some(k) = relation(name.as_deref().unwrap_or(""), &clause)
            .filter(|_| parties.len() == 2 && parties.iter().all(tie::stands) && !m.planned)
        {
            let mut t = d.clone();
            t.kind = crate::record::Type::Tie;
            t.roles.clear();
            t.attributes.clear();
            t.fill("a", [parties[0].clone()]);
            t.fill("b", [parties[1].clone()]);
            t.set("kind", k.map(str::to_owned));
            t.set("since", date.clone());
            drafts.push(t);
        }
        drafts.push(d);
    }
    if drafts.is_empty() {
        Err("没有找到签署的双方或文件".into())
    } else {
        Ok(drafts)
    }
}

/// Regions and bodies bound, and the persons who signed for them.
fn bound(reader: &Reader<'_, '_>, m: &Match<'_>, role: &str) -> (Vec<Fill>, Vec<Fill>) {
    let (mut parties, mut signers): (Vec<Fill>, Vec<Fill>) = (Vec::new(), Vec::new());
    for i in m.fillers(role) {
        for f in reader.resolve(i, m.sentence) {
            let is_person = f.mention.as_ref().is_some_and(|x| x.kind == Kind::Person);
            if is_person {
                parties.extend(reader.party_of(&f));
                signers.push(f);
            } else if f
                .mention
                .as_ref()
                .is_some_and(|x| x.kind == Kind::Delegation)
            {
                parties.extend(reader.region_of(&f));
            } else {
                parties.push(f);
            }
        }
    }
    parties.dedup_by(|x, y| x.name == y.name);
    (parties, signers)
}

/// Who signs with whom: each of one side with each of the other when signed apart, else all one document.
fn pairs(a: Vec<Fill>, b: Vec<Fill>, apart: bool) -> Vec<Vec<Fill>> {
    if a.is_empty() && b.is_empty() {
        return Vec::new();
    }
    if b.is_empty() {
        return vec![a];
    }
    if apart && a.len() == b.len() && a.len() > 1 {
        // 甲、乙分别与丙、丁签署: respectively
        return a.into_iter().zip(b).map(|(x, y)| vec![x, y]).collect();
    }
    if a.len() == 1 && b.len() > 1 || apart && b.len() > 1 && a.len() == 1 {
        return b.into_iter().map(|x| vec![a[0].clone(), x]).collect();
    }
    if b.len() == 1 && a.len() > 1 && apart {
        return a.into_iter().map(|x| vec![x, b[0].clone()]).collect();
    }
    vec![a.into_iter().chain(b).collect()]
}

/// Places and bodies named in a title.
fn named_parties(reader: &Reader<'_, '_>, title: usize) -> Vec<Fill> {
    let m = &reader.mentions[title];
    let party = |p: &&crate::mention::Mention| {
        p.kind == Kind::Body || p.kind == Kind::Place && !reader.mention_is_country(p)
    };
    let places: Vec<Fill> = m.parts.iter().filter(party).map(Fill::mention).collect();
    if places.len() == 2 {
        places
    } else {
        Vec::new()
    }
}

/// The kind of an agreement, by its title first.
pub fn kind_of(title: &str, clause: &str, set: Option<&str>) -> Option<&'static str> {
    if let Some(k) = relation(title, "").flatten() {
        return Some(k);
    }
    const KINDS: [(&str, &str); 16] = [
        ("框架", "framework"),
        ("战略", "strategic"),
        ("备忘录", "mou"),
        ("意向", "mou"),
        ("宣言", "declaration"),
        ("倡议", "declaration"),
        ("声明", "declaration"),
        ("公报", "declaration"),
        ("友好合作", "friendly-cooperation"),
        ("友好交流", "friendly-cooperation"),
        ("友好关系", "friendly-cooperation"),
        ("对口", "pairing"),
        ("纪要", "other"),
        ("协议", "other"),
        ("协定", "other"),
        ("合同", "other"),
    ];
    if title.contains("战略") {
        return Some("strategic");
    }
    let by_title = KINDS.iter().find(|k| title.contains(k.0)).map(|k| k.1);
    let by_clause = || {
        relation("", clause)
            .flatten()
            .or_else(|| KINDS.iter().find(|k| clause.contains(k.0)).map(|k| k.1))
    };
    match set {
        Some(k) => tie::KINDS.iter().map(|x| x.1).find(|x| *x == k),
        None => by_title.or_else(by_clause),
    }
}

/// Whether a document sets up a relation, and of which kind.
pub fn relation(title: &str, clause: &str) -> Option<Option<&'static str>> {
    let text = if title.is_empty() { clause } else { title };
    // a letter of intent sets nothing up yet
    if text.contains("意向") {
        return None;
    }
    let named = text.contains("备忘录")
        && !text.contains("意向")
        && tie::kind_in(text).is_some()
        && text.contains("关系");
    let plain = !named
        && ["备忘录", "意向"].iter().any(|w| text.contains(w))
        && !["建立", "缔结", "结为", "结成", "结好"]
            .iter()
            .any(|w| text.contains(w));
    if plain {
        return None;
    }
    if let Some(k) = tie::kind_in(text) {
        return Some(Some(k));
    }
    if ["友城", "结好"].iter().any(|w| text.contains(w)) && !text.contains("周年") {
        return Some(None);
    }
    (!title.is_empty() && !clause.is_empty())
        .then(|| relation("", clause))
        .flatten()
        .filter(|_| !title.contains("备忘录") && !title.contains("意向"))
}

/// The places a relative clause about a signing ends in: 签署建立友好省际关系协议书的湖南省和南非豪登省.
fn relative_parties(reader: &Reader<'_, '_>, m: &Match<'_>, titles: &[usize]) -> Option<Vec<Fill>> {
    let end = titles.last().map(|&t| reader.mentions[t].span.end)?;
    let rest = reader.text()[end..].strip_prefix('的')?;
    let from = reader.text().len() - rest.len();
    let p = &reader.parsed[m.sentence];
    let groups = p
        .groups
        .iter()
        .filter(|g| g.span.start >= from && g.clause == m.clause);
    let places: Vec<Fill> = groups
        .flat_map(|g| g.members.iter())
        .filter(|&&i| reader.mentions[i].kind == Kind::Place)
        .map(|&i| Fill::place(&reader.mentions[i]))
        .filter(|f| !reader.is_country(f))
        .collect();
    (places.len() == 2 && places[0].span.is_some_and(|s| s.start == from)).then_some(places)
}
