/** Keeps a dead endpoint from slowing every picture. */

import { CloudError, type Detail } from "./failures";

/** Failures that say something about the endpoint rather than about one picture or a key. */
const DEAD: ReadonlySet<Detail> = new Set(["offline", "timeout", "server"]);

/**
 * Closed while things work, open after several failures in a row, then half-open.
 *
 * While it is open, nothing is sent. After a rest a single request may try: its outcome closes the
 * breaker or opens it again.
 */
export class Breaker {
  private failed = 0;
  private until: number | null = null;
  private probing = false;

  /**
   * @param failures How many failures in a row open it.
   * @param rest Milliseconds that it stays open.
   */
  constructor(
    private readonly failures = 3,
    private readonly rest = 30_000,
  ) {}

  /**
   * Refuse to have anything prepared for an endpoint that is not asked now.
   *
   * @throws CloudError "breaker_open".
   */
  check(): void {
    if (this.until !== null && (this.probing || performance.now() < this.until)) {
      throw new CloudError(
        "the endpoint failed several times in a row and is left alone for a while",
        "breaker_open",
      );
    }
  }

  /**
   * Surround a request; a `CloudError` that it ends in is its verdict.
   *
   * @throws CloudError "breaker_open", without the request being made.
   */
  async attempt<T>(request: () => Promise<T>): Promise<T> {
    this.check();
    const probe = this.until !== null;
    this.probing = probe;
    try {
      const outcome = await request();
      this.reset();
      return outcome;
    } catch (error) {
      this.settle(error);
      throw error;
    } finally {
      if (probe) {
        this.probing = false;
      }
    }
  }

  /** Close it: the endpoint was heard of. */
  reset(): void {
    this.failed = 0;
    this.until = null;
  }

  private settle(error: unknown): void {
    if (!(error instanceof CloudError)) {
      return; // it was given up
    }
    if (!DEAD.has(error.detail)) {
      this.reset();
      return;
    }
    this.failed += 1;
    if (this.failed >= this.failures) {
      this.until = performance.now() + this.rest;
    }
  }
}
