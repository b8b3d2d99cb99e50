/** Holds the engine that answers on this phone, and starts it with one model or another. */

import { Device, type Follower, Preparer } from "../engine/device";
import { EngineError } from "../engine/errors";
import type { ModelInfo, Prediction, Size } from "../engine/types";
import { loadAssets, WORKER } from "./assets";
import type { Engine } from "./router";

/**
 * The engine as the router sees it: pictures to answer wait for the start that is under way, those
 * to prepare for the cloud wait for none.
 */
export class EngineRoom implements Engine {
  private running: Device | null = null;
  /** Prepares pictures while no model runs. */
  private preparer: Preparer | null = null;
  /** The model file that runs, or shall run again; undefined stands for the shipped one. */
  private chosen: Blob | undefined;
  /** Ends with the last start that was asked for, in why it failed. */
  private starts: Promise<unknown> = Promise.resolve(null);
  private underWay = 0;

  /** The model in use; null while none is. */
  get model(): ModelInfo | null {
    return this.running?.model ?? null;
  }

  /** Whether no model is in use, and none is being started. */
  get idle(): boolean {
    return this.running === null && this.underWay === 0;
  }

  /**
   * Start the engine, after the starts that were asked for before. An engine that runs is replaced
   * only when the new one is ready, and ends what it has begun.
   *
   * @param progress Is told the share of the files that is loaded, 0 to 1.
   * @param model Another model file than the shipped one.
   * @throws EngineError The model or the browser is not fit.
   * @throws TypeError The network failed.
   */
  start(progress: (share: number) => void, model?: Blob): Promise<ModelInfo> {
    this.underWay += 1;
    const started = this.starts
      .then(() => this.replace(progress, model))
      .finally(() => (this.underWay -= 1));
    this.starts = started.then(
      () => null,
      (error: unknown) => error,
    );
    return started;
  }

  async classify(picture: Blob, follower: Follower): Promise<Prediction> {
    return (await this.ready()).classify(picture, follower);
  }

  async encode(picture: Blob, size: Size, follower: Follower): Promise<Blob> {
    if (this.running !== null && !this.running.stopped) {
      return this.running.encode(picture, size, follower);
    }
    if (this.preparer === null || this.preparer.stopped) {
      this.preparer = Preparer.open(WORKER);
    }
    return this.preparer.encode(picture, size, follower);
  }

  private async replace(progress: (share: number) => void, model?: Blob): Promise<ModelInfo> {
    const device = await Device.start(await loadAssets(progress, model));
    this.running?.retire();
    this.preparer?.retire();
    this.preparer = null;
    this.running = device;
    this.chosen = model;
    return device.model;
  }

  private async ready(): Promise<Device> {
    if (this.running?.stopped) {
      this.running = null;
      await this.start(() => undefined, this.chosen).catch(() => null);
    }
    const why = await this.starts;
    if (this.running === null) {
      throw why instanceof EngineError
        ? why
        : new EngineError("no_runtime", "the model could not be loaded");
    }
    return this.running;
  }
}
