/** Answers pictures on this phone: the page's side of the worker that does all the work. */

import { EngineError } from "./errors";
import type { Job, Reply, Request } from "./messages";
import type { Assets, ModelInfo, Prediction, Size } from "./types";

/** A request with those who wait for its outcome. */
interface Waiting {
  readonly request: Request;
  readonly transfer: Transferable[];
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * A started engine. Pictures are answered one after another, in the order they come. Each job has
 * exactly one outcome: an answer, an `EngineError`, or the reason of the signal that gave it up.
 */
export class Device {
  private constructor(
    private readonly line: Line,
    /** What the model file says about itself. */
    readonly model: ModelInfo,
  ) {}

  /**
   * Start the worker and load runtime and model.
   *
   * @throws EngineError The model file or the runtime cannot be used here.
   */
  static async start({ worker, loader, wasm, model }: Assets): Promise<Device> {
    if (!isSecureContext) {
      throw new EngineError("no_runtime", "the model runs only on a page opened by https");
    }
    const line = new Line(new Worker(worker));
    try {
      const info = await line.ask({ kind: "start", loader, wasm, model }, [wasm, model]);
      return new Device(line, info as ModelInfo);
    } catch (error) {
      line.close();
      throw error;
    }
  }

  /**
   * Answer one picture.
   *
   * @param picture The bytes of a file, whatever its name and type say.
   * @param signal Gives the job up; the promise is then rejected with the signal's reason.
   * @throws EngineError What is wrong with the picture.
   */
  async classify(picture: Blob, signal?: AbortSignal): Promise<Prediction> {
    return (await this.work({ kind: "classify", picture }, signal)) as Prediction;
  }

  /**
   * Prepare a picture for the cloud: upright, stretched, a lossless PNG without metadata.
   *
   * @param size The input size of the cloud's model.
   * @param signal As for `classify`.
   * @throws EngineError What is wrong with the picture.
   */
  async encode(picture: Blob, size: Size, signal?: AbortSignal): Promise<Blob> {
    return (await this.work({ kind: "encode", picture, size }, signal)) as Blob;
  }

  /** End the worker; jobs that wait are rejected. */
  close(): void {
    this.line.close();
  }

  private async work(job: Job, signal?: AbortSignal): Promise<unknown> {
    return this.line.ask(job, [], signal);
  }
}

/** The requests that stand before one worker, of which the first is being worked on. */
class Line {
  private readonly waiting: Waiting[] = [];
  private stopped: EngineError | null = null;

  constructor(private readonly worker: Worker) {
    worker.addEventListener("message", (event: MessageEvent<Reply>) => this.settle(event.data));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.stop("what looks at the pictures has stopped; open this page again");
    });
  }

  async ask(request: Request, transfer: Transferable[], signal?: AbortSignal): Promise<unknown> {
    signal?.throwIfAborted();
    if (this.stopped !== null) {
      throw this.stopped;
    }
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const entry = { request, transfer, resolve, reject };
    const giveUp = () => this.giveUp(entry, signal?.reason);
    signal?.addEventListener("abort", giveUp);
    this.waiting.push(entry);
    if (this.waiting.length === 1) {
      this.send();
    }
    try {
      return await promise;
    } finally {
      // One signal may serve hundreds of jobs; it must not hold on to their pictures.
      signal?.removeEventListener("abort", giveUp);
    }
  }

  close(): void {
    this.stop("the page was closed before this picture had its turn");
  }

  private send(): void {
    const first = this.waiting[0];
    if (first !== undefined) {
      this.worker.postMessage(first.request, first.transfer);
    }
  }

  private settle(reply: Reply): void {
    const first = this.waiting.shift();
    if (reply.kind === "failed") {
      first?.reject(new EngineError(reply.code, reply.message));
    } else {
      first?.resolve(reply.value);
    }
    this.send();
  }

  private giveUp(entry: Waiting, reason: unknown): void {
    entry.reject(reason);
    const place = this.waiting.indexOf(entry);
    // The first one is with the worker, which cannot be interrupted; its reply finds nobody.
    if (place > 0) {
      this.waiting.splice(place, 1);
    }
  }

  private stop(sentence: string): void {
    this.stopped ??= new EngineError("no_runtime", sentence);
    this.worker.terminate();
    for (const { reject } of this.waiting.splice(0)) {
      reject(this.stopped);
    }
  }
}
