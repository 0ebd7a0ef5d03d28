// Builds each island into one module of its own, which loads nothing further, and packs it and the
// coastlines with gzip: `crates/web/build.rs` compiles in what ends with `.gz`.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";

const root = fileURLToPath(new URL(".", import.meta.url));
const dist = new URL("dist/", import.meta.url);
const islands = ["map", "network", "timeline", "bars"];
const lands = ["land-110m.json", "land-50m.json"];

for (const name of readdirSync(dist)) {
  if (name !== ".gitignore") rmSync(new URL(name, dist));
}
for (const island of islands) {
  await build({
    root,
    configFile: false,
    logLevel: "warn",
    build: {
      outDir: "dist",
      emptyOutDir: false,
      target: "es2022",
      modulePreload: false,
      rolldownOptions: {
        input: `src/${island}.ts`,
        output: { entryFileNames: `${island}.js` },
      },
    },
  });
}
// Natural Earth, public domain, as the package world-atlas has it
const { resolve } = createRequire(import.meta.url);
for (const land of lands) {
  writeFileSync(new URL(land, dist), readFileSync(resolve(`world-atlas/${land}`)));
}
for (const name of [...islands.map((island) => `${island}.js`), ...lands]) {
  const packed = gzipSync(readFileSync(new URL(name, dist)), { level: 9 });
  writeFileSync(new URL(`${name}.gz`, dist), packed);
}
