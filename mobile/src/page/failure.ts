/** Why a picture has no answer, in the form that every client of petsight has. */

import { EngineError } from "../engine/errors";
import { CloudError } from "./cloud/failures";

/** A stable code, an English sentence, and for the cloud the exact cause. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly detail: string | null;
}

/** Turn whatever was thrown into a failure. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CloudError) {
    return { code: "cloud_error", message: error.message, detail: error.detail };
  }
  if (error instanceof EngineError) {
    return { code: error.code, message: error.message, detail: null };
  }
  return { code: "error", message: String(error), detail: null };
}
