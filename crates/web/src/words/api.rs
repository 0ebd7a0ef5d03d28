//! The words of the API: what is wrong with a request, what reconciliation tells, and the page that
//! explains all of it.

words! { Api:
    not_a_parameter: "没有这个参数", "is no parameter of this resource";
    must_be_given: "必须给出", "must be given";
    not_a_choice: "不在可选之列", "is none of the choices";
    not_a_cursor: "不是上一页给出的 cursor", "is no cursor that a leaf gave as next";
    not_a_form: "请以 application/x-www-form-urlencoded 发送", "send it as application/x-www-form-urlencoded";
    url_or_from: "二者给出其一：url（由服务器读取）或 from（随附网页内容）", "give one of the two: url, to be fetched, or from, of the bytes that are sent";
    not_a_decision: "不是可以理解的决定", "is no decision that is understood here";
    not_a_batch: "不是可以理解的 JSON", "is no JSON that is understood here";
    too_many: "一批至多 100 项", "queries; a batch holds 100 at most";

    service: "结好：地名、人物与机构", "Jiehao: places, people and bodies";
    place: "地方", "Place";
    body: "机构与其他名称", "Body or other name";
    acts: "项在册", "acts on record";
    parent: "上级区划", "Lies in";
    level: "级别", "Level";
    latitude: "纬度", "Latitude";
    longitude: "经度", "Longitude";
    first: "一级行政区", "first-level division";
    second: "二级行政区", "second-level division";
    third: "三级行政区", "third-level division";

    title: "接口", "API";
    lead: "供程序使用登记册：JSON 或 JSON-LD，每项带依据。读取无须账号；录入与决定须有该权限的令牌。", "The register for programs: JSON or JSON-LD, everything with its evidence. Reading needs no account; adding and deciding need a token of that scope.";
    begin_add: "录入一页（令牌在账号页开设）：", "Add a page (tokens are made on the page of an account):";
    begin_decide: "作出决定：", "Take a decision:";
    of_add: "录入网页：以 from 说明来处并随附内容，或以 url 由服务器读取；权限 add", "Adds pages: the bytes sent, from where they were taken, or a url to be fetched; scope add";
    of_decide: "决定：verdict、subject、other、ground、seen；权限 review", "Decides: verdict, subject, other, ground, seen; scope review";
    problem_overtaken: "409：他人已就此作出决定", "409: somebody decided on it meanwhile";
    described: "完整说明（OpenAPI 3.1）", "The whole description (OpenAPI 3.1)";
    context: "JSON-LD 上下文", "Context of JSON-LD";
    begin: "试一试", "Try it";
    begin_acts: "2022 年以来甘肃与日本之间的往来，新者在前：", "Acts between Gansu and Japan since 2022, the latest first:";
    begin_one: "一个事项，附各报道、引文与网页：", "One act, with its reports, quotes and pages:";
    begin_linked: "同上，JSON-LD（也可在地址后加 .jsonld）：", "The same as JSON-LD (or put .jsonld behind the address):";
    begin_kept: "没有变化就不再发送（304）：", "Sent again only if it changed (304 otherwise):";
    resources: "有哪些内容", "What there is";
    address: "地址", "Address";
    gives: "内容", "What it gives";
    of_acts: "事项；筛选：type、region、country、person、from、until、way、words、sort", "Acts; filters: type, region, country, person, from, until, way, words, sort";
    of_act: "一个事项：角色、属性、各报道及其引文、网页", "One act: roles, attributes, each report with its quotes, pages";
    of_statements: "逐条陈述，及其是否成立、由哪些版本读出", "One thing said at a time, whether it holds, by which versions it was read";
    of_history: "一段友好关系的沿革", "The history of a tie";
    of_itinerary: "一次访问的行程", "The itinerary of a visit";
    of_records: "一条记录，及人对它的决定", "One record, and what people decided about it";
    of_regions: "在册地区；一个地区的档案", "Regions on record; the dossier of one";
    of_names: "人物、机构、活动，依名称开头查找；其一", "People, bodies, events, by how a name begins; one of them";
    of_documents: "含有某些词语的网页；其一，附正文与记录", "Pages that hold words; one, with its clean text and records";
    of_text: "网页正文", "The clean text of a page";
    of_annotations: "引文，W3C Web Annotation", "Quotes as W3C Web Annotations";
    of_statistics: "在册总数", "How much is on record";
    of_due: "将到期与已过期的周年和承诺", "Anniversaries and promises, ahead and overdue";
    of_dormant: "多年没有往来记录的关系", "Ties without an exchange on record for years";
    of_audit: "地区自述数字与在册之数", "Figures claimed beside the record";
    of_balance: "按年与国别计的出访与来访", "Visits out and in by year and country";
    of_conflicts: "一个地区的报道之间的矛盾", "What reports of a region say against each other";
    of_compare: "两个地区或两次出访的对比", "Two regions or two trips side by side";
    of_digest: "一周", "A week";
    of_partners: "一个地区可结好的对象及理由", "Candidate partners of a region, with reasons";
    leaves: "列表一页至多 100 项（limit），下一页的地址在 next。其间入册者不会打乱次序。不认识的参数会被拒绝，以免把全部当作部分。", "A leaf of a list holds 100 items at most (limit); the address of the next is in next, and what comes in meanwhile shifts nothing. Parameters that are not known are refused, so that nobody takes all for some.";
    words_kept: "名称、引文与标题保留网页原文（中文）；类型、角色与属性的名称见说明。地方的编号：中国用民政代码（cn:620000），国外用 ISO 3166（iso:JP-05）或 GeoNames。", "Names, quotes and headlines stay Chinese, as pages have them. Ids of places: civil affairs codes of China (cn:620000), ISO 3166 abroad (iso:JP-05), or GeoNames.";

    reconcile: "名称对照（OpenRefine）", "Reconciliation (OpenRefine)";
    reconcile_note: "在 OpenRefine 中选列，Reconcile → Start reconciling → Add standard service，填入下面的地址。可对照地方、人物与机构；加上国别或上级区划两列更准确。", "In OpenRefine choose a column, then Reconcile → Start reconciling → Add standard service, and give the address below. Places, people and bodies can be matched; columns with the country or the division above make it surer.";
    reconcile_one: "也可直接询问：", "Or ask directly:";

    feeds: "订阅", "Feeds";
    feeds_note: "新入册事项（Atom），筛选同列表；一个地区的日历（iCalendar）：结好周年与到期的承诺。", "New acts (Atom), with the filters of lists; the calendar of a region (iCalendar): anniversaries of ties and promises that fall due.";
    feed_of: "新入册", "New in the register";

    problems: "出错时", "When something is wrong";
    problems_note: "application/problem+json（RFC 9457）；type 指向下面各项：", "application/problem+json (RFC 9457); type points at one of these:";
    problem_refused: "400：请求无法理解；detail 说明哪个值、为何。", "400: the request was not understood; detail names the value and why.";
    problem_forbidden: "401、403：需要账号或权限。", "401, 403: an account or a right is needed.";
    problem_missing: "404：没有此地址或此编号。", "404: there is no such address or id.";
    problem_method: "405：此处只可读取。", "405: there is nothing to change here.";
    problem_large: "413：发送的内容过大。", "413: too much was sent.";
    problem_host: "421：不是本站的域名。", "421: the host is not ours.";
    problem_often: "429：过于频繁；请等待 Retry-After 所说的秒数。", "429: too often; wait for the seconds that Retry-After says.";
    problem_failed: "500：程序出错，请报告。", "500: the program failed; please report it.";
    problem_unavailable: "503：登记册暂不可读；请等待 Retry-After 所说的秒数。", "503: the register cannot be read now; wait for the seconds that Retry-After says.";
    cors: "其他网站的网页只有在管理者以 --allow-origin 指明之后才能从浏览器读取。", "Pages of other sites can read it from a browser only if the operator names them with --allow-origin.";
}
