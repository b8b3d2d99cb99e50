/** The first half of preprocessing `p1`: opens a picture, bounded, upright, over white, in RGB. */

import { EngineError } from "./errors";
import { HEAD_BYTES, MEDIA_TYPES, sniff } from "./formats";
import { checkHeader, checkPixels, MAX_BYTES } from "./limits";
import { swapsSides, takeOrientation, type Turn, turnFor } from "./orientation";
import type { Rows } from "./resize";

/** What petsight's core opens and few browsers do. */
const RARE = new Set(["TIFF", "HEIC"]);

/** An opened picture. The browser holds its pixels until `close`. */
export class Picture implements Rows {
  readonly width: number;
  readonly height: number;
  private readonly turn: Turn;
  private readonly context: OffscreenCanvasRenderingContext2D;

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
    // Pixels that are read back belong into the processor's memory, not into the graphics card's.
    const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    if (context === null) {
      throw new EngineError("no_runtime", "this browser cannot read the pixels of a picture");
    }
    this.context = context;
  }

  read(top: number, count: number): Uint8ClampedArray {
    const { canvas } = this.context;
    if (canvas.width !== this.width || canvas.height !== count) {
      canvas.width = this.width;
      canvas.height = count;
    }
    this.context.resetTransform();
    this.context.fillStyle = "white";
    this.context.fillRect(0, 0, this.width, count);
    const [a, b, c, d, e, f] = this.turn;
    this.context.setTransform(a, b, c, d, e, f - top);
    this.context.imageSmoothingEnabled = false;
    this.context.drawImage(this.bitmap, 0, 0);
    return this.context.getImageData(0, 0, this.width, count).data;
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
      `${format} files are not supported; save it as JPEG or PNG`,
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
