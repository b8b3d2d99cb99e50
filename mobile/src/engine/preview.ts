/** Draws an opened picture small, for people to recognise it. */

import { Canvas } from "./canvas";
import type { Picture } from "./decode";

/** Longest side, in pixels: sharp on a phone's screen, and some ten kilobytes. */
const SIDE = 288;
const QUALITY = 0.8;
const CANVAS = new Canvas();

/**
 * Draw a picture small, by the browser's own means: no model is ever given these pixels.
 *
 * @param picture Stays open.
 * @returns A JPEG; null where this browser cannot draw one.
 */
export async function drawPreview(picture: Picture): Promise<Blob | null> {
  const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  try {
    const context = CANVAS.of({ width, height });
    context.imageSmoothingQuality = "high";
    picture.draw(context, new DOMMatrix().scale(width / picture.width, height / picture.height));
    return await context.canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
  } catch {
    return null; // memory is short, and a picture without a preview is answered all the same
  }
}
