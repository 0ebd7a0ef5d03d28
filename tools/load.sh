#!/usr/bin/env bash
# How fast `jiehao serve` answers many readers at once, and whether its memory stays flat.
# usage: tools/load.sh REGISTER [SECONDS a kind of page (20)] [SECONDS of all kinds mixed, for memory (0)]
# Needs wrk (Debian: apt-get install wrk), curl and python3. The register is served as it is, and only read.
# Every request asks for another page of its kind. What is kept of region and start pages until the register
# says something new is told again; the rows "anew" ask so that nothing is: each page is worked out.
set -euo pipefail
cd "$(dirname "$0")/.."
register=$1 seconds=${2:-20} mixed=${3:-0} clients=${CLIENTS:-50}
jiehao=${CARGO_TARGET_DIR:-target}/release/jiehao
work=$(mktemp -d)
trap 'kill "$server" 2>/dev/null; rm -rf "$work"' EXIT

: >"$work/out"
"$jiehao" serve --register "$register" --listen 127.0.0.1:0 >"$work/out" 2>"$work/log" &
server=$!
until grep -q http:// "$work/out"; do
    kill -0 "$server" || { cat "$work/log" >&2; exit 2; }
    sleep 0.2
done
base=$(grep -o 'http://[0-9.:]*' "$work/out")

# addresses of each kind, from what the register holds
python3 - "$base" "$work" <<'PYTHON'
import json, random, sys, urllib.parse, urllib.request
base, work = sys.argv[1:]
random.seed(1)
def get(path):
    with urllib.request.urlopen(base + path, timeout=120) as answer:
        return json.load(answer)
regions = [r["id"] for r in get("/api/v1/regions")["items"]]
regions = regions[:20] + random.sample(regions[20:], min(180, len(regions[20:])))
acts, documents, words = [], [], []
for region in random.sample(regions, min(60, len(regions))):
    for act in get(f"/api/v1/acts?region={region}&limit=20")["items"]:
        acts.append(act["id"])
        documents += [r["capture"] for r in act["records"]]
        words += [f["name"] for fillers in act["roles"].values() for f in fillers]
words = [w for w in dict.fromkeys(words) if len(w) > 1]
kinds = {
    "region": [f"/zh/region/{r}" for r in regions],
    "search": [f"/zh/search?q={urllib.parse.quote(w)}" for w in random.sample(words, min(200, len(words)))],
    "document": [f"/zh/document/{d}" for d in dict.fromkeys(documents)],
    "act": [f"/zh/act/{a}" for a in acts],
    "list": [f"/zh/list/{k}?region={r}" for r in regions for k in ("tie", "visit")],
    "api acts": [f"/api/v1/acts?region={r}" for r in regions],
    "reconcile": ["/api/v1/reconcile?queries=" + urllib.parse.quote(json.dumps({"q": {"query": w}})) for w in words[:200]],
    "start": ["/zh/"],
}
kinds["mixed"] = [p for k in ("region", "search", "document", "act", "list") for p in random.sample(kinds[k], min(150, len(kinds[k])))]
for kind, paths in kinds.items():
    random.shuffle(paths)
    open(f"{work}/{kind}.paths", "w").write("\n".join(paths) + "\n")
PYTHON

cat >"$work/each.lua" <<'LUA'
local paths, at, threads = {}, 0, 0
function setup(thread) thread:set("id", threads); threads = threads + 1 end
function init(args)
    anew = args[2] == "anew"
    for line in io.lines(args[1]) do paths[#paths + 1] = line end
    at = id * math.floor(#paths / 2)
end
function request()
    at = at + 1
    local path = paths[at % #paths + 1]
    -- a word that no page knows makes an address that nothing is kept of
    if anew then path = path .. (path:find("?", 1, true) and "&" or "?") .. "turn=" .. id .. "." .. at end
    return wrk.format("GET", path)
end
function done(summary, latency)
    io.write(string.format("%d requests, median %.0f ms, 99%% %.0f ms, slowest %.0f ms, %d not answered, %d not 200\n",
        summary.requests, latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000,
        summary.errors.timeout + summary.errors.connect + summary.errors.read, summary.errors.status))
end
LUA

# its own memory, and what it reads of the file where the system's cache holds it, once for each reader
memory() { awk '/RssAnon/ { own = $2 } /RssFile/ { file = $2 } END { printf "%d MB, of the file %d MB", own / 1024, file / 1024 }' "/proc/$server/status"; }
run() { wrk -t2 -c"$clients" -d"$2s" --timeout 30s -s "$work/each.lua" "$base" -- "$work/$1.paths" "${3:-}" | tail -n 1; }

echo "$clients clients, $seconds s a kind; memory at the start $(memory)"
# one alone, on a server that has been asked nothing: how long the first has to wait
for path in /zh/ /zh/regions /zh/list/visit /zh/timeline /zh/calendar /zh/due /zh/dormant /zh/audit /zh/balance \
    /zh/digest /zh/map /zh/network /zh/conflicts "/zh/partners?region=cn:370000" "/zh/balance?region=cn:370000" \
    "/zh/dormant?region=cn:370000" "/zh/compare?a=cn:370000&b=cn:440000" "/zh/search?q=%E4%BC%9A%E8%A7%81"; do
    printf '%-34s %s\n' "$path" "$(curl -s -o "$work/void" -w '%{http_code} %{time_total} s' "$base$path")"
done
for kind in region search document act list "api acts" reconcile start; do
    # once for what is read from the disk first
    head -n 20 "$work/$kind.paths" | while read -r path; do curl -s -o "$work/void" "$base$path"; done
    case $kind in
    region | start)
        printf '%-12s %s; memory %s\n' "$kind anew" "$(run "$kind" "$seconds" anew)" "$(memory)"
        ;;
    esac
    printf '%-12s %s; memory %s\n' "$kind" "$(run "$kind" "$seconds")" "$(memory)"
done
if [ "$mixed" -gt 0 ]; then
    for part in $(seq 10); do
        printf 'mixed %2d/10 %s; memory %s\n' "$part" "$(run mixed $((mixed / 10)))" "$(memory)"
    done
fi
