"""Reads a served register by its API with readers that are not ours, and prints what they found as one
JSON object. Each reader's own idea of what is valid holds: whatever it refuses, fails.

usage: api.py http://127.0.0.1:8080
"""

import json
import sys
import urllib.parse
import urllib.request

import feedparser
import icalendar
import jsonschema
from pyld import jsonld


def get(address, accept="application/json"):
    request = urllib.request.Request(address, headers={"Accept": accept, "Accept-Language": "en"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.headers.get_content_type(), answer.read()


class Api:
    """The API as its own description has it."""

    def __init__(self, base):
        self.base = base
        self.description = json.loads(get(base + "/api/v1/openapi.json")[1])
        assert self.description["openapi"].startswith("3.1"), self.description["openapi"]
        self.seen = {}

    def read(self, path, query="", **ids):
        """The JSON of a path, checked against what the description says of it."""
        about = self.description["paths"][path]["get"]["responses"]["200"]["content"]
        to = self.base + path.format(**{k: urllib.parse.quote(v, safe=":") for k, v in ids.items()})
        kind, body = get(to + query)
        assert kind in about, (to, kind)
        told = json.loads(body)
        schema = {"components": self.description["components"], **about[kind]["schema"]}
        jsonschema.Draft202012Validator(schema).validate(told)
        self.seen[path] = self.seen.get(path, 0) + 1
        return told


def everything(api):
    """One of each, by ids that are there."""
    acts = []
    for kind in ("tie", "visit", "agreement", "meeting", "conference", "commitment", "statistic"):
        acts += api.read("/api/v1/acts", f"?type={kind}&limit=20&count=true")["items"]
    for act in acts:
        api.read("/api/v1/acts/{id}", id=act["id"])
        api.read("/api/v1/acts/{id}/statements", id=act["id"])
        if act["type"] == "tie":
            api.read("/api/v1/acts/{id}/history", id=act["id"])
        if act["type"] == "visit":
            api.read("/api/v1/acts/{id}/itinerary", id=act["id"])
    records = [record for act in acts for record in act["records"]]
    for record in records[:40]:
        api.read("/api/v1/records/{id}", id=record["id"])
    for capture in sorted({r["capture"] for r in records})[:30]:
        api.read("/api/v1/documents/{id}", id=capture)
        api.read("/api/v1/documents/{id}/annotations", id=capture)
    for region in api.read("/api/v1/regions")["items"][:10]:
        api.read("/api/v1/regions/{id}", id=region["id"])
        for path in ("conflicts", "partners", "audit", "balance", "due", "dormant"):
            api.read(f"/api/v1/{path}", f"?region={region['id']}")
    for name in api.read("/api/v1/names", "?limit=30")["items"]:
        api.read("/api/v1/names/{id}", id=name["id"])
    word = urllib.parse.quote("友好")
    api.read("/api/v1/documents", f"?q={word}")
    api.read("/api/v1/acts", f"?words={word}")
    api.read("/api/v1/compare", "?a=cn:620000&b=cn:370000")
    for path in ("", "/statistics", "/due", "/dormant", "/audit", "/balance"):
        api.read("/api/v1" + path)
    api.read("/api/v1/digest", "?week=2022-11-15")
    prefix = urllib.parse.quote("甘肃")
    for sort in ("entity", "type", "property"):
        api.read(f"/api/v1/reconcile/suggest/{sort}", f"?prefix={prefix}")
    api.read("/api/v1/reconcile/propose", "?type=place")
    api.read("/api/v1/reconcile")


def linked(api):
    """Answers as JSON-LD: every word expands to an address, no id stays a word."""
    context = json.loads(get(api.base + "/api/v1/context.jsonld")[1])

    def load(url, options=None):
        assert url == api.base + "/api/v1/context.jsonld", url
        return {"contextUrl": None, "documentUrl": url, "document": context}

    types, count = set(), 0

    def walk(node):
        if isinstance(node, list):
            [walk(n) for n in node]
        elif isinstance(node, dict) and node.get("@type") != "@json":
            types.update(node.get("@type", []) if isinstance(node.get("@type"), list) else [])
            if "@id" in node:
                assert ":" in node["@id"], node["@id"]
            for key, value in node.items():
                assert key.startswith("@") or ":" in key, key
                walk(value)

    for path in ("acts?limit=50", "acts?type=tie", "regions/cn:620000", "documents?q=" + urllib.parse.quote("友好"),
                 "names?limit=20", "due", "statistics", "digest?week=2022-11-15"):
        to = f"{api.base}/api/v1/{path}"
        kind, body = get(to, "application/ld+json")
        assert kind == "application/ld+json", kind
        expanded = jsonld.expand(json.loads(body), {"documentLoader": load, "base": to})
        assert expanded, path
        walk(expanded)
        count += len(jsonld.to_rdf(expanded, {"format": "application/n-quads"}).splitlines())
    return {"types": sorted(t for t in types if not t.startswith("@")), "triples": count}


def feeds(base):
    found = {}
    for lang in ("zh", "en"):
        kind, body = get(f"{base}/{lang}/feed.atom", "*/*")
        feed = feedparser.parse(body, response_headers={"content-type": "application/atom+xml; charset=utf-8"})
        assert not feed.bozo, feed.get("bozo_exception")
        assert feed.version == "atom10", feed.version
        for entry in feed.entries:
            assert entry.id.startswith("urn:jiehao:a-") and entry.updated_parsed and entry.title, entry
            assert get(entry.link, "*/*")[0] == "text/html"
        found[lang] = [entry.id for entry in feed.entries]
    calendar = icalendar.Calendar.from_ical(get(f"{base}/zh/region/cn:620000/calendar.ics?months=240", "*/*")[1])
    assert not calendar.errors, calendar.errors
    found["events"] = [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")]
    return found


def main():
    api = Api(sys.argv[1])
    everything(api)
    paths = [p for p, about in api.description["paths"].items()
             if "get" in about and "application/json" in about["get"]["responses"]["200"].get("content", {})]
    unread = [p for p in paths if p not in api.seen]
    assert not unread, unread
    found = {"answers": sum(api.seen.values()), "linked": linked(api), "feeds": feeds(api.base)}
    json.dump(found, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
