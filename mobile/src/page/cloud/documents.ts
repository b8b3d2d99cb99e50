/** Reads what an endpoint says, trusting none of it. */

import { decide, isLabel } from "../../engine/decide";
import { PREPROCESS_ID } from "../../engine/resize";
import type { Label, Size } from "../../engine/types";
import { CloudError } from "./failures";

const SCHEMA = 1;
/** The longest side that an endpoint may ask for, in pixels: no more detail may leave. */
const MAX_SIDE = 640;
const MAX_LABELS = 1000;
const MAX_TEXT = 100;
const ROUNDING = 1e-6;

export type Document = Readonly<Record<string, unknown>>;

/** What an endpoint says about its model, checked. */
export interface EndpointInfo {
  /** Name and version. */
  readonly model: string;
  readonly modelSha256: string;
  readonly size: Size;
  readonly labels: readonly Label[];
}

/**
 * Check an endpoint's information.
 *
 * @throws CloudError "bad_answer" where it is malformed, "no_model" where its model or schema is for
 *   another petsight.
 */
export function readInfo(document: Document): EndpointInfo {
  return checked("what the endpoint says about itself is malformed", () => {
    checkSchema(document);
    const model = object(document["model"]);
    if (text(model["preprocess_id"]) !== PREPROCESS_ID) {
      throw new CloudError("the endpoint's model is for another preprocessing", "no_model");
    }
    const input = object(model["input"]);
    demand(document["service"] === "petsight");
    return {
      model: `${text(model["name"])} ${text(model["version"])}`,
      modelSha256: sha256(document["model_sha256"]),
      size: { width: side(input["width"]), height: side(input["height"]) },
      labels: labels(model["labels"]),
    };
  });
}

/**
 * Check a prediction.
 *
 * @param document The answer to a picture.
 * @param info What the endpoint said about its model.
 * @returns The label, and the scores in the model's order.
 * @throws CloudError "bad_answer", or "no_model" for another schema.
 */
export function readAnswer(
  document: Document,
  info: EndpointInfo,
): { label: string; scores: Record<string, number> } {
  return checked("the endpoint's answer is malformed", () => {
    checkSchema(document);
    demand(document["model_sha256"] === info.modelSha256);
    demand(document["preprocess_id"] === PREPROCESS_ID && document["source"] === "cloud");
    const given = object(document["scores"]);
    const scores = info.labels.map(({ name }) => probability(given[name]));
    demand(Object.keys(given).length === scores.length);
    const label = text(document["label"]);
    demand(possibleAnswers(scores, info.labels).has(label));
    const names = info.labels.map(({ name }) => name);
    return { label, scores: Object.fromEntries(names.map((name, at) => [name, scores[at]!])) };
  });
}

/** Decide as the endpoint may have done: its scores were rounded on their way. */
function possibleAnswers(scores: readonly number[], labels: readonly Label[]): Set<string> {
  const shifts = [0, -ROUNDING, ROUNDING];
  return new Set(
    shifts.map((shift) =>
      decide(
        scores.map((score) => score + shift),
        labels,
      ),
    ),
  );
}

function checked<T>(sentence: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof CloudError) {
      throw error;
    }
    throw new CloudError(sentence, "bad_answer");
  }
}

function checkSchema(document: Document): void {
  const schema = document["schema"];
  if (typeof schema === "number" && schema > SCHEMA) {
    throw new CloudError("the endpoint needs a newer petsight", "no_model");
  }
  demand(schema === SCHEMA);
}

function labels(value: unknown): Label[] {
  demand(Array.isArray(value) && value.length >= 1 && value.length <= MAX_LABELS);
  const read = (value as unknown[]).map(object).map((label) => ({
    name: text(label["name"]),
    accept: probability(label["accept"]),
    reject: probability(label["reject"]),
  }));
  const names = new Set(read.map(({ name }) => name).filter(isLabel));
  demand(names.size === read.length && read.every(({ accept, reject }) => reject <= accept));
  return read;
}

function object(value: unknown): Document {
  demand(typeof value === "object" && value !== null && !Array.isArray(value));
  return value as Document;
}

function text(value: unknown): string {
  demand(typeof value === "string" && value !== "" && value.length <= MAX_TEXT);
  demand(!/\p{C}/u.test(value as string));
  return value as string;
}

function side(value: unknown): number {
  demand(Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MAX_SIDE);
  return value as number;
}

function probability(value: unknown): number {
  demand(typeof value === "number" && value >= 0 && value <= 1);
  return value as number;
}

function sha256(value: unknown): string {
  demand(typeof value === "string" && /^[0-9a-f]{64}$/.test(value));
  return value as string;
}

function demand(holds: boolean): void {
  if (!holds) {
    throw new TypeError("malformed");
  }
}
