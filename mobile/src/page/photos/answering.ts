/** Has the waiting pictures answered, a few at a time. */

import type { Follower } from "../../engine/device";
import type { Prediction } from "../../engine/types";
import { type Failure, failureOf } from "../failure";
import type { Change, Library } from "./library";
import type { Photo } from "./photo";

/** Who does the work for a picture. */
export interface Workers {
  /** Answer a picture, or throw why there is no answer. */
  readonly answer: (file: Blob, follower: Follower) => Promise<Prediction>;
  /** Is told every outcome. */
  readonly settled: (photo: Photo, outcome: Prediction | Failure) => void;
}

/** Pictures under way at a time: while the endpoint thinks about one, this phone prepares others. */
const AT_ONCE = 3;

/** The pictures that wait, and those under way. */
export class Answering {
  private readonly waiting: number[] = [];
  private readonly underWay = new Map<number, AbortController>();
  private running = 0;

  constructor(
    private readonly library: Library,
    private readonly workers: Workers,
  ) {
    library.subscribe((change) => this.giveUp(change));
  }

  /** Whether anything waits or is under way. */
  get busy(): boolean {
    return this.running > 0 || this.waiting.length > 0;
  }

  /** Have pictures answered, also again. */
  add(ids: readonly number[]): void {
    this.waiting.push(...ids);
    while (this.running < AT_ONCE && this.waiting.length > 0) {
      void this.run();
    }
  }

  private async run(): Promise<void> {
    this.running += 1;
    try {
      for (let id = this.waiting.shift(); id !== undefined; id = this.waiting.shift()) {
        const photo = this.library.get(id);
        if (photo?.file != null) {
          await this.work(photo, photo.file);
        }
      }
    } finally {
      this.running -= 1;
    }
  }

  private async work(photo: Photo, file: Blob): Promise<void> {
    const giveUp = new AbortController();
    this.underWay.set(photo.id, giveUp);
    const drawn = (preview: Blob) => this.library.update(photo.id, { preview });
    const outcome = await this.workers
      .answer(file, { signal: giveUp.signal, drawn })
      .catch(failureOf);
    this.underWay.delete(photo.id);
    if (!giveUp.signal.aborted) {
      const answered = "scores" in outcome;
      this.library.update(
        photo.id,
        answered ? { prediction: outcome, failure: null, file: null } : { failure: outcome },
      );
      this.workers.settled(photo, outcome);
    }
  }

  /** Give up the pictures that left the list: nobody asks about them, and none is uploaded. */
  private giveUp(change: Change): void {
    if (change.kind === "removed") {
      this.underWay.get(change.id)?.abort();
    } else if (change.kind === "cleared") {
      for (const controller of this.underWay.values()) {
        controller.abort();
      }
    }
  }
}
