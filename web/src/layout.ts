// Where the nodes of a network stand: by forces, from starting points that follow from their order, so
// that the same ties always give the same picture.
import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationLinkDatum,
  type SimulationNodeDatum,
} from "d3-force";
import type { Pair, Place } from "./pairs";

/** A place in the network: where it came to stand, and where that is in the picture. */
export interface Node extends SimulationNodeDatum {
  place: Place;
  r: number;
  left: number;
  top: number;
}

/** Steps after which nothing moves any more. */
const STEPS = 300;

/** The places of pairs, put apart by forces. */
export function layout(places: Place[], all: Pair[]): Node[] {
  const nodes: Node[] = places.map((place) => ({
    place,
    r: Math.min(3 + Math.sqrt(place.weight) * 1.4, 16),
    left: 0,
    top: 0,
  }));
  const at = new Map(nodes.map((node) => [node.place, node]));
  const links: SimulationLinkDatum<Node>[] = all.flatMap(({ a, b }) => {
    const [source, target] = [at.get(a), at.get(b)];
    return source && target ? [{ source, target }] : [];
  });
  forceSimulation(nodes)
    .force("link", forceLink<Node, SimulationLinkDatum<Node>>(links).distance(46).strength(0.7))
    .force("apart", forceManyBody().strength(-130).distanceMax(420))
    .force(
      "room",
      forceCollide<Node>((node) => node.r + 12),
    )
    .force("x", forceX<Node>(0).strength(0.05))
    .force("y", forceY<Node>(0).strength(0.09))
    .stop()
    .tick(STEPS);
  return nodes;
}

/** Room that names have at the edges. */
const EDGE = 36;

/** Spreads the nodes over a picture of this size, never further apart than they were put. */
export function spread(nodes: Node[], wide: number, high: number): void {
  const axis = (of: (node: Node) => number, room: number) => {
    const all = nodes.map(of);
    const [least, most] = [Math.min(...all), Math.max(...all)];
    return {
      middle: (least + most) / 2,
      scale: Math.min((room - 2 * EDGE) / (most - least || 1), 1.6),
    };
  };
  const x = axis((node) => node.x ?? 0, wide);
  const y = axis((node) => node.y ?? 0, high);
  for (const node of nodes) {
    node.left = wide / 2 + ((node.x ?? 0) - x.middle) * x.scale;
    node.top = high / 2 + ((node.y ?? 0) - y.middle) * y.scale;
  }
}
