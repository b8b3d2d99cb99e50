/** Draws small pictures, in a worker of its own so that answers do not wait for them. */

import { decode } from "../../engine/decode";
import { resize } from "../../engine/resize";

/** Longest side, in pixels: sharp on a phone's screen, and some ten kilobytes. */
const SIDE = 288;
const QUALITY = 0.8;

addEventListener("message", async (event: MessageEvent<Blob>) => {
  postMessage(await draw(event.data).catch(() => null));
});

async function draw(file: Blob): Promise<Blob> {
  const picture = await decode(file);
  try {
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const width = Math.max(1, Math.round(picture.width * scale));
    const height = Math.max(1, Math.round(picture.height * scale));
    return await toJpeg(resize(picture, { width, height }), width, height);
  } finally {
    picture.close();
  }
}

async function toJpeg(rgb: Uint8Array, width: number, height: number): Promise<Blob> {
  const image = new ImageData(width, height);
  image.data.fill(255);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    image.data.set(rgb.subarray(3 * pixel, 3 * pixel + 3), 4 * pixel);
  }
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d")!.putImageData(image, 0, 0);
  return canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
}
