/** The way of a picture through the engine: opened, stretched, run, decided. */

import { decide, NOT_SURE } from "./decide";
import { decode } from "./decode";
import { writePng } from "./png";
import { resize } from "./resize";
import type { Model } from "./runtime";
import type { ModelInfo, Prediction, Size } from "./types";

/**
 * Answer one picture.
 *
 * @param file The bytes of a file.
 * @param model Runs it.
 * @param info What the model says about itself.
 * @throws EngineError What is wrong with the picture, or with the model.
 */
export async function classify(file: Blob, model: Model, info: ModelInfo): Promise<Prediction> {
  const start = performance.now();
  const picture = await decode(file);
  const opened = performance.now();
  let pixels: Uint8Array<ArrayBuffer>;
  try {
    pixels = resize(picture, info.size);
  } finally {
    picture.close();
  }
  const resized = performance.now();
  const scores = await model.scores(pixels);
  const done = performance.now();
  const label = decide(scores, info.labels);
  return {
    schema: 1,
    label,
    scores: Object.fromEntries(info.labels.map(({ name }, at) => [name, round(scores[at]!, 6)])),
    sure: label !== NOT_SURE,
    source: "device",
    reason: null,
    detail: null,
    device: null,
    model: `${info.name} ${info.version}`,
    model_sha256: info.sha256,
    preprocess_id: info.preprocessId,
    timings_ms: {
      open: round(opened - start, 2),
      resize: round(resized - opened, 2),
      invoke: round(done - resized, 2),
      total: round(done - start, 2),
    },
  };
}

/**
 * Prepare a picture for the cloud: upright and stretched, so that the service leaves its pixels
 * untouched, and without position, comment or full resolution.
 *
 * @param file The bytes of a file.
 * @param size What the cloud's model takes.
 * @returns A PNG.
 * @throws EngineError What is wrong with the picture.
 */
export async function encode(file: Blob, size: Size): Promise<Blob> {
  const picture = await decode(file);
  let pixels: Uint8Array<ArrayBuffer>;
  try {
    pixels = resize(picture, size);
  } finally {
    picture.close();
  }
  return writePng(pixels, size);
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
