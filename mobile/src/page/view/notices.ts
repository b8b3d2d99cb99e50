/** Sentences across the page that a person may act on. */

import { texts } from "../words/words";
import { button, find, make } from "./dom";
import { glyph } from "./glyphs";

/** What can be done about a notice. */
export interface Action {
  readonly label: string;
  readonly run: () => void;
}

/** Shows each sentence once, until it is closed or acted on. */
export class Notices {
  readonly element = make("div", { class: "notices", role: "status" });

  /** Show a sentence. */
  show(sentence: string, action?: Action): void {
    for (const notice of this.element.children) {
      if (notice.firstElementChild?.textContent === sentence) {
        return;
      }
    }
    const notice = make("div", { class: "notice" }, make("p", {}, sentence));
    if (action !== undefined) {
      const act = () => {
        this.remove(notice);
        action.run();
      };
      notice.append(button(action.label, act, { class: "primary" }));
    }
    const close = button([glyph("close")], () => this.remove(notice), {
      class: "icon quiet",
      "aria-label": texts.close,
    });
    notice.append(close);
    this.element.append(notice);
  }

  /** Take a notice away; the keyboard goes on with the next one, or with choosing photos. */
  private remove(notice: HTMLElement): void {
    const focused = notice.contains(document.activeElement);
    notice.remove();
    if (focused) {
      (this.element.querySelector("button") ?? find("choose")).focus();
    }
  }
}
