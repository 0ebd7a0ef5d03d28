// Visits out and in, region by region and year by year, as the rows of a table have them.
import { count, type Row, words } from "./rows";

/** A year of a region. */
export interface Year {
  year: number;
  out: number;
  back: number;
  /** The visits that are counted. */
  href: string;
}

/** The years of a region, those between without visits included. */
export interface Series {
  name: string;
  years: Year[];
  most: number;
}

/** The series of rows that have `data-year`, `data-of`, `data-out`, `data-in`; those with most first. */
export function series(rows: Row[]): Series[] {
  const all = new Map<string, Map<number, Year>>();
  for (const { data, cells } of rows) {
    const year = count(data.year);
    if (year === 0) continue;
    const of = data.of ?? "";
    const years = all.get(of) ?? new Map<number, Year>();
    all.set(of, years);
    const known = years.get(year) ?? { year, out: 0, back: 0, href: "" };
    known.out += count(data.out);
    known.back += count(data.in);
    // a row may lead to a part of the year only; the year itself leads to all of it
    known.href ||= cells.find((c) => c.text === data.year)?.href ?? "";
    years.set(year, known);
  }
  return [...all]
    .map(([name, years]) => ({ name, ...filled(years) }))
    .sort((a, b) => sum(b) - sum(a));
}

const sum = (s: Series) => s.years.reduce((n, y) => n + y.out + y.back, 0);

function filled(known: Map<number, Year>): { years: Year[]; most: number } {
  const [first, last] = [Math.min(...known.keys()), Math.max(...known.keys())];
  const years: Year[] = [];
  for (let year = first; year <= last; year++) {
    years.push(known.get(year) ?? { year, out: 0, back: 0, href: "" });
  }
  return { years, most: Math.max(...years.map((y) => Math.max(y.out, y.back))) };
}

/** First and last year, and the most visits of one year and way, over all series. */
export function common(all: Series[]): { first: number; last: number; most: number } {
  const years = all.flatMap((s) => s.years.map((y) => y.year));
  return {
    first: Math.min(...years),
    last: Math.max(...years),
    most: Math.max(1, ...all.map((s) => s.most)),
  };
}

/** The headings of the columns of visits out and in, of the table of an id. */
export function ways(id: string): [string, string] {
  const found = document.getElementById(id)?.querySelectorAll("thead th.num") ?? [];
  const heads = [...found].map(words);
  return [heads[0] ?? "", heads[1] ?? ""];
}
