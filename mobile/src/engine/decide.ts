/** Turns probabilities into an answer, by the model's own thresholds. */

import type { Label } from "./types";

/** The answer where no label is present. */
export const NEITHER = "neither";
/** The answer where a label is open. */
export const NOT_SURE = "not sure";
/** Joins the labels of an answer. */
export const AND = " and ";

/**
 * Decide what a picture shows.
 *
 * @param scores One probability for each label, in order.
 * @param labels The labels with their thresholds.
 * @returns "not sure" if any label is open, "neither" if none is present, else the present labels
 *   joined by " and " in label order.
 */
export function decide(scores: readonly number[], labels: readonly Label[]): string {
  const present: string[] = [];
  for (const [index, label] of labels.entries()) {
    const score = scores[index] ?? NaN;
    if (score >= label.accept) {
      present.push(label.name);
    } else if (!(score <= label.reject)) {
      // Put this way round, a score that is not a number leaves its label open.
      return NOT_SURE;
    }
  }
  return present.join(AND) || NEITHER;
}

/** Tell whether a label can be part of an answer without being mistaken for another one. */
export function isLabel(name: string): boolean {
  return name !== "" && name !== NEITHER && name !== NOT_SURE && !name.includes(AND);
}
