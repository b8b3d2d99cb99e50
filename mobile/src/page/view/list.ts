/** The list of cards, with counts that filter it. */

import type { Change, Library } from "../photos/library";
import { type Outcome, outcomeOf, type Photo } from "../photos/photo";
import * as words from "../words/words";
import { texts } from "../words/words";
import { Card, type CardOwner } from "./card";
import { button, find, make } from "./dom";

/** Shows a library. */
export class List {
  readonly counts = make("div", { class: "counts", role: "group", "aria-label": texts.results });
  readonly cards = make("ul", { class: "cards", role: "list" });
  private readonly byId = new Map<number, Card>();
  private filter: Outcome | null = null;
  private drawing = false;

  constructor(
    private readonly library: Library,
    private readonly owner: CardOwner,
  ) {
    library.subscribe((change) => this.follow(change));
  }

  private follow(change: Change): void {
    switch (change.kind) {
      case "added":
        this.add(change.photos);
        break;
      case "changed":
        this.byId.get(change.photo.id)?.update(change.photo);
        break;
      case "removed":
        this.remove(change.id);
        break;
      case "cleared":
        this.filter = null;
        this.byId.clear();
        this.cards.replaceChildren();
    }
    this.drawSoon();
  }

  private add(photos: readonly Photo[]): void {
    this.filter = null; // what was just added is to be seen
    const cards = photos.map((photo) => new Card(photo, this.owner));
    for (const card of cards) {
      this.byId.set(card.photo.id, card);
    }
    this.cards.prepend(...cards.map(({ element }) => element));
  }

  private remove(id: number): void {
    const element = this.byId.get(id)?.element;
    this.byId.delete(id);
    const focused = element?.contains(document.activeElement);
    const next = element === undefined ? null : nearest(element);
    element?.remove();
    if (focused) {
      (next?.querySelector<HTMLElement>(".remove") ?? find("choose")).focus();
    }
  }

  /** Draw the counts once for all changes of a moment. */
  private drawSoon(): void {
    if (!this.drawing) {
      this.drawing = true;
      requestAnimationFrame(() => {
        this.drawing = false;
        this.draw();
      });
    }
  }

  private draw(): void {
    const counts = this.library.counts();
    if (this.filter !== null && !counts.has(this.filter)) {
      this.filter = null;
    }
    const focused = this.counts.contains(document.activeElement)
      ? document.activeElement?.getAttribute("data-outcome")
      : null;
    const all = this.chip(null, texts.all, this.library.all.length);
    const chips = [...counts].map(([outcome, count]) =>
      this.chip(outcome, words.outcome(outcome), count),
    );
    this.counts.replaceChildren(all, ...chips);
    for (const chip of [all, ...chips]) {
      if (focused != null && chip.dataset["outcome"] === focused) {
        chip.focus();
      }
    }
    for (const { element, photo } of this.byId.values()) {
      element.hidden = this.filter !== null && outcomeOf(photo) !== this.filter;
    }
  }

  private chip(outcome: Outcome | null, label: string, count: number): HTMLButtonElement {
    const number = make("span", { class: "count" }, count.toLocaleString(texts.code));
    return button(
      [document.createTextNode(`${label} `), number],
      () => {
        this.filter = outcome;
        this.draw();
      },
      { "aria-pressed": String(outcome === this.filter), "data-outcome": outcome ?? "" },
    );
  }
}

/** Find the card that is shown after one, or else before it. */
function nearest(card: Element): Element | null {
  for (const side of ["nextElementSibling", "previousElementSibling"] as const) {
    let other = card[side];
    while (other instanceof HTMLElement && other.hidden) {
      other = other[side];
    }
    if (other !== null) {
      return other;
    }
  }
  return null;
}
