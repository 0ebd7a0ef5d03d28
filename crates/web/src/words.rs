//! The words of the pages, in both languages side by side. What belongs to the codebook (types, roles,
//! attributes, stages) is in `jiehao_events::vocabulary`.

/// Makes the table: a word that is missing in a language does not compile.
macro_rules! words {
    ($words:ident: $($name:ident: $zh:literal, $en:literal;)+) => {
        /// The words of one language.
        #[derive(Debug)]
        #[allow(missing_docs)]
        pub struct $words { $(pub $name: &'static str,)+ }
        /// Chinese.
        pub(crate) static ZH: $words = $words { $($name: $zh,)+ };
        /// English.
        pub(crate) static EN: $words = $words { $($name: $en,)+ };
    };
}

pub(crate) mod api;
pub(crate) mod desk;

words! { Words:
    site: "结好", "Jiehao";
    tagline: "地方对外交往登记册", "A register of subnational diplomacy";
    other_language: "English", "中文";
    colon: "：", ": ";
    semicolon: "；", "; ";
    skip: "跳到正文", "Skip to content";
    menu: "栏目", "Sections";
    footer: "只述网页所言；未载者不等于没有。", "States what pages say; what is not on record may still exist.";

    search: "搜索", "Search";
    search_hint: "地区、人名、机构或正文词语", "Region, person, body or words of a page";
    search_title: "搜索结果", "Search results";
    search_none: "没有网页含有这些词语。", "No page holds these words.";
    search_empty: "请输入要找的词语。", "Enter words to look for.";
    search_try: "少写几个词，或只写名称的主要部分；两个汉字即可查找。", "Use fewer words, or the main part of a name; two Chinese characters are enough.";
    pages_found: "页", "pages";
    meant_region: "地区", "Regions";
    meant_person: "人物", "People";
    in_pages: "网页", "Pages";

    new: "新入册", "New";
    due_soon: "将到期", "Due soon";
    abroad: "正在出访", "Abroad now";
    abroad_none: "本周无出访记录。最近的出访：", "No trip abroad is on record for this week. The latest trips:";
    came: "来访", "Guests";
    on_record: "在册", "On record";
    browse: "按地区浏览", "Browse regions";
    regions: "地区", "Regions";
    regions_note: "在册记录涉及的中国地区，多者在前。", "Regions of China that the register has acts of; those with most first.";
    all: "全部", "All";
    none: "无记录", "None on record";

    region: "地区", "Region";
    ties: "友好关系", "Ties";
    visits: "访问", "Visits";
    visits_out: "出访", "Visits out";
    visits_in: "来访", "Visits in";
    meetings: "会见会谈", "Meetings";
    agreements: "签署文件", "Agreements";
    conferences: "活动", "Events";
    commitments: "承诺", "Promises";
    statistics: "自述数字", "Figures claimed";
    policies: "政策", "Policies";
    projects: "项目", "Projects";
    mechanisms: "机制", "Mechanisms";
    claims: "自述与在册", "Claims and record";
    by_year: "历年往来", "Visits by year";

    when: "时间", "When";
    what: "内容", "What";
    undated: "时间不详", "undated";
    countries: "国别", "Country";
    sources: "来源", "Sources";
    source_one: "个来源", "source";
    source_many: "个来源", "sources";
    evidence: "依据", "Evidence";
    read_words: "看原文", "Read the words";
    conflict: "说法不一", "Reports differ";
    conflict_note: "各报道对此说法不一，并列如下。", "Reports contradict each other here; all are shown.";
    since: "起始", "Since";
    facts: "要点", "Facts";
    reports: "报道", "Reports";
    rule: "规则", "Rule";
    confidence: "把握", "Confidence";
    published: "发布", "Published";
    captured: "采集", "Captured";
    taken_from: "出处", "Taken from";
    accepted: "已确认", "accepted";
    lowered: "不计", "not counted";
    copy: "转载", "copy";
    fields: "领域", "Fields";

    history: "沿革", "History";
    exchanges: "往来", "Exchanges";
    exchanges_none: "登记册中没有两地的往来记录。", "No exchange of the two is on record.";
    itinerary: "行程", "Itinerary";
    itinerary_note: "出访者参与、时间与国别相合的会见、签署和活动。", "Meetings, signings and events that the travellers had a part in, at the time and in the countries of the trip.";
    itinerary_none: "登记册中没有此行的会见或签署。", "No meeting or signing of this trip is on record.";
    offices: "任职", "Offices";
    offices_note: "只记何日见于报道；不见不等于离任。", "Days on which reports name the office; silence does not mean that it ended.";
    acts_naming: "所涉事项", "Acts that name it";
    attested: "见于", "Attested";

    document: "网页", "Page";
    clean_text: "正文", "Clean text";
    as_taken: "原样", "As taken";
    as_taken_note: "下面是网页解码后的全部字符。灰色部分未计入正文，括号内为原因。", "All characters of the page as decoded. What is grey was left out of the clean text; the reason is in brackets.";
    original_bytes: "下载原始字节", "Download the bytes";
    removed: "未计入正文的部分", "What was left out";
    removed_none: "无", "Nothing";
    characters: "字", "characters";
    stretches: "处", "places";
    markup: "标记", "markup";
    read_from_it: "由此读出", "Read from it";
    other_reports: "同一事项的其他报道", "Other reports of the same act";
    no_records: "没有读出记录。", "Nothing was read from it.";
    outside: "引文不在正文而在署名、来源等处：", "Words that stand outside the clean text, in a byline or the name of the source:";
    show_all: "标出全部引文", "Mark all quotes";
    cut_short: "原文过长，只显示开头部分；全文请下载。", "The source is long; only its beginning is shown. Download the bytes for the rest.";
    untitled: "（无标题）", "(untitled)";
    is_list: "这是本单位的名录，每行一条。", "This is a list of an office's own, a tie a row.";
    copy_of: "转载自", "Copy of";

    filters: "筛选", "Filters";
    apply: "应用", "Apply";
    clear: "清除", "Clear";
    from_date: "自", "From";
    until_date: "至", "Until";
    country: "国别", "Country";
    person: "人物", "Person";
    way: "方向", "Way";
    way_out: "出访", "out";
    way_in: "来访", "in";
    way_note: "需先选地区", "needs a region";
    order: "排序", "Sort";
    latest: "新者在前", "latest first";
    earliest: "早者在前", "earliest first";
    most_sources: "来源多者在前", "most sources first";
    type_: "种类", "Type";
    total: "共", "Total";
    items: "项", "items";
    export: "导出", "Export";
    export_hint: "导出符合上述条件的全部事项", "Exports all that pass these filters";
    export_ics: "日历", "Calendar";
    previous: "上一页", "Previous";
    next: "下一页", "Next";
    page: "第", "Page";
    of_pages: "页，共", "of";
    pages_end: "页", "";
    nothing_passes: "没有符合条件的事项。", "Nothing on record passes these filters.";

    audit: "自述核对", "Audit";
    audit_note: "把各地自述的数字按其自己的口径重数一遍。", "Figures that regions claim of their ties, counted again by the claim's own rule.";
    as_of: "截至", "As of";
    counted: "所计", "Counts";
    claimed: "自述", "Claimed";
    recorded: "在册", "On record";
    which: "在册名单", "Which";
    unplaced: "国别未明", "Country unknown";
    due: "到期", "Due";
    due_note: "结好周年与承诺：将到期者与已过期者。", "Anniversaries of ties and promises, ahead and overdue.";
    months_ahead: "今后月数", "Months ahead";
    anniversary: "结好%周年", "% years of the tie";
    promise: "承诺", "Promise";
    overdue: "已过期", "overdue";
    maybe_kept: "或已履行", "may have been kept";
    not_kept: "未见履行记录", "no record of its being kept";
    dormant: "沉寂关系", "Dormant ties";
    dormant_note: "若干年内登记册中没有往来的关系；没有记录不等于没有往来。", "Ties without an exchange on record for some years; no record does not mean no exchange.";
    years_without: "年数", "Years without";
    last_exchange: "最近往来", "Latest exchange";
    balance: "出访来访", "Balance";
    balance_note: "按年与国别计出访与来访；计划中的不计。", "Visits out and in by year and country; planned ones do not count.";
    year: "年", "Year";
    out: "出访", "Out";
    in_: "来访", "In";
    unknown_year: "年份不详", "year unknown";
    compare: "对比", "Compare";
    compare_note: "两个地区，或两次出访（用访问的编号）。", "Two regions, or two trips (by the ids of the visits).";
    compare_a: "甲", "First";
    compare_b: "乙", "Second";
    both: "两者皆有", "Both";
    digest: "一周", "Digest";
    digest_note: "一周之内：谁出访、谁来访、签了什么、什么到期。", "A week: who is abroad, who came, what was signed, what falls due.";
    week_of: "所在周", "Week of";
    week_before: "前一周", "Week before";
    week_after: "后一周", "Week after";
    inland: "国内往来", "Within China";
    new_ties: "新结好", "New ties";
    vague: "项只知年月，未列", "acts known only by month or year are left out";
    timeline: "年表", "Timeline";
    timeline_note: "各类事项，依时间排列。", "Acts of all types in the order of time.";

    error_missing: "没有找到", "Not found";
    error_missing_mend: "请核对地址或编号，或从首页搜索。", "Check the address or id, or search from the start page.";
    error_bad: "请求无法理解", "The request was not understood";
    error_bad_mend: "请改正后再试。", "Mend it and try again.";
    error_host: "此地址不由本站应答", "This server does not answer for that host";
    error_host_mend: "请用启动时打印的地址，或以 --host 指明域名。", "Use the address printed at start, or name the host with --host.";
    error_busy: "登记册正被占用", "The register is busy";
    error_busy_mend: "请稍候片刻再刷新本页。", "Wait a moment and load the page again.";
    error_gone: "登记册暂时无法读取", "The register cannot be read";
    error_gone_mend: "请管理员查看日志；登记册恢复后本页即可使用，无需重启。", "The operator finds the cause in the log; this page works again once the register is back, without a restart.";
    error_method: "只可读取", "Reading only";
    error_method_mend: "本站不接受更改。", "This server accepts no changes.";
    error_ours: "程序出错", "The program failed";
    error_ours_mend: "其他页面不受影响；请把日志中的记录报告给开发者。", "Other pages are not affected; please report what the log says.";
    error_back: "回首页", "To the start page";
    too_long: "词语过长，请控制在 200 字以内", "too long; use at most 200 characters";
    not_a_date: "不是日期，请写作 2024、2024-06 或 2024-06-04", "is no date; write 2024, 2024-06 or 2024-06-04";
    not_utf8: "地址不是 UTF-8", "the address is not UTF-8";
    not_a_number: "不是此处可用的数字", "is no number that fits here";
    not_a_type: "没有这个种类", "is no type";
    not_a_place: "不是已知的唯一地名，请用全称或编号", "is not the name of one known place; use its full name or id";
}
