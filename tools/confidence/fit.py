#!/usr/bin/env python3
"""Learns the weights of crates/events/weights/confidence.toml from records that readers judged.

usage: fit.py [--write] [--l2 X] [--unseen TABLE.tsv]… [--share X] TABLE.tsv…

A table is what `jiehao evaluate --gold GOLD --grounds TABLE.tsv PAGE…` writes: the page's number, 1 or 0 for right or
wrong, and the grounds the record was read on. It holds no word of any page, so tables of pages that may not be shipped
may be. Logistic regression with an L2 penalty, by gradient descent on the grounds seen in five records or more. Prints
how well records held apart by page were told (five folds), then, with --write, writes the weights learnt from all.
Rules are right more often on pages they were written with; with --unseen the bias is set so that the mean confidence
on the records of those tables, of pages nobody had learnt from, is the share of them that was right. Where the rules
have been mended on those pages since, --share says what share of such records is to be expected.
"""
import argparse
import math
import pathlib
import random

ROOT = pathlib.Path(__file__).resolve().parents[2]
OUT = ROOT / "crates/events/weights/confidence.toml"


def read(paths):
    rows = []
    for k, path in enumerate(paths):
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            page, right, grounds = line.split("\t")
            rows.append(((k, page), int(right), grounds.split("|")))
    return rows


def sigmoid(x):
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, x))))


def fit(rows, l2, least=5):
    """Bias and weights, by gradient descent with momentum: a few hundred grounds, a few thousand records."""
    seen = {}
    for _, _, grounds in rows:
        for g in set(grounds):
            seen[g] = seen.get(g, 0) + 1
    names = sorted(g for g, n in seen.items() if n >= least)
    index = {g: i for i, g in enumerate(names)}
    data = [(right, [index[g] for g in set(grounds) if g in index]) for _, right, grounds in rows]
    share = sum(r for r, _ in data) / max(1, len(data))
    bias = math.log(max(share, 0.01) / max(1 - share, 0.01))
    w, v = [0.0] * len(names), [0.0] * len(names)
    for step in range(400):
        grad, gb = [l2 * x for x in w], 0.0
        for right, xs in data:
            e = sigmoid(bias + sum(w[i] for i in xs)) - right
            gb += e
            for i in xs:
                grad[i] += e
        rate = 4.0 / len(data)
        bias -= rate * gb * 0.1
        for i in range(len(w)):
            v[i] = 0.9 * v[i] - rate * grad[i]
            w[i] += v[i]
    return bias, dict(zip(names, w))


def tell(model, grounds):
    bias, w = model
    return sigmoid(bias + sum(w.get(g, 0.0) for g in set(grounds)))


def settle(bias, w, rows, share=None):
    """The bias at which the mean confidence of rows is the share that was right, or the one given."""
    if share is None:
        share = sum(r for _, r, _ in rows) / len(rows)
    low, high = bias - 5, bias + 5
    for _ in range(60):
        middle = (low + high) / 2
        mean = sum(tell((middle, w), g) for _, _, g in rows) / len(rows)
        low, high = (middle, high) if mean < share else (low, middle)
    print(f"bias {bias:.3f}; {len(rows)} records of pages not seen, {share:.3f} right: {low:.3f}")
    return low


def held_apart(rows, l2):
    pages = sorted({p for p, _, _ in rows})
    random.Random(7).shuffle(pages)
    fold = {p: i % 5 for i, p in enumerate(pages)}
    out = []
    for k in range(5):
        model = fit([r for r in rows if fold[r[0]] != k], l2)
        out += [(tell(model, g), right) for p, right, g in rows if fold[p] == k]
    return out


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("tables", nargs="+", type=pathlib.Path)
    ap.add_argument("--unseen", action="append", default=[], type=pathlib.Path)
    ap.add_argument("--share", type=float)
    ap.add_argument("--l2", type=float, default=10.0)
    ap.add_argument("--write", action="store_true")
    o = ap.parse_args()
    rows = read(o.tables)
    told = held_apart(rows, o.l2)
    n, right = len(told), sum(r for _, r in told)
    loss = -sum(math.log(c if r else 1 - c) for c, r in told) / n
    flat = right / n
    base = -(flat * math.log(flat) + (1 - flat) * math.log(1 - flat))
    print(f"{n} records, {flat:.3f} right; log loss held apart {loss:.4f}, of a constant {base:.4f}")
    print("confidence      records  right")
    for low in [x / 10 for x in range(10)]:
        here = [r for c, r in told if low <= c < low + 0.1]
        if here:
            print(f"{low:.1f} to {low + 0.1:.1f}     {len(here):>6}   {sum(here) / len(here):.3f}")
    print("kept at least   records  precision  share of the right ones kept")
    for least in (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        kept = [r for c, r in told if c >= least]
        print(f"{least:.1f}             {len(kept):>6}   {sum(kept) / max(1, len(kept)):.3f}      {sum(kept) / right:.3f}")
    if o.write:
        bias, w = fit(rows, o.l2)
        if o.unseen:
            bias = settle(bias, w, read(o.unseen), o.share)
        lines = ["# Written by tools/confidence/fit.py: what each ground adds to the log-odds of a record being right.",
                 f"bias = {bias:.3f}", "", "[weights]"]
        lines += [f'"{g}" = {x:.3f}' for g, x in sorted(w.items(), key=lambda i: -abs(i[1])) if abs(x) >= 0.005]
        OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{OUT.relative_to(ROOT)} is written anew: {len(lines) - 4} weights")


if __name__ == "__main__":
    main()
