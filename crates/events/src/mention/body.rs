//! Bodies and missions: names known by their ending, that begin with the place they are of.

use super::ending::{name_of, pointed};
use super::scan::Reach;
use super::{Kind, Mention, Of, Scan};
use crate::lexicon::Class;
use crate::span::Span;

/// Endings of one character that stand for a department: 商务|厅, 公安|局.
const OFFICES: [&str; 8] = ["厅", "局", "部", "委", "署", "司", "处", "办"];

/// 中国驻大阪总领事馆: found early, so that a title that names one knows it.
pub fn missions(scan: &mut Scan<'_>) {
    let ends: Vec<Span> = scan.spans(Class::BodyEnd);
    for end in ends {
        if !matches!(
            end.of(scan.text),
            "总领事馆" | "领事馆" | "总领馆" | "大使馆" | "使馆" | "代表处" | "办事处"
        ) {
            continue;
        }
        let start = begins(scan, end, 24);
        let name = &scan.text[start..end.end];
        if name.contains('驻') && scan.free_of_others(Span::new(start, end.end)) {
            let mut m = name_of(scan, Kind::Body, start, end.end);
            // who sends stands before 驻, the seat after it
            let (seat, sender): (Vec<&Mention>, Vec<&Mention>) = m
                .parts
                .iter()
                .filter(|p| p.kind == Kind::Place)
                .partition(|p| scan.text[..p.span.start].ends_with('驻'));
            let boxed = |p: Option<&&Mention>| p.map(|p| Box::new((*p).clone()));
            m.of = Some(Of {
                name: m.name.clone(),
                place: boxed(sender.first()),
                seat: boxed(seat.last()),
            });
            scan.take(m);
        }
    }
}

/// Where a name that ends at `end` begins: at the place it is of, where it names one, words that only
/// lead up to it left out (以|日本某市商工会, 会同|某市发展改革委).
pub(super) fn begins(scan: &Scan<'_>, end: Span, most: usize) -> usize {
    let reach = Reach {
        places: true,
        anchored: false,
    };
    let mut at = scan.left(end.start, most, reach);
    while let Some(w) = scan
        .word(at)
        .filter(|w| w.span.start == at && w.span.end <= end.start && w.classes.has(Class::LeadIn))
    {
        if !scan.free(w.span) {
            break;
        }
        at = w.span.end;
    }
    // 重庆市友城|韩国仁川市青少年代表团: the name begins behind the word for a partner
    let partners = scan.lexicon.list("partner");
    let called = (at..end.start).filter(|&b| scan.text.is_char_boundary(b));
    let mut called = called.filter(|&b| {
        scan.mention(b)
            .is_some_and(|m| m.kind == Kind::Place && m.span.start == b)
    });
    if let Some(b) = called.rfind(|&b| b > at && partners.ends(&scan.text[at..b]).is_some()) {
        at = b;
    }
    let is_place = |b: &usize| {
        scan.mention(*b)
            .is_some_and(|m| m.kind == Kind::Place && m.span.start == *b)
    };
    match (at..end.start).find(is_place) {
        Some(place) if place > at => lead(scan, at, place, end).unwrap_or(place),
        _ => at,
    }
}

/// Where what stands before the place of a name begins, when it is part of the name: 中共|某省委,
/// 某集团|某地分公司, 驻|某地总领馆.
fn lead(scan: &Scan<'_>, at: usize, place: usize, end: Span) -> Option<usize> {
    let lead = &scan.text[at..place];
    // the longest of them stands first
    let leads = scan.lexicon.list("body_lead");
    let word = leads.ends(lead).map(|i| &leads[i]);
    if let Some(w) = word.filter(|w| *w != "驻") {
        return Some(place - w.len());
    }
    let body = |w: &crate::lexicon::Word| w.classes.has(Class::BodyEnd);
    let closed = scan.word(place - 1).is_some_and(|w| {
        // 某集团|某地分公司, 天府新区|成都管委会
        let whole = body(w) || w.classes.has(Class::PlaceEnd);
        w.span.end == place && w.span.start > at && whole
    });
    let foreign = lead.chars().all(|c| c.is_ascii_alphanumeric());
    if closed || foreign {
        return Some(at);
    }
    let mut words = scan.words_within(Span::new(at, place));
    if let Some(own) = words.find(|w| w.classes.has(Class::Deictic)) {
        // 我省|驻欧洲经贸代表处
        return Some(own.span.start);
    }
    if word.is_some() {
        // 外交部|驻, 某共和国|驻: who is posted; else the name begins with 驻
        let sender = scan
            .words_within(Span::new(at, place))
            .any(|w| body(w) || w.classes.has(Class::PlaceEnd));
        return Some(if sender { at } else { place - "驻".len() });
    }
    let firm = matches!(
        end.of(scan.text),
        "公司" | "有限公司" | "集团" | "集团公司" | "股份有限公司" | "有限责任公司"
    );
    // 甲食品(香港)有限公司
    if firm && lead.ends_with(['(', '（']) {
        return Some(at);
    }
    // a firm's own name: no word of the language in it
    let bare =
        lead.chars().count() >= 2 && scan.words_within(Span::new(at, place)).next().is_none();
    (firm && bare).then_some(at)
}

/// Where a list of what a department is for begins: 交通和公共工程|部.
fn departments(scan: &Scan<'_>, mut start: usize) -> usize {
    while let Some(w) = start.checked_sub(1).and_then(|b| scan.word(b)) {
        let joins = w.span.end == start
            && w.classes.any(&[Class::With, Class::List])
            && w.span.len() <= 3
            && scan
                .word(start)
                .is_some_and(|n| n.span.start == start && n.classes.has(Class::Department));
        let before = joins
            .then(|| w.span.start.checked_sub(1).and_then(|b| scan.word(b)))
            .flatten()
            .filter(|b| b.span.end == w.span.start && b.classes.has(Class::Department));
        if before.is_none() {
            break;
        }
        let further = begins(scan, Span::new(w.span.start, w.span.start), 20);
        if further >= w.span.start {
            break;
        }
        start = further;
    }
    start
}

/// Whether what stands between the place and a one-character ending is a department's: 商务|厅, not 相似之|处.
fn is_department(scan: &Scan<'_>, m: &Mention, end: Span) -> bool {
    let from = m
        .parts
        .iter()
        .rfind(|p| p.kind == Kind::Place && p.span.end <= end.start)
        .map_or(m.span.start, |p| p.span.end);
    let mut middle = &scan.text[from..end.start];
    let level = ['省', '市', '县', '区', '州', '旗', '盟'];
    if middle.is_empty() {
        // 四川省|委, 江原道|厅
        let place = &scan.text[m.span.start..from];
        let ending = end.of(scan.text);
        return ending == "委" && place.ends_with(level) || ending == "厅" && place.ends_with('道');
    }
    if from == m.span.start {
        middle = middle.trim_start_matches(level);
    }
    middle = middle.strip_prefix("国家").unwrap_or(middle);
    let mut at = end.start - middle.len();
    while at < end.start {
        let fits = scan.word(at).filter(|w| {
            w.span.start == at
                && w.span.end <= end.start
                && w.classes
                    .any(&[Class::Department, Class::With, Class::List])
        });
        match fits {
            Some(w) => at = w.span.end,
            None => break,
        }
    }
    // 新加坡|国际企业发展|局: words that are whole by themselves stand in names too
    let inside = |w: &crate::lexicon::Word| {
        let word = w.span.of(scan.text);
        matches!(
            word,
            "国际" | "国家" | "社会" | "地方" | "地区" | "中央" | "国有" | "资源"
        )
    };
    at == end.start
        || from > m.span.start
            && middle.chars().count() >= 2
            && end.of(scan.text) != "处"
            && !scan
                .words_within(Span::new(from, end.start))
                .any(|w| w.classes.any(&[Class::Stop, Class::Adverb, Class::Solid]) && !inside(w))
}

/// 贵州省乡村振兴局、|省农业农村厅: the second body of a list is of the first one's place.
fn of_the_same(scan: &Scan<'_>, m: &mut Mention) {
    let before = scan.text[..m.span.start].trim_end_matches(['、', '和', '与', '及']);
    let first = before.len().checked_sub(1).and_then(|b| scan.mention(b));
    let Some((of, place)) = first
        .filter(|f| {
            f.kind == Kind::Body && f.span.end == before.len() && before.len() < m.span.start
        })
        .and_then(|f| f.of.as_ref())
        .and_then(|of| Some((of, of.place.as_deref()?)))
    else {
        return;
    };
    let levels = |c: &char| "省市县区州旗盟".contains(*c) && place.name.ends_with(*c);
    let level = m.name.chars().next().filter(levels);
    if let Some(level) = level {
        m.name = format!("{}{}", place.name, &m.name[level.len_utf8()..]);
        m.of = Some(of.clone());
    }
}

pub(super) fn body(scan: &mut Scan<'_>, end: Span) {
    let mut start = departments(scan, begins(scan, end, 30));
    let ending = end.of(scan.text);
    // 某集团|某地分公司, 某市委|外委会: the branch and what it is of are one name
    if ending.starts_with('分') || ending == "支行" || start == end.start {
        let whole = start.checked_sub(1).and_then(|b| scan.mention(b));
        if let Some(w) = whole.filter(|w| w.kind == Kind::Body && w.span.end == start) {
            start = w.span.start;
        }
    }
    let mut m = name_of(scan, Kind::Body, start, end.end);
    if !m.span.covers(end) {
        return;
    }
    if m.of.is_none() {
        of_the_same(scan, &mut m);
    }
    let others = (m.span.start..m.span.end).any(|b| {
        scan.mention(b)
            .is_some_and(|x| !matches!(x.kind, Kind::Place | Kind::Body))
    });
    if others {
        return;
    }
    // 市政府, 我省外办, 该州政府: of a region that the page has named
    let own = scan.word(m.span.start).filter(|w| {
        w.span.start == m.span.start
            && w.span.len() <= "我省".len()
            && w.classes.has(Class::Deictic)
            && w.span.end <= end.start
    });
    let bare = m.span.start == end.start && scan.lexicon.classes(ending).has(Class::PostBody);
    if (own.is_some() || bare) && scan.lexicon.ends("own_body", ending) {
        let mut alias = m;
        alias.alias = true;
        scan.take(alias);
        return;
    }
    if pointed(scan, m.span).is_some() {
        return;
    }
    let lead = &scan.text[m.span.start..end.start];
    let before = lead.chars().count();
    // 某省乡村振兴局、|省|农业农村厅: of the page's own province
    let own =
        matches!(lead, "省" | "市" | "县" | "区" | "州") && scan.lexicon.ends("own_body", ending);
    // 拜会|外交部: a whole name by itself
    let whole = before == 0 && scan.lexicon.list("whole_body").iter().any(|w| w == ending);
    if before < 2 && !own && !whole {
        if scan.lexicon.ends("mission", ending) && before == 0 {
            let mut alias = m;
            alias.alias = true;
            scan.take(alias);
        }
        return;
    }
    if OFFICES.contains(&ending) && (before > 14 || !is_department(scan, &m, end)) {
        return;
    }
    // 滇缅政府|部门
    if scan.text[end.end..].starts_with("部门") {
        return;
    }
    // 资源和发展部|副部长: an officer, of whose body no more is said
    let officer = scan.word(end.end).is_some_and(|w| {
        w.span.start == end.end && w.classes.any(&[Class::Post, Class::PostModifier])
    });
    if m.of.is_none() && officer {
        return;
    }
    scan.take(m);
}
