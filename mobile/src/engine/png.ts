/** Writes pixels as a PNG, without loss. */

import { Canvas } from "./canvas";
import type { Size } from "./types";

const CANVAS = new Canvas();

/**
 * Write a PNG that holds pixels and nothing else.
 *
 * @param rgb Three bytes a pixel, row by row.
 */
export async function writePng(rgb: Uint8Array, size: Size): Promise<Blob> {
  const context = CANVAS.of(size);
  const image = context.createImageData(size.width, size.height);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    image.data[to] = rgb[from]!;
    image.data[to + 1] = rgb[from + 1]!;
    image.data[to + 2] = rgb[from + 2]!;
    image.data[to + 3] = 255;
  }
  context.putImageData(image, 0, 0);
  return context.canvas.convertToBlob({ type: "image/png" });
}
