// Opens every page of a served register in a real browser, in both languages: no request to another
// host, no error on the console, no serious fault that axe-core finds, no sideways scrolling on a
// phone, light and dark; and what is marked on a page is the stored quote.
//
//   node run.mjs http://127.0.0.1:8080 [folder for screenshots]
import { createRequire } from "node:module";
import { readFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { pictures } from "./pictures.mjs";

const [base, shots] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const executablePath = [process.env.JIEHAO_CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser"]
  .find((path) => path && existsSync(path));

const faults = [];
const fault = (where, what) => faults.push(`${where}: ${what}`);
const counts = { pages: 0, quotes: 0, whole: 0, axe: 0 };

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });

/** A browser of its own that notes what it should not see. */
async function open(options) {
  const context = await browser.newContext({ locale: "zh-CN", ...options });
  const page = await context.newPage();
  const host = new URL(base).host;
  page.on("request", (request) => {
    if (new URL(request.url()).host !== host) fault(page.url(), `asks for ${request.url()}`);
  });
  page.on("console", (message) => {
    if (message.type() === "error") fault(page.url(), `console: ${message.text()}`);
  });
  page.on("pageerror", (error) => fault(page.url(), `error: ${error}`));
  return page;
}

/** Goes to a page, which must be there. */
async function go(page, path) {
  const response = await page.goto(base + path);
  if (response.status() !== 200) fault(path, `status ${response.status()}`);
  counts.pages += 1;
}

/** Faults of accessibility that are serious or worse. */
async function accessible(page, path, how) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
  counts.axe += 1;
  for (const { id, impact, nodes } of found.violations) {
    if (impact === "serious" || impact === "critical") {
      fault(path, `${how}: axe ${id}: ${nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`);
    }
  }
}

// one of each, from what the register holds
const lines = await (await fetch(`${base}/zh/export/jsonl`)).text();
const acts = lines.trim().split("\n").map((line) => JSON.parse(line));
const of = (type) => acts.filter((act) => act.type === type);
const busiest = (type) => of(type).sort((a, b) => b.sources - a.sources)[0];
const region = "region/cn:620000";
const name = Object.values(acts.find((a) => a.type === "meeting").roles).flat().find((f) => f.post);
const clear = (act) => /620000.*JP|JP.*620000/.test(JSON.stringify(act.roles));
const record = (of("agreement").find(clear) ?? busiest("agreement")).records[0];
const quoted = `document/${record.capture}?record=${record.id}`;
const paths = {
  start: "",
  search: "search?q=" + encodeURIComponent("友好"),
  empty: "search?q=" + encodeURIComponent("没有这样的词语"),
  regions: "regions",
  region,
  tie: `act/${of("tie").find((t) => t.records.some((r) => JSON.stringify(t.roles).includes("620000"))).id}`,
  visit: `act/${busiest("visit").id}`,
  agreement: `act/${busiest("agreement").id}`,
  conference: `act/${busiest("conference").id}`,
  statistic: `act/${busiest("statistic").id}`,
  name: `name/${name.entity}`,
  document: quoted,
  source: quoted.replace("?", "/source?"),
  ties: "list/tie",
  visits: "list/visit",
  timeline: "timeline?sort=earliest",
  due: "due?months=120",
  dormant: "dormant",
  audit: "audit",
  balance: "balance",
  compare: "compare?a=cn:620000&b=cn:370000",
  digest: "digest?week=2022-11-15",
  api: "api",
  map: "map",
  network: "network",
  calendar: "calendar?month=2022-11",
  conflicts: "conflicts",
  partners: "partners?region=cn:620000",
};
const shown = ["start", "region", "tie", "visit", "document", "source", "ties", "search", "due", "compare", "api", "calendar", "conflicts", "partners"];

for (const [how, options] of Object.entries({
  light: { viewport: { width: 1120, height: 720 } },
  dark: { viewport: { width: 1120, height: 720 }, colorScheme: "dark" },
  phone: { viewport: { width: 375, height: 740 }, isMobile: true, hasTouch: true },
})) {
  const page = await open(options);
  for (const lang of ["zh", "en"]) {
    for (const [title, rest] of Object.entries(paths)) {
      const path = `/${lang}/${rest}`;
      await go(page, path);
      await accessible(page, path, how);
      const wide = await page.evaluate(() => {
        const root = document.documentElement;
        return root.scrollWidth - root.clientWidth;
      });
      if (wide > 0) fault(path, `${how}: ${wide} pixels too wide`);
      if (shots && shown.includes(title)) {
        await page.screenshot({ path: join(shots, `${title}-${lang}-${how}.png`) });
      }
    }
  }
  await page.context().close();
}

// the words marked are the words stored, and they are where one is led to
{
  const page = await open({ viewport: { width: 1280, height: 860 } });
  const within = (part, whole) => {
    let at = 0;
    part = part.filter((c) => c.trim()); // a clean text has one sort of space
    for (const c of whole) if (c === part[at]) at += 1;
    return at === part.length;
  };
  const marks = (id) =>
    page.$$eval(`mark[data-quote~="${id}"]`, (all) => all.map((m) => m.textContent).join(""));
  for (const record of acts.flatMap((act) => act.records).slice(0, 60)) {
    const path = `/zh/document/${record.capture}?record=${record.id}#q-${record.id}-0`;
    await go(page, path);
    const seen = await page.$eval(`mark[data-quote~="${record.id}.0"]`, (mark) => {
      const box = mark.getBoundingClientRect();
      return box.top >= 0 && box.top < innerHeight && mark.classList.contains("now");
    });
    if (!seen) fault(path, "the words are not in sight");
    for (const [n, quote] of record.evidence.entries()) {
      const words = await marks(`${record.id}.${n}`);
      if (!words || !within([...words], quote.exact)) fault(path, `marks ${words}`);
      counts.whole += words === quote.exact;
    }
    const source = path.replace("?", "/source?");
    await go(page, source);
    for (const [n, quote] of record.evidence.entries()) {
      const words = await marks(`${record.id}.${n}`);
      if (words !== quote.exact) fault(source, `marks ${words}, not ${quote.exact}`);
      counts.quotes += 1;
    }
  }
  await page.context().close();
}

// without script: search, a page of the results, the other language
{
  const page = await open({ javaScriptEnabled: false });
  await go(page, "/zh/");
  await page.fill("#q", "秋田");
  await page.press("#q", "Enter");
  await page.click("main .pages a >> nth=0");
  await page.click(".tongue");
  if (!new URL(page.url()).pathname.startsWith("/en/document/")) fault(page.url(), "not where the links lead");
  await page.context().close();
}

// on paper: the facts and no menus
{
  const page = await open({});
  await page.emulateMedia({ media: "print" });
  await go(page, `/zh/${paths.region}`);
  if (await page.isVisible(".top nav")) fault("print", "the menu is printed");
  if (!(await page.isVisible("h1"))) fault("print", "the heading is not");
  if (shots) await page.screenshot({ path: join(shots, "region-zh-print.png") });
  const paper = await page.pdf({ format: "A4" });
  if (paper.length < 10_000) fault("print", "nothing on the paper");
  await page.context().close();
}

// pictures, where the server was built with them
let drawn = { drawn: 0, keyed: 0 };
{
  const page = await open({});
  await go(page, "/zh/map");
  const built = (await page.locator("figure.map").count()) > 0;
  await page.context().close();
  if (built) drawn = await pictures({ open, go, accessible, fault, shots, tie: paths.tie });
  else console.log("built without Node: no pictures to look at");
}

await browser.close();
for (const what of faults) console.error(what);
console.log(
  `${counts.pages} pages opened, ${counts.axe} looked at by axe, ${counts.quotes} quotes (${counts.whole} whole in the clean text), ${drawn.drawn} pictures (${drawn.keyed} by keyboard), ${faults.length} faults`,
);
process.exitCode = faults.length ? 1 : 0;
