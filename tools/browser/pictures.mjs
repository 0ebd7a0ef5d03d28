// The pictures: each is drawn, has its table beside it, is worked by keyboard, and stands light, dark and
// on a phone; without script the tables are there alone.
import { join } from "node:path";

/** Pages with pictures: the island, the address, and what holds the same without script. */
const pages = (tie) => ({
  map: ["map", "map?by=city", "#routes"],
  network: ["network", "network", "#routes"],
  timeline: ["timeline", "timeline?sort=earliest", ".acts"],
  history: ["timeline", tie, ".steps"],
  region: ["timeline", "region/cn:620000", ".acts"],
  bars: ["bars", "region/cn:620000", "#years"],
  multiples: ["bars", "compare?a=cn:620000&b=cn:370000", "#years"],
  balance: ["bars", "balance", "#balance"],
});

export async function pictures({ open, go, accessible, fault, shots, tie }) {
  const counts = { drawn: 0, keyed: 0 };
  for (const [how, options] of Object.entries({
    light: { viewport: { width: 1120, height: 900 } },
    dark: { viewport: { width: 1120, height: 900 }, colorScheme: "dark", reducedMotion: "reduce" },
    phone: { viewport: { width: 375, height: 740 }, isMobile: true, hasTouch: true },
  })) {
    const page = await open(options);
    for (const [title, [island, rest, table]] of Object.entries(pages(tie))) {
      for (const lang of how === "light" ? ["zh", "en"] : ["zh"]) {
        const path = `/${lang}/${rest}`;
        await go(page, path);
        const figure = page.locator(`figure[data-picture="${island}"]`);
        try {
          await figure.locator("svg .mark").first().waitFor({ state: "attached", timeout: 30_000 });
          await page.waitForLoadState("networkidle");
        } catch {
          fault(path, `${how}: ${title} is not drawn`);
          continue;
        }
        counts.drawn += 1;
        if ((await page.locator(table).count()) === 0) fault(path, "no table beside the picture");
        await accessible(page, path, `${how}, ${title}`);
        const wide = await page.evaluate(() => {
          const root = document.documentElement;
          return root.scrollWidth - root.clientWidth;
        });
        if (wide > 0) fault(path, `${how}: ${wide} pixels too wide`);
        if (how === "light") counts.keyed += await keyed(page, figure, path, fault);
        if (shots) {
          await figure.scrollIntoViewIfNeeded();
          const clip = ["map", "network", "timeline"].includes(title) ? page : figure;
          await clip.screenshot({ path: join(shots, `picture-${title}-${lang}-${how}.png`) });
        }
      }
    }
    await page.context().close();
  }
  // without script: no empty frames
  const page = await open({ javaScriptEnabled: false });
  for (const [, rest, table] of Object.values(pages(tie))) {
    await go(page, `/zh/${rest}`);
    if (await page.locator("figure").first().isVisible()) fault(rest, "a frame without script");
    if (!(await page.locator(table).first().isVisible())) fault(rest, "no table without script");
  }
  await page.context().close();
  return counts;
}

/** From mark to mark by the arrow keys, nearer by +, on by Enter. */
async function keyed(page, figure, path, fault) {
  const line = figure.locator(".told");
  const first = figure.locator('.mark[tabindex="0"]');
  const many = await figure.locator(".mark").count();
  const before = await line.textContent();
  await first.focus();
  const told = await line.textContent();
  if (told === before || !told.trim()) fault(path, "nothing is told of the mark in focus");
  await page.keyboard.press("ArrowRight");
  const next = await line.textContent();
  if (many > 1 && next === told && (await figure.locator(".mark:focus").count()) !== 1) {
    fault(path, "the arrow key leads nowhere");
  }
  if ((await figure.locator("button[data-do]").count()) > 0) {
    await page.keyboard.press("+");
    if ((await figure.locator("svg.near").count()) !== 1) fault(path, "+ brings nothing nearer");
    await page.keyboard.press("0");
    if ((await figure.locator("svg.near").count()) !== 0) fault(path, "0 does not show the whole");
    await figure.locator('button[data-do="in"]').click();
    await figure.locator('button[data-do="whole"]').click();
  }
  const led = await figure.locator(".mark[href]").evaluateAll((all) => all.map((m) => m.getAttribute("href")));
  for (const to of led.filter((to) => !to.startsWith("/"))) fault(path, `a mark leads to ${to}`);
  return 1;
}
