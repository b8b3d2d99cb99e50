/** One picture of the list, and what is known of it. */

import { AND } from "../../engine/decide";
import type { Prediction } from "../../engine/types";
import type { Failure } from "../failure";

/** Waiting while it has neither an answer nor a failure. */
export interface Photo {
  readonly id: number;
  /** Name of the file, for people. */
  readonly name: string;
  /** The file; null once it is answered, and after a reload. */
  readonly file: Blob | null;
  readonly prediction: Prediction | null;
  readonly failure: Failure | null;
  /** A small JPEG, or null where there is none (yet). */
  readonly preview: Blob | null;
}

/** What a picture is counted and coloured as: its answer, or one of two words that no answer is. */
export type Outcome = string;
// Nothing stands in front of what joins the labels of an answer, whatever a model calls them.
export const FAILED = `${AND}failed`;
export const WAITING = `${AND}waiting`;

/** Tell what a picture is counted as. */
export function outcomeOf(photo: Photo): Outcome {
  return photo.prediction?.label ?? (photo.failure === null ? WAITING : FAILED);
}

/** Tell how far a score is from saying nothing, 0.5; whether it says yes or no is all one. */
export function certainty(score: number): number {
  return Math.max(score, 1 - score);
}

/**
 * Tell how strongly the scores speak for an answer: as strongly as the least certain label.
 *
 * @returns From 0 to 1. For "neither" and "not sure", which name none, the lowest certainty of all.
 */
export function confidence(prediction: Prediction): number {
  const { label, scores } = prediction;
  const named = label.split(AND).flatMap((name) => scores[name] ?? []);
  return Math.min(...(named.length > 0 ? named : Object.values(scores).map(certainty)));
}
