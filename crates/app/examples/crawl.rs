//! Writes a made-up WET archive, packed record by record: pages of the web as a crawl finds them, 95 % in other languages
//! and 5 % in Chinese by bytes, of whose pages 1 in 200 holds records. The same seed gives the same archive.
//!
//! usage: crawl FILE MEGABYTES [SEED] [--relevant]
//!
//! Words of other languages are put together from syllables of their scripts and drawn as often as words are (Zipf);
//! Chinese pages of other matters from everyday words and the pages of corpus/ that hold nothing; relevant ones are pages of
//! corpus/ that hold records. With --relevant there are only those.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use jiehao_app::evaluate::Gold;

/// Random numbers (splitmix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// The first of a list most often, the second half as often, and so on.
    fn zipf(&mut self, n: usize) -> usize {
        let x = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        (((n as f64 + 1.0).powf(x)) as usize - 1).min(n - 1)
    }

    fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// A language: its share of the pages, syllables of its words, what ends a sentence.
struct Language {
    share: usize,
    syllables: &'static str,
    between: &'static str,
    end: &'static str,
}

/// As languages share the pages of Common Crawl, roughly.
const LANGUAGES: [Language; 14] = [
    Language {
        share: 460,
        syllables: "the re in er on an ti es st en at to nt ha ed ou ea hi is or it as te et ng of al de se le sa si ar ve ra ld ur ment ing tion",
        between: " ",
        end: ". ",
    },
    Language {
        share: 60,
        syllables: "при ста ни ко ло ра во то на ре ст ен ов ли ть по да но ка го ро ме те ся",
        between: " ",
        end: ". ",
    },
    Language {
        share: 60,
        syllables: "der ein sch ung ich nd te en ge be ver auf für über er an st ben zu ßen är",
        between: " ",
        end: ". ",
    },
    Language {
        share: 50,
        syllables: "の に は を た が で て と し れ さ ある いる する 日 本 人 大 年 会 国 カ ン ス",
        between: "",
        end: "。",
    },
    Language {
        share: 50,
        syllables: "les ent tion que pou té lè de la re ou ne dé ça au ment",
        between: " ",
        end: ". ",
    },
    Language {
        share: 50,
        syllables: "de la que ción el os en ar ado ía ño mente para con lo",
        between: " ",
        end: ". ",
    },
    Language {
        share: 30,
        syllables: "zione che per la di il re to ni ità con sta",
        between: " ",
        end: ". ",
    },
    Language {
        share: 30,
        syllables: "ção que de os para ar ões em do ment lá quê",
        between: " ",
        end: ". ",
    },
    Language {
        share: 25,
        syllables: "nie prze ów ski cz rz ła dą lę po za wy je na ko",
        between: " ",
        end: ". ",
    },
    Language {
        share: 20,
        syllables: "và của là có không người được một trong cho với các ng",
        between: " ",
        end: ". ",
    },
    Language {
        share: 15,
        syllables: "ال من في على ات ون ها مع هذا كان ية بن",
        between: " ",
        end: ". ",
    },
    Language {
        share: 15,
        syllables: "이 는 을 에 의 다 고 한 하 사 지 대 가 를 습니",
        between: " ",
        end: ". ",
    },
    Language {
        share: 10,
        syllables: "ται και του της στην από για με που θα να είναι",
        between: " ",
        end: ". ",
    },
    Language {
        share: 10,
        syllables: "การ ที่ และ ใน ของ เป็น ความ ได้ ไม่ มี ให้",
        between: "",
        end: " ",
    },
];

/// Words of Chinese pages of other matters, the most frequent first.
const EVERYDAY: &str = "的 了 在 是 我 有 和 就 不 人 都 一个 上 也 很 到 说 要 去 你 会 着 没有 看 好 自己 这 我们 产品 公司 可以 时间 \
网站 中国 服务 使用 价格 用户 电影 手机 大家 选择 时候 什么 学习 孩子 问题 工作 生活 公告 游戏 免费 下载 最新 小说 章节 作者 更新 首页 新闻 \
 视频 图片 电话 联系 地址 质量 客户 技术 设计 品牌 市场 企业 管理 系统 功能 销售 投资 房子 汽车 健康 医院 医生 治疗 身体 食物 味道 天气 \
 朋友 爱情 故事 学校 老师 学生 考试 课程 大学 专业 招聘 经验 要求 进行 提供 需要 通过 发现 表示 活动 参加 举行 会议 记者 报道 城市 北京 \
 上海 广州 政府 部门 经济 发展 项目 建设 社会 文化 历史 旅游 酒店 景点 交通 火车 飞机 订单 快递 支付 优惠 折扣 评价 回复 楼主 帖子 版权 \
 所有 备案 网络 软件 电脑 数据 安全 密码 登录 注册 会员 积分 颜色 尺寸 材料 面料 衣服 鞋子 化妆品 皮肤 头发 减肥 运动 足球 比赛 球员 教练 \
 冠军 音乐 歌曲 歌手 明星 演员 导演 电视剧 收视率 观众 股票 基金 银行 贷款 利率 保险 房价 装修 家具 厨房 卧室 客厅 窗帘 灯具 机械 设备 \
 厂家 批发 型号 参数 图纸 阀门 水泵 轴承 钢材 化工 塑料 包装 印刷 模具 仪器 检测 维修 安装 调试 说明书 保修 发货 库存 报价 咨询";

fn words(language: &Language, chance: &mut Chance) -> Vec<String> {
    let syllables: Vec<&str> = language.syllables.split(' ').collect();
    let word = |chance: &mut Chance| {
        let n = 1 + chance.below(4);
        (0..n).map(|_| *chance.of(&syllables)).collect::<String>()
    };
    (0..6000).map(|_| word(chance)).collect()
}

/// Prose of so many bytes.
fn prose(
    words: &[impl AsRef<str>],
    between: &str,
    end: &str,
    bytes: usize,
    chance: &mut Chance,
) -> String {
    let mut out = String::with_capacity(bytes + 64);
    while out.len() < bytes {
        for i in 0..4 + chance.below(16) {
            if i > 0 {
                out += between;
            }
            out += words[chance.zipf(words.len())].as_ref();
            if chance.below(60) == 0 {
                out += &format!(" {} ", chance.below(3000));
            }
        }
        out += end;
        if chance.below(5) == 0 {
            out.push('\n');
        }
    }
    out
}

/// Pages of the corpus in UTF-8: those that hold records, and those that hold none.
fn corpus() -> [Vec<String>; 2] {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let gold = Gold::open(&folder).expect("the corpus has its gold");
    let mut out = [Vec::new(), Vec::new()];
    for (name, doc) in gold.docs.iter().filter(|(name, _)| name.ends_with(".txt")) {
        if let Ok(text) = fs::read_to_string(folder.join(name)) {
            out[usize::from(doc.records.is_empty())].push(text);
        }
    }
    out
}

fn main() -> std::io::Result<()> {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let relevant_only = args
        .iter()
        .position(|a| a == "--relevant")
        .map(|i| args.remove(i))
        .is_some();
    let (Some(path), Some(megabytes)) = (
        args.first(),
        args.get(1).and_then(|n| n.parse::<u64>().ok()),
    ) else {
        eprintln!("usage: crawl FILE MEGABYTES [SEED] [--relevant]");
        std::process::exit(2);
    };
    let mut chance = Chance(args.get(2).and_then(|n| n.parse().ok()).unwrap_or(1));
    let [relevant, other] = corpus();
    let everyday: Vec<&str> = EVERYDAY.split_whitespace().collect();
    let lists: Vec<Vec<String>> = LANGUAGES.iter().map(|l| words(l, &mut chance)).collect();
    let shares: usize = LANGUAGES.iter().map(|l| l.share).sum();
    let mut out = BufWriter::new(File::create(path)?);
    let (mut all, mut chinese, mut pages, mut holding) = (0_u64, 0_u64, [0_u64; 2], 0_u64);
    while all < megabytes * 1_000_000 {
        let (text, language) = if relevant_only {
            holding += 1;
            (chance.of(&relevant).clone(), "zho")
        } else if chinese * 20 < all {
            pages[1] += 1;
            // the first of two hundred, so that small archives have one too
            let text = if pages[1] % 200 == 1 {
                holding += 1;
                chance.of(&relevant).clone()
            } else {
                let size = 1500 + chance.below(9000);
                let mut text = prose(&everyday, "", "。", size, &mut chance);
                if chance.below(20) == 0 {
                    text += chance.of::<String>(&other);
                }
                text
            };
            (text, "zho")
        } else {
            pages[0] += 1;
            let mut at = chance.below(shares);
            let which = LANGUAGES.iter().position(|l| {
                let here = at < l.share;
                at = at.saturating_sub(l.share);
                here
            });
            let which = which.unwrap_or(0);
            let (l, size) = (&LANGUAGES[which], 500 + chance.below(12_000));
            (
                prose(&lists[which], l.between, l.end, size, &mut chance),
                "eng",
            )
        };
        let n = pages[0] + pages[1] + holding;
        let head = format!(
            "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://a{}.example/{n}\r\n\
             WARC-Date: 2024-06-04T01:02:03Z\r\nWARC-Record-ID: <urn:uuid:{:032x}>\r\n\
             WARC-Identified-Content-Language: {language}\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n",
            n % 997,
            u128::from(chance.next()) << 64 | u128::from(chance.next()),
            text.len()
        );
        let size = (head.len() + text.len() + 4) as u64;
        all += size;
        chinese += if language == "zho" { size } else { 0 };
        let mut packer = GzEncoder::new(&mut out, Compression::default());
        packer.write_all(head.as_bytes())?;
        packer.write_all(text.as_bytes())?;
        packer.write_all(b"\r\n\r\n")?;
        packer.finish()?;
    }
    out.flush()?;
    println!(
        "{all} bytes unpacked, {chinese} of them in Chinese; {} pages in other languages, {} in Chinese, {holding} holding records",
        pages[0], pages[1]
    );
    Ok(())
}
