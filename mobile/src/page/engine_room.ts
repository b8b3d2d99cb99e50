/** Holds the engine that answers on this phone, and starts it with one model or another. */

import { Device } from "../engine/device";
import { EngineError } from "../engine/errors";
import type { ModelInfo, Prediction, Size } from "../engine/types";
import { loadAssets } from "./assets";
import type { Engine } from "./router";

/** The engine as the router sees it: what comes before it is ready waits. */
export class EngineRoom implements Engine {
  private device: Promise<Device> | null = null;
  private running: Device | null = null;

  /** The model in use; null while none is. */
  get model(): ModelInfo | null {
    return this.running?.model ?? null;
  }

  /**
   * Start the engine; an engine that runs is replaced only when the new one is ready.
   *
   * @param progress Is told the share of the files that is loaded, 0 to 1.
   * @param model Another model file than the shipped one.
   * @throws EngineError The model or the browser is not fit.
   * @throws TypeError The network failed.
   */
  async start(progress: (share: number) => void, model?: ArrayBuffer): Promise<ModelInfo> {
    const former = this.running;
    const starting = loadAssets(progress, model).then((assets) => Device.start(assets));
    if (former === null) {
      this.device = starting;
    }
    this.running = await starting;
    this.device = starting;
    former?.close();
    return this.running.model;
  }

  async classify(picture: Blob): Promise<Prediction> {
    return (await this.ready()).classify(picture);
  }

  async encode(picture: Blob, size: Size): Promise<Blob> {
    return (await this.ready()).encode(picture, size);
  }

  private async ready(): Promise<Device> {
    try {
      return await this.device!;
    } catch (error) {
      throw error instanceof EngineError
        ? error
        : new EngineError("no_runtime", "the model could not be loaded");
    }
  }
}
