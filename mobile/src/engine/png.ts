/** Writes pixels as a PNG, without loss. */

import { EngineError } from "./errors";
import type { Size } from "./types";

/**
 * Write a PNG that holds pixels and nothing else.
 *
 * @param rgb Three bytes a pixel, row by row.
 */
export async function writePng(rgb: Uint8Array, { width, height }: Size): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) {
    throw new EngineError("no_runtime", "this browser cannot write a picture");
  }
  const image = context.createImageData(width, height);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    image.data[to] = rgb[from]!;
    image.data[to + 1] = rgb[from + 1]!;
    image.data[to + 2] = rgb[from + 2]!;
    image.data[to + 3] = 255;
  }
  context.putImageData(image, 0, 0);
  return canvas.convertToBlob({ type: "image/png" });
}
