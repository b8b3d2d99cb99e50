/** The coloured word of an outcome, in the same colours as in petsight's desktop app. */

import { AND, NEITHER, NOT_SURE } from "../../engine/decide";
import { FAILED, type Outcome, WAITING } from "../photos/photo";
import * as words from "../words/words";
import { make } from "./dom";

/** Hue in degrees and saturation in per cent. */
const FIXED: ReadonlyMap<Outcome, readonly [number, number]> = new Map([
  [NEITHER, [230, 6]],
  [WAITING, [230, 6]],
  [NOT_SURE, [38, 85]],
  [FAILED, [355, 70]],
]);
const SATURATION = 55;

/** Make a badge; the style sheet chooses lightness for light and dark. */
export function badge(outcome: Outcome): HTMLElement {
  const [hue, saturation] = FIXED.get(outcome) ?? [hueOf(outcome.split(AND)), SATURATION];
  const element = make("span", { class: "badge" }, words.outcome(outcome));
  element.style.setProperty("--hue", String(hue));
  element.style.setProperty("--saturation", `${saturation}%`);
  return element;
}

/** Every label has a hue that follows from its text; an answer of several lies between theirs. */
function hueOf(labels: readonly string[]): number {
  // From green to magenta: what looks like amber or red would be mistaken for a warning.
  const hues = labels.map((label) => 95 + (crc32(new TextEncoder().encode(label)) % 230));
  return Math.floor(hues.reduce((a, b) => a + b) / hues.length);
}

/** The checksum of zlib. */
function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) {
      crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
  }
  return ~crc >>> 0;
}
