/** Walks a JPEG's segments, to know what decoding it would cost. */

import { view } from "./formats";
import type { Size } from "./types";

/** A passage of a JPEG file, from its marker on. */
interface Segment {
  readonly marker: number;
  /** Where the segment's length stands, right behind the marker. */
  readonly at: number;
}

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
// Huffman tables, arithmetic coding's tables and a reserved one lie among the frame headers.
const NO_FRAMES = new Set([0xc4, 0xc8, 0xcc]);

/** Read the size that a JPEG declares, or null where it declares none. */
export function jpegSize(data: Uint8Array): Size | null {
  for (const { marker, at } of segments(data)) {
    if (marker >= 0xc0 && marker <= 0xcf && !NO_FRAMES.has(marker) && at + 7 <= data.length) {
      return { height: view(data).getUint16(at + 3), width: view(data).getUint16(at + 5) };
    }
  }
  return null;
}

/**
 * Count the scans of a JPEG's first picture: each one costs a pass over all of it, and a file of a
 * few hundred kilobytes can hold thousands.
 *
 * @param enough Stop counting above this number.
 */
export function countScans(data: Uint8Array, enough: number): number {
  let scans = 0;
  for (const { marker } of segments(data)) {
    scans += marker === START_OF_SCAN ? 1 : 0;
    if (scans > enough) {
      break;
    }
  }
  return scans;
}

/** Follow the segments from start to end of image (ITU-T T.81, annex B), as decoders do. */
function* segments(data: Uint8Array): Generator<Segment> {
  for (let at = 2; ; ) {
    at = data.indexOf(0xff, at);
    const marker = at < 0 ? undefined : data[++at];
    if (marker === undefined || marker === END_OF_IMAGE) {
      return;
    }
    if (!isBare(marker)) {
      yield { marker, at: at + 1 };
      if (at + 2 >= data.length) {
        return; // cut short within the length
      }
      at += 1 + (data[at + 1]! << 8) + data[at + 2]!;
    }
  }
}

/** Tell the bytes behind 0xFF that begin no segment: data, padding, TEM and RST0-7. */
function isBare(marker: number): boolean {
  return marker <= 0x01 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd7);
}
