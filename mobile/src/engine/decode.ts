/** The first half of preprocessing `p1`: opens a picture, bounded, upright, over white, in RGB. */

import { Canvas } from "./canvas";
import { EngineError } from "./errors";
import { HEAD_BYTES, MEDIA_TYPES, sniff } from "./formats";
import { checkHeader, checkPixels, MAX_BYTES } from "./limits";
import { swapsSides, takeOrientation, type Turn, turnFor } from "./orientation";
import type { Rows } from "./resize";

/** What petsight's core opens and few browsers do. */
const RARE = new Set(["TIFF", "HEIC"]);
const STRIP = new Canvas();

/** An opened picture. The browser holds its pixels until `close`. */
export class Picture implements Rows {
  readonly width: number;
  readonly height: number;
  private readonly turn: Turn;

  /**
   * @param bitmap Is closed with the picture.
   * @param orientation How the bitmap still has to be turned, 1 to 8.
   */
  constructor(
    private readonly bitmap: ImageBitmap,
    orientation: number,
  ) {
    const { width, height } = bitmap;
    [this.width, this.height] = swapsSides(orientation) ? [height, width] : [width, height];
    this.turn = turnFor(orientation, width, height);
  }

  read(top: number, count: number): Uint8Array {
    const context = STRIP.of({ width: this.width, height: count });
    context.imageSmoothingEnabled = false;
    this.draw(context, new DOMMatrix().translate(0, -top));
    return new Uint8Array(context.getImageData(0, 0, this.width, count).data.buffer);
  }

  /**
   * Draw the upright picture over white.
   *
   * @param place Where to and how large; the identity draws every pixel once, from the corner on.
   */
  draw(context: OffscreenCanvasRenderingContext2D, place: DOMMatrix): void {
    context.resetTransform();
    context.fillStyle = "white";
    context.fillRect(0, 0, context.canvas.width, context.canvas.height);
    context.setTransform(place.multiply(new DOMMatrix([...this.turn])));
    context.drawImage(this.bitmap, 0, 0);
  }

  /** Give the pixels' memory back. */
  close(): void {
    this.bitmap.close();
  }
}

/**
 * Decode the first frame of a picture, upright.
 *
 * Browsers decode large JPEGs whole, where petsight's core decodes them at reduced scale; once
 * stretched to a model's size, the two differ by less than half a step of 255 on average.
 *
 * @param file The bytes of a file, whatever its name and type say.
 * @throws EngineError What is wrong with the picture.
 */
export async function decode(file: Blob): Promise<Picture> {
  const data = await readAll(file);
  const format = knownFormat(data);
  checkHeader(data, format);
  const orientation = format === "WEBP" ? takeOrientation(data) : 1;
  const bitmap = await toBitmap(data, format);
  try {
    checkPixels(bitmap);
    return new Picture(bitmap, orientation);
  } catch (error) {
    bitmap.close();
    throw error;
  }
}

async function readAll(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size > MAX_BYTES) {
    const megabytes = MAX_BYTES / 2 ** 20;
    throw new EngineError("too_large", `the file is larger than the limit of ${megabytes} MB`);
  }
  let data: Uint8Array<ArrayBuffer>;
  try {
    data = new Uint8Array(await file.arrayBuffer());
  } catch {
    // It was moved, changed or locked after it was chosen; its size may then read as 0.
    throw new EngineError("unreadable", "the file cannot be read any more; choose it again");
  }
  if (data.length === 0) {
    throw new EngineError("empty", "the file is empty");
  }
  return data;
}

function knownFormat(data: Uint8Array): string {
  const format = sniff(data.subarray(0, HEAD_BYTES));
  if (format === null) {
    throw new EngineError("not_an_image", "this is not a picture");
  }
  if (!(format in MEDIA_TYPES)) {
    throw new EngineError(
      "unsupported_format",
      `${format} files are not supported; save this one as JPEG or PNG`,
    );
  }
  return format;
}

async function toBitmap(data: Uint8Array<ArrayBuffer>, format: string): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(new Blob([data], { type: MEDIA_TYPES[format]! }), {
      colorSpaceConversion: "none",
      imageOrientation: "from-image",
      premultiplyAlpha: "none",
    });
  } catch {
    throw RARE.has(format)
      ? new EngineError(
          "unsupported_format",
          `this browser cannot open this ${format} picture; save it as JPEG or PNG`,
        )
      : new EngineError("truncated", "the picture is cut short or damaged");
  }
}
