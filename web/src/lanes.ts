// Where the moments of a timeline lie: a lane a type, in rows where they would lie over each other.
import type { Moment } from "./marks";

/** A moment, put: its row within the lane and how far it reaches. */
export interface Put {
  moment: Moment;
  row: number;
  left: number;
  right: number;
}

/** A lane: moments of one type. */
export interface Lane {
  type: string;
  kind: string;
  rows: number;
  put: Put[];
}

/** Pixels of the smallest mark, and between two of a row. */
const LEAST = 8;
const GAP = 2;

/** Types from the top; others stand under them. */
const ORDER = [
  "history",
  "tie",
  "visit",
  "meeting",
  "agreement",
  "conference",
  "project",
  "mechanism",
  "commitment",
  "statistic",
  "policy",
];

/** Rows of a lane at most; what finds no room lies over others in the last. */
const ROWS = 6;

/** The first instant of a day; of the day after, where a stretch ends. */
export function instant(day: string, after = 0): number {
  return Date.parse(`${day.slice(0, 10)}T00:00:00Z`) + after * 86_400_000;
}

/** Whether a day can be put on a line of time. */
const dated = (moment: Moment) =>
  Number.isFinite(instant(moment.from)) && Number.isFinite(instant(moment.until));

/** The first and the last year that is shown, one of room on each side of a single one. */
export function stretch(moments: Moment[]): [number, number] {
  const known = moments.filter(dated);
  const first = Math.min(...known.map((m) => instant(m.from)));
  const last = Math.max(...known.map((m) => instant(m.until, 1)));
  const year = (time: number) => new Date(time).getUTCFullYear();
  return [Date.UTC(year(first), 0, 1), Date.UTC(year(last - 1) + 1, 0, 1)];
}

/** The lanes of moments, in the order of their types. */
export function lanes(moments: Moment[], x: (time: number) => number): Lane[] {
  const out = new Map<string, Lane>();
  const ends = new Map<string, number[]>();
  const inOrder = moments.filter(dated).sort((a, b) => (a.from < b.from ? -1 : 1));
  for (const moment of moments) {
    if (!out.has(moment.type)) {
      out.set(moment.type, { type: moment.type, kind: moment.kind, rows: 0, put: [] });
      ends.set(moment.type, []);
    }
  }
  for (const moment of inOrder) {
    const [lane, end] = [out.get(moment.type), ends.get(moment.type)];
    if (!lane || !end) continue;
    const left = x(instant(moment.from));
    const right = Math.max(x(instant(moment.until, 1)), left + LEAST);
    let row = end.findIndex((last) => last + GAP <= left);
    if (row < 0) row = Math.min(end.length, ROWS - 1);
    end[row] = Math.max(right, end[row] ?? 0);
    lane.rows = Math.max(lane.rows, row + 1);
    lane.put.push({ moment, row, left, right });
  }
  const rank = ({ type }: Lane) => (ORDER.includes(type) ? ORDER.indexOf(type) : ORDER.length);
  return [...out.values()].filter((lane) => lane.put.length > 0).sort((a, b) => rank(a) - rank(b));
}
