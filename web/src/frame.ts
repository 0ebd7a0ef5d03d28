// What all pictures share: the figure of the page that they fill, its line of words, its buttons, and
// the keys by which one goes from mark to mark. Nothing moves by itself, so there is nothing to reduce
// for readers who want no motion; styles are set by attributes and classes alone.
import { type Selection, select } from "d3-selection";
import { type ZoomTransform, zoom, zoomIdentity, zoomTransform } from "d3-zoom";

const SVG = "http://www.w3.org/2000/svg";

/** A figure that is being drawn. */
export interface Frame {
  figure: HTMLElement;
  svg: SVGSVGElement;
  /** Says something under the picture, with where it leads. */
  tell(text: string, href?: string, lang?: string): void;
}

/** A mark that one can go to: its element, and what is said of it. */
export interface Mark {
  element: SVGElement;
  told(): void;
}

/** The figure of a picture, shown; nothing where the page has none. */
export function open(name: string): Frame | undefined {
  const figure = document.querySelector<HTMLElement>(`figure[data-picture="${name}"]`);
  const canvas = figure?.querySelector<HTMLElement>(".canvas");
  const line = figure?.querySelector<HTMLElement>(".told");
  if (!figure || !canvas || !line) return undefined;
  figure.hidden = false;
  const svg = document.createElementNS(SVG, "svg");
  const says = figure.querySelector("figcaption [id]");
  svg.setAttribute("role", "group");
  if (says) svg.setAttribute("aria-labelledby", says.id);
  canvas.replaceChildren(svg);
  const tell = (text: string, href = "", lang = "") => {
    const shown = document.createElement(href ? "a" : "span");
    shown.textContent = text;
    if (href) shown.setAttribute("href", href);
    if (lang) shown.lang = lang;
    line.replaceChildren(shown);
    line.classList.add("says");
  };
  return { figure, svg, tell };
}

/** Pixels of width that a picture has. */
export function room({ svg }: Frame): number {
  const canvas = svg.parentElement;
  if (!canvas) return 0;
  const { paddingLeft, paddingRight } = getComputedStyle(canvas);
  const padding = Number.parseFloat(paddingLeft) + Number.parseFloat(paddingRight);
  return Math.max(240, Math.floor(canvas.clientWidth - padding));
}

/** A mark within a group of the picture: what it is called, and where it leads if it does. */
export function mark<T extends Element>(
  group: Selection<T, unknown, null, undefined>,
  kind: string,
  said: string,
  href: string,
): Selection<SVGAElement, unknown, null, undefined> {
  const link = group.append<SVGAElement>("svg:a").attr("class", `mark ${kind}`);
  return link
    .attr("href", href || null)
    .attr("role", href ? null : "img")
    .attr("aria-label", said);
}

/** Sets the size of a picture in pixels, so that letters are never scaled. */
export function size(frame: Frame, height: (width: number) => number): [number, number] {
  const { svg } = frame;
  const wide = room(frame);
  const high = Math.round(height(wide));
  svg.setAttribute("width", String(wide));
  svg.setAttribute("height", String(high));
  return [wide, high];
}

/** Draws again whenever the width of the figure changes. */
export function whenever({ figure }: Frame, draw: () => void): void {
  draw();
  let known = figure.clientWidth;
  new ResizeObserver(() => {
    if (figure.clientWidth === known) return;
    known = figure.clientWidth;
    draw();
  }).observe(figure);
}

/** Lets one go through marks with the arrow keys: the picture is one stop of the Tab key. */
export function rove({ svg }: Frame, marks: Mark[]): void {
  const at = new Map<Element, number>(marks.map((mark, n) => [mark.element, n]));
  marks.forEach(({ element }, n) => {
    element.setAttribute("tabindex", n === 0 ? "0" : "-1");
  });
  const found = (event: Event) => {
    const target = event.target instanceof Element ? event.target.closest(".mark") : null;
    return target ? at.get(target) : undefined;
  };
  const steps: Record<string, (n: number) => number> = {
    ArrowRight: (n) => n + 1,
    ArrowDown: (n) => n + 1,
    ArrowLeft: (n) => n - 1,
    ArrowUp: (n) => n - 1,
    Home: () => 0,
    End: () => marks.length - 1,
  };
  const told = (event: Event) => {
    const n = found(event);
    if (n !== undefined) marks[n]?.told();
  };
  const keyed = (event: KeyboardEvent) => {
    const n = found(event);
    const step = steps[event.key];
    if (n === undefined || !step || event.shiftKey) return;
    event.preventDefault();
    const next = Math.min(Math.max(step(n), 0), marks.length - 1);
    marks[n]?.element.setAttribute("tabindex", "-1");
    marks[next]?.element.setAttribute("tabindex", "0");
    marks[next]?.element.focus();
  };
  // a finger has no hovering: its first touch tells, its second leads on
  let last: number | undefined;
  const clicked = (event: MouseEvent) => {
    const n = found(event);
    if (event instanceof PointerEvent && event.pointerType === "touch" && n !== last) {
      event.preventDefault();
      told(event);
    }
    last = n;
  };
  // one of each at a time, however often the picture is drawn
  select(svg)
    .on("keydown.rove", keyed)
    .on("pointerover.rove focusin.rove", told)
    .on("click.rove", clicked);
}

/** A picture that can be brought nearer. */
export interface Zoom {
  /** Moves it so that a point, of the whole picture, is in sight. */
  show(x: number, y: number): void;
}

/**
 * Lets a picture of this size be brought nearer, up to `most` times: by its buttons, by wheel with
 * Ctrl, by fingers, and by the keys +, -, 0 and Shift with the arrows.
 */
export function zoomable(
  { figure, svg }: Frame,
  [wide, high]: [number, number],
  most: number,
  changed: (transform: ZoomTransform) => void,
): Zoom {
  const picture = select<SVGSVGElement, unknown>(svg);
  const now = () => zoomTransform(svg);
  const behaviour = zoom<SVGSVGElement, unknown>()
    .extent([
      [0, 0],
      [wide, high],
    ])
    .translateExtent([
      [0, 0],
      [wide, high],
    ])
    .scaleExtent([1, most])
    .filter((event: Event) => {
      // the page is scrolled by wheel and finger as everywhere else, until one is near
      if (event instanceof WheelEvent) return event.ctrlKey || event.metaKey;
      if (typeof TouchEvent !== "undefined" && event instanceof TouchEvent) {
        return event.touches.length > 1 || now().k > 1;
      }
      return event instanceof MouseEvent && event.button === 0;
    })
    .on("zoom", ({ transform }: { transform: ZoomTransform }) => {
      svg.classList.toggle("near", transform.k > 1);
      changed(transform);
    });
  picture.call(behaviour).on("dblclick.zoom", null);
  const move = (x: number, y: number) => () =>
    picture.call(behaviour.translateBy, (x * wide) / 6 / now().k, (y * high) / 6 / now().k);
  const nearer = () => picture.call(behaviour.scaleBy, 1.6);
  const farther = () => picture.call(behaviour.scaleBy, 1 / 1.6);
  const whole = () => picture.call(behaviour.transform, zoomIdentity);
  const buttons: Record<string, () => void> = { in: nearer, out: farther, whole };
  const keys: Record<string, () => void> = {
    "+": nearer,
    "=": nearer,
    "-": farther,
    0: whole,
    ArrowLeft: move(1, 0),
    ArrowRight: move(-1, 0),
    ArrowUp: move(0, 1),
    ArrowDown: move(0, -1),
  };
  for (const button of figure.querySelectorAll<HTMLButtonElement>("button[data-do]")) {
    button.onclick = () => buttons[button.dataset.do ?? ""]?.();
  }
  figure.onkeydown = (event) => {
    const act = keys[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.startsWith("Arrow") && !event.shiftKey) return;
    event.preventDefault();
    act();
  };
  whole();
  return {
    show(x, y) {
      const [left, top] = now().apply([x, y]);
      const seen = left >= 0 && left <= wide && top >= 0 && top <= high;
      if (!seen) picture.call(behaviour.translateTo, x, y);
    },
  };
}
