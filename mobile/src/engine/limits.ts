/** Refuses pictures that cost too much before anything is decoded. */

import { EngineError } from "./errors";
import { view } from "./formats";
import { countScans, jpegSize } from "./jpeg";
import type { Size } from "./types";

/** Size of a file. */
export const MAX_BYTES = 200 * 2 ** 20;
/** Width times height. */
export const MAX_PIXELS = 50_000_000;
/** Passes of a progressive JPEG. */
export const MAX_SCANS = 100;

/**
 * Hold what a file's header declares against the limits.
 *
 * @param data The whole file.
 * @param format A key of `MEDIA_TYPES`.
 * @throws EngineError The picture would cost too much.
 */
export function checkHeader(data: Uint8Array, format: string): void {
  if (format === "JPEG" && countScans(data, MAX_SCANS) > MAX_SCANS) {
    throw new EngineError("too_large", `this JPEG has more than ${MAX_SCANS} scans`);
  }
  const size = declaredSize(data, format);
  if (size !== null) {
    checkPixels(size);
  }
}

/** Hold a size against the limit. */
export function checkPixels({ width, height }: Size): void {
  if (width * height > MAX_PIXELS) {
    throw new EngineError(
      "too_large",
      `the picture has more than ${MAX_PIXELS / 1e6} megapixels`,
    );
  }
}

/** Read a header; null where the format says nothing early on or the file is cut short. */
function declaredSize(data: Uint8Array, format: string): Size | null {
  const read = HEADERS[format];
  try {
    return read === undefined ? null : read(data, view(data));
  } catch (error) {
    if (error instanceof RangeError) {
      return null;
    }
    throw error;
  }
}

const HEADERS: Readonly<Record<string, (data: Uint8Array, at: DataView) => Size | null>> = {
  JPEG: jpegSize,
  PNG: (_, at) => ({ width: at.getUint32(16), height: at.getUint32(20) }),
  GIF: (_, at) => ({ width: at.getUint16(6, true), height: at.getUint16(8, true) }),
  BMP: bmpSize,
  WEBP: webpSize,
  AVIF: boxedSize,
  HEIC: boxedSize,
};

function bmpSize(_: Uint8Array, at: DataView): Size {
  return at.getUint32(14, true) === 12
    ? { width: at.getUint16(18, true), height: at.getUint16(20, true) }
    : { width: Math.abs(at.getInt32(18, true)), height: Math.abs(at.getInt32(22, true)) };
}

function webpSize(_: Uint8Array, at: DataView): Size | null {
  switch (String.fromCharCode(at.getUint8(15))) {
    case "X": // extended: 24 bits each, less one
      return {
        width: (at.getUint32(24, true) & 0xffffff) + 1,
        height: (at.getUint32(27, true) & 0xffffff) + 1,
      };
    case "L": {
      // lossless: 14 bits each, less one
      const bits = at.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
    }
    case " ":
      return {
        width: at.getUint16(26, true) & 0x3fff,
        height: at.getUint16(28, true) & 0x3fff,
      };
    default:
      return null;
  }
}

/** Find the largest size in the properties of an ISO base media file: that of the whole picture. */
function boxedSize(data: Uint8Array, at: DataView): Size | null {
  let largest: Size | null = null;
  const text = new TextDecoder("latin1").decode(data.subarray(0, 2 ** 16));
  for (let box = text.indexOf("ispe"); box >= 0; box = text.indexOf("ispe", box + 4)) {
    const size = { width: at.getUint32(box + 8), height: at.getUint32(box + 12) };
    if (largest === null || size.width * size.height > largest.width * largest.height) {
      largest = size;
    }
  }
  return largest;
}
