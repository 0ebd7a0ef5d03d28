//! What holds for any bytes: no panic, spans that slice, cleaning that is done at once.

use jiehao_text::{CleanRange, Hint, Page, Passage, Script, read};
use proptest::prelude::*;

/// Pieces of what pages are made of, clean and filthy.
const PIECES: &[&str] = &[
    "甲市代表团三日访问了乙州,双方签署了友好合作备忘录。",
    "州长对来访表示欢迎,愿意在经贸、文化、教育等领域深化务实合作。",
    "甲市加快构建友城新格局",
    "出访背景",
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "　",
    ",,",
    "。",
    "(guójì)",
    "(de)",
    "领(lǐng)館",
    "?xiàng)罟珎ゼ耙链菏",
    "傤I(lǐng)館",
    "2021-03-04 05:06:07",
    "来源: 某报 编辑: 王某",
    "责任编辑:李某",
    "(某报记者 张某)",
    "【更多新闻】",
    "相关推荐",
    "暂无评论,快抢沙发",
    "版权声明:未经授权不得转载",
    "首页 | 要闻 | 国际 | 旅游",
    "百家乐官网| 太阳城娱乐城|",
    "締結友好省州關係",
    "乾隆年間的乾淨衣服",
    "---|---|---",
    " | |||",
    "本报9月7日讯(记者 王某)",
    "图为会谈现场",
    "30896",
    "ÉÌÎñ´ú±íÍÅ",
    "\u{0}",
    "\u{feff}",
    "\u{200b}",
    "\u{f0000}",
    "\u{ad}",
    "\u{85}",
    "😀",
    "https://example.invalid/a?b=c",
];

/// The same for markup.
const TAGS: &[&str] = &[
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<br>",
    "<a href='#'>",
    "</a>",
    "<table><tr><td>",
    "</td>",
    "</tr>",
    "</table>",
    "<span style='display:none'>",
    "</span>",
    "<script>var a='<p>';</script>",
    "<style>.x{display:none}</style>",
    "<h1>",
    "</h1>",
    "<title>",
    "</title>",
    "&nbsp;",
    "&amp;",
    "&ldquo;",
    "&#8221;",
    "&unknown;",
    "&",
    "<",
    "<!-- x -->",
    "<ruby>",
    "<rt>",
    "</rt>",
    "</ruby>",
    "<b>",
    "<i>",
    "</b>",
    "</i>",
    "<pre>",
    "</pre>",
    "<ul><li>",
    "<marquee height=0>",
    "<select><option>",
    "<textarea>",
    "</textarea>",
    "<svg>",
    "<math>",
    "<template>",
];

fn plain() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|v| v.concat())
}

fn markup() -> impl Strategy<Value = String> {
    let all: Vec<&str> = PIECES.iter().chain(TAGS).copied().collect();
    prop::collection::vec(prop::sample::select(all), 0..60)
        .prop_map(|v| format!("<html><body>{}", v.concat()))
}

/// Every character, and every range, slices the source at character boundaries and in order.
fn check_spans(page: &Page, passage: &Passage) {
    let mut last = 0;
    for (i, c) in passage.text.char_indices() {
        let range = CleanRange::new(i, i + c.len_utf8());
        let at = passage.source(range).expect("a character has a place");
        assert!(
            page.source.get(at.start..at.end).is_some(),
            "{at:?} of {}",
            page.source.len()
        );
        assert!(at.start >= last, "out of order at {i}: {at:?} after {last}");
        last = at.start;
        let (a, b) = page.code_points(at);
        assert_eq!(a, page.source[..at.start].chars().count());
        assert_eq!(b - a, page.source[at.start..at.end].chars().count());
    }
    let all = CleanRange::new(0, passage.text.len());
    let mut end = 0;
    for piece in passage.pieces(all) {
        assert!(
            piece.start >= end && piece.start < piece.end,
            "{piece:?} after {end}"
        );
        assert!(page.source.get(piece.start..piece.end).is_some());
        end = piece.end;
    }
}

fn check(bytes: &[u8], script: Script) -> Page {
    let page = read(
        bytes,
        &Hint {
            script,
            ..Hint::default()
        },
    );
    check_spans(&page, &page.body);
    if let Some(title) = &page.title {
        check_spans(&page, title);
    }
    for cut in &page.removed {
        assert!(
            page.source.get(cut.at.start..cut.at.end).is_some(),
            "{cut:?}"
        );
        assert!(!cut.reason.is_empty());
    }
    page
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn plain_text(text in plain()) {
        check(text.as_bytes(), Script::Simplified);
        check(text.as_bytes(), Script::Source);
    }

    #[test]
    fn markup_of_any_make(text in markup()) {
        check(text.as_bytes(), Script::Simplified);
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        check(&bytes, Script::Simplified);
    }

    #[test]
    fn any_text(text in "\\PC{0,300}") {
        check(text.as_bytes(), Script::Simplified);
    }

    #[test]
    fn clean_text_stays_as_it_is(text in plain()) {
        let once = check(text.as_bytes(), Script::Simplified).body.text;
        let twice = check(once.as_bytes(), Script::Simplified).body.text;
        prop_assert_eq!(once, twice);
    }

    #[test]
    fn clean_markup_stays_as_it_is(text in markup()) {
        let once = check(text.as_bytes(), Script::Simplified).body.text;
        // Text that reads as markup is markup to the second reading.
        prop_assume!(!once.contains('<'));
        let twice = check(once.as_bytes(), Script::Simplified).body.text;
        prop_assert_eq!(once, twice);
    }
}

#[test]
fn hostile_pages_end() {
    let cases = [
        "<div>".repeat(1_000_000),
        "<p>甲".repeat(200_000),
        "<b><i>甲".repeat(100_000),
        format!("<html>{}", "<table><tr><td>甲".repeat(50_000)),
        "甲".repeat(2_000_000),
        "甲,".repeat(1_000_000),
        "甲乙。".repeat(700_000),
        "(".repeat(3_000_000),
        "领(lǐng)".repeat(300_000),
        "甲乙丙丁戊己庚辛\n".repeat(200_000),
        "<a href='".repeat(200_000),
        format!("<html><body>{}", "&nbsp;甲".repeat(300_000)),
        "来源:".repeat(500_000),
        "?xiàng)罟珎ゼ".repeat(100_000),
        "\u{0}".repeat(1_000_000),
        "<font color=red>甲".repeat(100_000),
    ];
    for (i, text) in cases.iter().enumerate() {
        let start = std::time::Instant::now();
        read(text.as_bytes(), &Hint::default());
        assert!(
            start.elapsed().as_secs() < 60,
            "case {i} took {:?}",
            start.elapsed()
        );
        eprintln!("case {i}: {:?}", start.elapsed());
    }
}
