/** Draws in memory. */

import { EngineError } from "./errors";
import type { Size } from "./types";

/**
 * A canvas that serves one picture after another: to make one, a worker waits for the page's own
 * thread, which may be busy at that moment.
 */
export class Canvas {
  private context: OffscreenCanvasRenderingContext2D | null = null;

  /**
   * Return the canvas in a size; what it shows is whatever it showed before.
   *
   * @throws EngineError This browser has no canvas for workers.
   */
  of({ width, height }: Size): OffscreenCanvasRenderingContext2D {
    // Pixels that are read back belong into the processor's memory, not into the graphics card's.
    this.context ??= new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    if (this.context === null) {
      throw new EngineError("no_runtime", "this browser cannot draw in memory");
    }
    const { canvas } = this.context;
    if (canvas.width !== width || canvas.height !== height) {
      Object.assign(canvas, { width, height });
    }
    return this.context;
  }
}
