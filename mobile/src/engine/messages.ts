/** What the page and its worker say to each other. */

import type { Code } from "./errors";
import type { Assets, ModelInfo, Prediction, Size } from "./types";

/** Load runtime and model; the first message of all, answered by "ready" or "failed". */
export interface Start extends Pick<Assets, "loader" | "wasm" | "model"> {
  readonly kind: "start";
}

/** One picture to answer. */
export interface Classify {
  readonly kind: "classify";
  readonly picture: Blob;
}

/** One picture to prepare for the cloud. */
export interface Encode {
  readonly kind: "encode";
  readonly picture: Blob;
  readonly size: Size;
}

/** What is asked; the worker answers each with exactly one reply, and gets the next only then. */
export type Job = Classify | Encode;
export type Request = Start | Job;

export type Reply =
  | { readonly kind: "ready"; readonly value: ModelInfo }
  | { readonly kind: "done"; readonly value: Prediction | Blob }
  | { readonly kind: "failed"; readonly code: Code; readonly message: string };
