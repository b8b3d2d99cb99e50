/** What the tests call inside the browser: the engine's parts, and the engine as a whole. */

import { decide } from "../../../mobile/src/engine/decide";
import { decode } from "../../../mobile/src/engine/decode";
import { Device } from "../../../mobile/src/engine/device";
import { sniff } from "../../../mobile/src/engine/formats";
import { readModelFile } from "../../../mobile/src/engine/modelfile";
import { resize } from "../../../mobile/src/engine/resize";
import type { Assets, Size } from "../../../mobile/src/engine/types";

const LOADER = "/runtime/litert_wasm_compat_internal.js";
const WASM = "/runtime/litert_wasm_compat_internal.wasm";

/** Fetch what the test server holds. */
async function load(path: string): Promise<Blob> {
  const response = await fetch(path);
  if (!response.ok) {
    throw new Error(`${path}: ${response.status}`);
  }
  return response.blob();
}

/** Start an engine on a model file that the test server holds. */
async function start(model: string, other: Partial<Assets> = {}): Promise<Device> {
  return Device.start({
    worker: "/worker.js",
    loader: LOADER,
    wasm: await (await load(WASM)).arrayBuffer(),
    model: await (await load(model)).arrayBuffer(),
    ...other,
  });
}

/** Decode a file and give its pixels as RGBA. */
async function open(path: string): Promise<{ width: number; height: number; data: string }> {
  const picture = await decode(await load(path));
  try {
    const { width, height } = picture;
    return { width, height, data: base64(picture.read(0, height)) };
  } finally {
    picture.close();
  }
}

/** Decode a file and stretch it, as the worker does. */
async function prepare(path: string, size: Size): Promise<string> {
  const picture = await decode(await load(path));
  try {
    return base64(resize(picture, size));
  } finally {
    picture.close();
  }
}

/** Stretch RGBA pixels that the test server holds. */
async function stretch(path: string, from: Size, to: Size): Promise<string> {
  const pixels = new Uint8Array(await (await load(path)).arrayBuffer());
  const pitch = from.width * 4;
  const read = (top: number, count: number) => pixels.subarray(top * pitch, (top + count) * pitch);
  return base64(resize({ ...from, read }, to));
}

async function readModel(path: string): Promise<unknown> {
  return readModelFile(new Uint8Array(await (await load(path)).arrayBuffer()));
}

/** Turn a failure into something that crosses over to the test. */
async function outcome(work: () => unknown): Promise<unknown> {
  try {
    return { value: await work() };
  } catch (error) {
    const { code, message } = error as { code?: unknown; message: string };
    return { code: code ?? null, message };
  }
}

function base64(bytes: Uint8Array | Uint8ClampedArray): string {
  let text = "";
  for (let from = 0; from < bytes.length; from += 8192) {
    text += String.fromCharCode(...bytes.subarray(from, from + 8192));
  }
  return btoa(text);
}

async function encoded(device: Device, picture: Blob, size: Size): Promise<string> {
  return base64(new Uint8Array(await (await device.encode(picture, size)).arrayBuffer()));
}

Object.assign(window, {
  base64,
  decide,
  decode,
  encoded,
  load,
  open,
  outcome,
  prepare,
  readModel,
  sniff,
  start,
  stretch,
});
