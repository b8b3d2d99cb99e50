/** The ways that answers go out: shared, or saved as a file. Both happen on this phone. */

import { texts } from "../words/words";
import { make } from "./dom";

const NAME = "petsight.csv";

/** Tell whether this browser can share files or at least text. */
export function canShare(): boolean {
  return typeof navigator.share === "function";
}

/** Hand the answers to another app, as a file where that is possible, else as text; or save them. */
export async function share(csv: string): Promise<void> {
  const file = new File([csv], NAME, { type: "text/csv" });
  const withFile = { title: texts.sharedTitle, files: [file] };
  const data = navigator.canShare?.(withFile) ? withFile : { title: texts.sharedTitle, text: csv };
  try {
    await navigator.share(data);
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "AbortError")) {
      save(csv); // the browser refuses to share this
    }
  }
}

/** Save the answers among the downloads. */
export function save(csv: string): void {
  const address = URL.createObjectURL(new Blob([csv], { type: "text/csv" }));
  make("a", { href: address, download: NAME }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000); // the download has begun by then
}
