//! Places no list knows: what stands around the name says that it is one.

use super::super::person::words_in;
use super::super::scan::{Reach, ends_names};
use super::super::{Kind, Mention, PlaceName, Scan};
use super::{abroad, holds_foreign, starts_fresh};
use crate::lexicon::Class;
use crate::span::Span;

/// Takes names no list knows, where a level word ends them and something vouches for their beginning.
pub fn unknown(scan: &mut Scan<'_>) {
    parts_of(scan);
    leveled(scan);
    seats(scan);
    bare(scan);
    super::among::find(scan);
}

/// 芬兰|北芬兰区: a known name with a direction before it and a level after it is another place.
fn parts_of(scan: &mut Scan<'_>) {
    let ends: Vec<Span> = scan.spans(Class::PlaceEnd);
    for end in ends {
        let known = end.start.checked_sub(1).and_then(|b| scan.mention(b));
        let Some(known) = known.filter(|m| {
            m.kind == Kind::Place && m.span == m.head && m.span.end == end.start && abroad(m)
        }) else {
            continue;
        };
        let start = known.span.start;
        let Some(side) = scan.before(start).filter(|c| "东西南北".contains(*c)) else {
            continue;
        };
        let start = start - side.len_utf8();
        let around = Span::new(start, start + side.len_utf8());
        if !scan.free(end) || !scan.free(around) {
            continue;
        }
        let holder = holder(scan, start);
        if holder.is_some() || starts_fresh(scan, start) {
            take(scan, Span::new(start, end.end), holder);
        }
    }
}

/// 巴巴多斯首都|布里奇顿: a name in the letters of translated names after the word for a seat.
fn seats(scan: &mut Scan<'_>) {
    let text = scan.text;
    for word in ["首都", "首府", "州府"] {
        for (at, _) in text.match_indices(word) {
            let start = at + word.len();
            let holder = holder(scan, start).filter(|&i| scan.mentions[i].span.end == at);
            if holder.is_none() {
                continue;
            }
            let mut end = start;
            for c in text[start..].chars() {
                let stops = !(scan.lexicon.transliterates(c) || c == '·')
                    || ends_names(c)
                    || scan.mention(end).is_some()
                    || scan
                        .word(end)
                        .is_some_and(|w| w.span.start == end && w.span.len() > 3);
                if stops {
                    break;
                }
                end += c.len_utf8();
            }
            let count = text[start..end].chars().count();
            if (2..=9).contains(&count) {
                take(scan, Span::new(start, end), holder);
            }
        }
    }
}

/// 赴奥地利|雷欧本: a name in the letters of translated names, without a level, between the country gone to, or a
/// country and a word for a partner, and a mark or a verb.
fn bare(scan: &mut Scan<'_>) {
    let mut found: Vec<Span> = Vec::new();
    for m in &scan.mentions {
        let country = m.kind == Kind::Place && m.span == m.head && abroad(m);
        let gone = || {
            let before = m.span.start.checked_sub(1)?;
            let w = scan.word(before)?;
            let goes = w.classes.any(&[Class::To, Class::At])
                || w.classes.has(Class::Trigger)
                    && w.span
                        .of(scan.text)
                        .ends_with(['赴', '往', '抵', '达', '到', '访', '问']);
            (w.span.end == m.span.start && goes).then_some(())
        };
        // 英国|友城|安格斯: called a partner, wherever the country stands
        let rest = &scan.text[m.span.end..];
        let partners = scan.lexicon.list("partner");
        let link = partners
            .iter()
            .filter(|w| rest.starts_with(w.as_str()))
            .map(String::len)
            .max();
        if !country || link.is_none() && gone().is_none() {
            continue;
        }
        let start = m.span.end + link.unwrap_or(0);
        let mut end = start;
        for c in scan.text[start..].chars() {
            let stops = !scan.lexicon.transliterates(c)
                || ends_names(c)
                || scan.mention(end).is_some()
                || scan
                    .word(end)
                    .is_some_and(|w| w.span.start == end && w.span.len() > 3);
            if stops {
                break;
            }
            end += c.len_utf8();
        }
        let count = scan.text[start..end].chars().count();
        let closed = scan.mention(end).is_none()
            && (scan.after(end))
                .is_none_or(|c| matches!(c, '，' | ',' | '。' | '、' | '；' | '\n'))
            || scan.word(end).is_some_and(|w| {
                let verb =
                    w.classes.has(Class::Trigger) || link.is_some() && Scan::is_wall(w.classes);
                w.span.start == end && w.span.len() > 3 && verb
            });
        if (2..=7).contains(&count) && closed {
            found.push(Span::new(start, end));
        }
    }
    for head in found {
        let holder = holder(scan, head.start);
        if holder.is_some() && scan.free(head) {
            take(scan, head, holder);
        }
    }
}

/// Takes a place, and into it the one that stands before it and holds it.
pub(super) fn take(scan: &mut Scan<'_>, head: Span, holder: Option<usize>) {
    let mut m = Mention::new(Kind::Place, head, scan.text);
    let mut place = PlaceName::default();
    if let Some(i) = holder {
        let outer = &scan.mentions[i];
        place.within = outer
            .place
            .as_ref()
            .map(|p| p.within.clone())
            .unwrap_or_default();
        let form = outer.place.as_ref().and_then(|p| p.form);
        place.within.push((outer.name.clone(), outer.head, form));
        m.span = Span::new(outer.span.start, head.end);
    }
    m.place = Some(place);
    scan.take(m);
}

/// Names that a level word ends: 某某州, 某某郡.
fn leveled(scan: &mut Scan<'_>) {
    const LEVELS: [&str; 14] = [
        "市",
        "州",
        "省",
        "县",
        "郡",
        "府",
        "大区",
        "边疆区",
        "边区",
        "群岛",
        "自治共和国",
        "区",
        "町",
        "道",
    ];
    // 恰克图|市政府: the level may be taken for the beginning of a body
    let level_of = |w: &crate::lexicon::Word| -> Option<Span> {
        if w.classes.has(Class::PlaceEnd) {
            return Some(w.span);
        }
        let word = w.span.of(scan.text);
        if word == "地区" {
            return Some(w.span);
        }
        let level = word.chars().next().filter(|c| "市州省县".contains(*c))?;
        let body = ["政府", "议会", "政厅"].contains(&&word[level.len_utf8()..]);
        (body && w.classes.has(Class::BodyEnd))
            .then(|| Span::new(w.span.start, w.span.start + level.len_utf8()))
    };
    let ends: Vec<Span> = scan.words.iter().filter_map(level_of).collect();
    for end in ends {
        if !scan.free(end) {
            continue;
        }
        let level = end.of(scan.text);
        // 圣地亚哥郡郡|政委员: no level
        let rest = &scan.text[end.end..];
        if rest.starts_with('政') && !rest.starts_with("政府") && !rest.starts_with("政协") {
            continue;
        }
        // 宾士镇|市, 北布拉邦|省: the name goes on
        let syllable = matches!(
            level,
            "镇" | "城" | "都" | "岛" | "邦" | "府" | "道" | "旗" | "盟"
        );
        if syllable && rest.starts_with(['省', '市', '州', '县', '郡']) {
            continue;
        }
        let reach = Reach {
            places: false,
            anchored: true,
        };
        let mut start = scan.left(end.start, 9, reach);
        // 越南|广和|县: 和 is a syllable where nothing stands between it and the level
        let syllable = end.start - '和'.len_utf8().min(end.start);
        if start == end.start
            && scan.text[..start].ends_with('和')
            && scan.free(Span::new(syllable, end.start))
        {
            start = scan.left(syllable, 3, reach);
        }
        let start = after_preposition(scan, start, end.start);
        let start = after_link(scan, start, end.start);
        let stem = &scan.text[start..end.start];
        let count = stem.chars().filter(|c| c.is_alphabetic()).count();
        let bad = |c: char| c.is_ascii_digit() || "等个全各本两该我每某多几其".contains(c);
        // 广西展区, 河内市区: common nouns that end like divisions
        const NOUNS: [&str; 20] = [
            "缔盟", "结盟", "同盟", "加盟", "建市", "设市", "展区", "园区", "景区", "社区", "城区",
            "校区", "港区", "市区", "郊区", "山区", "灾区", "库区", "厂区", "专区",
        ];
        let whole = &scan.text[start..end.end];
        // 大邱市|寿城区: beside the city that holds it a name may end like one
        let most = if holder(scan, start).is_some() { 1 } else { 2 };
        let noun = count <= most && NOUNS.iter().any(|n| whole.ends_with(n));
        // 边境四省: counted, not named
        let counted = stem.ends_with(['两', '三', '四', '五', '六', '七', '八', '九', '十']);
        if noun
            || counted
            || count < 1
            // 古巴|驻广州: where a mission sits
            || stem.starts_with(['·', '—', '-', '–', '驻'])
        {
            continue;
        }
        let sounds = stem
            .chars()
            .filter(|&c| scan.lexicon.transliterates(c))
            .count();
        // 甲国|巴尔多利诺|市: a syllable of a name that is all of such letters
        let syllables = count >= 4 && sounds == count && holder(scan, start).is_some();
        if stem.contains(bad) && !syllables {
            continue;
        }
        let solid = words_in(scan, Span::new(start, end.start)).any(|w| {
            w.span.len() > 3
                && (w.span.start == start || !w.classes.any(&[Class::Post, Class::NationalLeader]))
        });
        // 额勒贝格道|尔吉: a syllable, not a level
        if matches!(level, "道" | "都" | "府" | "城" | "邦")
            && scan
                .after(end.end)
                .is_some_and(|c| "尔夫斯克特吉".contains(c))
        {
            continue;
        }
        // 大|区主席|杜邦: an office is cut through
        let office = |w: &crate::lexicon::Word| {
            w.span.start < start && w.span.end > start && w.classes.has(Class::Post)
        };
        if scan.word(start).is_some_and(office) {
            continue;
        }
        let holder = holder(scan, start);
        let neighbour = holder.is_none() && neighbour_abroad(scan, start);
        let paired = holder.is_none() && paired(scan, Span::new(start, end.end));
        let fresh = starts_fresh(scan, start);
        // 我市友好城市|群马市: what is called a partner is one
        let links = scan.lexicon.list("place_link");
        let called = links.ends(&scan.text[..start]).map(|i| links[i].as_str());
        let called = called
            .is_some_and(|w| w.ends_with(['城', '市', '州', '县']) && w.contains(['友', '妹']));
        let believable = if level == "地区" {
            // 芬兰|萨塔昆塔地区, not 芬兰|北部地区
            !solid && holder.is_some() && sounds == count && count >= 3
        } else if solid {
            false
        } else if holder.is_some() {
            count <= 8 && (sounds * 5 >= count * 3 || count <= 3)
        } else if paired || called {
            (2..=5).contains(&count)
                && matches!(level, "市" | "州" | "省" | "县" | "郡" | "府" | "区")
        } else if neighbour {
            count <= 8 && (sounds * 5 >= count * 4 || (2..=3).contains(&count))
        } else {
            let capital = ["首府", "首都", "州府"]
                .iter()
                .any(|w| scan.text[..start].ends_with(w));
            // two letters and 市: China's own cities are all known, so it lies abroad
            let short =
                count == 2 && matches!(level, "市" | "州" | "郡") && ends_name(scan, end.end);
            (fresh || capital)
                && sounds == count
                && (count >= 3 || short)
                && LEVELS.contains(&level)
        };
        if !believable {
            continue;
        }
        take(scan, Span::new(start, end.end), holder);
    }
}

/// Past the preposition that a name was taken with: 赴|某州.
fn after_preposition(scan: &Scan<'_>, start: usize, end: usize) -> usize {
    scan.word(start)
        .filter(|w| {
            w.span.start == start
                && w.span.end < end
                && w.span.len() <= 3
                && w.classes
                    .any(&[Class::To, Class::At, Class::By, Class::Lead, Class::Invite])
        })
        .map_or(start, |w| w.span.end)
}

/// Past the words between a country and its place: 韩国|友城|某市.
fn after_link(scan: &Scan<'_>, start: usize, end: usize) -> usize {
    let country = start.checked_sub(1).and_then(|b| scan.mention(b));
    if country.is_none_or(|m| m.kind != Kind::Place || m.span.end != start) {
        return start;
    }
    let links = scan.lexicon.list("place_link");
    if links.begins(&scan.text[start..end]).is_none() {
        return start;
    }
    let link = links
        .iter()
        .filter(|w| scan.text[start..end].starts_with(w.as_str()) && w.len() < end - start)
        .max_by_key(|w| w.len());
    start + link.map_or(0, String::len)
}

/// Whether no name runs on at a byte.
fn ends_name(scan: &Scan<'_>, at: usize) -> bool {
    scan.after(at).is_none_or(|c| !Scan::name_char(c))
        || scan.word(at).is_some_and(|w| {
            w.span.start == at
                && (Scan::is_wall(w.classes) || w.classes.any(&[Class::Post, Class::BodyEnd]))
        })
}

/// The foreign place that stands right before a name and holds it, 的, 首府 or 友城 between them aside.
fn holder(scan: &Scan<'_>, start: usize) -> Option<usize> {
    let before = scan.text[..start].trim_end_matches([' ', '\u{3000}']);
    let links = scan.lexicon.list("place_link");
    // the longest of them stands first
    let link = links.ends(before).map(|i| &links[i]);
    let at = before.len() - link.map_or(0, String::len);
    let i = scan.mention_index(at.checked_sub(1)?)?;
    let m = &scan.mentions[i];
    (m.kind == Kind::Place && m.span.end == at && m.place.as_ref().is_some_and(holds_foreign))
        .then_some(i)
}

/// Whether a name stands with one of China's own places as the other side of an act: 甲县与|复和县|签署.
/// All of China's own are known, so it lies abroad.
fn paired(scan: &Scan<'_>, name: Span) -> bool {
    let levels = ['市', '省', '县', '区', '州', '旗'];
    let own = |m: &Mention| m.kind == Kind::Place && m.name.ends_with(levels) && !abroad(m);
    let after = past_bracket(scan.text, name.end);
    // 建立|友好城市关系: a verb that no rule starts from
    let acts = scan.word(after).is_some_and(|w| {
        let verb = w.classes.has(Class::Stop) && w.span.len() > 3;
        w.span.start == after && (verb || w.classes.any(&[Class::Trigger, Class::Adverb]))
    });
    acts && scan
        .listed_before(name.start, &["与", "和", "同"])
        .is_some_and(own)
}

/// Past a short bracket that stands at a byte: 复和县|(今广和县)|.
fn past_bracket(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let close = rest
        .char_indices()
        .take(12)
        .find(|(_, c)| matches!(c, ')' | '）'));
    match close.filter(|_| rest.starts_with(['(', '（'])) {
        Some((i, c)) => at + i + c.len_utf8(),
        None => at,
    }
}

/// Whether the name before this one in a list lies abroad.
fn neighbour_abroad(scan: &Scan<'_>, start: usize) -> bool {
    scan.listed_before(start, &["、", "和", "与", "及"])
        .is_some_and(|m| m.kind == Kind::Place && abroad(m))
}
