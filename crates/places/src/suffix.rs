//! Words for kinds of division that follow a name: 市, 州, 边疆区.

use crate::place::{Level, Place};

/// A kind of division written after a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Suffix(&'static str);

/// Longest first, for the first that fits is taken.
const ALL: &[&str] = &[
    "自治共和国",
    "特别自治道",
    "特别自治市",
    "特别行政区",
    "广域市",
    "特别市",
    "自治州",
    "自治区",
    "自治县",
    "自治旗",
    "边疆区",
    "共和国",
    "边区",
    "大区",
    "专区",
    "地区",
    "群岛",
    "省",
    "州",
    "市",
    "县",
    "区",
    "郡",
    "道",
    "府",
    "邦",
    "盟",
    "旗",
    "镇",
    "乡",
    "村",
    "城",
    "岛",
    "都",
    "町",
];

/// Words that begin with a suffix's character and show that it is none: 市长, 区域, 道路, 城镇, 都在.
const NOT_AFTER: &[(&str, &str)] = &[
    ("道", "路教德理歉谢别"),
    ("都", "是有在将会能要可已市不对"),
    ("区", "域块长委级属"),
    ("城", "镇乡市际建投区中"),
    ("府", "邸"),
    ("岛", "内上屿国"),
    ("乡", "村镇亲长"),
    ("村", "民庄长"),
    ("镇", "静定压长"),
    ("盟", "友国约主"),
    ("旗", "下帜舰袍"),
    ("市", "场值民面盈长委级属"),
    ("州", "长委级属"),
    ("省", "略去心钱电亲长委级属"),
    ("县", "长委级属域"),
    ("郡", "长"),
    ("地区", "性"),
];

/// Ends of names that look like a suffix and are none.
const NO_DIVISION: &[&str] = &[
    "索道",
    "街道",
    "轨道",
    "通道",
    "铁道",
    "频道",
    "渠道",
    "隧道",
    "大道",
    "政府",
    "首府",
    "首都",
    "超市",
    "股市",
    "全省",
    "全市",
    "全县",
    "景区",
    "园区",
    "社区",
    "校区",
    "新城",
    "长城",
    "商城",
    "灯塔",
    "合作区",
    "开发区",
    "自贸区",
    "保税区",
    "试验区",
    "示范区",
];

/// No 町 or 村 of Japan has more inhabitants.
const LARGEST_CHO: u32 = 60_000;

/// Whether some suffix ends with a character.
fn ends_one(last: char) -> bool {
    matches!(
        last,
        '省' | '州'
            | '市'
            | '县'
            | '区'
            | '郡'
            | '道'
            | '府'
            | '邦'
            | '盟'
            | '旗'
            | '镇'
            | '乡'
            | '村'
            | '城'
            | '岛'
            | '都'
            | '町'
            | '国'
    )
}

impl Suffix {
    /// The suffix at the head of `rest`, if one is.
    pub fn at(rest: &str) -> Option<Self> {
        let first = rest.chars().next()?;
        // most text goes on otherwise, and this is asked after every name
        let begins = matches!(
            first,
            '自' | '特' | '广' | '边' | '共' | '大' | '专' | '地' | '群'
        );
        if !begins && !ends_one(first) {
            return None;
        }
        let found = ALL.iter().find(|s| rest.starts_with(**s))?;
        let next = rest[found.len()..].chars().next();
        let barred = NOT_AFTER
            .iter()
            .any(|(s, after)| s == found && next.is_some_and(|c| after.contains(c)));
        (!barred).then_some(Self(found))
    }

    /// The suffix that `name` ends with, when something stands before it.
    pub fn of(name: &str) -> Option<Self> {
        if !name.chars().next_back().is_some_and(ends_one) {
            return None;
        }
        if NO_DIVISION.iter().any(|word| name.ends_with(word)) {
            return None;
        }
        ALL.iter()
            .find(|s| name.len() > s.len() && name.ends_with(**s))
            .map(|s| Self(s))
    }

    /// The suffix as written.
    pub fn text(self) -> &'static str {
        self.0
    }

    /// Whether a place may be called by this suffix.
    ///
    /// Abroad the suffix tells the level (特维尔州 is no 特维尔市); what it is called varies with the translator, so
    /// that 省, 州, 大区 are taken for one another.
    pub fn fits(self, place: &Place<'_>) -> bool {
        if place.id.starts_with("cn:") {
            return place.name.ends_with(self.0)
                || self.0 == "州" && place.name.ends_with("自治州")
                || matches!(self.0, "县" | "旗")
                    && place.name.ends_with("自治县") | place.name.ends_with("自治旗");
        }
        let city =
            place.id.starts_with("geonames:") || !Self::of(place.name).is_some_and(Self::is_region);
        let division = matches!(place.level, Level::First | Level::Second) && !city;
        match self.0 {
            "市" | "城" | "广域市" | "特别市" | "特别自治市" | "都" => {
                city && place.level != Level::Country
            }
            // 钏路町 is not the city of 钏路 beside it
            "镇" | "町" | "村" | "乡" => {
                place.id.starts_with("geonames:")
                    && !(place.country == "JP" && place.population > LARGEST_CHO)
            }
            "岛" | "群岛" => matches!(place.level, Level::First | Level::Other),
            "共和国" => division || place.level == Level::Country,
            _ => division,
        }
    }

    pub(crate) fn is_region(self) -> bool {
        !matches!(
            self.0,
            "市" | "城"
                | "广域市"
                | "特别市"
                | "特别自治市"
                | "镇"
                | "乡"
                | "村"
                | "都"
                | "町"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_suffix_is_found_by_its_characters() {
        for s in ALL {
            assert_eq!(Suffix::at(s).map(Suffix::text), Some(*s));
            assert!(s.chars().next_back().is_some_and(ends_one), "{s}");
        }
        assert_eq!(Suffix::at("国际"), None);
    }
}
