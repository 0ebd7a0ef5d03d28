// What those who have an account do, in a real browser: they log in, review by keyboard from end to end,
// look a second time, add a text and see what was read of it before it enters; in both languages, on a
// desk and on a phone, light and dark. No error on the console, no request to another host, no serious
// fault that axe-core finds.
//
//   node desk.mjs http://127.0.0.1:8080 PASSWORD [folder for screenshots]
//
// The server has accounts `admin`, `reviewer` and `second`, all of this password, and a register of the corpus.
import { createRequire } from "node:module";
import { readFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [base, password, shots] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const executablePath = [process.env.JIEHAO_CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser"]
  .find((path) => path && existsSync(path));

const faults = [];
const counts = { pages: 0, axe: 0, decisions: 0 };
const fault = (where, what) => faults.push(`${where}: ${what}`);
const holds = (truth, where, what) => truth || fault(where, what);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const WIDE = { viewport: { width: 1120, height: 760 } };

/** A browser of its own that notes what it should not see; a refusal that is meant is told beforehand. */
async function open(options) {
  const context = await browser.newContext({ locale: "zh-CN", ...options });
  const page = await context.newPage();
  page.meant = 0;
  page.on("request", (request) => {
    if (new URL(request.url()).host !== new URL(base).host) fault(page.url(), `asks for ${request.url()}`);
  });
  page.on("console", (message) => {
    const meant = page.meant && message.text().includes(`${page.meant}`);
    if (message.type() === "error" && !meant) fault(page.url(), `console: ${message.text()}`);
  });
  page.on("pageerror", (error) => fault(page.url(), `error: ${error}`));
  return page;
}

async function look(page, how) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
  counts.axe += 1;
  for (const { id, impact, nodes } of found.violations) {
    if (impact === "serious" || impact === "critical") {
      fault(page.url(), `${how}: axe ${id}: ${nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`);
    }
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) fault(page.url(), `${how}: ${wide} pixels too wide`);
}

async function shot(page, name) {
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`) });
}

async function login(page, name, lang = "zh") {
  await page.goto(`${base}/${lang}/login`);
  await page.fill("[name=name]", name);
  await page.fill("[name=password]", password);
  await page.press("[name=password]", "Enter");
  await page.waitForURL((url) => !url.pathname.endsWith("/login"));
  if (await page.isVisible(".said.wrong")) fault("login", `${name} is not let in`);
}

async function go(page, path) {
  const response = await page.goto(base + path);
  counts.pages += 1;
  if (response.status() !== 200) fault(path, `status ${response.status()}`);
}

const low = "question=low-confidence&below=101";

// every page, in both languages, in three shapes
const TEXT = "2019年3月4日，聊城市市长李长萍率团访问德国黑森州，并与黑森州州长会谈。双方签署友好合作备忘录。";
for (const [how, options] of Object.entries({
  light: WIDE,
  dark: { ...WIDE, colorScheme: "dark" },
  phone: { viewport: { width: 375, height: 740 }, isMobile: true, hasTouch: true },
})) {
  const page = await open(options);
  await go(page, "/zh/login");
  await look(page, how);
  await shot(page, `login-zh-${how}`);
  await login(page, "admin");
  for (const lang of ["zh", "en"]) {
    const paths = ["account", "accounts", "log", "add", "review/log"];
    paths.push(`review?${low}`, "review?question=one-act", "review?question=one-person");
    paths.push("review?question=which-place", "review?question=second");
    for (const path of paths) {
      await go(page, `/${lang}/${path}`);
      await look(page, how);
      await shot(page, `${path.replace(/\W+/g, "-")}-${lang}-${how}`);
    }
    await go(page, `/${lang}/add`);
    await page.fill("[name=title]", "聊城市代表团访问德国");
    await page.fill("form[action$='add/text'] [name=from]", "https://news.example/liaocheng");
    await page.fill("[name=text]", TEXT);
    await page.click("form[action$='add/text'] button");
    await page.waitForSelector(".confirm");
    await look(page, how);
    await shot(page, `draft-${lang}-${how}`);
    await page.click("button[value=discard]");
    await page.waitForSelector(".said");
    await page.setInputFiles("input[type=file]", {
      name: "名录.csv",
      mimeType: "text/csv",
      buffer: Buffer.from("中方,外方,国别,结好日期,类别\n甘肃省,秋田县,日本,1982-08-05,友好城市\n聊城市,光明市,韩国,2004-10-05,友好城市\n"),
    });
    await page.click("form[action$='add/files'] button");
    await page.waitForSelector(".confirm");
    await look(page, how);
    await shot(page, `list-${lang}-${how}`);
    await page.click("button[value=discard]");
    await page.waitForSelector(".said");
  }
  await page.context().close();
}

// review by keyboard, from end to end
{
  const page = await open(WIDE);
  await login(page, "reviewer");
  await go(page, `/zh/review?${low}`);
  const done = () => page.$$eval(".item.done", (all) => all.map((item) => item.id));
  const here = () => page.$eval(".item.here", (item) => item.id);
  const press = async (key, many) => {
    await page.keyboard.press(key);
    await page.waitForFunction((n) => document.querySelectorAll(".item.done").length === n, many);
  };
  holds((await here()) === "i1", "review", "begins with the first");
  holds(await page.isVisible("#keys"), "review", "the keys are not shown");
  await press("a", 1);
  holds((await here()) === "i2", "review", "does not go on");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  holds((await here()) === "i3", "review", `j and k lead to ${await here()}`);
  await page.keyboard.press("g");
  await page.keyboard.type("照片说明，并非会见 a r u");
  await page.keyboard.press("Escape");
  await press("r", 2);
  await press("u", 1);
  holds((await done()).join() === "i1", "review", "the last is taken back");
  await press("r", 2);
  await shot(page, "review-keys");
  counts.decisions += 3;
  await go(page, "/zh/review?question=one-act");
  if (await page.isVisible(".item")) {
    await press("d", 1);
    counts.decisions += 1;
  }
  await go(page, "/zh/review?question=which-place");
  if (await page.isVisible("input[type=radio]")) {
    const at = await page.$eval("input[type=radio]", (radio) => radio.closest(".item").id);
    while ((await here()) !== at) await page.keyboard.press("j");
    await page.keyboard.press("1");
    await press("s", 1);
    counts.decisions += 1;
  }
  await go(page, "/zh/review/log");
  const log = await page.textContent("main");
  holds(log.includes("照片说明，并非会见 a r u") && log.includes("reviewer"), "log", "who and why is not told");
  await shot(page, "decisions");
  await page.context().close();
}

// two at one thing, and a second person's look
{
  const one = await open(WIDE);
  const two = await open(WIDE);
  await login(one, "reviewer");
  await login(two, "second", "en");
  await go(one, `/zh/review?${low}`);
  await go(two, `/en/review?${low}`);
  const taken = (page) => page.waitForSelector("#i1.done");
  await one.keyboard.press("a");
  await taken(one);
  two.meant = 409;
  await two.keyboard.press("r");
  await two.waitForSelector("#told.wrong");
  const told = await two.textContent("#told");
  holds(told.includes("reviewer"), "review", `who was quicker is not told: ${told}`);
  holds(!(await two.isVisible("#i1.done")), "review", "decided twice");
  await shot(two, "review-overtaken");
  await go(two, "/en/review?question=second");
  holds((await two.textContent("#i1")).includes("reviewer"), "second check", "who decided is not shown");
  await two.keyboard.press((await two.textContent("#i1 button kbd")).trim());
  await taken(two);
  await go(two, "/en/review/log?state=twice");
  holds((await two.textContent("main")).includes("second"), "log", "the second person is not told");
  counts.decisions += 2;
  await one.context().close();
  await two.context().close();
}

// without script: a decision, taken back
{
  const page = await open({ ...WIDE, javaScriptEnabled: false });
  await login(page, "reviewer", "en");
  await go(page, `/en/review?${low}`);
  holds(!(await page.isVisible(".item kbd")), "review", "keys are shown that do nothing");
  await page.click("#i1 button[value=accept]");
  await page.click(".said button");
  holds((await page.textContent(".said")).includes("d-"), "review", "the undoing is not told");
  await page.context().close();
}

// a text enters once it is confirmed, and its words are marked
{
  const page = await open(WIDE);
  await login(page, "reviewer");
  await go(page, "/zh/add");
  await page.fill("[name=title]", "聊城市代表团访问德国");
  await page.fill("form[action$='add/text'] [name=from]", "https://news.example/liaocheng");
  await page.fill("[name=text]", TEXT);
  await page.click("form[action$='add/text'] button");
  await page.waitForSelector(".record");
  await page.click("button[value=confirm]");
  await page.waitForSelector("mark");
  holds(new URL(page.url()).pathname.startsWith("/zh/document/c-"), "add", "not led to the page");
  page.meant = 422;
  await page.goto(`${base}/zh/add`);
  await page.fill("[name=url]", "http://169.254.169.254/latest/meta-data/");
  await page.click("form[action$='add/url'] button");
  holds((await page.textContent("main")).includes("不予抓取"), "add", "an inner address is not refused");
  await shot(page, "add-refused");
  await page.context().close();
}

await browser.close();
for (const what of faults) console.error(what);
console.log(
  `${counts.pages} pages of the desk opened, ${counts.axe} looked at by axe, ${counts.decisions} decisions by keyboard, ${faults.length} faults`,
);
process.exitCode = faults.length ? 1 : 0;
