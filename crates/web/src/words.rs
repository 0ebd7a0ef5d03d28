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
    meant_names: "名称中含有这些词语者", "Names that hold these words";
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
    choose_region: "在册事项太多，不能逐地统计。请先填写地区。", "Too much is on record to go through all regions at once. Name a region first.";

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
    as_taken_note: "下面是网页解码后的全部字符。灰色部分未计入正文；接连几处原因相同者，只在第一处之后注明。", "All characters of the page as decoded. What is grey was left out of the clean text; the reason stands behind the first of stretches of one reason in a row.";
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
    export_ics: "日历文件 (ICS)", "Calendar file (ICS)";
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
    compare_latest: "事项甚多者，每类只看最近的件数：", "Of a sort with very many acts, the latest were looked at:";
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

    map: "地图", "Map";
    map_note: "中国地区与国外地方之间的友好关系与往来；境内往来不在其中，计划中的不计。", "Ties and trips between regions of China and places abroad; what is within China or only planned is left out.";
    map_caption: "图中 {homes} 个中国地区（实心）与 {others} 个国外地方（空心），共 {pairs} 条线，最多者 {most}；圆与线的大小依项数。下表为同样的内容。", "{homes} regions of China (filled) and {others} places abroad (hollow) on {pairs} lines, most between {most}; circles and lines go by the number of acts. The table below says the same.";
    map_coast: "仅绘海岸线与点位，不绘界线。海岸线：Natural Earth。", "Coastlines and points, no borders. Coastlines: Natural Earth.";
    base_map: "审图号", "Base map approved as";
    map_nowhere: "条只知国家而无点位，只在表中。", "of them name a country and no place in it: they are in the table only.";
    network: "网络", "Network";
    network_note: "各省市与国外伙伴的关系网。", "Provinces and cities with their partners abroad.";
    network_caption: "图中 {homes} 个中国地区（实心）与 {others} 个国外伙伴（空心），共 {pairs} 条连线，最多者 {most}。下表为同样的内容。", "{homes} regions of China (filled) and {others} partners abroad (hollow) with {pairs} links, most between {most}. The table below says the same.";
    by_rank: "归并", "By";
    by_province: "归入省级", "province";
    by_city: "各市县分列", "city and county";
    ties_and_trips: "关系与往来", "ties and trips";
    partner: "国外地方", "Place abroad";
    latest_day: "最近", "Latest";
    routes_cut: "只列最多的", "Shown are those with most:";
    routes_seen: "只计入最近的事项：", "Only the latest acts are counted:";
    nearer: "放大", "Nearer";
    farther: "缩小", "Farther";
    whole: "全图", "Whole";
    picture_hint: "指向或以 Tab 与方向键选取图中标记，此处显示其内容；+、-、0 缩放，Shift 加方向键移动。", "Point at a mark, or reach it by Tab and the arrow keys, and it is told here; +, -, 0 zoom, Shift with the arrows moves.";
    bars_hint: "指向或以 Tab 与方向键选取某年，此处显示其数。", "Point at a year, or reach it by Tab and the arrow keys, and its figures are told here.";
    timeline_caption: "事项依种类分行，自左至右为时间；点为一日，横条为一段时间。", "Acts by type from left to right in time: a dot is a day, a bar a stretch.";
    timeline_latest: "图中至多画出最近的 % 项。", "At most the latest % are in the picture.";
    bars_caption: "历年出访（横线之上）与来访（横线之下）次数。", "Visits out (above the line) and in (below it) by year.";

    calendar: "日历", "Calendar";
    calendar_note: "一月之内逐日的事项、结好周年与到期的承诺。", "A month day by day: acts, anniversaries of ties, promises that fall due.";
    month: "月份", "Month";
    month_before: "上月", "Month before";
    month_after: "下月", "Month after";
    this_month: "本月", "This month";
    month_vague: "只知本月、未知何日", "Known by the month only";
    calendar_cut: "事项太多，只列出一部分；请按地区或种类筛选。", "There are too many acts to show all; filter by region or type.";
    monday: "一", "Mon";
    tuesday: "二", "Tue";
    wednesday: "三", "Wed";
    thursday: "四", "Thu";
    friday: "五", "Fri";
    saturday: "六", "Sat";
    sunday: "日", "Sun";

    conflicts: "说法不一", "Conflicts";
    conflicts_note: "同一事项各报道说法不同、一人同时在两国、一职同时两人；并列而不裁断。", "Reports that contradict each other, a person in two countries at once, a post held by two: side by side, undecided.";
    conflicts_most: "只核对最近的事项：", "Looked at are the latest acts:";
    about_what: "关于", "About";
    of_what: "对象", "Of";
    told_as: "说法", "Told as";
    whereabouts: "同时两地", "in two places at once";
    post_twice: "一职两人", "one post, two holders";

    partners: "候选伙伴", "Candidates";
    partners_note: "一个地区可能的结好对象。名次是各项理由分值之和，理由与所据事项一一列出；只据在册记录。", "Places that a region might make a partner of. The rank is the sum of the points of the reasons, each shown with the acts it stands on; it goes by what is on record alone.";
    points: "分", "Points";
    reasons: "理由", "Reasons";
    partners_ask: "请输入地区。", "Enter a region.";
    reason_exchange: "已有往来", "exchanges on record";
    reason_promise: "共同承诺", "promises of both";
    reason_neighbour: "邻近地区与其结好", "ties of neighbours with it";
    reason_country: "在该国已有友城", "ties in the country";
    reason_field: "合作领域相同", "fields in common";
    reason_level: "行政层级相同", "same rank of division";

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
    error_method: "不接受这种请求", "Not in this way";
    error_method_mend: "此地址不接受更改，或只接受表单；请从页面上操作。", "This address accepts no changes, or forms only; use the pages.";
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
