/** The files that the page loads beside itself, as its build lists them. */

import { loadModelFile } from "../engine/modelfile";
import type { Assets } from "../engine/types";

/** Addresses relative to the page; what is larger than a server may send is cut into parts. */
interface Listed {
  readonly worker: string;
  readonly loader: string;
  readonly wasm: readonly string[];
  readonly model: readonly string[];
  readonly bytes: number;
}

declare const ASSETS: Listed;
/** Address of the endpoint that the page was built for; empty for the page's own origin. */
declare const ENDPOINT: string;

/** Address of the engine's worker. */
export const WORKER = ASSETS.worker;

/** Return the address of the endpoint: the service that serves this page, unless built otherwise. */
export function endpointBase(): string {
  return new URL(ENDPOINT || "../", document.baseURI).href;
}

/**
 * Load what the engine runs on.
 *
 * @param progress Is told the loaded share of all bytes, 0 to 1.
 * @param model Another model file; by default the shipped one.
 * @throws TypeError The network failed.
 * @throws EngineError The other model file cannot be read any more.
 */
export async function loadAssets(
  progress: (share: number) => void,
  model?: Blob,
): Promise<Assets> {
  let loaded = 0;
  const count = (bytes: number) => {
    loaded += bytes;
    progress(Math.min(1, loaded / ASSETS.bytes));
  };
  const [wasm, shipped] = await Promise.all([
    join(ASSETS.wasm, count),
    // Read for each start, for a start hands the bytes over to its worker.
    model === undefined ? join(ASSETS.model, count) : loadModelFile(model).then(({ buffer }) => buffer),
  ]);
  return { worker: WORKER, loader: absolute(ASSETS.loader), wasm, model: shipped };
}

/** A worker would take a relative address for one beside itself. */
function absolute(path: string): string {
  return new URL(path, document.baseURI).href;
}

async function join(paths: readonly string[], count: (bytes: number) => void): Promise<ArrayBuffer> {
  const parts = await Promise.all(
    paths.map(async (path) => {
      const response = await fetch(path);
      if (!response.ok) {
        throw new TypeError(`${path} is missing (${response.status})`);
      }
      const part = await response.arrayBuffer();
      count(part.byteLength);
      return part;
    }),
  );
  return new Blob(parts).arrayBuffer();
}
