/**
 * Keeps the list over a reload, and forgets it with the tab.
 *
 * A browser throws a page in the background away when memory is short, which the phone's own camera
 * app often causes. The session storage survives that and ends with the tab, so that answers about
 * somebody's photos do not lie on a phone for ever. The photos themselves are never stored.
 */

import type { Change, Library } from "./library";
import { outcomeOf, type Photo, WAITING } from "./photo";

const PREFIX = "petsight.photo.";

/** What is stored of a picture. */
interface Kept extends Omit<Photo, "file" | "preview"> {
  /** As a data URL. */
  readonly preview: string | null;
}

/**
 * Put what an earlier load of this tab knew into a library, and keep what changes from now on.
 *
 * @param storage Usually `sessionStorage`; null keeps nothing.
 */
export function keepVisit(library: Library, storage: Storage | null): void {
  if (storage === null) {
    return;
  }
  const photos = keysOf(storage).map((key) => read(storage, key));
  const known = photos.filter((photo) => photo !== null).sort((a, b) => b.id - a.id);
  if (known.length > 0) {
    library.restore(known);
  }
  library.subscribe((change) => void keep(library, storage, change));
}

async function keep(library: Library, storage: Storage, change: Change): Promise<void> {
  if (change.kind === "removed") {
    storage.removeItem(PREFIX + change.id);
  } else if (change.kind === "cleared") {
    for (const key of keysOf(storage)) {
      storage.removeItem(key);
    }
  } else if (change.kind === "changed" && outcomeOf(change.photo) !== WAITING) {
    await write(library, storage, change.photo);
  }
}

async function write(library: Library, storage: Storage, photo: Photo): Promise<void> {
  const { file: _, ...facts } = photo;
  const preview = photo.preview === null ? null : await dataUrl(photo.preview);
  if (library.get(photo.id) !== photo) {
    return; // it was removed meanwhile, or a later change is written on its own
  }
  for (const kept of [{ ...facts, preview }, { ...facts, preview: null }]) {
    try {
      storage.setItem(PREFIX + photo.id, JSON.stringify(kept satisfies Kept));
      return;
    } catch {
      // The storage is full: an answer without its preview takes little.
    }
  }
}

function read(storage: Storage, key: string): Photo | null {
  try {
    const kept = JSON.parse(storage.getItem(key)!) as Kept;
    const preview = kept.preview === null ? null : toBlob(kept.preview);
    return { ...kept, preview, file: null };
  } catch {
    return null;
  }
}

function keysOf(storage: Storage): string[] {
  return Object.keys(storage).filter((key) => key.startsWith(PREFIX));
}

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onloadend = () => resolve(reader.result as string);
    reader.readAsDataURL(blob);
  });
}

/** Unpack a data URL; fetching one would need the policy's leave. */
function toBlob(url: string): Blob {
  const bytes = atob(url.slice(url.indexOf(",") + 1));
  const type = url.slice("data:".length, url.indexOf(";"));
  return new Blob([Uint8Array.from(bytes, (byte) => byte.charCodeAt(0))], { type });
}
