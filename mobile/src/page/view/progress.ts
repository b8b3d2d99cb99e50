/** The line that says how far something has come. */

import { make } from "./dom";

/** What takes less, in milliseconds, needs no progress: a line that flashes up tells nothing. */
const CALM_MS = 400;

/** A bar with a line of text; hidden while nothing is under way. */
export class Progress {
  private readonly label = make("span", { class: "muted small", id: "progress-label" });
  private readonly bar = make("progress", { max: "1", "aria-labelledby": "progress-label" });
  readonly element = make("div", { class: "progress", hidden: true }, this.label, this.bar);
  private timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * Show progress, once what is under way takes long.
   *
   * @param label What is under way.
   * @param share How much of it is done, 0 to 1.
   */
  show(label: string, share: number): void {
    this.timer ??= setTimeout(() => (this.element.hidden = false), CALM_MS);
    this.label.textContent = label;
    this.bar.value = share;
  }

  hide(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.element.hidden = true;
  }
}
