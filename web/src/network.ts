// Regions of China and their partners as a network. Where each stands is worked out from the ties alone,
// so one register gives one picture.
import { select } from "d3-selection";
import { type Frame, type Mark, mark, open, rove, size, whenever, zoomable } from "./frame";
import { roomFor } from "./labels";
import { layout, type Node, spread } from "./layout";
import { about, type Pair, pairs } from "./pairs";
import { rows } from "./rows";

/** How near one may come. */
const NEAREST = 8;

function draw(frame: Frame, nodes: Node[], all: Pair[]): void {
  const [wide, high] = size(frame, (w) => Math.min(Math.max(w * 0.62, 320), 720));
  spread(nodes, wide, high);
  const picture = select(frame.svg);
  picture.selectAll("*").remove();
  const ties = picture.append("g").attr("class", "ties").attr("aria-hidden", "true");
  const front = picture.append("g");
  const names = picture.append("g").attr("aria-hidden", "true");
  const of = new Map(nodes.map((node) => [node.place, node]));
  const edges = all.map((pair) => {
    const line = ties.append("line").attr("class", "edge");
    line.attr("stroke-width", Math.min(0.8 + Math.sqrt(pair.weight) * 0.4, 4));
    return { pair, line, ends: [of.get(pair.a), of.get(pair.b)] as const };
  });
  const marks: Mark[] = [];
  let show = (_x: number, _y: number) => {};
  const drawn = nodes.map((node) => {
    const { place } = node;
    const link = mark(front, place.home ? "home" : "abroad", about(place), place.href);
    link.append("circle").attr("r", node.r);
    const name = names.append("text").attr("class", "name");
    name.attr("lang", node.place.lang || null).text(node.place.name);
    const element = link.node();
    if (element) {
      const told = () => {
        for (const { pair, line } of edges) line.classed("lit", node.place.pairs.includes(pair));
        frame.svg.classList.add("lighting");
        frame.tell(about(node.place), node.place.href);
        if (element.matches(":focus-visible")) show(node.left, node.top);
      };
      marks.push({ element, told });
    }
    return { node, link, name };
  });
  rove(frame, marks);
  ({ show } = zoomable(frame, [wide, high], NEAREST, (transform) => {
    for (const { line, ends } of edges) {
      const [from, to] = ends.map((e) => transform.apply([e?.left ?? 0, e?.top ?? 0]));
      line.attr("x1", from?.[0] ?? 0).attr("y1", from?.[1] ?? 0);
      line.attr("x2", to?.[0] ?? 0).attr("y2", to?.[1] ?? 0);
    }
    const labels = drawn.map(({ node }) => {
      const [x, y] = transform.apply([node.left, node.top]);
      return { x, y, r: node.r, text: node.place.name };
    });
    const shown = new Map(roomFor(labels, wide, high).map((s) => [s.index, s]));
    drawn.forEach(({ link, name }, n) => {
      const [label, at] = [labels[n], shown.get(n)];
      link.attr("transform", `translate(${label?.x},${label?.y})`);
      name.classed("out", !at);
      if (at) name.attr("x", at.x).attr("y", at.y).attr("text-anchor", at.anchor);
    });
  }));
}

const frame = open("network");
if (frame) {
  const { pairs: all, places } = pairs(rows(frame.figure.dataset.table ?? ""));
  const nodes = layout(places, all);
  whenever(frame, () => draw(frame, nodes, all));
}
