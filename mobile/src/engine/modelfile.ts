/**
 * Reads what a model file says about itself.
 *
 * The file is a TFLite flatbuffer with a zip archive appended; `petsight.json` in that archive
 * holds everything a client must know. No size, label or threshold is written in code.
 */

import { isLabel } from "./decide";
import { EngineError } from "./errors";
import { PREPROCESS_ID } from "./resize";
import type { Label, ModelInfo, Size } from "./types";
import { readEntry } from "./zip";

/** Size of a model file. */
const MAX_BYTES = 512 * 2 ** 20;
const SCHEMA = 1;
const ENTRY = "petsight.json";

type Fields = Readonly<Record<string, unknown>>;

/**
 * Read the bytes of a model file that a person chose.
 *
 * @throws EngineError It is too large, or cannot be read any more.
 */
export async function loadModelFile(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size > MAX_BYTES) {
    throw bad("is too large to be a model file");
  }
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw bad("cannot be read");
  }
}

/**
 * Read and verify a model file.
 *
 * @param content All bytes of the `.tflite` file.
 * @throws EngineError What is wrong: not TFLite, no metadata, a newer schema, another
 *   preprocessing, contradictory, changed after export.
 */
export async function readModelFile(content: Uint8Array<ArrayBuffer>): Promise<ModelInfo> {
  if (String.fromCharCode(...content.subarray(4, 8)) !== "TFL3") {
    throw bad("is not a TFLite model file");
  }
  const { document, flatbuffer } = await readDocument(content);
  if (typeof document["schema"] === "number" && document["schema"] > SCHEMA) {
    throw bad(`needs a newer petsight (its schema is ${document["schema"]}, not ${SCHEMA})`);
  }
  const [part, whole] = await Promise.all([
    sha256(content.subarray(0, flatbuffer)),
    sha256(content),
  ]);
  const info = parse(document, whole, content.length);
  check(info);
  if (part !== document["flatbuffer_sha256"]) {
    throw bad("was changed or damaged after it was exported");
  }
  return info;
}

async function readDocument(
  content: Uint8Array<ArrayBuffer>,
): Promise<{ document: Fields; flatbuffer: number }> {
  try {
    const { bytes, archiveStart } = await readEntry(content, ENTRY);
    const document: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return { document: fields(document), flatbuffer: archiveStart };
  } catch {
    throw bad("has no petsight metadata; export it with model_training");
  }
}

function parse(document: Fields, sha256: string, bytes: number): ModelInfo {
  try {
    if (document["schema"] !== SCHEMA) {
      throw new TypeError("another schema");
    }
    return {
      name: text(document["name"]),
      version: text(document["version"]),
      tier: text(document["tier"]),
      size: size(fields(document["input"])),
      preprocessId: text(document["preprocess_id"]),
      labels: labels(document["labels"]),
      sha256,
      bytes,
      metrics: fields(document["metrics"] ?? {}),
      training: fields(document["training"] ?? {}),
    };
  } catch {
    throw bad("has broken petsight metadata");
  }
}

function check(info: ModelInfo): void {
  const names = info.labels.map((label) => label.name);
  if (new Set(names).size < names.length) {
    throw bad("has two labels of the same name");
  }
  const unusable = names.find((name) => !isLabel(name));
  if (unusable !== undefined) {
    throw bad(`has a label "${unusable}", which could not be told from an answer`);
  }
  if (info.labels.some(({ accept, reject }) => !(reject >= 0 && reject <= accept && accept <= 1))) {
    throw bad("has thresholds that contradict each other");
  }
  if (info.preprocessId !== PREPROCESS_ID) {
    throw bad(
      `was made for preprocessing "${info.preprocessId}"; this page does "${PREPROCESS_ID}"`,
    );
  }
}

function labels(value: unknown): readonly Label[] {
  if (!Array.isArray(value) || value.length === 0) {
    throw new TypeError("no labels");
  }
  return value.map(fields).map((label) => ({
    name: text(label["name"]),
    accept: number(label["accept"]),
    reject: number(label["reject"]),
  }));
}

function size(value: Fields): Size {
  const [width, height] = [number(value["width"]), number(value["height"])];
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1) {
    throw new TypeError("not a size");
  }
  return { width, height };
}

function fields(value: unknown): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new TypeError("not an object");
  }
  return value as Fields;
}

function text(value: unknown): string {
  if (typeof value !== "string") {
    throw new TypeError("not a text");
  }
  return value;
}

function number(value: unknown): number {
  if (typeof value !== "number") {
    throw new TypeError("not a number");
  }
  return value;
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function bad(sentence: string): EngineError {
  return new EngineError("bad_model", `the model file ${sentence}`);
}
