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

  /**
   * Show a sentence.
   *
   * @returns Takes the notice away, where it is still there.
   */
  show(sentence: string, action?: Action): () => void {
    const shown = [...this.element.children].find(
      ({ firstElementChild }) => firstElementChild?.textContent === sentence,
    );
    const notice = shown ?? this.add(sentence, action);
    return () => this.remove(notice);
  }

  private add(sentence: string, action?: Action): Element {
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
    return notice;
  }

  /** Take a notice away; the keyboard goes on with the next one, or with choosing photos. */
  private remove(notice: Element): void {
    const focused = notice.contains(document.activeElement);
    notice.remove();
    if (focused) {
      (this.element.querySelector("button") ?? find("choose")).focus();
    }
  }
}
