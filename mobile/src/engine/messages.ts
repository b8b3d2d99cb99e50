/** What the page and its worker say to each other. */

import type { Code } from "./errors";
import type { Assets, ModelInfo, Prediction, Size } from "./types";

/** Load runtime and model; the first message of all, answered by "ready" or "failed". */
export interface Start extends Pick<Assets, "loader" | "wasm" | "model"> {
  readonly kind: "start";
}

/** One picture. */
interface OfPicture {
  readonly picture: Blob;
  /** Whether to draw it small, too. */
  readonly preview: boolean;
}

/** One picture to answer. */
export interface Classify extends OfPicture {
  readonly kind: "classify";
}

/** One picture to prepare for the cloud. */
export interface Encode extends OfPicture {
  readonly kind: "encode";
  readonly size: Size;
}

export type Job = Classify | Encode;
export type Request = Start | Job;

/**
 * What the worker says: exactly one outcome of each request ("ready", "done" or "failed"), and after
 * "done" a preview where one is wanted. It gets the next request only then.
 */
export type Reply =
  | { readonly kind: "ready"; readonly value: ModelInfo }
  | { readonly kind: "done"; readonly value: Prediction | Blob }
  | { readonly kind: "drawn"; readonly value: Blob | null }
  | { readonly kind: "failed"; readonly code: Code; readonly message: string };
