/** The line that says how far something has come. */

import { make } from "./dom";

/** A bar with a line of text; hidden while nothing is under way. */
export class Progress {
  private readonly label = make("span", { class: "muted small", id: "progress-label" });
  private readonly bar = make("progress", { max: "1", "aria-labelledby": "progress-label" });
  readonly element = make("div", { class: "progress", hidden: true }, this.label, this.bar);

  /**
   * Show progress.
   *
   * @param label What is under way.
   * @param share How much of it is done, 0 to 1.
   */
  show(label: string, share: number): void {
    this.element.hidden = false;
    this.label.textContent = label;
    this.bar.value = share;
  }

  hide(): void {
    this.element.hidden = true;
  }
}
