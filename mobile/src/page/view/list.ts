/** The list of cards, with counts that filter it. */

import type { Change, Library } from "../photos/library";
import { outcomeOf, type Photo } from "../photos/photo";
import { Card, type CardOwner } from "./card";
import { Counts } from "./counts";
import { find, make } from "./dom";

/** Cards made in a frame: few enough that the page answers a touch between the frames. */
const A_FRAME = 10;

/** Shows a library. */
export class List {
  readonly cards = make("ul", { class: "cards", role: "list" });
  private readonly byId = new Map<number, Card>();
  /** Pictures that have no card yet, the latest first. */
  private unmade: number[] = [];
  private readonly filter: Counts;
  private drawing = false;

  constructor(
    private readonly library: Library,
    private readonly owner: CardOwner,
  ) {
    this.filter = new Counts(library, () => this.draw());
    library.subscribe((change) => this.follow(change));
  }

  /** The counts that filter the cards. */
  get counts(): HTMLElement {
    return this.filter.element;
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
        this.filter.showAll();
        this.byId.clear();
        this.unmade = [];
        this.cards.replaceChildren();
    }
    this.drawSoon();
  }

  private add(photos: readonly Photo[]): void {
    this.filter.showAll(); // what was just added is to be seen
    this.unmade = [...photos.map(({ id }) => id), ...this.unmade];
  }

  /** Make the next cards; to make hundreds at once would hold up the page. */
  private makeSome(): void {
    for (const id of this.unmade.splice(0, A_FRAME)) {
      const photo = this.library.get(id);
      if (photo !== undefined) {
        const card = new Card(photo, this.owner);
        this.byId.set(id, card);
        this.cards.insertBefore(card.element, this.after(photo));
      }
    }
  }

  /** Find the first card that belongs behind a picture's; null where none does. */
  private after(photo: Photo): Node | null {
    const { all } = this.library;
    const next = all.slice(all.indexOf(photo) + 1).find(({ id }) => this.byId.has(id));
    return next === undefined ? null : this.byId.get(next.id)!.element;
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

  /** Draw once for all changes of a moment. */
  private drawSoon(): void {
    if (!this.drawing) {
      this.drawing = true;
      requestAnimationFrame(() => {
        this.drawing = false;
        this.makeSome();
        this.draw();
        if (this.unmade.length > 0) {
          this.drawSoon();
        }
      });
    }
  }

  private draw(): void {
    this.filter.draw();
    for (const { element, photo } of this.byId.values()) {
      element.hidden = !this.filter.shows(outcomeOf(photo));
    }
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
