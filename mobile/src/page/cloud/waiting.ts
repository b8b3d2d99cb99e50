/** Waiting for an endpoint: no longer than it may take, and not after it was given up. */

import { CloudError } from "./failures";

const JITTER_MS = 200;

/** What holds for everything that is asked for one picture. */
export interface Terms {
  /** When there must be an answer, on the clock of `performance.now`. */
  readonly deadline: number;
  /** Gives everything up: nothing is sent any more. */
  readonly signal: AbortSignal;
  readonly gate: Gate;
}

/** Holds all questions back once the endpoint answered one of them that it is asked too often. */
export class Gate {
  private opens = 0;

  /** Let nothing pass for so many milliseconds. */
  hold(ms: number): void {
    this.opens = Math.max(this.opens, performance.now() + ms);
  }

  /**
   * Wait until it opens, and a random moment more.
   *
   * @throws CloudError "throttled", at once, if it opens too late.
   */
  async wait({ deadline, signal }: Terms): Promise<void> {
    const held = this.opens - performance.now();
    if (held <= 0) {
      return;
    }
    const ms = held + Math.random() * JITTER_MS;
    if (ms >= deadline - performance.now()) {
      throw new CloudError("the endpoint asked to be left alone for a while", "throttled");
    }
    await pause(ms, signal);
  }
}

/** Wait for so many milliseconds; a signal ends that, and its reason is thrown. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const giveUp = () => {
      clearTimeout(timer);
      resolve(null);
    };
    signal.addEventListener("abort", giveUp, { once: true });
  });
  signal.throwIfAborted();
}
