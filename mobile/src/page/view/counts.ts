/** The counts of the outcomes: buttons, each of which shows the pictures of one outcome alone. */

import type { Library } from "../photos/library";
import type { Outcome } from "../photos/photo";
import * as words from "../words/words";
import { texts } from "../words/words";
import { button, make } from "./dom";

/**
 * One button for each outcome and one for all. A button stays the same element while it counts, or a
 * touch and the keyboard's focus would lose it whenever an answer comes.
 */
export class Counts {
  readonly element = make("div", { class: "counts", role: "group", "aria-label": texts.results });
  private readonly all = this.makeButton(null, texts.all);
  private readonly buttons = new Map<Outcome, HTMLButtonElement>();
  private chosen: Outcome | null = null;

  /** @param onChoose Is told when other pictures are to be shown. */
  constructor(
    private readonly library: Library,
    private readonly onChoose: () => void,
  ) {}

  /** Tell whether the pictures of an outcome are to be shown. */
  shows(outcome: Outcome): boolean {
    return this.chosen === null || this.chosen === outcome;
  }

  /** Show the pictures of every outcome. */
  showAll(): void {
    this.chosen = null;
  }

  /** Count anew. */
  draw(): void {
    const counts = this.library.counts();
    if (this.chosen !== null && !counts.has(this.chosen)) {
      this.chosen = null;
    }
    this.fill(this.all, null, this.library.all.length);
    for (const [outcome, count] of counts) {
      this.fill(this.buttonFor(outcome), outcome, count);
    }
    const focused = document.activeElement;
    this.arrange([this.all, ...[...counts.keys()].map((outcome) => this.buttonFor(outcome))]);
    if (focused instanceof HTMLElement && focused !== document.activeElement) {
      (focused.isConnected ? focused : this.all).focus();
    }
  }

  private fill(element: HTMLButtonElement, outcome: Outcome | null, count: number): void {
    element.lastElementChild!.textContent = count.toLocaleString(texts.code);
    element.setAttribute("aria-pressed", String(outcome === this.chosen));
  }

  /** Put the buttons into an order, moving only those that change their place. */
  private arrange(wanted: readonly HTMLButtonElement[]): void {
    const stays = new Set<Element>(wanted);
    for (const stale of [...this.element.children].filter((element) => !stays.has(element))) {
      stale.remove();
    }
    for (const [place, element] of wanted.entries()) {
      const there = this.element.children[place] ?? null;
      if (there !== element) {
        this.element.insertBefore(element, there);
      }
    }
  }

  private buttonFor(outcome: Outcome): HTMLButtonElement {
    let made = this.buttons.get(outcome);
    if (made === undefined) {
      made = this.makeButton(outcome, words.outcome(outcome));
      this.buttons.set(outcome, made);
    }
    return made;
  }

  private makeButton(outcome: Outcome | null, label: string): HTMLButtonElement {
    const count = make("span", { class: "count" });
    return button([document.createTextNode(`${label} `), count], () => {
      this.chosen = outcome;
      this.onChoose();
    });
  }
}
