// Regions of China and places abroad, as the rows of the map and of the network pair them.
import { type Cell, count, point, type Row } from "./rows";

/** A place of either side. */
export interface Place {
  id: string;
  name: string;
  lang: string;
  href: string;
  /** Whether it lies in China. */
  home: boolean;
  /** Longitude and latitude, where known. */
  at: [number, number] | undefined;
  /** What its pairs have together. */
  weight: number;
  pairs: Pair[];
}

/** Two places and what there is between them. */
export interface Pair {
  a: Place;
  b: Place;
  weight: number;
  /** Where all of it is listed. */
  href: string;
  /** The figures, each with the heading of its column. */
  figures: { head: string; n: number }[];
}

/** Columns of a row: the two places, then what names the other's country, then figures. */
const FIGURES = [3, 4, 5];

/** The pairs of rows, and their places, the weightiest first. */
export function pairs(rows: Row[]): { pairs: Pair[]; places: Place[] } {
  const places = new Map<string, Place>();
  const place = (id: string, cell: Cell | undefined, home: boolean, at: string | undefined) => {
    const known = places.get(id) ?? {
      id,
      name: cell?.text ?? id,
      lang: cell?.lang ?? "",
      href: cell?.href ?? "",
      home,
      at: point(at),
      weight: 0,
      pairs: [],
    };
    places.set(id, known);
    return known;
  };
  const all: Pair[] = [];
  for (const { data, cells } of rows) {
    if (!data.a || !data.b) continue;
    const figures = FIGURES.map((n) => ({
      head: cells[n]?.head ?? "",
      n: count(cells[n]?.text),
    }));
    const pair: Pair = {
      a: place(data.a, cells[0], true, data.aAt),
      b: place(data.b, cells[1], false, data.bAt),
      weight: figures.reduce((sum, f) => sum + f.n, 0),
      href: cells.find((c, n) => n >= 3 && c.href)?.href ?? "",
      figures,
    };
    for (const end of [pair.a, pair.b]) {
      end.weight += pair.weight;
      end.pairs.push(pair);
    }
    all.push(pair);
  }
  const heavier = (x: { weight: number }, y: { weight: number }) => y.weight - x.weight;
  for (const known of places.values()) known.pairs.sort(heavier);
  return { pairs: all.sort(heavier), places: [...places.values()].sort(heavier) };
}

/** Figures in words, those that are nothing left out. */
export function figures(all: { head: string; n: number }[]): string {
  return all
    .filter((f) => f.n > 0)
    .map((f) => `${f.head} ${f.n}`)
    .join(" · ");
}

/** What the pairs of a place have together, column by column. */
export function together(place: Place): { head: string; n: number }[] {
  const sums = new Map<string, number>();
  for (const pair of place.pairs) {
    for (const { head, n } of pair.figures) sums.set(head, (sums.get(head) ?? 0) + n);
  }
  return [...sums].map(([head, n]) => ({ head, n }));
}

/** Where a place is told: the name with those it is paired with, and the figures. */
export function about(place: Place): string {
  const others = place.pairs.map((p) => (p.a === place ? p.b : p.a).name);
  const between = document.documentElement.lang.startsWith("zh") ? "、" : ", ";
  const some = others.slice(0, 6).join(between) + (others.length > 6 ? "…" : "");
  return `${place.name} — ${some} · ${figures(together(place))}`;
}
