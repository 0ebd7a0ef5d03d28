// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { instant, lanes, stretch } from "../src/lanes";
import { type Moment, onPage } from "../src/marks";
import { rows } from "../src/rows";
import { common, series, ways } from "../src/years";

const moment = (type: string, from: string, until = from): Moment => ({
  type,
  kind: type,
  from,
  until,
  title: "",
  href: "",
  quote: "",
  evidence: "",
});

describe("a timeline", () => {
  it("reaches from the first to the end of the last year", () => {
    const [from, until] = stretch([moment("visit", "2019-03-04"), moment("tie", "2021-12-31")]);
    expect([from, until]).toEqual([Date.UTC(2019, 0, 1), Date.UTC(2022, 0, 1)]);
  });

  it("has a lane a type, and rows where moments would lie over each other", () => {
    const all = [
      moment("visit", "2019-03-04", "2019-03-09"),
      moment("tie", "2019-01-01", "2019-12-31"),
      moment("visit", "2019-03-05"),
      moment("visit", "2019-09-05"),
    ];
    const found = lanes(all, (time) => (time - instant("2019-01-01")) / 86_400_000);
    expect(found.map((l) => [l.type, l.rows, l.put.length])).toEqual([
      ["tie", 1, 1],
      ["visit", 2, 3],
    ]);
    expect(found[1]?.put.map((p) => p.row)).toEqual([0, 1, 0]);
    const year = found[0]?.put[0];
    expect((year?.right ?? 0) - (year?.left ?? 0)).toBe(365);
  });

  it("passes over days that are none", () => {
    expect(lanes([moment("visit", "when?")], (time) => time)).toEqual([]);
  });

  it("reads steps and acts of a page, each once", () => {
    document.body.innerHTML = `<ol><li data-from="1982-08-05" data-until="1982-08-05" data-type="history"
      data-kind="沿革"><span class="what"><b>结好</b> <a class="quote" href="/q"><q>1982年</q></a></span></li></ol>
      <table><tr data-from="2019-03-04" data-until="2019-03-09" data-type="visit" data-kind="访问">
      <td class="what"><span class="tag">访问</span> <a href="/a">甲 → 乙</a>
      <a class="quote" href="/e"><q>访问乙</q></a></td></tr>
      <tr data-from="2019-03-04" data-type="visit"><td class="what"><a href="/a">甲 → 乙</a></td></tr></table>`;
    const found = onPage(document);
    expect(found.map((m) => [m.from, m.until, m.kind, m.title, m.href, m.evidence])).toEqual([
      ["1982-08-05", "1982-08-05", "沿革", "结好", "/q", "/q"],
      ["2019-03-04", "2019-03-09", "访问", "甲 → 乙", "/a", "/e"],
    ]);
  });
});

describe("visits by year", () => {
  const row = (of: string, year: string, out: number, back: number) =>
    `<tr data-of="${of}" data-year="${year}" data-out="${out}" data-in="${back}"><td>${of}</td>
     <td><a href="/${year}">${year}</a></td><td>${out}</td><td>${back}</td></tr>`;

  it("are summed by region, years without any included, on one scale", () => {
    document.body.innerHTML = `<table id="t"><thead><tr><th></th><th></th><th class="num">出访</th>
      <th class="num">来访</th></tr></thead><tbody>${row("甲", "2019", 1, 0)}${row("乙", "2021", 2, 5)}
      ${row("乙", "2019", 1, 1)}${row("乙", "2021", 1, 0)}${row("乙", "", 9, 9)}</tbody></table>`;
    const all = series(rows("t"));
    expect(all.map((s) => s.name)).toEqual(["乙", "甲"]);
    expect(all[0]?.years.map((y) => [y.year, y.out, y.back])).toEqual([
      [2019, 1, 1],
      [2020, 0, 0],
      [2021, 3, 5],
    ]);
    expect(all[0]?.years[2]?.href).toBe("/2021");
    expect(common(all)).toEqual({ first: 2019, last: 2021, most: 5 });
    expect(ways("t")).toEqual(["出访", "来访"]);
  });
});
