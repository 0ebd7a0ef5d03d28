// What a timeline shows: acts and steps with their days, from the page or from the register.
import { words } from "./rows";

/** Something that was on a day, or within days. */
export interface Moment {
  /** The type by its name, and in words. */
  type: string;
  kind: string;
  /** First and last day: ISO. */
  from: string;
  until: string;
  title: string;
  href: string;
  /** The words it was read from, and where they stand. */
  quote: string;
  evidence: string;
}

/** Moments of a page: what has `data-from`, in the order of the page, each act once. */
export function onPage(root: ParentNode): Moment[] {
  const known = new Set<string>();
  return [...root.querySelectorAll<HTMLElement>("[data-from]")].flatMap((element) => {
    const { from, until, type, kind } = element.dataset;
    const link = element.querySelector<HTMLAnchorElement>(".what > a:not(.quote)");
    const quote = element.querySelector<HTMLAnchorElement>("a.quote");
    const title = words(link ?? element.querySelector(".what > b"));
    const href = (link ?? quote)?.getAttribute("href") ?? "";
    const key = `${from} ${href} ${title}`;
    if (!from || known.has(key)) return [];
    known.add(key);
    return [
      {
        type: type ?? "",
        kind: kind ?? "",
        from,
        until: until ?? from,
        title,
        href,
        quote: words(quote),
        evidence: quote?.getAttribute("href") ?? "",
      },
    ];
  });
}

/** Moments that the register is asked for. */
export async function fetched(address: string): Promise<Moment[]> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const { moments }: { moments: Moment[] } = await answer.json();
  return moments;
}
