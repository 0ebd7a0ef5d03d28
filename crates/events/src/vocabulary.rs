//! The words of the codebook as they are shown to people: their order and Chinese labels; English ones
//! in [`english`].

pub mod english;

use crate::Type;

/// Roles of a type in the order they are printed.
pub fn roles(kind: Type) -> &'static [&'static str] {
    match kind {
        Type::Visit => &["visitor", "destination", "origin"],
        Type::Meeting | Type::Tie => &["a", "b"],
        Type::Agreement => &["party", "signatory", "witness"],
        Type::Conference => &["attendee", "event"],
        Type::Commitment => &["by"],
        Type::Statistic => &["subject"],
        Type::Policy => &["issuer"],
        Type::Project => &["name", "place", "party"],
        Type::Mechanism => &["name", "party"],
    }
}

/// A type as a report names it, two characters each.
pub fn kind(kind: Type) -> &'static str {
    match kind {
        Type::Visit => "访问",
        Type::Meeting => "会见",
        Type::Agreement => "签署",
        Type::Tie => "结好",
        Type::Conference => "活动",
        Type::Commitment => "承诺",
        Type::Statistic => "数字",
        Type::Policy => "政策",
        Type::Project => "项目",
        Type::Mechanism => "机制",
    }
}

/// A role or attribute as a report names it; unknown ones keep their name.
pub fn label(name: &str) -> &str {
    match name {
        "visitor" => "来访者",
        "destination" => "目的地",
        "origin" => "来自",
        "a" => "一方",
        "b" => "另一方",
        "party" => "各方",
        "signatory" => "签署人",
        "witness" => "见证人",
        "attendee" => "出席者",
        "event" => "活动",
        "by" => "承诺方",
        "content" => "内容",
        "subject" => "主体",
        "measure" => "指标",
        "value" => "数值",
        "issuer" => "发布者",
        "title" => "文件",
        "name" => "名称",
        "place" => "地点",
        "start" => "开始",
        "end" => "结束",
        "date" => "日期",
        "mode" => "方式",
        "status" => "状态",
        "kind" => "类别",
        "since" => "起始",
        "due" => "期限",
        "unit" => "单位",
        "as_of" => "截至",
        "level" => "层级",
        other => other,
    }
}

/// A coded value of an attribute as a report words it; others stand for themselves.
pub fn value<'a>(attribute: &str, value: &'a str) -> &'a str {
    match (attribute, value) {
        ("mode", "in-person") => "线下",
        ("mode", "online") => "线上",
        ("status", "planned") => "计划中",
        ("status", "under-construction") => "建设中",
        ("status", "in-force") => "有效",
        ("status", "done") => "已完成",
        ("status", "lapsed") => "已失效",
        ("kind", "sister") => "友好城市（省州）",
        ("kind", "friendly-cooperation") => "友好合作关系",
        ("kind", "pairing") => "结对",
        ("kind", "mou") => "谅解备忘录",
        ("kind", "strategic") => "战略合作",
        ("kind", "framework") => "框架协议",
        ("kind", "declaration") => "联合声明（倡议）",
        ("kind", "other") => "其他",
        ("level", "national") => "国家层面",
        (_, value) => value,
    }
}

/// What became of a tie, by the name of the stage.
pub fn stage(name: &str) -> &str {
    match name {
        "intent" => "有意结好",
        "signed" => "签署协议",
        "in-force" => "建立关系",
        "renewed" => "续签",
        "anniversary" => "周年",
        "lapsed" => "终止",
        other => other,
    }
}

/// A respect in which two regions or trips are compared.
pub fn aspect(name: &str) -> &str {
    match name {
        "who" => "何人",
        "from" => "来自",
        "where" => "何地",
        "when" => "何时",
        "met" => "会见",
        "signed" => "签署",
        "ties" => "结好",
        "promised" => "承诺",
        "events" => "活动",
        "fields" => "领域",
        "countries" => "友城国别",
        "visits-out" => "出访",
        "visits-in" => "来访",
        other => other,
    }
}

/// Why a stretch of a page was left out of its clean text.
pub fn removal(reason: &str) -> &str {
    match reason {
        "navigation" => "导航与分享栏",
        "boilerplate" => "正文以外的版面",
        "pinyin" => "注音",
        "comma" => "多余的标点",
        "jammer" => "干扰字符",
        "table" => "表格线",
        "injected" => "句中插入的链接文字",
        "after" => "文后附注",
        "foreign" => "其他文章或语言的文字",
        "spam" => "垃圾广告",
        "repeat" => "重复的正文",
        "headline" => "标题的重复",
        "links" => "相关链接",
        "copyright" => "版权声明",
        "tail" => "文末热搜与推荐",
        "byline" => "署名与来源行",
        "hidden" => "网页上看不见的文字",
        "stamp" => "日期行",
        "related" => "相关阅读",
        "share" => "分享与关注",
        "counter" => "计数与字号",
        "footer" => "页脚",
        "comment" => "评论区",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_a_label() {
        for t in Type::ALL {
            assert_eq!(kind(t).chars().count(), 2);
            for role in roles(t).iter().chain(t.key_roles()) {
                assert_ne!(label(role), *role);
                assert_ne!(english::label(role), "", "{role}");
            }
            assert_ne!(english::kind(t), kind(t));
        }
    }
}
