/** The pictures of the list, the latest first: their ids fall from first to last. */

import { type Outcome, outcomeOf, type Photo } from "./photo";

/** What changed. */
export type Change =
  | { readonly kind: "added"; readonly photos: readonly Photo[] }
  | { readonly kind: "changed"; readonly photo: Photo }
  | { readonly kind: "removed"; readonly id: number }
  | { readonly kind: "cleared" };

/** Holds the pictures, and tells who listens what changes. */
export class Library {
  private photos: Photo[] = [];
  private readonly listeners: ((change: Change) => void)[] = [];
  private lastId = 0;

  /** Be told every change. */
  subscribe(listener: (change: Change) => void): void {
    this.listeners.push(listener);
  }

  /** All pictures, in the order of the list. */
  get all(): readonly Photo[] {
    return this.photos;
  }

  get(id: number): Photo | undefined {
    return this.photos.find((photo) => photo.id === id);
  }

  /** Put files in front of what is there, in their own order. */
  add(files: readonly { readonly name: string; readonly blob: Blob }[]): readonly Photo[] {
    const lastId = this.lastId + files.length;
    const photos = files.map(({ name, blob }, place) => ({
      id: lastId - place,
      name,
      file: blob,
      prediction: null,
      failure: null,
      preview: null,
    }));
    this.restore(photos);
    return photos;
  }

  /** Put pictures of an earlier load of the page back. */
  restore(photos: readonly Photo[]): void {
    this.lastId = Math.max(this.lastId, ...photos.map(({ id }) => id));
    this.photos = [...photos, ...this.photos];
    this.tell({ kind: "added", photos });
  }

  /** Change some facts of a picture; one that was removed meanwhile stays removed. */
  update(id: number, facts: Partial<Omit<Photo, "id">>): void {
    const place = this.photos.findIndex((photo) => photo.id === id);
    const before = this.photos[place];
    if (before !== undefined) {
      const photo = { ...before, ...facts };
      this.photos[place] = photo;
      this.tell({ kind: "changed", photo });
    }
  }

  remove(id: number): void {
    this.photos = this.photos.filter((photo) => photo.id !== id);
    this.tell({ kind: "removed", id });
  }

  clear(): void {
    this.photos = [];
    this.tell({ kind: "cleared" });
  }

  /** Count the pictures of every outcome, most first. */
  counts(): ReadonlyMap<Outcome, number> {
    const counts = new Map<Outcome, number>();
    for (const outcome of this.photos.map(outcomeOf)) {
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    }
    return new Map([...counts].sort(([, a], [, b]) => b - a));
  }

  private tell(change: Change): void {
    for (const listener of this.listeners) {
      listener(change);
    }
  }
}
