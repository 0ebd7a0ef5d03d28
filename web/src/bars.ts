// Visits out and in by year: bars up and down from a line, small multiples on one scale where regions
// stand side by side.
import { select } from "d3-selection";
import { type Frame, type Mark, mark, open, room, rove, size, whenever } from "./frame";
import { rows } from "./rows";
import { common, type Series, series, ways } from "./years";

/** Pixels: of a panel at least, of its bars up and down, of its name and of the years below. */
const LEAST = 300;
const HALF = 52;
const NAME = 22;
const YEARS = 20;

/** Panels at most: more than these are read in the table. */
const PANELS = 12;

function draw(frame: Frame, all: Series[], [out, back]: [string, string]): void {
  const columns = Math.max(1, Math.min(all.length, Math.floor(room(frame) / LEAST)));
  const name = all.length > 1 || (all[0]?.name ?? "") !== "" ? NAME : 4;
  const panel = name + 2 * HALF + YEARS + 8;
  const [wide] = size(frame, () => Math.ceil(all.length / columns) * panel);
  const width = wide / columns;
  const { first, last, most } = common(all);
  const inner = Math.min(width - 24, (last - first + 1) * 56);
  const step = inner / (last - first + 1);
  const thick = Math.max(2, Math.min(step * 0.6, 26));
  const picture = select(frame.svg);
  picture.selectAll("*").remove();
  const marks: Mark[] = [];
  all.forEach((one, n) => {
    const left = (n % columns) * width;
    const top = Math.floor(n / columns) * panel;
    const group = picture.append("g").attr("transform", `translate(${left},${top})`);
    const zero = name + HALF;
    if (name === NAME) group.append("text").attr("class", "of").attr("y", 12).text(one.name);
    const base = group.append("line").attr("class", "zero");
    base.attr("x2", inner).attr("y1", zero).attr("y2", zero);
    const every = Math.max(1, Math.ceil(40 / step));
    for (const { year, ...of } of one.years) {
      const x = (year - first) * step + (step - thick) / 2;
      const said = `${one.name} ${year} · ${out} ${of.out} · ${back} ${of.back}`.trim();
      const link = mark(group, "year", said, of.href);
      const reach = link.append("rect").attr("class", "reach");
      reach
        .attr("x", (year - first) * step)
        .attr("y", name)
        .attr("width", step)
        .attr("height", 2 * HALF);
      const up = (of.out / most) * (HALF - 12);
      const down = (of.back / most) * (HALF - 12);
      const bar = (kind: string, y: number, height: number) =>
        link
          .append("rect")
          .attr("class", kind)
          .attr("x", x)
          .attr("y", y)
          .attr("width", thick)
          .attr("height", height);
      bar("out", zero - up, up);
      bar("in", zero, down);
      const figure = (n: number, y: number) => {
        if (n === 0 || step < 14) return;
        link
          .append("text")
          .attr("class", "figure")
          .attr("x", x + thick / 2)
          .attr("y", y)
          .text(n);
      };
      figure(of.out, zero - up - 6);
      figure(of.back, zero + down + 7);
      const element = link.node();
      if (element) marks.push({ element, told: () => frame.tell(said, of.href) });
    }
    for (let year = first; year <= last; year++) {
      if ((last - year) % every !== 0) continue;
      const text = group.append("text").attr("class", "tick").attr("aria-hidden", "true");
      text
        .attr("x", (year - first + 0.5) * step)
        .attr("y", name + 2 * HALF + 10)
        .text(year);
    }
  });
  rove(frame, marks);
}

const frame = open("bars");
if (frame) {
  const table = frame.figure.dataset.table ?? "";
  const all = series(rows(table)).slice(0, PANELS);
  if (all.length === 0) frame.figure.hidden = true;
  else whenever(frame, () => draw(frame, all, ways(table)));
}
