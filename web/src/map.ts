// The world with regions of China, places abroad and what there is between them. Coastlines and points,
// no borders; an operator may lay a base map of his own under it.
import type { GeoPermissibleObjects } from "d3-geo";
import { geoNaturalEarth1, geoPath } from "d3-geo";
import { type Selection, select } from "d3-selection";
import type { ZoomTransform } from "d3-zoom";
import { coast, lines } from "./coast";
import { type Frame, type Mark, mark, open, rove, size, whenever, zoomable } from "./frame";
import { roomFor } from "./labels";
import { about, figures, type Pair, type Place, pairs } from "./pairs";
import { rows } from "./rows";

/** The meridian in the middle, as maps printed in China have it. */
const MIDDLE = 150;

/** How near the finer coastline is asked for, and how near one may come. */
const FINER = 3;
const NEAREST = 24;

/** What the picture is fitted to: the inhabited world. */
const WORLD: GeoPermissibleObjects = {
  type: "MultiPoint",
  coordinates: [
    [MIDDLE - 179.9, 0],
    [MIDDLE + 179.9, 0],
    [MIDDLE, 80],
    [MIDDLE, -56],
  ],
};

type Shape = Selection<SVGPathElement, unknown, null, undefined>;

/** A place that is drawn: where, and how large. */
interface Dot {
  place: Place;
  x: number;
  y: number;
  r: number;
  mark: SVGAElement;
  name: SVGTextElement;
}

/** How large a dot is: its area goes by what is told of it. */
const radius = (weight: number, wide: number) =>
  Math.min(2.5 + Math.sqrt(weight) * 1.2, 14) * (wide < 500 ? 0.75 : 1);

/** Takes the coastline of the page, or the base map that the operator supplied. */
async function ground(address: string, own: boolean): Promise<GeoPermissibleObjects> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return own ? lines(await answer.json()) : coast(await answer.json());
}

function draw(frame: Frame, all: { pairs: Pair[]; places: Place[] }, land: Land): void {
  const [wide, high] = size(frame, (w) => Math.min(Math.max(w * 0.47, 210), 560));
  const projection = geoNaturalEarth1().rotate([-MIDDLE, 0]);
  projection.fitExtent(
    [
      [4, 8],
      [wide - 4, high - 4],
    ],
    WORLD,
  );
  const path = geoPath(projection);
  const picture = select(frame.svg);
  picture.selectAll("*").remove();
  const near = picture.append("g");
  const shape = near.append("path").attr("class", "land").attr("aria-hidden", "true");
  const ties = near.append("g").attr("class", "ties");
  const front = picture.append("g");
  const names = picture.append("g").attr("aria-hidden", "true");
  const drawn = all.pairs.filter((p) => p.a.at && p.b.at);
  const marks: Mark[] = [];
  const dots = all.places.flatMap((place) => {
    const at = place.at && projection(place.at);
    if (!at) return [];
    const link = mark(front, place.home ? "home" : "abroad", about(place), place.href);
    const r = radius(place.weight, wide);
    link.append("circle").attr("r", r);
    const name = names.append("text").attr("class", "name");
    name.attr("lang", place.lang || null).text(place.name);
    const [x, y] = at;
    const [element, text] = [link.node(), name.node()];
    return element && text ? [{ place, x, y, r, mark: element, name: text }] : [];
  });
  const of = new Map<Pair, SVGElement>();
  for (const pair of drawn) {
    const said = `${pair.a.name} — ${pair.b.name} · ${figures(pair.figures)}`;
    const line = mark(ties, "tie", said, pair.href);
    const arc = path({ type: "LineString", coordinates: [pair.a.at ?? [], pair.b.at ?? []] });
    line.append("path").attr("class", "reach").attr("d", arc);
    const width = Math.min(0.8 + Math.sqrt(pair.weight) * 0.5, 5);
    line.append("path").attr("class", "arc").attr("d", arc).attr("stroke-width", width);
    const element = line.node();
    if (element) of.set(pair, element);
  }
  const light = (lit: Pair[]) => {
    for (const [pair, element] of of) element.classList.toggle("lit", lit.includes(pair));
    frame.svg.classList.toggle("lighting", lit.length > 0);
  };
  let show = (_x: number, _y: number) => {};
  for (const { place, x, y, mark: element } of dots) {
    const told = () => {
      light(place.pairs);
      frame.tell(about(place), place.href);
      if (element.matches(":focus-visible")) show(x, y);
    };
    marks.push({ element, told });
  }
  for (const [pair, element] of of) {
    const told = () => {
      light([pair]);
      frame.tell(`${pair.a.name} — ${pair.b.name} · ${figures(pair.figures)}`, pair.href);
    };
    marks.push({ element, told });
  }
  rove(frame, marks);
  land.on(shape, path);
  const moved = (transform: ZoomTransform) => {
    near.attr("transform", transform.toString());
    place(dots, transform, wide, high);
    if (transform.k >= FINER) land.finer();
  };
  ({ show } = zoomable(frame, [wide, high], NEAREST, moved));
}

/** Puts dots and names where they are now; names that would lie over others are left out. */
function place(dots: Dot[], transform: ZoomTransform, wide: number, high: number): void {
  const labels = dots.map(({ x, y, r, place }) => {
    const [left, top] = transform.apply([x, y]);
    return { x: left, y: top, r, text: place.name };
  });
  const shown = new Map(roomFor(labels, wide, high).map((s) => [s.index, s]));
  dots.forEach(({ mark, name }, n) => {
    const label = labels[n];
    mark.setAttribute("transform", `translate(${label?.x},${label?.y})`);
    const at = shown.get(n);
    name.classList.toggle("out", !at);
    if (!at) return;
    name.setAttribute("x", String(at.x));
    name.setAttribute("y", String(at.y));
    name.setAttribute("text-anchor", at.anchor);
  });
}

/** What lies under the points: the coarse coastline first, the finer one once somebody is near. */
class Land {
  private readonly coarse: string;
  private readonly fine: string;
  private readonly own: boolean;
  private known: GeoPermissibleObjects | undefined;
  private asked = "";
  private paint = () => {};

  constructor({ base, land, landNear }: DOMStringMap) {
    this.own = Boolean(base);
    this.coarse = base ?? land ?? "";
    this.fine = base ? "" : (landNear ?? "");
  }

  on(shape: Shape, path: ReturnType<typeof geoPath>): void {
    this.paint = () => {
      if (this.known) shape.attr("d", path(this.known)).classed("own", this.own);
    };
    this.paint();
    if (!this.known) this.ask(this.coarse);
  }

  finer(): void {
    if (this.fine) this.ask(this.fine);
  }

  /** Asks for what is not there yet; without it the points stand alone. */
  private ask(address: string): void {
    if (!address || this.asked === address) return;
    this.asked = address;
    ground(address, this.own).then(
      (found) => {
        this.known = found;
        this.paint();
      },
      (error) => console.warn(error),
    );
  }
}

const frame = open("map");
if (frame) {
  const all = pairs(rows(frame.figure.dataset.table ?? ""));
  const land = new Land(frame.figure.dataset);
  whenever(frame, () => draw(frame, all, land));
}
