import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

/** Bytes of an island on the wire. */
const MOST = 60 * 1024;

const dist = new URL("../dist/", import.meta.url);
const packed = readdirSync(dist).filter((name) => name.endsWith(".js.gz"));

it("has the four islands built", () => {
  expect(packed.sort()).toEqual(["bars.js.gz", "map.js.gz", "network.js.gz", "timeline.js.gz"]);
});

it.each(packed)("%s is small, and loads and says nothing from elsewhere", (name) => {
  const { length } = readFileSync(new URL(name, dist));
  console.log(`${name}: ${length} bytes`);
  expect(length).toBeLessThan(MOST);
  const script = readFileSync(new URL(name.replace(".gz", ""), dist), "utf8");
  expect(script).not.toMatch(/^import |import\(|eval\(|new Function/m);
  const addresses = script.match(/https?:\/\/[^"'`\s)]+/g) ?? [];
  expect(addresses.filter((a) => !a.startsWith("http://www.w3.org/"))).toEqual([]);
});
