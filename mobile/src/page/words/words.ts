/** Says things about pictures and the endpoint, in the language of the browser. */

import { AND, NEITHER, NOT_SURE } from "../../engine/decide";
import type { Prediction } from "../../engine/types";
import type { EndpointState } from "../cloud/watch";
import type { Failure } from "../failure";
import { certainty, FAILED, type Outcome, WAITING } from "../photos/photo";
import { english, type Texts } from "./english";
import { german } from "./german";

const LANGUAGES: readonly Texts[] = [english, german];
const UNREACHABLE: ReadonlySet<string | null> = new Set([
  "offline",
  "timeout",
  "server",
  "breaker_open",
]);

/** The first language of the browser that the page speaks, else English. */
export const texts: Texts =
  navigator.languages
    .map((language) => LANGUAGES.find(({ code }) => code === language.slice(0, 2).toLowerCase()))
    .find((known) => known !== undefined) ?? english;

/** Write a share of 1 as a percentage, with a blank that does not break: "99.7 %". */
export function percent(share: number, digits = 1): string {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return `${(share * 100).toLocaleString(texts.code, options)}\u00a0%`;
}

/** Write a short time: "4.2 ms", "43 ms", "1.3 s". */
export function milliseconds(value: number): string {
  const [amount, unit, digits] =
    value >= 999.5 ? [value / 1000, "s", 1] : [value, "ms", value < 9.95 ? 1 : 0];
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return `${amount.toLocaleString(texts.code, options)}\u00a0${unit}`;
}

/** Write a model's label: translated where petsight knows it, else as the model has it. */
export function modelLabel(name: string): string {
  return texts.nouns.get(name) ?? name;
}

/** Write an outcome as a heading: "Cat", "Cat and dog", "Neither", "Not sure", "Failed". */
export function outcome(value: Outcome): string {
  const fixed: ReadonlyMap<Outcome, string> = new Map([
    [NEITHER, texts.neither],
    [NOT_SURE, texts.notSure],
    [FAILED, texts.failed],
    [WAITING, texts.waiting],
  ]);
  return fixed.get(value) ?? answer(value.split(AND));
}

function answer(names: readonly string[]): string {
  const text = names.map(modelLabel).join(texts.and);
  // A label that petsight does not know keeps the form that its maker chose.
  return texts.nouns.has(names[0]!) ? text[0]!.toUpperCase() + text.slice(1) : text;
}

/**
 * Say what an answer that is not sure leans to: "Looks like a cat (62 %)". Where another label is
 * the less certain one, it is what leaves the answer open.
 */
export function leaning({ scores }: Prediction): string {
  const names = Object.keys(scores).sort((a, b) => scores[b]! - scores[a]!);
  const likely = names[0]!;
  const doubtful = names.reduce((a, b) => (certainty(scores[b]!) < certainty(scores[a]!) ? b : a));
  // A label as certain as the leading one leaves no more open than that one does.
  if (certainty(scores[doubtful]!) < certainty(scores[likely]!)) {
    const [share, doubt] = [percent(scores[likely]!, 0), percent(scores[doubtful]!, 0)];
    return texts.notRuledOut(one(likely), share, one(doubtful), doubt);
  }
  return texts.looksLike(one(likely), percent(scores[likely]!, 0));
}

function one(name: string): string {
  return texts.withArticle.get(name) ?? texts.quoted(name);
}

/** Say who answered. */
export function source(prediction: Prediction): string {
  return prediction.source === "cloud" ? texts.cloud : texts.device;
}

/** Say why an answer is not the plain one of the chosen mode; null where it is. */
export function reason({ reason, detail }: Prediction): string | null {
  const why = cause(detail);
  switch (reason) {
    case null:
      return null;
    case "unsure":
      return texts.reasons.unsure;
    case "device failed":
      return texts.reasons.deviceFailed;
    case "not confirmed":
      return texts.reasons.notConfirmed(why);
    default:
      return UNREACHABLE.has(detail)
        ? texts.reasons.unreachable(why)
        : texts.reasons.noAnswer(why);
  }
}

/** Say in a few words why an endpoint gave no answer: "timed out". */
export function cause(detail: string | null): string {
  return texts.causes[detail ?? "unknown"] ?? texts.causes["unknown"]!;
}

/** Say why a picture has no answer. */
export function failure(failed: Failure): string {
  if (failed.code === "cloud_error") {
    return texts.cloudFailed(cause(failed.detail));
  }
  return texts.failures[failed.code] ?? failed.message;
}

/** Say what a person can do about a failure; null where there is nothing to say. */
export function advice(failed: Failure): string | null {
  return texts.advice[failed.code] ?? null;
}

/** Say in a few words how an endpoint is doing; it has to fit beside the page's name. */
export function reach(state: EndpointState): string {
  switch (state.reach) {
    case "off":
      return texts.modes.device;
    case "checking":
      return texts.reach.checking;
    case "ready":
      return state.ms === null ? texts.reach.readyAtOnce : texts.reach.ready(milliseconds(state.ms));
    case "unreachable":
      return texts.reach.unreachable;
  }
}

/** Say more about an endpoint: its model, or why it cannot be reached. */
export function reachExplained(state: EndpointState): string {
  switch (state.reach) {
    case "off":
      return texts.endpointUnused;
    case "checking":
      return texts.reach.checking;
    case "ready":
      return `${reach(state)}. ${texts.servedBy(state.model)}`;
    case "unreachable":
      return texts.unreachableSince(
        state.since.toLocaleTimeString(texts.code, { hour: "2-digit", minute: "2-digit" }),
        cause(state.detail),
      );
  }
}
