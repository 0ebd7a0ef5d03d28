//! Notices of rights and disclaimers, and the registration lines at the foot of a page.
//!
//! A notice late in the page ends the body: what follows belongs to the site.

use super::{Filter, pattern, tail};
use crate::line::{Draft, Line};

pub(super) const FILTER: Filter = Filter {
    name: "copyright",
    run,
};

pattern!(
    NOTICE,
    r"版权声明|版权与[^。]{0,20}声明|免责(?:声明|条款)|郑重声明|^\W{0,3}特别声明|法律声明|著作权归|版权归[^。]{0,16}所有|版权均?属|",
    r"未经[^。,]{0,12}(?:授权|许可|允许|同意)[^。]{0,20}(?:转载|使用|复制|镜像|链接|摘编)|(?:不得|请勿|谢绝|严禁|禁止)[^。]{0,6}转载|",
    r"凡(?:本[网站报]|注明|标注|署名)[^。]{0,30}(?:注明|作品|稿件|来源)|转载(?:时)?(?:请|须|务必|必须)[^。]{0,10}注明|",
    r"(?:仅|只|并不|不)代表[^。]{0,12}(?:作者|本[网站]|本平台|平台|该机构)[^。]{0,12}(?:观点|立场|意见)?|",
    r"本文(?:为|系)[^。]{0,20}(?:上传|发布)[^。]{0,20}|仅提供信息(?:发布|存储)|登载此文|传[播递]更多信息|不意味着?赞同|不构成(?:任何)?投资建议|入市需谨慎|投资需谨慎|不承担[^。]{0,12}(?:法律)?责任|据此操作|如(?:有|涉及)?[^。]{0,12}侵权|构成侵权"
);
pattern!(
    FOOTER,
    r"ICP备|ICP证|ICP:|备案(?:号|编号)|公网安备|许可证|Copyright|COPYRIGHT|copyright|All Rights Reserved|版权所有|网站标识码|不良信息举报|法律顾问|(?:报料|广告|新闻|投稿)热线|建议使用\d{3,4}|著作权法|©|技术支持[:：]|",
    r"^(?:地址|电话|邮编|传真|邮箱|E-?mail|主办单位?|承办单位?|协办|技术支持|网站标识码|违法和?不良信息|举报(?:电话|邮箱|热线)|客服(?:电话|热线)?|联系电话|热线电话|投稿邮箱|新闻热线|法律顾问)\s*[:(]|",
    r"^(?:网站简介|关于我们|联系我们|广告服务|人才招聘|招聘信息|网站律师|网站地图|诚聘英才|About|免责声明)(?:\s*[|\-·]|\s|$)"
);

fn run(draft: &mut Draft) {
    let notices: Vec<_> = draft
        .lines
        .iter()
        .filter(|l| says_rights(l))
        .cloned()
        .collect();
    for notice in &notices {
        draft.facts.rights(notice);
    }
    tail::cut_from(draft, 0.5, why);
}

/// Whether a line speaks of rights at all.
fn says_rights(l: &Line) -> bool {
    let says = || l.len() <= 600 && NOTICE.is_match(&l.text);
    *l.known.rights.get_or_init(says)
}

/// Which kind of notice a line is, if any.
pub(super) fn why(l: &Line) -> Option<&'static str> {
    *l.known.notice.get_or_init(|| notice(l))
}

fn notice(l: &Line) -> Option<&'static str> {
    if l.len() > 600 {
        return None;
    }
    if says_rights(l)
        && let Some(at) = NOTICE.find(&l.text)
        && (!l.text.contains("协议") || l.text.contains("转载"))
    {
        // A notice glued behind a paragraph is no line of its own.
        let lead = &l.text[..at.start()];
        return (lead.matches('。').count() <= 1 || l.len() < 120).then_some("copyright");
    }
    let short = l.len() <= 60 || l.len() <= 160 && !l.text.contains('。');
    (short && FOOTER.is_match(&l.text) && !l.is_prose()).then_some("footer")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::noise::testing::check;

    #[test]
    fn a_notice_ends_the_body() {
        let text = "甲市代表团三日访问了乙州,双方签署了备忘录。\n【版权声明】本文归某社所有,未经授权,不得转载。\n别的标题";
        check(
            &FILTER,
            text,
            &["甲市代表团三日访问了乙州,双方签署了备忘录。"],
        );
    }

    #[test]
    fn an_agreement_on_rights_stays() {
        let s = "甲省与乙州签署知识产权保护合作协议,商定加强版权执法合作。";
        check(&FILTER, s, &[s]);
    }
}
