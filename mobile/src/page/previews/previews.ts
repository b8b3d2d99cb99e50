/** The page's side of the worker that draws small pictures. */

/** Draws one picture after another. */
export class Previews {
  private readonly worker: Worker;
  private last: Promise<unknown> = Promise.resolve();
  private failed = false;
  private settle: (blob: Blob | null) => void = () => undefined;

  /** @param address Of the built worker. */
  constructor(address: string) {
    this.worker = new Worker(address);
    this.worker.onmessage = (event: MessageEvent<Blob | null>) => this.settle(event.data);
    // A script that cannot be loaded says so once, perhaps before the first picture.
    this.worker.onerror = () => {
      this.failed = true;
      this.settle(null);
    };
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
    if (this.failed) {
      return Promise.resolve(null);
    }
    return new Promise((resolve) => {
      this.settle = resolve;
      this.worker.postMessage(file);
    });
  }
}
