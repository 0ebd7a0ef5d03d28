// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";
import { about, figures, pairs, together } from "../src/pairs";
import { point, rows } from "../src/rows";

const ROW = (a: string, b: string, ties: string, out: string, back: string) => `
<tr data-a="${a}" data-b="${b}" data-a-at="103.8,36.1"><td><a lang="zh" href="/zh/region/${a}">${a} </a></td>
<td><a href="/zh/region/${b}">${b}</a></td><td>日本</td>
<td><a href="/zh/list/tie">${ties}</a></td><td>${out}</td><td>${back}</td><td>2020</td></tr>`;

beforeEach(() => {
  document.documentElement.lang = "zh-CN";
  document.body.innerHTML = `<table id="routes"><thead><tr><th>地区</th><th>国外</th><th>国别</th>
    <th> 友好关系 </th><th>出访</th><th>来访</th><th>最近</th></tr></thead><tbody>
    ${ROW("甲", "乙", "1", "", "2")}${ROW("甲", "丙", "1", "4", "1")}<tr><td>合计</td></tr></tbody></table>`;
});

describe("a table as pairs", () => {
  it("has each place once and the weightiest first", () => {
    const found = pairs(rows("routes"));
    expect(found.pairs.map((p) => [p.a.name, p.b.name, p.weight])).toEqual([
      ["甲", "丙", 6],
      ["甲", "乙", 3],
    ]);
    expect(found.places.map((p) => [p.name, p.weight, p.home])).toEqual([
      ["甲", 9, true],
      ["丙", 6, false],
      ["乙", 3, false],
    ]);
    expect(found.places[0]?.at).toEqual([103.8, 36.1]);
    expect(found.places[1]?.at).toBeUndefined();
    expect(found.pairs[0]?.href).toBe("/zh/list/tie");
    expect(found.places[0]?.lang).toBe("zh");
  });

  it("says figures in the words of the table, and nothing of what is none", () => {
    const found = pairs(rows("routes"));
    expect(figures(found.pairs[1]?.figures ?? [])).toBe("友好关系 1 · 来访 2");
    const home = found.places[0];
    if (!home) throw new Error("no place");
    expect(together(home).map((f) => f.n)).toEqual([2, 4, 3]);
    expect(about(home)).toBe("甲 — 丙、乙 · 友好关系 2 · 出访 4 · 来访 3");
  });

  it("is empty where there is no table, and knows no point that is none", () => {
    expect(pairs(rows("elsewhere"))).toEqual({ pairs: [], places: [] });
    expect(point("")).toBeUndefined();
    expect(point("103.8")).toBeUndefined();
    expect(point("x,y")).toBeUndefined();
  });
});
