/** Knows whether the endpoint can be asked, without asking it more often than needed. */

import type { Prediction } from "../../engine/types";
import type { Failure } from "../failure";
import type { CloudClient } from "./client";
import { CloudError } from "./failures";

/** How an endpoint is doing. */
export type EndpointState =
  | { readonly reach: "off" }
  | { readonly reach: "checking" }
  | { readonly reach: "ready"; readonly ms: number | null; readonly model: string }
  | { readonly reach: "unreachable"; readonly detail: string; readonly since: Date };

const RETRY_MS = 30_000;
/** Details that tell of one picture, or of haste, rather than of the endpoint. */
const SAYS_NOTHING: ReadonlySet<string | null> = new Set([null, "rejected", "throttled"]);

/** Watches one endpoint while there is one to watch. */
export class EndpointWatch {
  private client: CloudClient | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private now: EndpointState = { reach: "off" };

  /** @param onChange Is told every new state. */
  constructor(private readonly onChange: (state: EndpointState) => void) {
    addEventListener("online", () => void this.check());
    addEventListener("offline", () => void this.check());
  }

  get state(): EndpointState {
    return this.now;
  }

  /** Turn to another endpoint, or to none: then nothing is asked any more. */
  watch(client: CloudClient | null): void {
    this.client = client;
    this.tell({ reach: client === null ? "off" : "checking" });
    void this.check();
  }

  /** Ask the endpoint now. */
  async check(): Promise<void> {
    clearTimeout(this.timer);
    const { client } = this;
    if (client === null) {
      return;
    }
    const start = performance.now();
    let state: EndpointState;
    try {
      const { model } = await client.probe();
      state = { reach: "ready", ms: performance.now() - start, model };
    } catch (error) {
      state = this.unreachable(error instanceof CloudError ? error.detail : "bad_answer");
    }
    if (client === this.client) {
      this.tell(state);
    }
  }

  /** Learn from what became of a picture. */
  heard(outcome: Prediction | Failure): void {
    if (this.client === null) {
      return;
    }
    if ("source" in outcome && outcome.source === "cloud") {
      this.tell({ reach: "ready", ms: outcome.timings_ms.network ?? null, model: outcome.model });
    } else if (!SAYS_NOTHING.has(outcome.detail) && this.now.reach === "ready") {
      this.tell(this.unreachable(outcome.detail!));
    }
  }

  private unreachable(detail: string): EndpointState {
    const since = this.now.reach === "unreachable" ? this.now.since : new Date();
    return { reach: "unreachable", detail, since };
  }

  private tell(state: EndpointState): void {
    clearTimeout(this.timer);
    if (state.reach === "unreachable") {
      this.timer = setTimeout(() => void this.check(), RETRY_MS);
    }
    this.now = state;
    this.onChange(state);
  }
}
