// Which names are shown: the weightier first, none over another.

/** A name at a point of the picture, and where it was put. */
export interface Label {
  x: number;
  y: number;
  /** How far the mark reaches that it stands beside. */
  r: number;
  text: string;
}

/** A name that is shown: the start of its line, left or right of its mark. */
export interface Shown {
  index: number;
  x: number;
  y: number;
  anchor: "start" | "end";
}

/** Pixels of a line of text. */
const HEIGHT = 15;

/** The width of a text of 12 pixels: Chinese characters are squares, others about half as wide. */
export function width(text: string): number {
  let sum = 0;
  for (const c of text) sum += (c.codePointAt(0) ?? 0) > 0x2e7f ? 12.2 : 7.4;
  return sum;
}

type Box = [left: number, top: number, right: number, bottom: number];

const meet = (a: Box, b: Box) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/** The labels that find room within a picture of this size, taken in their order. */
export function roomFor(labels: Label[], wide: number, high: number): Shown[] {
  const taken: Box[] = labels.map((l) => [l.x - l.r, l.y - l.r, l.x + l.r, l.y + l.r]);
  const out: Shown[] = [];
  labels.forEach((label, index) => {
    const long = width(label.text);
    for (const anchor of ["start", "end"] as const) {
      const x = anchor === "start" ? label.x + label.r + 3 : label.x - label.r - 3;
      const left = anchor === "start" ? x : x - long;
      const box: Box = [left, label.y - HEIGHT / 2, left + long, label.y + HEIGHT / 2];
      const within = box[0] >= 0 && box[2] <= wide && box[1] >= 0 && box[3] <= high;
      if (within && !taken.some((other) => meet(box, other))) {
        taken.push(box);
        out.push({ index, x, y: label.y, anchor });
        return;
      }
    }
  });
  return out;
}
