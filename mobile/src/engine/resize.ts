/**
 * The second half of preprocessing `p1`: stretches a picture to a model's size.
 *
 * The result equals Pillow's BILINEAR byte for byte, which averages over the covered area when it
 * shrinks. That needs Pillow's order of the two passes, its rounding to 8 bits between them, and
 * its whole-number weights (see `weights.ts`).
 */

import type { Size } from "./types";
import { FRACTION_BITS, type Weights, weigh } from "./weights";

/** Names the algorithm of `decode` and `resize` together, never a size. */
export const PREPROCESS_ID = "p1";

/** A picture whose pixels are fetched from top to bottom, so that they are never all in memory. */
export interface Rows extends Size {
  /**
   * Fetch some rows.
   *
   * @param top The first row.
   * @param count How many; all of them lie in the picture.
   * @returns RGBA, four bytes a pixel, of which the fourth says nothing.
   */
  read(top: number, count: number): Uint8Array;
}

const HALF = 1 << (FRACTION_BITS - 1);
const STRIP_PIXELS = 2 ** 19;

/**
 * Stretch a picture, with no crop and no padding. One that has the size is left untouched.
 *
 * @returns RGB, three bytes a pixel, row by row.
 */
export function resize(source: Rows, { width, height }: Size): Uint8Array<ArrayBuffer> {
  // As Pillow 13 decides: where far more rows than columns go, they go first.
  const columnsFirst =
    height < source.height && source.height - height > 2 * (source.width - width);
  return dropAlpha(
    columnsFirst
      ? resizeRows(resizeColumns(source, height), width)
      : resizeColumns(resizeRows(source, width), height),
  );
}

function resizeRows(source: Rows, width: number): Rows {
  if (source.width === width) {
    return source;
  }
  const weights = weigh(source.width, width);
  const result = new Uint8Array(width * source.height * 4);
  for (const { strip, top, count } of strips(source)) {
    for (let row = 0; row < count; row++) {
      const from = row * source.width * 4;
      const to = (top + row) * width * 4;
      for (let x = 0; x < width; x++) {
        mix(strip, from + weights.starts[x]! * 4, 4, result, to + x * 4, x, weights);
      }
    }
  }
  return held(result, { width, height: source.height });
}

function resizeColumns(source: Rows, height: number): Rows {
  if (source.height === height) {
    return source;
  }
  const weights = weigh(source.height, height);
  const pitch = source.width * 4;
  const result = new Uint8Array(height * pitch);
  for (let y = 0; y < height; y++) {
    const rows = source.read(weights.starts[y]!, weights.counts[y]!);
    for (let x = 0; x < pitch; x += 4) {
      mix(rows, x, pitch, result, y * pitch + x, y, weights);
    }
  }
  return held(result, { width: source.width, height });
}

/** Make one pixel of those that it covers, which lie a step apart: side by side or below each other. */
function mix(
  source: Uint8Array,
  from: number,
  step: number,
  target: Uint8Array,
  to: number,
  index: number,
  { counts, values, stride }: Weights,
): void {
  let red = HALF;
  let green = HALF;
  let blue = HALF;
  const first = index * stride;
  const end = first + counts[index]!;
  for (let k = first, pixel = from; k < end; k++, pixel += step) {
    const weight = values[k]!;
    red += Math.imul(source[pixel]!, weight);
    green += Math.imul(source[pixel + 1]!, weight);
    blue += Math.imul(source[pixel + 2]!, weight);
  }
  target[to] = red >> FRACTION_BITS;
  target[to + 1] = green >> FRACTION_BITS;
  target[to + 2] = blue >> FRACTION_BITS;
}

function* strips(source: Rows): Generator<{ strip: Uint8Array; top: number; count: number }> {
  const rows = Math.max(1, Math.floor(STRIP_PIXELS / source.width));
  for (let top = 0; top < source.height; top += rows) {
    const count = Math.min(rows, source.height - top);
    yield { strip: source.read(top, count), top, count };
  }
}

function held(rgba: Uint8Array, { width, height }: Size): Rows {
  const read = (top: number, count: number) =>
    rgba.subarray(top * width * 4, (top + count) * width * 4);
  return { width, height, read };
}

function dropAlpha(source: Rows): Uint8Array<ArrayBuffer> {
  const rgba = source.read(0, source.height);
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; to < rgb.length; from += 4, to += 3) {
    rgb[to] = rgba[from]!;
    rgb[to + 1] = rgba[from + 1]!;
    rgb[to + 2] = rgba[from + 2]!;
  }
  return rgb;
}
