/** The way of an opened picture through the engine: stretched, run, decided. */

import { decide, NOT_SURE } from "./decide";
import type { Picture } from "./decode";
import { writePng } from "./png";
import { resize } from "./resize";
import type { Model } from "./runtime";
import type { ModelInfo, Prediction, Size } from "./types";

/**
 * Answer one picture.
 *
 * @param picture Stays open.
 * @param opening Milliseconds that opening it took.
 * @param model Runs it.
 * @param info What the model says about itself.
 * @throws EngineError What is wrong with the model.
 */
export async function classify(
  picture: Picture,
  opening: number,
  model: Model,
  info: ModelInfo,
): Promise<Prediction> {
  const start = performance.now();
  const pixels = resize(picture, info.size);
  const resized = performance.now();
  const scores = await model.scores(pixels);
  const end = performance.now();
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
      open: round(opening, 2),
      resize: round(resized - start, 2),
      invoke: round(end - resized, 2),
      total: round(opening + end - start, 2),
    },
  };
}

/**
 * Prepare a picture for the cloud: upright and stretched, so that the service leaves its pixels
 * untouched, and without position, comment or full resolution.
 *
 * @param picture Stays open.
 * @param size What the cloud's model takes.
 * @returns A PNG.
 */
export async function encode(picture: Picture, size: Size): Promise<Blob> {
  return writePng(resize(picture, size), size);
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
