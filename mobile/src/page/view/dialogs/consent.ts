/** Before the first upload: what leaves this phone? */

import type { Mode } from "../../mode";
import { texts } from "../../words/words";
import { button, make } from "../dom";
import { Sheet } from "./frame";

const AGREED = "agreed";

/**
 * Say what would be uploaded, and ask.
 *
 * @param origin Scheme and host of the endpoint.
 * @param mode The mode that is about to be used.
 * @returns Whether the person agrees; closing the sheet in any other way is a no.
 */
export async function askConsent(origin: string, mode: Exclude<Mode, "device">): Promise<boolean> {
  const sheet = new Sheet(texts.consentTitle(origin));
  const which = { auto: texts.consentAuto, cloud: texts.consentCloud }[mode];
  for (const [title, content] of [
    [texts.consentWhich, which],
    [texts.consentForm, texts.consentFormText],
    [texts.consentLong, texts.consentLongText],
  ] as const) {
    sheet.body.append(make("h3", {}, title), make("p", {}, content));
  }
  sheet.buttons.append(
    button(texts.stay, () => sheet.close()),
    button(texts.agree, () => sheet.close(AGREED), { class: "primary" }),
  );
  sheet.open();
  return (await sheet.closed) === AGREED;
}
