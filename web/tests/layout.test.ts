import { describe, expect, it } from "vitest";
import { roomFor, width } from "../src/labels";
import { layout, spread } from "../src/layout";
import type { Pair, Place } from "../src/pairs";

function register(): { places: Place[]; all: Pair[] } {
  const place = (id: string, home: boolean): Place => ({
    id,
    name: id,
    lang: "",
    href: "",
    home,
    at: undefined,
    weight: 1,
    pairs: [],
  });
  const homes = ["甲", "乙", "丙"].map((id) => place(id, true));
  const others = Array.from({ length: 30 }, (_, n) => place(`友${n}`, false));
  const all = others.map((b, n) => {
    const a = homes[n % 3] ?? place("?", true);
    return { a, b, weight: 1, href: "", figures: [] };
  });
  return { places: [...homes, ...others], all };
}

describe("a network", () => {
  it("is laid out alike each time, within the picture, and nothing on anything else", () => {
    const once = register();
    const again = register();
    const [one, two] = [layout(once.places, once.all), layout(again.places, again.all)];
    for (const nodes of [one, two]) spread(nodes, 900, 500);
    expect(one.map((n) => [n.left, n.top])).toEqual(two.map((n) => [n.left, n.top]));
    for (const node of one) {
      expect(node.left).toBeGreaterThanOrEqual(0);
      expect(node.left).toBeLessThanOrEqual(900);
      expect(node.top).toBeGreaterThanOrEqual(0);
      expect(node.top).toBeLessThanOrEqual(500);
    }
    const apart = one.flatMap((a, n) =>
      one.slice(n + 1).map((b) => Math.hypot(a.left - b.left, a.top - b.top)),
    );
    expect(Math.min(...apart)).toBeGreaterThan(6);
  });

  it("of one place stands in the middle", () => {
    const [place] = register().places;
    if (!place) throw new Error("no place");
    const nodes = layout([place], []);
    spread(nodes, 200, 100);
    expect([nodes[0]?.left, nodes[0]?.top]).toEqual([100, 50]);
  });
});

describe("names", () => {
  it("that would lie over others are left out, the weightier stay", () => {
    const at = (x: number, y: number, text: string) => ({ x, y, r: 3, text });
    const shown = roomFor(
      [at(100, 50, "甘肃省"), at(90, 50, "青海省"), at(95, 50, "宁夏")],
      200,
      100,
    );
    expect(shown.map((s) => [s.index, s.anchor])).toEqual([
      [0, "start"],
      [1, "end"],
    ]);
  });

  it("stand on the other side at the edge, and nowhere beyond it", () => {
    const edge = { x: 190, y: 50, r: 3, text: "秋田县" };
    expect(roomFor([edge], 200, 100)[0]?.anchor).toBe("end");
    expect(roomFor([{ ...edge, y: 2 }], 200, 100)).toEqual([]);
  });

  it("of Chinese are wider than others of as many characters", () => {
    expect(width("甘肃")).toBeGreaterThan(width("ab"));
  });
});
