/**
 * EXIF's orientation in WebP files.
 *
 * Browsers turn JPEG, PNG and AVIF upright by themselves. Of WebP, Chromium's `createImageBitmap`
 * does not, so the note is read and taken out before any browser sees it.
 */

import { view } from "./formats";

const ORIENTATION = 0x0112;
const UPRIGHT = 1;
const FIRST_CHUNK = 12;

/** The six numbers of a canvas transform. */
export type Turn = readonly [number, number, number, number, number, number];

/**
 * Read a WebP file's orientation and overwrite it with "upright".
 *
 * @param data The whole file, which is changed.
 * @returns 1 to 8; 1 where the file says nothing or nonsense.
 */
export function takeOrientation(data: Uint8Array): number {
  const at = view(data);
  try {
    const tiff = findExif(at);
    return tiff === null ? UPRIGHT : takeFrom(at, tiff);
  } catch (error) {
    // Broken EXIF data says nothing about the pixels, so it must not cost the picture.
    if (error instanceof RangeError) {
      return UPRIGHT;
    }
    throw error;
  }
}

/** Return where the EXIF chunk's TIFF header begins. */
function findExif(at: DataView): number | null {
  for (let chunk = FIRST_CHUNK; chunk + 8 <= at.byteLength; ) {
    const bytes = at.getUint32(chunk + 4, true);
    if (at.getUint32(chunk) === 0x45584946) {
      // Some programs repeat the six bytes that come first in JPEG files.
      return at.getUint32(chunk + 8) === 0x45786966 ? chunk + 14 : chunk + 8;
    }
    chunk += 8 + bytes + (bytes % 2);
  }
  return null;
}

function takeFrom(at: DataView, tiff: number): number {
  const little = at.getUint16(tiff) === 0x4949;
  const directory = tiff + at.getUint32(tiff + 4, little);
  const end = directory + 2 + 12 * at.getUint16(directory, little);
  for (let entry = directory + 2; entry < end; entry += 12) {
    if (at.getUint16(entry, little) === ORIENTATION) {
      const value = at.getUint16(entry + 8, little);
      at.setUint16(entry + 8, UPRIGHT, little);
      return value >= 1 && value <= 8 ? value : UPRIGHT;
    }
  }
  return UPRIGHT;
}

/** Tell whether an orientation exchanges width and height. */
export function swapsSides(orientation: number): boolean {
  return orientation >= 5;
}

/**
 * Say how to draw stored pixels upright.
 *
 * @param orientation 1 to 8.
 * @param width Stored width in pixels.
 * @param height Stored height in pixels.
 */
export function turnFor(orientation: number, width: number, height: number): Turn {
  const turns: Readonly<Record<number, Turn>> = {
    2: [-1, 0, 0, 1, width, 0],
    3: [-1, 0, 0, -1, width, height],
    4: [1, 0, 0, -1, 0, height],
    5: [0, 1, 1, 0, 0, 0],
    6: [0, 1, -1, 0, height, 0],
    7: [0, -1, -1, 0, height, width],
    8: [0, -1, 1, 0, 0, width],
  };
  return turns[orientation] ?? [1, 0, 0, 1, 0, 0];
}
