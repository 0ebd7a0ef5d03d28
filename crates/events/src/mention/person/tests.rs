//! Names found and not found, one small sentence each.

use super::super::{Kind, Scan, body, date, ending, place};
use crate::rules::Rules;

pub(in crate::mention) fn names(text: &str, kind: Kind) -> Vec<String> {
    let rules = Rules::built_in();
    let mut scan = Scan::new(text, &rules.lexicon);
    super::dotted(&mut scan);
    place::known(&mut scan);
    date::find(&mut scan, None);
    place::unknown(&mut scan);
    place::again(&mut scan);
    scan.retokenize();
    body::missions(&mut scan);
    ending::titles(&mut scan);
    super::find(&mut scan);
    ending::find(&mut scan);
    super::unnamed(&mut scan);
    let mut found: Vec<String> = scan
        .finish()
        .0
        .into_iter()
        .filter(|m| m.kind == kind)
        .map(|m| m.name.replace(' ', "_"))
        .collect();
    found.dedup();
    found
}

/// Each line: a sentence, an arrow, the names it holds. Every line that fails is reported.
fn check(kind: Kind, table: &str) {
    let wrong: Vec<String> = table
        .lines()
        .filter_map(|line| line.split_once('→'))
        .filter_map(|(text, want)| {
            let want: Vec<&str> = want.split_whitespace().collect();
            let got = names(text.trim(), kind);
            (got != want).then(|| format!("{text}: {got:?}, not {want:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn chinese_names() {
    check(
        Kind::Person,
        "省长赵明远在会上致辞。→ 赵明远
        市长钱立率团出访。→ 钱立
        副市长孙志刚推介了投资环境。→ 孙志刚
        市委书记欧阳文华会见来宾。→ 欧阳文华
        自治区主席乌兰其木格出席仪式。→ 乌兰其木格
        县委书记阿力木江先后讲话。→ 阿力木江
        行政长官林郑小娥今日致辞。→ 林郑小娥
        海州市长曾宪华和代表团见面。→ 曾宪华
        陈军副市长陪同考察。→ 陈军
        林秉文秘书长到会。→ 林秉文
        夏延平副省长率团抵达。→ 夏延平
        刘军副总领事、商务参赞邹晓陪同。→ 刘军 邹晓
        周赛先主任会见来宾。→ 周赛先
        省长徐建平、副省长何文清出席。→ 徐建平 何文清
        副市长李文斌、王海燕参加会见。→ 李文斌 王海燕
        市长吴建设介绍了情况。→ 吴建设
        董事长楼明一行到访。→ 楼明
        主任梁永康亦有出席会议。→ 梁永康",
    );
}

#[test]
fn foreign_names() {
    check(
        Kind::Person,
        "日本鸟取县知事平井伸治率团来访。→ 平井伸治
        日本秋田县知事佐竹敬久将于八月来访。→ 佐竹敬久
        日本静冈县知事中村直也率团来访。→ 中村直也
        日本长崎市市长田上富久也在协议书上签字。→ 田上富久
        日本福冈县议会议长中尾正信视频致辞。→ 中尾正信
        日本新潟县知事花角英世一行到访。→ 花角英世
        韩国仁川市市长朴南春和议长申恩浩来访。→ 朴南春 申恩浩
        越南广宁省人民委员会主席范氏清茶出席。→ 范氏清茶
        意大利米兰市市长萨拉蒂尼一行到访。→ 萨拉蒂尼
        德国汉堡市市长彼得·申切尔来访。→ 彼得·申切尔
        由彼得·申切尔市长率领的代表团到访。→ 彼得·申切尔
        自治区政府副主席买买提·艾里在撒马尔罕会见了客人。→ 买买提·艾里
        副州长彼得·申切尔将率团来访。→ 彼得·申切尔
        代表团抵达日本饭田市，拜会市长佐藤健，双方交换意见。→ 佐藤健
        马来西亚诗巫市议会主席拿督张泰卿来访。→ 张泰卿",
    );
}

#[test]
fn what_stands_behind_ends_a_name() {
    check(
        Kind::Person,
        "副市长罗云峰会见客人。→ 罗云峰
        省长余建国出访欧洲。→ 余建国
        法国驻沪总领事王渡座谈交流。→ 王渡
        副主任徐远昨日傍晚设宴。→ 徐远
        总领事蒋芸也强调了合作。→ 蒋芸
        省长何秋雅一一回应。→ 何秋雅
        驻捷克大使马克勤作主旨演讲。→ 马克勤
        驻埃及大使宋爱国到会。→ 宋爱国
        副省长刘琦和甲集团总经理任远新分别致辞。→ 刘琦 任远新
        州长普艳芳率团来访。→ 普艳芳
        副总领事方明、刘磊及总领馆人员到场。→ 方明 刘磊
        日本长冈市市长森田民夫时说,合作很好。→ 森田民夫
        领事方磊和孟庆新等随访。→ 方磊 孟庆新
        会见了以巴布什娜主席为团长的代表团。→ 巴布什娜
        郭立春书记、朱小明省长客岁到访。→ 郭立春 朱小明
        市委书记曹新民和市委副书记朱立到场。→ 曹新民 朱立
        市委书记曹新平和市委副书记朱立到场。→ 曹新平 朱立
        李建成代表县委、县政府致辞。→ 李建成
        某市议会议长朴昌圭今(27)日到访。→ 朴昌圭
        县长韩文敏到会。宋其昌县长对韩文敏一行表示欢迎。→ 韩文敏 宋其昌 韩文敏
        韩国江陵市市长金秀英、全南道副道长李在焕及总领事卓明到会。→ 金秀英 李在焕 卓明",
    );
}

#[test]
fn makes_of_names() {
    check(
        Kind::Person,
        "美国加州环保部部长加西亚、交通部部长奥米金到会。→ 加西亚 奥米金
        斯里兰卡南方省省督维克拉马辛格抵达。→ 维克拉马辛格
        日本鸟取县琴浦町町长小松原宏一率团抵达。→ 小松原宏一
        阿根廷布宜诺斯艾利斯市议会副议长卡门·波谢朵于四月到访。→ 卡门·波谢朵
        市长伯恩德·米勒出席。→ 伯恩德·米勒
        副市长方明、努尔堡市长伯恩德·米勒参加。→ 方明 伯恩德·米勒
        市长伯恩德·米勒和尼古拉·魏曼进行了交谈。→ 伯恩德·米勒 尼古拉·魏曼
        全国政协副主席阿不都·热西提致辞。→ 阿不都·热西提
        德国汉堡市副市长Frieda von Berg、局长Karl Venter出席。→ Frieda_von_Berg Karl_Venter
        韩国外交部长官姜京花会见来宾。→ 姜京花
        韩国外交部第一次官(副部长)赵世英到会。→ 赵世英
        津巴布韦外交部司长N.F.森格威(左)出席。森格威致辞。→ N.F.森格威
        会见了以加尔西娜主席为团长的代表团。→ 加尔西娜",
    );
}

#[test]
fn offices_without_a_name() {
    check(
        Kind::Person,
        "省长赵明远会见了法国诺曼底大区主席。→ 赵明远 法国诺曼底大区主席
        赵明远省长与卫生部长、渔业和林业部长会谈。→ 赵明远 卫生部长 渔业和林业部长
        省长赵明远拜会友好州甘贝拉州州长。→ 赵明远 甘贝拉州州长
        省长赵明远会见佩斯州州长。会谈中,匈牙利佩斯州州长索伯到会。→ 赵明远 索伯
        法国诺曼底大区主席的邀请函已经收到。→
        市长会议在甲市举行。→
        法国诺曼底大区主席来访。→",
    );
}

#[test]
fn words_are_no_names() {
    check(
        Kind::Person,
        "主席关心两国合作。→
        省长不久前访问了欧洲。→
        主教练率队抵达。→
        州总理府公布了计划。→
        总裁班启动仪式举行。→
        市长应邀出席。→
        常任理事国和新兴国家。→
        领事官员代表团到访。→
        佛山·凉山东西部协作会议召开。→
        主席单位牵头推进。→
        市长曾率团来访。→
        部长有关讲话。→
        首任总领事时表示。→
        省长全力推动合作。→
        书记双方签署文件。→
        宁波也迎来了客人。→
        文物局局长到会。→
        高教厅副厅长到会。→",
    );
}

#[test]
fn places() {
    check(
        Kind::Place,
        "代表团访问波兰德国奥地利三国。→ 波兰 德国 奥地利
        代表团先后到台州、天台、椒江考察。→ 台州 天台 椒江
        总领事介绍了安省长访问的情况。→
        与泰国难府结好后,难府来访。→ 难府
        代表团访问韩国居昌郡。→ 居昌郡
        日本琴浦町客人来访。→ 琴浦町",
    );
}

#[test]
fn a_known_name_is_found_again_without_its_office() {
    let text = "省长赵明远到会。赵明远说，会谈很好。会后，赵明远陪客人参观。";
    assert_eq!(
        names(text, Kind::Person).len(),
        1,
        "the same name throughout"
    );
}
