// Reads the tables that pages have beside their pictures: there is no second copy of the figures, and
// no word of a picture that is not on the page.

/** A row of a table: what it says and the data that its attributes hold. */
export interface Row {
  /** Column by column: its heading, its words, where it leads. */
  cells: Cell[];
  data: DOMStringMap;
}

export interface Cell {
  head: string;
  text: string;
  href: string;
  lang: string;
}

/** Words as they are read, without the white space of the markup. */
export function words(element: Element | null | undefined): string {
  return (element?.textContent ?? "").replace(/\s+/g, " ").trim();
}

/** The rows of the table of an id, those without data left out. */
export function rows(id: string): Row[] {
  const table = document.getElementById(id);
  if (!(table instanceof HTMLTableElement)) return [];
  const heads = [...table.querySelectorAll("thead tr:first-child > *")].map(words);
  return [...table.querySelectorAll<HTMLTableRowElement>("tbody tr")]
    .filter((row) => Object.keys(row.dataset).length > 0)
    .map((row) => ({
      data: row.dataset,
      cells: [...row.querySelectorAll("th, td")].map((cell, n) => ({
        head: heads[n] ?? "",
        text: words(cell),
        href: cell.querySelector("a")?.getAttribute("href") ?? "",
        lang: cell.querySelector("[lang]")?.getAttribute("lang") ?? "",
      })),
    }));
}

/** A whole number of an attribute; 0 where it is none. */
export function count(text: string | undefined): number {
  const n = Number.parseInt(text ?? "", 10);
  return Number.isFinite(n) ? n : 0;
}

/** A point of an attribute, `longitude,latitude`. */
export function point(text: string | undefined): [number, number] | undefined {
  const [longitude, latitude] = (text ?? "").split(",").map(Number.parseFloat);
  const known = longitude !== undefined && latitude !== undefined;
  return known && Number.isFinite(longitude) && Number.isFinite(latitude)
    ? [longitude, latitude]
    : undefined;
}
