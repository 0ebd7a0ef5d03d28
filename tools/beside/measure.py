"""Measures cleaning and reading beside other tools, in one run, on the same pages, and writes the tables.

usage: measure.py docs/performance.md     with JIEBA, the program of tools/beside/jieba, in the environment

Time is that of the processor (process_time), the least of several times through all pages: what else the machine
does counts little. Quality of cleaning is by the gold of corpus/: words that must be in the clean text, and words that
must not.
"""

import importlib
import importlib.metadata
import json
import logging
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import jiehao

ROOT = Path(__file__).resolve().parents[2]
HEAD = "## Side by side"
ROUNDS = 5


def least(work, items):
    """Seconds of the processor for one time through all items."""
    best = float("inf")
    for _ in range(ROUNDS):
        before = time.process_time()
        for item in items:
            work(item)
        best = min(best, time.process_time() - before)
    return best


def version(name):
    return f"{name} {importlib.metadata.version(name)}"


def plain(text):
    return re.sub(r"\s+", "", text or "")


# Cleaners: page as text (all of them take it decoded) → body as text.


def of_jiehao():
    return f"jiehao {jiehao.__version__}", lambda page: jiehao.clean(page)["text"]


def of_trafilatura():
    import trafilatura

    return version("trafilatura"), lambda page: trafilatura.extract(page, include_comments=False)


def of_resiliparse():
    from resiliparse.extract.html2text import extract_plain_text

    return version("resiliparse"), lambda page: extract_plain_text(page, main_content=True)


def of_justext():
    import justext

    # it has no list of stop words for Chinese; without one it goes by links and lengths, as its makers advise
    def clean(page):
        found = justext.justext(page, frozenset(), length_low=0, length_high=40, stopwords_low=0, stopwords_high=0)
        return "\n".join(p.text for p in found if not p.is_boilerplate)

    return version("justext"), clean


def of_gne():
    from gne import GeneralNewsExtractor

    return version("gne"), lambda page: GeneralNewsExtractor().extract(page)["content"]


# Readers: clean text → something.


def of_jionlp_places():
    import jionlp

    # it prints the trace of every time that it cannot read
    logging.disable(logging.ERROR)
    return f"{version('jionlp')}, places (`recognize_location`)", jionlp.recognize_location


def of_jionlp_times():
    import jionlp

    extract = jionlp.ner.extract_time
    return f"{version('jionlp')}, times (`ner.extract_time`)", lambda text: extract(text, time_base=1717459200)


def gold(path):
    return json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["clean"]


def kept(work, pages):
    """Shares of words that must be in the text and are, and that must not be and are not."""
    there, told = [], 0
    absent, banned = 0, 0
    for path, page in pages:
        try:
            text = plain(work(page))
        except Exception as e:  # a page that a tool trips over is a page without text
            print(f"{path.name}: {e}", file=sys.stderr)
            text = ""
        wanted = [plain(w) for w in gold(path).get("must_contain", [])]
        unwanted = [plain(w) for w in gold(path).get("must_not_contain", [])]
        there += [w in text for w in wanted]
        told += len(wanted)
        absent += sum(w not in text for w in unwanted)
        banned += len(unwanted)
    return sum(there) / told, absent / banned


def safe(work):
    def one(item):
        try:
            work(item)
        except Exception:  # counted as an empty text where quality is
            return None

    return one


def row(cells):
    return "| " + " | ".join(str(c) for c in cells) + " |"


def clean_table(pages):
    size = sum(len(page.encode()) for _, page in pages)
    yield row(["cleaner", "MB/s", "pages/s", "kept of what must be kept", "removed of what must go"])
    yield row(["---"] * 5)
    for tool in (of_jiehao, of_trafilatura, of_resiliparse, of_justext, of_gne):
        try:
            name, work = tool()
        except ImportError as e:
            yield row([tool.__name__.removeprefix("of_"), f"cannot be installed ({e.name})", "", "", ""])
            continue
        kept_share, gone = kept(work, pages)
        seconds = least(safe(work), [page for _, page in pages])
        yield row([name, f"{size / seconds / 1e6:.2f}", f"{len(pages) / seconds:.0f}", f"{kept_share:.3f}", f"{gone:.3f}"])


def read_table(pages):
    texts = [text for text in (jiehao.clean(page)["text"] for _, page in pages) if text]
    size = sum(len(text.encode()) for text in texts)
    yield row(["reader", "MB/s of clean text", "what it gives"])
    yield row(["---"] * 3)
    seconds = least(lambda text: jiehao.extract(text), texts)
    yield row([f"jiehao {jiehao.__version__}, all (`extract`)", f"{size / seconds / 1e6:.2f}",
               "records: who, where, when, what, with ids and evidence; the text is cleaned once more"])
    lines = "\n".join(text.replace("\n", "\u2028") for text in texts) + "\n"
    run = subprocess.run([os.environ["JIEBA"]], input=lines, capture_output=True, text=True, check=True)
    locked = (ROOT / "tools/beside/jieba/Cargo.lock").read_text(encoding="utf-8")
    number = re.search(r'name = "jieba-rs"\nversion = "([^"]+)"', locked)[1]
    yield row([f"jieba-rs {number}, words (`cut`, with HMM)", f"{size / float(run.stdout) / 1e6:.2f}", "words"])
    for tool, gives in ((of_jionlp_places, "places of China, and some abroad"), (of_jionlp_times, "times")):
        try:
            name, work = tool()
        except ImportError as e:
            yield row([tool.__name__.removeprefix("of_"), f"cannot be installed ({e.name})", gives])
            continue
        work(texts[0])
        seconds = least(safe(work), texts)
        yield row([name, f"{size / seconds / 1e6:.2f}", gives])


def main():
    found = sorted(p for p in (ROOT / "corpus").glob("[ab]/*") if p.suffix != ".json")
    pages = [(p, jiehao_text(p)) for p in found]
    markup = [(p, page) for p, page in pages if p.suffix == ".html"]
    processor = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())[1]
    text = "\n".join([
        HEAD,
        "",
        f"Written by `tools/beside.sh`. One run, one processor ({processor}), Python {sys.version.split()[0]}; all tools get the",
        f"same pages of `corpus/`, decoded, and the figures are of processor time, the least of {ROUNDS} times through all pages.",
        "The corpus is of our own wording and was written to be hard, and jiehao was made with it in sight: on pages unseen",
        "the shares of another tool may be higher and ours lower. Speed has no such bias.",
        "",
        f"Cleaning, {len(markup)} pages of HTML. The last columns hold each text against the gold of the corpus: words of the article",
        "that must be in it, words of navigation, spam and other articles that must not.",
        "",
        *clean_table(markup),
        "",
        f"Reading, the clean text of all {len(pages)} pages, by what others do for a part of it.",
        "",
        *read_table(pages),
        "",
    ])
    path = Path(sys.argv[1])
    whole = path.read_text(encoding="utf-8")
    before, _, after = whole.partition(HEAD)
    rest = after[after.index("\n## "):].lstrip("\n") if "\n## " in after else ""
    path.write_text(before.rstrip("\n") + "\n\n" + text + ("\n" + rest if rest else ""), encoding="utf-8")
    print(text)


def jiehao_text(path):
    """The page decoded, as each tool gets it."""
    raw = path.read_bytes()
    return raw.decode("utf-8" if path.suffix != ".html" else charset(raw), errors="replace")


def charset(raw):
    """What jiehao takes the bytes to be in: others do not guess, and should not suffer for it."""
    try:
        return jiehao.clean(raw)["charset"]
    except jiehao.PageError:
        return "utf-8"


if __name__ == "__main__":
    main()
