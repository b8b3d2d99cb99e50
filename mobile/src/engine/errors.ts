/** Failures that people see: a stable code, which petsight's core shares, and one sentence. */

/** Why there is no answer. */
export type Code =
  | "empty"
  | "not_an_image"
  | "unsupported_format"
  | "truncated"
  | "too_large"
  | "unreadable"
  | "bad_model"
  | "no_runtime";

/** A failure whose message is one sentence for people. */
export class EngineError extends Error {
  override readonly name = "EngineError";

  constructor(
    readonly code: Code,
    message: string,
  ) {
    super(message);
  }
}
