/** What a model file says about itself. */

import type { ModelInfo } from "../../../engine/types";
import * as words from "../../words/words";
import { texts } from "../../words/words";
import { facts } from "../details";
import { button, make } from "../dom";
import { Sheet } from "./frame";

const USE = "use";

/** Make the card of a model. */
export function modelFacts(info: ModelInfo): HTMLElement {
  const labels = info.labels.map(({ name, reject, accept }) => {
    const thresholds = texts.modelThresholds(words.percent(reject, 0), words.percent(accept, 0));
    return make("li", {}, `${words.modelLabel(name)}: ${thresholds}`);
  });
  const megabytes = (info.bytes / 1e6).toLocaleString(texts.code, { maximumFractionDigits: 1 });
  return facts([
    [texts.modelName, `${info.name} ${info.version}`],
    [texts.modelLabels, make("ul", { class: "labels" }, ...labels)],
    [texts.modelInput, `${info.size.width} × ${info.size.height}`],
    [texts.modelSize, `${megabytes}\u00a0MB`],
    [texts.modelHash, make("code", {}, info.sha256)],
  ]);
}

/** Show another model's card, and ask whether it shall be used. */
export async function askModel(info: ModelInfo): Promise<boolean> {
  const sheet = new Sheet(texts.modelCardTitle);
  sheet.body.append(modelFacts(info), make("p", { class: "muted" }, texts.modelUntilReload));
  sheet.buttons.append(
    button(texts.cancel, () => sheet.close()),
    button(texts.use, () => sheet.close(USE), { class: "primary" }),
  );
  sheet.open();
  return (await sheet.closed) === USE;
}
