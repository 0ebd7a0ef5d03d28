"""Countries out of CLDR, with what the overlay adds: official names, one-character names, other spellings."""
import json

from .model import Place

# Codes of CLDR that are no country: groupings, exceptional reservations, and those that GB/T 2260 codes inside China.
SKIP = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ", "HK", "MO", "TW"}
REGIONS = {"002": ["非洲"], "150": ["欧洲"], "142": ["亚洲"], "009": ["大洋洲"], "019": ["美洲"], "419": ["拉丁美洲", "拉美"],
           "143": ["中亚"], "030": ["东亚"], "034": ["南亚"], "035": ["东南亚"], "145": ["西亚"], "021": ["北美", "北美洲"],
           "005": ["南美", "南美洲"], "151": ["东欧"], "154": ["北欧"], "155": ["西欧"], "039": ["南欧"], "014": ["东非"],
           "011": ["西非"], "015": ["北非"], "013": ["中美洲"]}


def collect(cldr, names):
    text = (cldr / "main/zh/territories.json").read_text(encoding="utf-8")
    table = json.loads(text)["main"]["zh"]["localeDisplayNames"]["territories"]
    english = json.loads((cldr / "main/en/territories.json").read_text(encoding="utf-8"))["main"]["en"]["localeDisplayNames"]["territories"]
    places = []
    for code, name in sorted(table.items()):
        if len(code) == 2 and code.isalpha() and code not in SKIP:
            short = table.get(code + "-alt-short", name)
            place = Place("iso:" + code, short, code, "country", latin=[english[code]], rank=0)
            places.append(place)
            names.add(short, place, "full")
            for alias in (name, table.get(code + "-alt-variant")):
                if alias and "（" not in alias:
                    names.add(alias, place, "alias")
    for code, forms in REGIONS.items():
        place = Place("m49:" + code, forms[0], "", "other", latin=[english[code]], rank=0)
        places.append(place)
        for form in forms:
            names.add(form, place, "full" if form == forms[0] else "alias")
    return places
