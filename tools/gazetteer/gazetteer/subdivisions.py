"""First- and second-level divisions of all countries, read from the source text of the `keshvar` crate (CLDR names).

The crate compiles one country a feature; its source is regular, and reading it spares building 250 features.
"""
import re

from .han import simplified
from .model import Place, bare, is_han

ENTRY = re.compile(
    r'Subdivision\s*\{\s*name: "((?:[^"\\]|\\.)*)",\s*country_alpha2: Alpha2::(\w+),\s*code: "([^"]*)",(.*?)'
    r"unofficial_name_list: (\[.*?\])", re.S)
TRANSLATION = re.compile(r'\("(\w+)", "((?:[^"\\]|\\.)*)"\)')
GEO = re.compile(r"latitude: Some\((-?[\d.]+)\), longitude: Some\((-?[\d.]+)\)")
TYPE = re.compile(r"SubdivisionType::(\w+)")
ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")

SKIP_COUNTRIES = {"CN", "TW", "HK", "MO"}
# Kinds that lie below another division of the same country's list.
SECOND = {
    "FR": {"MetropolitanDepartment"}, "ES": {"Province"}, "BE": {"Province"}, "GN": {"Prefecture"}, "PH": {"Province"},
    "IT": {"Province", "FreeMunicipalConsortium", "MetropolitanCity", "AutonomousProvince", "DecentralizedRegionalEntity"},
    "GB": {"District", "CouncilArea", "UnitaryAuthority", "LondonBorough", "MetropolitanDistrict", "TwoTierCounty", "CityCorporation"},
    "CZ": {"District"}, "BF": {"Province"}, "MA": {"Prefecture", "Province"}, "LK": {"District"}, "BD": {"District"},
    "LT": {"DistrictMunicipality", "CityMunicipality", "Municipality"}, "IS": {"Municipality"}, "IE": {"County"},
    "GQ": {"Province"}, "CV": {"Municipality"}, "KN": {"Parish"}, "MH": {"Municipality"}, "MW": {"District"}, "UG": {"District"},
    "NP": {"Zone"}, "FJ": {"Province"}, "EE": {"RuralMunicipality", "UrbanMunicipality"},
}
OTHER = {"ID": {"GeographicalUnit"}}
# Towns that the list doubles: GeoNames has them, and pages mean the town.
DROPPED = {"CityWithCountyRights"}
CITIES = {"City", "CapitalCity", "AutonomousCity", "SpecialCity", "MetropolitanCity", "MetropolitanAdministration", "Capital",
          "AutonomousMunicipality", "SpecialAdministrativeCity", "SpecialMunicipality", "CityCorporation", "CityMunicipality", "StateCity"}
SUFFIX = {
    **dict.fromkeys("US AU DE AT BR MX MY KZ KG UZ TJ TM RU UA BY CZ SK HU VE NG SD SS ET CH LR".split(), "州"),
    **dict.fromkeys("CA VN LA KH ID PH MN PL TR IR IQ SA OM EG DZ TN RW ZM ZW ZA MZ AO CD CG GA AR CO EC BO PY UY CU DO HT GT HN SV "
                    "NI CR PA PG SB VU BE NL SE AF PK NP LK BJ SL MM YE SY BG ES".split(), "省"),
    **dict.fromkeys("IN".split(), "邦"), **dict.fromkeys("JP RO HR EE LT".split(), "县"), **dict.fromkeys("KR KP".split(), "道"),
    **dict.fromkeys("TH".split(), "府"), **dict.fromkeys("KE NO IE GB".split(), "郡"),
    **dict.fromkeys("IT FR GR DK NZ CL PE CI GN MA CM BF NE".split(), "大区"), **dict.fromkeys("FI PT UG TZ NA BW SN ML TG".split(), "区"),
}
ENDINGS = ("自治共和国", "共和国", "边疆区", "自治州", "自治区", "自治省", "自由州", "自治市", "特别自治道", "特别自治市", "广域市", "特别市",
           "自治专区", "专区", "大区", "首都特区", "州", "省", "县", "郡", "府", "道", "邦", "市", "区")
KEEP = ("群岛", "环礁", "岛", "领地", "地区", "特区", "半岛")


def read(source):
    """(country, code, latin, Han name or None, type, lat, lon, latin others) of every division."""
    for path in sorted((source / "src/countries").glob("*.rs")):
        for entry in ENTRY.finditer(path.read_text(encoding="utf-8")):
            name, country, code, body, others = entry.groups()
            by_language = dict(TRANSLATION.findall(body))
            han = by_language.get("zh") or by_language.get("yue_Hans")
            geo, kind = GEO.search(body), TYPE.search(body)
            latin = [unescape(x) for x in (by_language.get("en"), name, *re.findall(r'"((?:[^"\\]|\\.)*)"', others)) if x]
            yield (country, code, han and clean(unescape(han)), kind[1] if kind else "", geo and (float(geo[1]), float(geo[2])), latin)


def unescape(text):
    return ESCAPE.sub(lambda m: chr(int(m[1], 16)), text)


def clean(han):
    return re.sub(r"[（(].*?[）)]|[²\s]", "", simplified(han))


def stem(name):
    for end in ENDINGS:
        if name.endswith(end) and len(name) - len(end) >= 2 and not name.endswith(KEEP):
            return name[: -len(end)]
    return None


def full_name(name, country, kind):
    """The name with the suffix that Chinese gives it."""
    if kind in CITIES or name.endswith(ENDINGS) or name.endswith(KEEP) or name.endswith("州"):
        return name
    return name + SUFFIX.get(country, "")


def collect(source, names, overlay, recode):
    """Places of `keshvar`, corrected and completed by the overlay's rows (which also add divisions it lacks)."""
    places, given = [], dict(overlay)
    for country, code, han, kind, at, latin in read(source):
        code = f"{country}-{code}"
        id = "iso:" + recode.get(code, code)
        fixed = given.pop(id, None)
        if country in SKIP_COUNTRIES or kind in DROPPED and not fixed:
            continue
        level = "second" if kind in SECOND.get(country, ()) else "other" if kind in OTHER.get(country, ()) else "first"
        places.append(make(id, country, level, han, kind, at, latin, fixed, names))
    for id, fixed in given.items():
        places.append(make(id, id[4:6], "first", None, "", None, [], fixed, names))
    return places


def make(id, country, level, han, kind, at, latin, fixed, names):
    if han and not is_han(bare(han)):
        han = None
    name = fixed.name if fixed else full_name(han, country, kind) if han else (latin or [id])[0]
    place = Place(id, name, country, fixed.level if fixed and fixed.level else level, latin=latin,
                  parent=(fixed.parent if fixed and fixed.parent else "iso:" + country), rank=3 if level == "first" else 5)
    if at:
        place.lat, place.lon = at
    if fixed or han:
        known = [name] + ([full_name(han, country, kind)] if han and not (fixed and fixed.only) else [])
        for i, form in enumerate(known):
            add_forms(names, place, form, "full" if i == 0 else "alias")
        for form in fixed.aliases if fixed else ():
            add_forms(names, place, form, "short" if form == stem(name) else "alias")
    if han and kind in CITIES and not name.endswith("市"):
        names.add(han + "市", place, "full")
    return place


def add_forms(names, place, form, how):
    names.add(form, place, how)
    core = stem(form)
    if core and (how != "alias" or len(core) >= 3):
        names.add(core, place, "short")
    if form.endswith("边疆区"):
        names.add(form.removesuffix("边疆区") + "边区", place, "alias")
