/** What a card tells when it is opened: the scores, and who answered how fast with what. */

import type { Label, Prediction } from "../../engine/types";
import * as words from "../words/words";
import { texts } from "../words/words";
import { make } from "./dom";

/**
 * Make the details of an answer.
 *
 * @param prediction The answer.
 * @param labels With the thresholds of its model; none where they are not known.
 */
export function details(prediction: Prediction, labels: readonly Label[]): HTMLElement[] {
  const scores = Object.entries(prediction.scores);
  return [
    ...scores.map(([name, score]) => bar(name, score, labels.find((label) => label.name === name))),
    ...(labels.length > 0 ? [make("p", { class: "muted small" }, texts.thresholds)] : []),
    facts([
      [texts.answeredBy, words.source(prediction)],
      ...deviceSaid(prediction),
      [texts.time, times(prediction)],
      [texts.model, prediction.model],
    ]),
  ];
}

/** Make a list of titled facts. */
export function facts(rows: readonly (readonly [string, string | Node])[]): HTMLElement {
  const children = rows.flatMap(([title, fact]) => [make("dt", {}, title), make("dd", {}, fact)]);
  return make("dl", { class: "facts" }, ...children);
}

function bar(name: string, score: number, label: Label | undefined): HTMLElement {
  const fill = make("span", { class: "fill" });
  fill.style.inlineSize = `${score * 100}%`;
  const marks = label === undefined ? [] : [label.reject, label.accept].map(mark);
  return make(
    "div",
    { class: "score" },
    make("span", { class: "score-label" }, words.modelLabel(name)),
    make("span", { class: "bar", "aria-hidden": "true" }, fill, ...marks),
    make("span", { class: "score-value" }, words.percent(score)),
  );
}

function mark(threshold: number): HTMLElement {
  const element = make("span", { class: "mark" });
  element.style.insetInlineStart = `${threshold * 100}%`;
  return element;
}

function deviceSaid({ device }: Prediction): [string, string][] {
  return device === null ? [] : [[texts.deviceSaid, words.leaning(device)]];
}

function times({ timings_ms }: Prediction): string {
  const { total, ...stages } = timings_ms;
  const parts = Object.entries(stages)
    .filter(([, ms]) => ms !== undefined)
    .map(([stage, ms]) => `${texts.stages[stage] ?? stage} ${words.milliseconds(ms)}`);
  return `${words.milliseconds(total ?? 0)} (${parts.join(", ")})`;
}
