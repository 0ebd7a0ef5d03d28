//! Title, outlet, author and date of publication, by rules for Chinese pages.

use crate::Stamp;
use crate::line::{Draft, Line, is_han};
use crate::noise::pattern;

/// What the notes of a page say of it. The first saying stands.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    pub title: Option<Line>,
    pub outlet: Option<String>,
    pub author: Option<String>,
    pub stamp: Option<Stamp>,
    /// Who claims the rights: an outlet only when no source is named.
    pub owner: Option<String>,
    /// The press a byline names: `某报记者`.
    pub press: Option<String>,
    /// The site by its masthead or its own account.
    pub site: Option<String>,
}

pattern!(
    SOURCE,
    r"(?:来源|稿源|出处|转自|原载|来自|发布(?:机构|单位|者))(?:(?:于)?\s*[:|]\s*|于\s?《?)《?([^\s|,。;<>\[\]【】()《》]{2,24}(?:\s[A-Za-z][\w ]{1,20})?)"
);
pattern!(
    STOP,
    r"编辑|责编|责任|作者|记者|时间|发布|更新|最后|字号|字体|浏览|点击|阅读|评论|日期|分享|打印|https?:|www\.|我要|发表|收藏|人气|(?:19|20)\d\d[-年/.]"
);
pattern!(
    AUTHOR,
    r"(?:^|[^\p{L}]|本报|本网|\p{Han})(?:作者|撰文|撰稿|(?:本报|本网|实习|特约|首席|全媒体)?记者|通讯员|文)\s*(?:[:|/]\s*|\s)\(?([\p{Han}·]{2,4})(?:\s|$|[^\p{Han}])"
);
pattern!(
    REPORTER,
    r"\(?[\p{Han}·]{0,14}记者\s*([\p{Han}]{2,4})(?:\s+[\p{Han}]{2,4})*(?:\s*(?:报道|摄|文|图)[\p{Han}/]{0,4})?\s*\)?$"
);
pattern!(
    PRESS,
    r"([\p{Han}·]{2,10}(?:报|网|社|新闻|电视台|客户端|在线))\s*(?:首席|见习|全媒体|实习|特约)?记者|记者\s?\p{Han}{2,4}/(\p{Han}{2,10}(?:报|网|社|台|新闻))|(?:首发|原载|刊发|刊登|发表)于[^《]{0,20}《([^》]{2,12})》"
);
pattern!(
    MASTHEAD,
    r"^([\p{Han}·]{2,8}(?:报|网|通讯社|在线|书屋))(?:\s|$|>|电子版|数字报)"
);
pattern!(
    SIGNED,
    r"(?:讯|电|日)\s*\((?:[^()]{0,12}(?:记者|通讯员)\s*)?([\p{Han}·]{2,6}?)(?:[\s、)]|实习生|通讯员|摄)"
);
pattern!(
    WIRE,
    r"^[\s【(\[]*(?:([\p{Han}·]{2,8}(?:日报|晚报|早报|晨报|时报|商报|报|新闻|客户端))\p{Han}{0,6}讯|(新华社|中新社|中新网|越通社|俄新社|塔斯社|法新社|共同社|韩联社|朝中社|美联社|路透社|中央社|参考消息网|人民网)\p{Han}{0,6}(?:——|电|讯|\d))"
);
pattern!(GLUED, r"^(?:.*记者)?\s*(\p{Han}{2,4})(?:/|\s+记者$)");
pattern!(
    OWNER,
    r"(?:著作权|版权)归([\p{L}·]{2,16}?)(?:独家|共同)?所有"
);
pattern!(
    DATELINE,
    r"^[\s【(\[]*(?P<who>[\p{L}·]{0,14}?)(?P<place>\p{Han}{0,6}?)\s?(?:(?P<y>(?:19|20)\d\d)年)?(?P<m>1[0-2]|0?[1-9])月(?P<d>3[01]|[12]\d|0?[1-9])日(?:消息)?\s?(?P<kind>讯|电|消息|报道)"
);
pattern!(YEAR_MONTH, r"((?:19|20)\d\d)年(1[0-2]|0?[1-9])月");

impl Facts {
    /// Reads a line of the head or foot that carries a stamp, a source or a byline.
    pub fn note(&mut self, line: &Line) {
        let key = line.text.as_str();
        let found = line.stamp();
        if self.stamp.is_none() {
            self.stamp = found.map(|f| f.0);
        }
        if self.outlet.is_none() {
            self.outlet = outlet(line, found.map(|f| (f.1, f.2)));
        }
        if self.press.is_none() {
            let name = PRESS
                .captures(key)
                .and_then(|c| c.get(1).or(c.get(2)).or(c.get(3)));
            self.press = name
                .filter(|n| !n.as_str().starts_with('本'))
                .map(|n| printed(line, n.start(), n.end()));
        }
        if self.author.is_none() {
            let name = [&*AUTHOR, &*REPORTER, &*GLUED]
                .iter()
                .find_map(|re| re.captures(key)?.get(1));
            self.author = name
                .filter(|n| !is_office(n.as_str()))
                .map(|n| printed(line, n.start(), n.end()));
        }
    }

    /// These facts, with the gaps filled from others.
    pub fn or(self, other: Self) -> Self {
        Self {
            title: self.title.or(other.title),
            outlet: self.outlet.or(other.outlet),
            author: self.author.or(other.author),
            stamp: self.stamp.or(other.stamp),
            owner: self.owner.or(other.owner),
            press: self.press.or(other.press),
            site: self.site.or(other.site),
        }
    }

    /// Reads the first line of a head for the name of the site.
    pub fn masthead(&mut self, line: &Line) {
        if self.site.is_none() {
            let name = MASTHEAD.captures(&line.text).and_then(|c| c.get(1));
            self.site = name.map(|n| printed(line, n.start(), n.end()));
        }
    }

    /// Reads a notice of rights for who owns the page.
    pub fn rights(&mut self, line: &Line) {
        if self.owner.is_none() {
            let name = OWNER.captures(&line.text).and_then(|c| c.get(1));
            let own = |n: &str| {
                n.starts_with("本")
                    || n.starts_with("原")
                    || n.starts_with("作者")
                    || n.contains("及")
            };
            self.owner = name
                .filter(|n| !own(n.as_str()))
                .map(|n| printed(line, n.start(), n.end()));
        }
    }
}

/// Words that stand where a name would.
fn is_office(name: &str) -> bool {
    [
        "报道", "获悉", "编辑", "来源", "责编", "摄影", "综合", "整理", "时间", "发布", "不详",
        "佚名", "了解", "从",
    ]
    .iter()
    .any(|w| name.contains(w))
}

/// The characters of the page behind bytes `from..to` of a line's key text.
fn printed(line: &Line, from: usize, to: usize) -> String {
    line.chars[line.index(from)..line.index(to)]
        .iter()
        .map(|ch| ch.c)
        .collect()
}

fn outlet(line: &Line, stamp: Option<(usize, usize)>) -> Option<String> {
    let key = line.text.as_str();
    for caps in SOURCE.captures_iter(key) {
        let name = caps.get(1)?;
        let cut = STOP
            .find(name.as_str())
            .map_or(name.end(), |m| name.start() + m.start());
        let text = printed(line, name.start(), cut);
        let text = text.trim_end_matches([':', '-', '_', '·', '/', ' ', '*']);
        if text.chars().count() >= 2 && !text.chars().all(|c| c.is_ascii_digit()) {
            return Some(text.to_owned());
        }
    }
    // A name of the press right before or behind the stamp, or what stands between it and a byline.
    let (start, end) = stamp?;
    let is_name = |s: &str| {
        let n = s.chars().count();
        let press = [
            "报",
            "网",
            "社",
            "台",
            "新闻",
            "客户端",
            "在线",
            "周刊",
            "号",
            "媒体",
        ]
        .iter()
        .any(|e| s.ends_with(e));
        (2..=14).contains(&n)
            && press
            && s.chars()
                .all(|c| is_han(c) || c.is_ascii_alphanumeric() || c == '·')
    };
    let before = key[..start]
        .trim_end()
        .rsplit([' ', '|', ':'])
        .next()
        .unwrap_or("");
    if is_name(before) {
        let at = key[..start].trim_end().len() - before.len();
        return Some(printed(line, at, at + before.len()));
    }
    let rest = key[end..].trim_start_matches(['0', ' ', '|', '(', ')']);
    let after = rest
        .split([' ', '|', ':', '(', ')', ','])
        .next()
        .unwrap_or("");
    let at = key.len() - rest.len();
    let next = rest[after.len()..].trim_start_matches([' ', '|']);
    let between = (2..=10).contains(&after.chars().count())
        && after.chars().all(is_han)
        && next.starts_with("记者");
    (is_name(after) || between).then(|| printed(line, at, at + after.len()))
}

/// A headline without the names of site and section that some pages hang on it.
pub(crate) fn title(line: &Line) -> Option<Line> {
    let cut = line
        .text
        .find('_')
        .filter(|&i| line.text[..i].chars().count() >= 8);
    let n = cut.map_or(line.len(), |i| line.index(i));
    Line::new(line.chars[..n].iter().copied(), 0)
}

/// The dateline of the body: who reports, and the day, with the year if it is given.
pub(crate) struct Dateline {
    pub outlet: Option<String>,
    pub year: Option<u16>,
    pub month: u8,
    pub day: u8,
}

/// The dateline in the first lines of the draft.
pub(crate) fn dateline(draft: &Draft) -> Option<Dateline> {
    for line in draft.lines.iter().take(5) {
        let Some(caps) = DATELINE.captures(&line.text) else {
            continue;
        };
        let number = |n: &str| caps.name(n).and_then(|m| m.as_str().parse::<u16>().ok());
        let who = caps.name("who").map_or("", |m| m.as_str());
        let place = caps.name("place").map_or("", |m| m.as_str());
        let whole = format!("{who}{place}");
        let press = [
            "社",
            "网",
            "日报",
            "晚报",
            "新闻",
            "报",
            "台",
            "客户端",
            "在线",
        ];
        // The longest prefix that is a name of the press: 中新网成都 is 中新网.
        let end = press
            .iter()
            .filter_map(|p| whole.rfind(p).map(|i| i + p.len()))
            .max();
        let name = end
            .map(|e| &whole[..e])
            .filter(|n| n.chars().count() >= 3 && !n.starts_with("本"));
        let kind = caps.name("kind").map_or("", |m| m.as_str());
        if name.is_none() && !whole.is_empty() && !whole.starts_with("本")
            || kind == "报道" && name.is_none()
        {
            continue;
        }
        return Some(Dateline {
            outlet: name.and_then(|n| line.text.find(n).map(|i| printed(line, i, i + n.len()))),
            year: number("y"),
            month: number("m")? as u8,
            day: number("d")? as u8,
        });
    }
    None
}

/// Whether a line opens with a dateline or a wire.
pub(crate) fn is_dateline(line: &Line) -> bool {
    let t = line.text.as_str();
    let own = ["本报讯", "本报记者", "本网讯", "本刊讯"]
        .iter()
        .any(|w| t.starts_with(w));
    own || DATELINE.is_match(t) || WIRE.is_match(t)
}

/// Author and press by the opening of the body, where they stand in the dateline.
pub(crate) fn opening(draft: &Draft) -> (Option<String>, Option<String>) {
    let lines = || draft.lines.iter().take(4);
    let author = lines().find_map(|l| {
        let n: usize = l.text.chars().take(60).map(char::len_utf8).sum();
        let name = SIGNED.captures(&l.text[..n])?.get(1)?;
        (!is_office(name.as_str())).then(|| printed(l, name.start(), name.end()))
    });
    let press = lines().find_map(|l| {
        let caps = WIRE.captures(&l.text)?;
        let name = caps
            .get(1)
            .or(caps.get(2))
            .filter(|n| !n.as_str().starts_with('本'))?;
        Some(printed(l, name.start(), name.end()))
    });
    (author, press)
}

/// Date of publication: the stamp, when it lies within three days after the dateline; otherwise
/// the dateline, if its year is known.
pub(crate) fn published(
    stamp: Option<Stamp>,
    dateline: Option<&Dateline>,
    draft: &Draft,
) -> Option<Stamp> {
    let Some(line) = dateline else { return stamp };
    let Some(stamp) = stamp else {
        let year = line.year.or_else(|| year_after(draft, line))?;
        return Stamp::day(year, line.month, line.day);
    };
    let near = |year: u16| {
        let day = Stamp::day(year, line.month, line.day)?;
        (0..=3)
            .contains(&(stamp.days() - day.days()))
            .then_some(day)
    };
    match line.year {
        Some(y) if near(y).is_none() => Stamp::day(y, line.month, line.day),
        Some(_) => Some(stamp),
        None if near(stamp.year).is_some()
            || near(stamp.year.wrapping_sub(1)).is_some()
            || stamp.day.is_none() =>
        {
            Some(stamp)
        }
        None => Stamp::day(year_after(draft, line)?, line.month, line.day),
    }
}

/// The year of a dateline that gives none, from the acts the page dates: the first such day after
/// the latest month told of, when the page also names that year.
fn year_after(draft: &Draft, line: &Dateline) -> Option<u16> {
    let mut latest = None;
    for l in &draft.lines {
        for caps in YEAR_MONTH.captures_iter(&l.text) {
            latest = latest.max(Some((
                caps[1].parse::<u16>().ok()?,
                caps[2].parse::<u8>().ok()?,
            )));
        }
    }
    let (year, month) = latest?;
    let year = if (line.month, line.day) >= (month, 1) {
        year
    } else {
        year + 1
    };
    draft
        .lines
        .iter()
        .any(|l| l.text.contains(&year.to_string()))
        .then_some(year)
}

/// The host of a URL, without `www.`; nothing for a path on disk.
pub(crate) fn host(name: &str) -> Option<String> {
    let (scheme, rest) = name.split_once("://")?;
    let host = rest
        .split(['/', '?', '#'])
        .next()?
        .rsplit('@')
        .next()?
        .split(':')
        .next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (scheme.starts_with("http") && host.contains('.')).then(|| host.to_ascii_lowercase())
}
