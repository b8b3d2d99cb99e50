/** The ways that pictures come in: chosen, dropped, pasted. */

import { texts } from "../words/words";
import { find, make } from "./dom";

/** A file with its name for people. */
export interface Incoming {
  readonly name: string;
  readonly blob: Blob;
}

/** Takes what comes in. */
export type Take = (files: readonly Incoming[]) => void;

/**
 * Make the field that opens the phone's photos, or its camera.
 *
 * @param options Attributes beside the usual.
 */
export function fileField(options: Readonly<Record<string, string | boolean>>, take: Take): HTMLInputElement {
  const input = make("input", {
    type: "file",
    accept: "image/*",
    hidden: true, // a button with a name of its own opens it
    ...options,
    onchange: () => {
      take(named(input.files ?? []));
      input.value = ""; // so that the same file can be chosen again
    },
  });
  return input;
}

/** Take what is dropped anywhere on the page. */
export function takeDrops(take: Take): void {
  const layer = find("drop-layer");
  layer.textContent = texts.dropHere;
  addEventListener("dragover", (event) => {
    if (event.dataTransfer?.types.includes("Files")) {
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      layer.hidden = false;
    }
  });
  addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) {
      layer.hidden = true;
    }
  });
  addEventListener("drop", (event) => {
    layer.hidden = true;
    if (event.dataTransfer?.types.includes("Files")) {
      event.preventDefault();
      take(named(event.dataTransfer.files));
    }
  });
}

/** Take pictures that are pasted, unless somebody types into a field. */
export function takePastes(take: Take): void {
  addEventListener("paste", (event) => {
    const files = named(event.clipboardData?.files ?? []);
    if (files.length > 0 && !(event.target instanceof HTMLInputElement)) {
      event.preventDefault();
      take(files);
    }
  });
}

function named(files: Iterable<File>): Incoming[] {
  // Pixels from the clipboard come under this name, whatever they show.
  return Array.from(files, (file) => ({
    name: file.name === "image.png" ? texts.pastedName : file.name,
    blob: file,
  }));
}
