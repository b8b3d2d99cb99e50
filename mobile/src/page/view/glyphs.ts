/** The page's small drawings, in the colour of the text around them. Drawn for petsight. */

const SVG = "http://www.w3.org/2000/svg";

/** Lines in a square of 24 by 24. */
const PATHS = {
  plus: "M12 5v14M5 12h14",
  camera: "M4 8h3l2-3h6l2 3h3v11H4zM12 10a3.5 3.5 0 1 0 0 7 3.5 3.5 0 1 0 0-7",
  share: "M12 15V4M8 7.5 12 3.5l4 4M7 11H5v9h14v-9h-2",
  save: "M12 4v11M8 11.5l4 4 4-4M5 19.5h14",
  clear: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10.5 11v5.5M13.5 11v5.5",
  close: "M6 6l12 12M18 6 6 18",
  settings: "M4 8h9M17 8h3M4 16h3M11 16h9M15 6v4M9 14v4",
  phone: "M8 3h8a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1M11 18h2",
  cloud: "M7.5 18a4 4 0 0 1-.4-8A5 5 0 0 1 16.8 9a4.5 4.5 0 0 1-.3 9z",
  picture: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 8.5h.01",
  retry: "M19 12a7 7 0 1 1-2-5M19 4v4h-4",
  check: "M5 12.5 10 17.5 19 7",
} as const;

export type Glyph = keyof typeof PATHS;

/** Draw a glyph; a screen reader passes over it. */
export function glyph(name: Glyph): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "glyph");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
