"""Reads a folder of exports, one of each form, by readers that are not ours, and prints what they
found as one JSON object. Each reader's own idea of what is valid holds: whatever it refuses, fails.

usage: read.py FOLDER   with acts/ (csv), columns/ (parquet), acts.xlsx, .jsonl, .parquet, .ics, .geojson, .ftm, .jsonld, .plover
"""

import json
import sys
from pathlib import Path


def package(folder):
    import frictionless

    # paths in a package are relative; frictionless trusts no others
    report = frictionless.validate(str(folder / "acts" / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "message"])
    found = frictionless.Package(str(folder / "acts" / "datapackage.json"))
    rows = {r.name: r.read_rows() for r in found.resources}
    return {
        "acts": [r["id"] for r in rows["acts"]],
        "quotes": [r["exact"] for r in rows["evidence"]],
        "since": [str(r["since"]) if r["since"] else None for r in rows["acts"]],
    }


def workbook(folder):
    import openpyxl

    book = openpyxl.load_workbook(folder / "acts.xlsx")
    sheet = book["友城名录"]
    head, *rows = sheet.iter_rows(values_only=True)
    formulas = [c for s in book for row in s.iter_rows() for c in row if c.data_type == "f"]
    assert not formulas, formulas
    return {
        "sheets": book.sheetnames,
        "head": list(head),
        "ids": [r[head.index("编号")] for s in [sheet] for r in rows],
        "others": book["往来"].max_row - 1 if "往来" in book.sheetnames else 0,
    }


def parquet(folder):
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(folder / "acts.parquet")
    since = table.column("since").to_pylist()
    return {
        "acts": table.column("id").to_pylist(),
        "types": {f.name: str(f.type) for f in table.schema},
        "since": [str(d) if d else None for d in since],
        "quotes": table.column("quote").to_pylist(),
    }


def columns(folder):
    import pyarrow.parquet

    described = json.loads((folder / "columns" / "datapackage.json").read_text(encoding="utf-8"))
    tables = {}
    for resource in described["resources"]:
        table = pyarrow.parquet.read_table(folder / "columns" / resource["path"])
        fields = resource["schema"]["fields"]
        assert table.schema.names == [f["name"] for f in fields], resource["name"]
        for field in fields:
            there = table.schema.field(field["name"])
            assert there.metadata[b"description"].decode() == field["description"], field
            kinds = {"string": "string", "integer": "int64", "number": "double", "date": "date32[day]"}
            assert str(there.type) == kinds[field["type"]], field
            if field.get("constraints", {}).get("required"):
                assert not table.column(field["name"]).null_count, field
        tables[resource["name"]] = table
    acts = tables["acts"].column("id").to_pylist()
    assert set(tables["evidence"].column("act").to_pylist()) <= set(acts)
    return {"acts": acts, "quotes": tables["evidence"].column("exact").to_pylist()}


def calendar(folder):
    import icalendar

    text = (folder / "acts.ics").read_bytes()
    assert all(len(line) <= 75 for line in text.split(b"\r\n")), "a line of more than 75 octets"
    found = icalendar.Calendar.from_ical(text)
    assert not found.errors, found.errors
    events = found.walk("VEVENT")
    for event in events:
        assert not event.errors, event.errors
        assert event.decoded("DTEND") > event.decoded("DTSTART")
    uids = [str(e["UID"]) for e in events]
    assert len(set(uids)) == len(uids), "UIDs are not unique"
    return {
        "events": [[str(e.decoded("DTSTART")), str(e["SUMMARY"])] for e in events],
    }


def map_(folder):
    import geojson

    found = geojson.loads((folder / "acts.geojson").read_text(encoding="utf-8"))
    assert found.is_valid, found.errors()
    for feature in found.features:
        if feature.geometry:
            for x, y in geojson.utils.coords(feature):
                assert -180 <= x <= 180 and -90 <= y <= 90, (x, y)
    return {
        "acts": [f.id for f in found.features],
        "lines": sum(1 for f in found.features if f.geometry and "Line" in f.geometry.type),
        "points": sum(1 for f in found.features if f.geometry and "Point" in f.geometry.type),
    }


def entities(folder):
    from followthemoney import model

    found, schemata, unresolved = {}, {}, []
    for line in (folder / "acts.ftm").read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        # cleaned: values that are no country, date or name of the model fall out, and are missed below
        proxy = model.get_proxy(data, cleaned=False)
        proxy.schema.validate(proxy.to_dict())
        for name, values in data["properties"].items():
            kept = proxy.get(name)
            assert len(kept) == len(set(values)), (data["id"], name, values, kept)
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity" and value not in found:
                unresolved.append((proxy.id, prop.name, value))
        found[proxy.id] = proxy
        schemata[proxy.schema.name] = schemata.get(proxy.schema.name, 0) + 1
    assert not unresolved, unresolved
    acts = [i for i in found if i.startswith("a-")]
    return {"acts": acts, "schemata": schemata}


# Of http://www.w3.org/ns/anno.jsonld what the export uses: readers here have no network.
CONTEXT = {
    "@context": {
        "oa": "http://www.w3.org/ns/oa#", "dc": "http://purl.org/dc/elements/1.1/",
        "dcterms": "http://purl.org/dc/terms/", "as": "http://www.w3.org/ns/activitystreams#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "xsd": "http://www.w3.org/2001/XMLSchema#",
        "foaf": "http://xmlns.com/foaf/0.1/", "id": "@id", "type": "@type",
        "Annotation": "oa:Annotation", "AnnotationPage": "as:OrderedCollectionPage",
        "TextualBody": "oa:TextualBody", "SpecificResource": "oa:SpecificResource",
        "TextQuoteSelector": "oa:TextQuoteSelector", "TextPositionSelector": "oa:TextPositionSelector",
        "TimeState": "oa:TimeState", "Software": "as:Application",
        "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
        "body": {"@type": "@id", "@id": "oa:hasBody"}, "target": {"@type": "@id", "@id": "oa:hasTarget"},
        "source": {"@type": "@id", "@id": "oa:hasSource"}, "selector": {"@type": "@id", "@id": "oa:hasSelector"},
        "state": {"@type": "@id", "@id": "oa:hasState"},
        "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
        "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
        "identifying": "oa:identifying", "describing": "oa:describing", "tagging": "oa:tagging",
        "value": "rdf:value", "format": "dc:format", "language": "dc:language", "name": "foaf:name",
        "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix",
        "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
        "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
        "created": {"@id": "dcterms:created", "@type": "xsd:dateTime"},
        "sourceDate": {"@id": "oa:sourceDate", "@type": "xsd:dateTime"},
        "generator": {"@type": "@id", "@id": "as:generator"},
    }
}


def annotations(folder):
    from pyld import jsonld

    data = json.loads((folder / "acts.jsonld").read_text(encoding="utf-8"))
    assert data["@context"] == "http://www.w3.org/ns/anno.jsonld"

    def local(url, options=None):
        assert url == data["@context"], url
        return {"contextUrl": None, "documentUrl": url, "document": CONTEXT}

    oa = "http://www.w3.org/ns/oa#"
    expanded = jsonld.expand(data, {"documentLoader": local})
    items = expanded[0]["https://www.w3.org/ns/activitystreams#items".replace("https", "http")][0]["@list"]
    quotes, spans = [], []
    for item in items:
        assert item["@type"] == [oa + "Annotation"] and item[oa + "hasBody"], item
        [target] = item[oa + "hasTarget"]
        assert target[oa + "hasSource"][0]["@id"], target
        by_type = {s["@type"][0]: s for s in target[oa + "hasSelector"]}
        quote, span = by_type[oa + "TextQuoteSelector"], by_type[oa + "TextPositionSelector"]
        quotes.append([quote[oa + k][0]["@value"] for k in ("prefix", "exact", "suffix")])
        spans.append([span[oa + k][0]["@value"] for k in ("start", "end")])
    # a word that the context does not know falls out in silence; this says which
    used = set()

    def keys(node):
        if isinstance(node, dict):
            used.update(k for k in node if not k.startswith("@"))
            [keys(v) for v in node.values()]
        elif isinstance(node, list):
            [keys(v) for v in node]

    keys(data["items"])
    unknown = used - set(CONTEXT["@context"])
    assert not unknown, unknown
    return {"quotes": quotes, "spans": spans, "sources": [i["target"]["source"] for i in data["items"]]}


def events(folder):
    import pyarrow.csv

    options = pyarrow.csv.ParseOptions(newlines_in_values=True)
    table = pyarrow.csv.read_csv(folder / "acts.plover", parse_options=options)
    rows = table.select(["event_type", "event_mode", "actor_name", "recipient_name", "act"]).to_pylist()
    ids = table.column("event_id").to_pylist()
    assert len(set(ids)) == len(ids)
    return {"rows": rows, "types": {f.name: str(f.type) for f in table.schema}}


def lines(folder):
    text = (folder / "acts.jsonl").read_text(encoding="utf-8")
    return {"acts": [json.loads(line)["id"] for line in text.splitlines()]}


def main():
    folder = Path(sys.argv[1])
    found = {
        "csv": package(folder), "xlsx": workbook(folder), "jsonl": lines(folder), "parquet": parquet(folder),
        "columns": columns(folder),
        "ics": calendar(folder), "geojson": map_(folder), "ftm": entities(folder),
        "annotations": annotations(folder), "plover": events(folder),
    }
    json.dump(found, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
