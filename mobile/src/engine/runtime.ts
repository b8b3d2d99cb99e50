/**
 * Runs a model by LiteRT.js on WebAssembly. Loads in a classic worker only.
 *
 * The page ships the "compat" build, which every browser with WebAssembly SIMD runs. The default
 * build wants relaxed SIMD, which not every phone has, and was no faster on the shipped model.
 */

import { type CompiledModel, loadAndCompile, loadLiteRt, Tensor } from "@litertjs/core";

import { EngineError } from "./errors";
import type { ModelInfo } from "./types";

/** What LiteRT's loader script looks for among the globals. */
interface LoaderOptions {
  readonly wasmBinary: ArrayBuffer;
  readonly printErr: (line: string) => void;
}

/**
 * Load the runtime into this worker, once.
 *
 * @param loader Address of LiteRT's loader script.
 * @param wasm The WebAssembly that belongs to it.
 * @throws EngineError It cannot run here.
 */
export async function loadRuntime(loader: string, wasm: ArrayBuffer): Promise<void> {
  const options: LoaderOptions = {
    wasmBinary: wasm,
    // The runtime tells its whole start as errors; what truly fails is thrown.
    printErr: () => {},
  };
  Object.assign(globalThis, { Module: options });
  hideGraphicsCard();
  try {
    await loadLiteRt(loader);
  } catch (error) {
    throw new EngineError("no_runtime", `this browser cannot run the model (${String(error)})`);
  }
}

/**
 * Let LiteRT find a graphics card that gives no device.
 *
 * It asks for one whatever it shall compute on, which starts the graphics process and, where there
 * is no card, ends in a warning on the console.
 */
function hideGraphicsCard(): void {
  const adapter = { limits: {}, features: new Set(), requestDevice: async () => null };
  Object.defineProperty(navigator, "gpu", { value: { requestAdapter: async () => adapter } });
}

/** A model that is ready to run, one picture at a time. */
export class Model {
  private constructor(
    private readonly compiled: CompiledModel,
    private readonly info: ModelInfo,
  ) {}

  /**
   * Compile a model. The runtime must be loaded.
   *
   * @param content All bytes of the model file.
   * @param info What the file says about itself.
   * @throws EngineError It does not run, or is not what it says.
   */
  static async load(content: Uint8Array, info: ModelInfo): Promise<Model> {
    let compiled: CompiledModel;
    try {
      compiled = await loadAndCompile(content, { accelerator: "wasm" });
    } catch (error) {
      throw refusal(error);
    }
    checkTensors(compiled, info);
    return new Model(compiled, info);
  }

  /**
   * Run the model on one picture.
   *
   * @param pixels RGB of the model's size, three bytes a pixel.
   * @returns Independent probabilities in [0, 1], one for each label.
   * @throws EngineError The runtime failed.
   */
  async scores(pixels: Uint8Array<ArrayBuffer>): Promise<number[]> {
    const { dtype } = this.compiled.getInputDetails()[0]!;
    const shape = [1, this.info.size.height, this.info.size.width, 3];
    const tensor =
      dtype === "uint8" ? new Tensor(pixels, shape) : new Tensor(Float32Array.from(pixels), shape);
    try {
      const outputs = await this.compiled.run([tensor]);
      const scores = Array.from(outputs[0]!.toTypedArray());
      for (const output of outputs) {
        output.delete();
      }
      return scores;
    } catch (error) {
      throw refusal(error);
    } finally {
      tensor.delete();
    }
  }
}

function checkTensors(compiled: CompiledModel, info: ModelInfo): void {
  const [inputs, outputs] = [compiled.getInputDetails(), compiled.getOutputDetails()];
  const found = [...inputs, ...outputs].map(({ shape }) => Array.from(shape));
  const wanted = [
    [1, info.size.height, info.size.width, 3],
    [1, info.labels.length],
  ];
  if (JSON.stringify(found) !== JSON.stringify(wanted)) {
    throw new EngineError(
      "bad_model",
      `the model file has tensors ${JSON.stringify(found)}; ` +
        `its metadata say ${JSON.stringify(wanted)}`,
    );
  }
  if (!["uint8", "float32"].includes(inputs[0]!.dtype) || outputs[0]!.dtype !== "float32") {
    throw new EngineError("bad_model", "the model file has tensors of an unsupported type");
  }
}

function refusal(cause: unknown): EngineError {
  return new EngineError("bad_model", `the model does not run in this browser (${String(cause)})`);
}
