//! The words of the codebook as they are printed: order and Chinese labels.

use jiehao_events::Type;

/// Roles of a type in the order they are printed.
pub(crate) fn roles(kind: Type) -> &'static [&'static str] {
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
pub(crate) fn kind(kind: Type) -> &'static str {
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
pub(crate) fn label(name: &str) -> &str {
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
pub(crate) fn value<'a>(attribute: &str, value: &'a str) -> &'a str {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_a_label() {
        for t in Type::ALL {
            assert_eq!(kind(t).chars().count(), 2);
            for role in roles(t).iter().chain(t.key_roles()) {
                assert_ne!(label(role), *role);
            }
        }
    }
}
