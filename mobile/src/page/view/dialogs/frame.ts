/** What all dialogs have in common: a title, a body, buttons, and an end. */

import { texts } from "../../words/words";
import { button, make } from "../dom";
import { glyph } from "../glyphs";

let opened = 0;

/** A modal sheet, which leaves the page when it is closed. */
export class Sheet {
  readonly element: HTMLDialogElement;
  readonly body = make("div", { class: "sheet-body" });
  readonly buttons = make("div", { class: "sheet-buttons" });
  /** Resolves when it was closed, to the value that `close` was given, else to "". */
  readonly closed: Promise<string>;

  constructor(title: string) {
    const id = `sheet-${++opened}`;
    const close = button([glyph("close")], () => this.close(), {
      class: "icon quiet",
      "aria-label": texts.close,
    });
    const head = make("div", { class: "sheet-head" }, make("h2", { id }, title), close);
    this.element = make("dialog", { "aria-labelledby": id }, head, this.body, this.buttons);
    this.closed = new Promise((resolve) => {
      this.element.addEventListener("close", () => {
        this.element.remove();
        resolve(this.element.returnValue);
      });
    });
  }

  /** Show it in front of everything. */
  open(): void {
    document.body.append(this.element);
    this.element.showModal();
  }

  close(value = ""): void {
    this.element.close(value);
  }
}
