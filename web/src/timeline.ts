// Acts over the years: a lane a type, points and spans, the words on focus.
import { type ScaleTime, scaleUtc } from "d3-scale";
import { select } from "d3-selection";
import { type Frame, type Mark, mark, open, room, rove, size, whenever, zoomable } from "./frame";
import { lanes, stretch } from "./lanes";
import { fetched, type Moment, onPage } from "./marks";

/** Pixels: of a row, between lanes, of the years on top, and of the letters at the left. */
const ROW = 10;
const APART = 12;
const YEARS = 26;
const NAMES = 76;

/** How near one may come: to weeks of a decade. */
const NEAREST = 60;

/** A point in time in as few words as tell it from its neighbours. */
function tick(scale: ScaleTime<number, number>, time: Date): string {
  const [from, until] = scale.domain();
  const years = ((until?.getTime() ?? 0) - (from?.getTime() ?? 0)) / 31_557_600_000;
  const iso = time.toISOString();
  return years > 3 ? iso.slice(0, 4) : years > 0.3 ? iso.slice(0, 7) : iso.slice(5, 10);
}

function draw(frame: Frame, moments: Moment[]): void {
  const [from, until] = stretch(moments);
  const wide = room(frame);
  const whole = scaleUtc([from, until], [NAMES, wide - 8]);
  const rowsOf = lanes(moments, (time) => whole(time));
  const high = rowsOf.reduce((sum, lane) => sum + lane.rows * ROW + APART, 4) + YEARS;
  size(frame, () => high);
  const picture = select(frame.svg);
  picture.selectAll("*").remove();
  const years = picture.append("g").attr("class", "years").attr("aria-hidden", "true");
  const front = picture.append("g");
  const names = picture.append("g").attr("aria-hidden", "true");
  names
    .append("rect")
    .attr("class", "under")
    .attr("width", NAMES - 6)
    .attr("height", high);
  const of = new Map<Moment, SVGAElement>();
  const tops = new Map<string, number>();
  let top = YEARS + 4;
  for (const lane of rowsOf) {
    tops.set(lane.type, top);
    names
      .append("text")
      .attr("class", "lane")
      .attr("y", top + ROW / 2)
      .text(lane.kind);
    for (const { moment } of lane.put) {
      const said = [moment.from, lane.kind, moment.title].filter(Boolean).join(" · ");
      const link = mark(front, `moment ${lane.type}`, said, moment.href);
      link.append("rect");
      const element = link.node();
      if (element) of.set(moment, element);
    }
    top += lane.rows * ROW + APART;
  }
  let show = (_x: number, _y: number) => {};
  const marks: Mark[] = rowsOf.flatMap((lane) =>
    lane.put.flatMap(({ moment, left }) => {
      const element = of.get(moment);
      if (!element) return [];
      const told = () => {
        const when =
          moment.from === moment.until ? moment.from : `${moment.from} – ${moment.until}`;
        const words = moment.quote ? `「${moment.quote}」` : "";
        frame.tell(`${when} · ${moment.title} ${words}`, moment.evidence || moment.href, "zh");
        if (element.matches(":focus-visible")) show(left, high / 2);
      };
      return [{ element, told }];
    }),
  );
  rove(frame, marks);
  ({ show } = zoomable(frame, [wide, high], NEAREST, (transform) => {
    const x = transform.rescaleX(whole);
    for (const lane of lanes(moments, (time) => x(time))) {
      for (const { moment, row, left, right } of lane.put) {
        // rows are kept as the whole has them, so that nothing jumps while one comes nearer
        const most = Math.max((rowsOf.find((l) => l.type === lane.type)?.rows ?? 1) - 1, 0);
        const rect = of.get(moment)?.firstElementChild;
        rect?.setAttribute("x", String(left));
        rect?.setAttribute("width", String(right - left));
        rect?.setAttribute("height", String(ROW - 3));
        rect?.setAttribute("y", String((tops.get(lane.type) ?? 0) + Math.min(row, most) * ROW + 1));
      }
    }
    years.selectAll("*").remove();
    const most = Math.max(2, Math.floor((wide - NAMES) / 64));
    for (const time of x.ticks(most)) {
      const at = x(time);
      if (at < NAMES - 1) continue;
      years.append("line").attr("x1", at).attr("x2", at).attr("y1", YEARS).attr("y2", high);
      // no number is cut off at the edges
      if (at < NAMES + 12 || at > wide - 16) continue;
      const text = years
        .append("text")
        .attr("x", at)
        .attr("y", YEARS / 2);
      text.attr("text-anchor", "middle").text(tick(x, time));
    }
  }));
}

const frame = open("timeline");
if (frame) {
  const { src } = frame.figure.dataset;
  const main = document.querySelector("main") ?? document;
  const found = src ? fetched(src) : Promise.resolve(onPage(main));
  found.then(
    (moments) => {
      if (moments.length === 0) frame.figure.hidden = true;
      else whenever(frame, () => draw(frame, moments));
    },
    (error) => {
      frame.figure.hidden = true;
      console.warn(error);
    },
  );
}
