/** Answers pictures on this phone: the page's side of the worker that does all the work. */

import { EngineError } from "./errors";
import type { Reply, Request } from "./messages";
import type { Assets, ModelInfo, Prediction, Size } from "./types";

/** Who follows a job. */
export interface Follower {
  /** Gives the job up; the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Is given the picture as a small JPEG, soon after the job's outcome, where one can be drawn. */
  readonly drawn?: (preview: Blob) => void;
}

/** A request with those who wait for its outcome. */
interface Waiting {
  readonly request: Request;
  readonly transfer: Transferable[];
  readonly drawn: Follower["drawn"];
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * A worker that needs no model for what it does. Jobs are done one after another, in the order they
 * come. Each has exactly one outcome: a result, an `EngineError`, or the reason of the signal that
 * gave it up.
 */
export class Preparer {
  protected constructor(protected readonly line: Line) {}

  /** @param worker Address of the built worker. */
  static open(worker: string): Preparer {
    return new Preparer(new Line(new Worker(worker)));
  }

  /** Whether the worker has died or was closed. */
  get stopped(): boolean {
    return this.line.stopped;
  }

  /**
   * Prepare a picture for the cloud: upright, stretched, a lossless PNG without metadata.
   *
   * @param size The input size of the cloud's model.
   * @throws EngineError What is wrong with the picture.
   */
  async encode(picture: Blob, size: Size, follower: Follower = {}): Promise<Blob> {
    const preview = follower.drawn !== undefined;
    return (await this.line.ask({ kind: "encode", picture, size, preview }, [], follower)) as Blob;
  }

  /** End the worker; jobs that wait are rejected. */
  close(): void {
    this.line.close();
  }

  /** End the worker once the jobs that wait are done. */
  retire(): void {
    this.line.retire();
  }
}

/** A started engine, which answers pictures with its model. */
export class Device extends Preparer {
  private constructor(
    line: Line,
    /** What the model file says about itself. */
    readonly model: ModelInfo,
  ) {
    super(line);
  }

  /**
   * Start the worker and load runtime and model.
   *
   * @throws EngineError The model file or the runtime cannot be used here.
   */
  static async start({ worker, loader, wasm, model }: Assets): Promise<Device> {
    checkBrowser();
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
   * @throws EngineError What is wrong with the picture.
   */
  async classify(picture: Blob, follower: Follower = {}): Promise<Prediction> {
    const preview = follower.drawn !== undefined;
    return (await this.line.ask({ kind: "classify", picture, preview }, [], follower)) as Prediction;
  }
}

/** The requests that stand before one worker, of which the first is being worked on. */
class Line {
  private readonly waiting: Waiting[] = [];
  private end: EngineError | null = null;
  private retired = false;

  constructor(private readonly worker: Worker) {
    worker.addEventListener("message", (event: MessageEvent<Reply>) => this.hear(event.data));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.stop("what looks at the pictures has stopped; open this page again");
    });
  }

  async ask(
    request: Request,
    transfer: Transferable[],
    { signal, drawn }: Follower = {},
  ): Promise<unknown> {
    signal?.throwIfAborted();
    if (this.end !== null) {
      throw this.end;
    }
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const entry = { request, transfer, drawn, resolve, reject };
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

  get stopped(): boolean {
    return this.end !== null;
  }

  close(): void {
    this.stop("the page was closed before this picture had its turn");
  }

  retire(): void {
    this.retired = true;
    if (this.waiting.length === 0) {
      this.close();
    }
  }

  private send(): void {
    const first = this.waiting[0];
    if (first !== undefined) {
      this.worker.postMessage(first.request, first.transfer);
    } else if (this.retired) {
      this.close();
    }
  }

  private hear(reply: Reply): void {
    const first = this.waiting[0];
    switch (reply.kind) {
      case "failed":
        first?.reject(new EngineError(reply.code, reply.message));
        break;
      case "drawn":
        if (reply.value !== null) {
          first?.drawn?.(reply.value);
        }
        break;
      default:
        first?.resolve(reply.value);
        if (first?.drawn !== undefined) {
          return; // the preview is still to come
        }
    }
    this.waiting.shift();
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
    this.end ??= new EngineError("no_runtime", sentence);
    this.worker.terminate();
    for (const { reject } of this.waiting.splice(0)) {
      reject(this.end);
    }
  }
}

/** Refuse where no start could succeed, before a failure that would name another cause. */
function checkBrowser(): void {
  if (!isSecureContext) {
    throw new EngineError("no_runtime", "the model runs only on a page opened by https");
  }
  // The youngest of what is needed here; a browser that has both has the rest.
  if (!("withResolvers" in Promise && "any" in AbortSignal)) {
    throw new EngineError("no_runtime", "this browser is too old to run the model");
  }
}
