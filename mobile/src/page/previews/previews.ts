/** The page's side of the worker that draws small pictures. */

/** Draws one picture after another. */
export class Previews {
  private readonly worker: Worker;
  private last: Promise<unknown> = Promise.resolve();

  /** @param address Of the built worker. */
  constructor(address: string) {
    this.worker = new Worker(address);
  }

  /**
   * Draw a picture small.
   *
   * @param file The bytes of a file.
   * @returns A JPEG, or null where the file cannot be drawn.
   */
  draw(file: Blob): Promise<Blob | null> {
    const drawn = this.last.then(() => this.ask(file));
    this.last = drawn;
    return drawn;
  }

  private ask(file: Blob): Promise<Blob | null> {
    return new Promise((resolve) => {
      const settle = (blob: Blob | null) => {
        this.worker.onmessage = null;
        this.worker.onerror = null;
        resolve(blob);
      };
      this.worker.onmessage = (event: MessageEvent<Blob | null>) => settle(event.data);
      this.worker.onerror = () => settle(null);
      this.worker.postMessage(file);
    });
  }
}
