//! Offices whose holder the page does not name: 会见了斐济卫生部长, 与科斯雷州州长会谈.
//!
//! Whoever is met or visits is the office then (codebook: the office is the filler where no person
//! is named), so such an office is a person whose name is the phrase: see [`Mention::unnamed`]. Found
//! last, when all names, bodies and events are known; only where the phrase says where the office is
//! held, and where it stands for a person, not as part of another name (州长|会议, 市长|的|邀请).

use std::collections::HashSet;

use super::super::scan::Reach;
use super::super::{Kind, Mention, Of, Scan, squeeze};
use super::edge::{SURE, follows};
use super::phrase::{before_modifiers, held_in, part_of_word};
use super::{is_han, words_in};
use crate::lexicon::Class;
use crate::span::Span;

/// Finds the offices that stand for persons.
pub fn find(scan: &mut Scan<'_>) {
    let posts: Vec<Span> = scan.spans(Class::Post);
    let holders = holders(scan);
    for post in posts {
        if let Some(m) = read(scan, post, &holders) {
            scan.take(m);
        }
    }
}

/// Who holds an office by the page's own words, each once; of a page that names thousands, the first.
fn holders(scan: &Scan<'_>) -> Vec<Mention> {
    const MOST: usize = 2_000;
    let mut seen = HashSet::new();
    let named = |m: &&Mention| m.kind == Kind::Person && m.post.is_some_and(|p| p != m.head);
    let mut held = |m: &&Mention| {
        let post = m.post.map_or("", |p| p.of(scan.text));
        seen.insert((m.name.clone(), post, m.of.as_ref().map(|o| o.name.clone())))
    };
    let all = scan.mentions.iter().filter(named);
    all.filter(|m| held(m)).take(MOST).cloned().collect()
}

fn read(scan: &Scan<'_>, post: Span, holders: &[Mention]) -> Option<Mention> {
    // 青岛市|长: the level of the place is of the office too
    let city = scan.mention(post.start).filter(|m| {
        let inner = m.span.start < post.start && m.span.end > post.start && m.span.end < post.end;
        m.kind == Kind::Place && inner && super::level_ends(&m.name)
    });
    let city = city.map(|m| m.span.start);
    if !scan.free(post) && city.is_none()
        || part_of_word(scan, post)
        || !stands_alone(scan, post.end) && !comes(scan, post.end)
    {
        return None;
    }
    // 代表, 领导, 专家: too vague to stand for one person
    let word = post.of(scan.text);
    if scan.lexicon.list("post_of_many").iter().any(|w| w == word) {
        return None;
    }
    let mut phrase = Span::new(start(scan, post), post.end);
    phrase.start = phrase.start.min(city.unwrap_or(phrase.start));
    // 萨摩亚国立大学|校长: the body is known already
    let body = phrase
        .start
        .checked_sub(1)
        .and_then(|b| scan.mention(b))
        .filter(|m| m.kind == Kind::Body && m.span.end == phrase.start);
    if let Some(m) = body {
        phrase.start = m.span.start;
    }
    let Some(mut of) = held_in(scan, phrase) else {
        return again(scan, post, holders);
    };
    if let Some(b) = body.filter(|_| of.place.is_none()) {
        of.place = b.of.as_ref().and_then(|o| o.place.clone());
    }
    let pointing = scan.lexicon.list("pointing");
    let listed = scan.text[..phrase.start].ends_with('、')
        && scan
            .mention(phrase.start.saturating_sub('、'.len_utf8() + 1))
            .is_some_and(|m| m.kind == Kind::Place);
    if listed
        || pointing.begins(&of.name).is_some()
        || !(of.place.is_some() && seated(&of.name, word) || ministry(&of.name, word))
        || !scan.free_of(phrase, &[Kind::Place, Kind::Body])
    {
        return None;
    }
    if !met(scan, phrase) && !welcomed(scan, phrase) {
        return None;
    }
    let mut m = Mention::new(Kind::Person, phrase, scan.text);
    m.name = squeeze(phrase.of(scan.text));
    m.post = Some(phrase);
    // 会见佩斯州州长 in the headline, 佩斯州州长甲 below: whoever holds the office is named
    let holder = holders.iter().find(|x| {
        let place = |o: &Of| o.place.as_ref().map(|p| p.name.clone());
        // 市长会会长: an office that only one body has
        let sole = word.chars().count() > 4;
        x.post.is_some_and(|p| p.of(scan.text).ends_with(word))
            && (sole
                || x.of.as_ref().is_some_and(|o| {
                    o.name == of.name || place(o).is_some() && place(o) == place(&of)
                }))
    });
    if let Some(x) = holder {
        m.name.clone_from(&x.name);
        m.post = x.post;
        m.of.clone_from(&x.of);
        m.alias = true;
        return Some(m);
    }
    m.of = Some(of);
    Some(m)
}

/// A bare office that is met is whoever the page names in it, where it names one only: 访问总领馆,与总领事会面.
fn again(scan: &Scan<'_>, post: Span, holders: &[Mention]) -> Option<Mention> {
    let office = Span::new(before_modifiers(scan, post.start, 0), post.end);
    let word = office.of(scan.text);
    let bounded = scan
        .before(office.start)
        .is_none_or(|c| !Scan::name_char(c))
        || scan
            .word(office.start.wrapping_sub(1))
            .is_some_and(|w| w.span.end == office.start && Scan::is_wall(w.classes));
    let welcomed = || welcomed(scan, office);
    if !(bounded && met(scan, office) || welcomed()) {
        return None;
    }
    let holds = |m: &&Mention| {
        let held = m.post.map(|p| p.of(scan.text));
        held.and_then(|h| h.strip_suffix(word))
            .is_some_and(|rest| !rest.ends_with(['副', '代', '前', '原']))
    };
    let mut holders = holders.iter().filter(holds);
    // 利拉·鲍德尔, and 鲍德尔 of the headline: one of them
    let mut first = holders.next()?;
    for m in holders {
        match (m.name.ends_with(&first.name), first.name.ends_with(&m.name)) {
            (true, _) => first = m,
            (false, true) => {}
            (false, false) => return None,
        }
    }
    let mut m = Mention::new(Kind::Person, office, scan.text);
    m.name.clone_from(&first.name);
    m.post = first.post;
    m.of.clone_from(&first.of);
    m.alias = true;
    Some(m)
}

/// Whether what follows tells that somebody comes: 大使|赴某地访问, 副主席|率团参加, 州长|一行.
fn comes(scan: &Scan<'_>, at: usize) -> bool {
    scan.lexicon
        .list("guest_comes")
        .begins(&scan.text[at..])
        .is_some()
}

/// Whether an office is that of a guest who is welcomed: 对|大使|赴某地访问表示欢迎, 欢迎|州长|一行.
fn welcomed(scan: &Scan<'_>, phrase: Span) -> bool {
    if !comes(scan, phrase.end) {
        return false;
    }
    let (before, right) = (&scan.text[..phrase.start], &scan.text[phrase.end..]);
    let clause = right
        .find(['。', '；', '\n'])
        .map_or(right, |i| &right[..i]);
    before.ends_with("欢迎")
        || before.ends_with('对')
            && clause
                .find("欢迎")
                .is_some_and(|i| clause[..i].chars().count() <= 24)
}

/// Whether a verb of meeting says that a person is meant: 会见|科斯雷州州长, 与甲州州长、|乙州州长|会谈. Of a
/// trip, the place the office is held in says more, and it is left to stand for itself.
fn met(scan: &Scan<'_>, phrase: Span) -> bool {
    let verbs = scan.lexicon.list("met");
    let right = &scan.text[phrase.end..];
    let right = right.strip_prefix("一行").unwrap_or(right);
    if verbs.begins(right).is_some() {
        return true;
    }
    // 甲省省长和乙省省长|分别会见了代表团
    let clause = right
        .find(['，', ',', '。', '；', '\n'])
        .map_or(right, |i| &right[..i]);
    let each = ["分别", "先后", "共同", "亲切", "联合"];
    let hosts = each.iter().any(|w| {
        let rest = clause
            .split_once(w)
            .filter(|(before, _)| before.chars().count() <= 24);
        rest.is_some_and(|(before, after)| {
            let listed = before.is_empty() || before.starts_with(['和', '、', '与', '及']);
            listed && verbs.begins(after).is_some()
        })
    });
    if hosts {
        return true;
    }
    // back over the list it stands in, to the verb or to 与, whose verb closes the clause
    let floor = scan.text[..phrase.start]
        .rfind(['。', '；', ';', '\n'])
        .unwrap_or(0);
    let rest = right
        .find(['。', '；', ';', '\n'])
        .map_or(right, |i| &right[..i]);
    for w in words_in(scan, Span::new(floor, phrase.start)).rev() {
        let word = w.span.of(scan.text);
        if verbs.iter().any(|v| v == word.trim_end_matches('了')) {
            return true;
        }
        if matches!(word, "与" | "同" | "跟") {
            return verbs.held_in(rest);
        }
        if Scan::is_wall(w.classes) && !w.classes.any(&[Class::With, Class::List, Class::Adverb]) {
            return false;
        }
    }
    false
}

/// Where an office nobody is named for begins. Such offices in a list are several people's, so only 兼
/// joins them; 渔业和林业部长 is one.
fn start(scan: &Scan<'_>, post: Span) -> usize {
    let reach = Reach {
        places: true,
        anchored: false,
    };
    let mut start = scan.left(post.start, 40, reach);
    for _ in 0..2 {
        let before = &scan.text[..start];
        let link = before.ends_with('兼') || before.ends_with('和') && !own_office(scan, start);
        if !link {
            break;
        }
        let further = scan.left(start - '和'.len_utf8(), 12, reach);
        if further >= start - '和'.len_utf8() {
            break;
        }
        start = further;
    }
    let text = &scan.text[start..post.start];
    let lead = scan.lexicon.list("before_office");
    start + lead.begins(text).map_or(0, |i| lead[i].len())
}

/// Whether what stands before 和 is a name or an office of its own, so that 和 joins two: 省长|和|卫生部长.
fn own_office(scan: &Scan<'_>, start: usize) -> bool {
    let Some(last) = (start - '和'.len_utf8()).checked_sub(1) else {
        return true;
    };
    scan.mention(last).is_some()
        || scan.word(last).is_some_and(|w| {
            w.classes
                .any(&[Class::Post, Class::BodyEnd, Class::Honorific])
                || Scan::is_wall(w.classes)
        })
}

/// Whether a place may have such an office: 自治区|主席, but not 胡志明|主席.
fn seated(of: &str, post: &str) -> bool {
    !matches!(post, "主席" | "书记" | "主任" | "会长" | "秘书长")
        || of.ends_with([
            '省', '市', '州', '县', '区', '郡', '道', '府', '会', '委', '院', '部',
        ])
}

/// Whether a ministry is named, its country not: 渔业和林业|部长.
fn ministry(of: &str, post: &str) -> bool {
    let held = |w: &str| {
        ["部长", "厅长", "局长", "署长", "大臣", "常秘", "副相"]
            .iter()
            .any(|p| w.ends_with(p))
    };
    held(post)
        && of.chars().all(is_han)
        && (post.chars().count() > 2 || (2..=12).contains(&of.chars().count()))
}

/// Whether an office that ends at a byte stands for a person: a mark, a conjunction or a verb follows.
fn stands_alone(scan: &Scan<'_>, at: usize) -> bool {
    let Some(c) = scan.after(at) else {
        return true;
    };
    if matches!(c, '(' | '（' | ':' | '：' | '“' | '"' | ' ') {
        return false;
    }
    !is_han(c) && !c.is_alphanumeric()
        || "和及与等在率一就对向".contains(c)
        || follows(scan, at) >= SURE
}

impl Mention {
    /// A person whom the page gives by office only: the name is the office phrase, 科斯雷州州长, and the
    /// post is all of it. Rules take such a mention wherever they take a person; one that wants names
    /// asks for this.
    #[allow(dead_code, reason = "for rules that want names")]
    pub fn unnamed(&self) -> bool {
        self.kind == Kind::Person && self.post == Some(self.head)
    }
}
