/** Chooses between this phone and an endpoint, and says why the other one answered. */

import type { Device, Follower } from "../engine/device";
import { EngineError } from "../engine/errors";
import type { Prediction } from "../engine/types";
import type { CloudClient, Encode } from "./cloud/client";
import { CloudError, givenUp } from "./cloud/failures";
import type { Mode } from "./mode";

/** What the engine does for the router. */
export type Engine = Pick<Device, "classify" | "encode">;

/** Failures of the engine itself; the others are the picture's, which the cloud could not help. */
const OF_ENGINE = new Set(["bad_model", "no_runtime"]);

/** Answers in one of three modes; whoever fails is replaced by the other. */
export class Router {
  private notified = false;

  /**
   * @param mode Who shall answer.
   * @param engine Answers on this phone, and prepares pictures for the cloud.
   * @param cloud Answers by an endpoint; null in device mode.
   * @param notify Is told, once, that the endpoint refuses the key: a thing to be repaired that
   *   falling back would hide.
   */
  constructor(
    private readonly mode: Mode,
    private readonly engine: Engine,
    private readonly cloud: CloudClient | null,
    private readonly notify: (error: CloudError) => void,
  ) {}

  /**
   * Answer one picture.
   *
   * @param follower Can give the picture up.
   * @throws EngineError What is wrong with the picture, or in device mode with the engine.
   * @throws CloudError Nobody could answer; the text names both causes.
   * @throws DOMException It was given up, or the endpoint may not be asked any more (`givenUp`).
   */
  async classify(picture: Blob, follower: Follower): Promise<Prediction> {
    if (this.mode === "device" || this.cloud === null) {
      return this.engine.classify(picture, follower);
    }
    return this.mode === "auto"
      ? this.deviceFirst(picture, this.cloud, follower)
      : this.cloudFirst(picture, this.cloud, follower);
  }

  private async deviceFirst(
    picture: Blob,
    cloud: CloudClient,
    follower: Follower,
  ): Promise<Prediction> {
    const start = performance.now();
    let own: Prediction;
    try {
      own = await this.engine.classify(picture, follower);
    } catch (failure) {
      return since(start, await this.insteadOfDevice(picture, cloud, follower, failure));
    }
    if (own.sure) {
      return own;
    }
    const asked = performance.now();
    const { drawn: _, ...again } = follower; // the preview is drawn with this phone's own answer
    try {
      const answer = await this.ask(picture, cloud, again);
      return since(start, { ...answer, reason: "unsure", device: own });
    } catch (error) {
      if (givenUp(error)) {
        throw error;
      }
      // Preparing the picture for the cloud may fail here; that takes nothing from the answer.
      return error instanceof CloudError
        ? this.fallBack(own, "not confirmed", error, performance.now() - asked)
        : own;
    }
  }

  private async cloudFirst(
    picture: Blob,
    cloud: CloudClient,
    follower: Follower,
  ): Promise<Prediction> {
    const start = performance.now();
    try {
      return await this.ask(picture, cloud, follower);
    } catch (error) {
      const network = performance.now() - start;
      if (!(error instanceof CloudError)) {
        throw error;
      }
      const own = await this.engine.classify(picture, follower).catch((failure: unknown) => {
        throw givenUp(failure) ? failure : nobody(error, failure);
      });
      return this.fallBack(own, "cloud unreachable", error, network);
    }
  }

  private async insteadOfDevice(
    picture: Blob,
    cloud: CloudClient,
    follower: Follower,
    failure: unknown,
  ): Promise<Prediction> {
    if (!(failure instanceof EngineError && OF_ENGINE.has(failure.code))) {
      throw failure;
    }
    try {
      return { ...(await this.ask(picture, cloud, follower)), reason: "device failed" };
    } catch (error) {
      throw error instanceof CloudError ? nobody(error, failure) : error;
    }
  }

  private ask(picture: Blob, cloud: CloudClient, follower: Follower): Promise<Prediction> {
    const encode: Encode = (blob, size) => this.engine.encode(blob, size, follower);
    return cloud.classify(picture, encode, follower.signal);
  }

  private fallBack(own: Prediction, reason: string, error: CloudError, network: number): Prediction {
    if (error.detail === "refused" && !this.notified) {
      this.notified = true;
      this.notify(error);
    }
    const total = (own.timings_ms.total ?? 0) + network;
    const timings_ms = { ...own.timings_ms, network, total };
    return { ...own, reason, detail: error.detail, timings_ms };
  }
}

function since(start: number, answer: Prediction): Prediction {
  return {
    ...answer,
    timings_ms: { ...answer.timings_ms, total: performance.now() - start },
  };
}

function nobody(cloud: CloudError, device: unknown): CloudError {
  const why = device instanceof Error ? device.message : String(device);
  return new CloudError(`${cloud.message}, and this phone cannot answer: ${why}`, cloud.detail);
}
