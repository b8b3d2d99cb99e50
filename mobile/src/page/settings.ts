/** What a person chose, kept on this phone in the browser's storage for this page. */

import { type Mode, MODES } from "./mode";

const KEY = "petsight.settings";

/** What a person can choose. */
export interface Choices {
  readonly mode: Mode;
  /** The endpoint that may be sent pictures. */
  readonly agreedTo: string | null;
  /** The endpoint's key, as it was typed; this storage is not encrypted. */
  readonly key: string | null;
}

const FIRST: Choices = { mode: "device", agreedTo: null, key: null };

/** The choices, and where they are kept. */
export class Settings {
  private choices: Choices;

  /** @param storage Usually `localStorage`. */
  constructor(private readonly storage: Storage) {
    this.choices = read(storage.getItem(KEY));
  }

  get now(): Choices {
    return this.choices;
  }

  /** Choose something else. */
  change(choices: Partial<Choices>): void {
    this.choices = { ...this.choices, ...choices };
    try {
      this.storage.setItem(KEY, JSON.stringify(this.choices));
    } catch {
      // Storage that is full or forbidden: the choice holds until the page is closed.
    }
  }
}

/** Read what was stored; a value that makes no sense is as if it had never been chosen. */
function read(stored: string | null): Choices {
  let found: Partial<Record<keyof Choices, unknown>>;
  try {
    found = (JSON.parse(stored ?? "{}") ?? {}) as typeof found;
  } catch {
    return FIRST;
  }
  return {
    mode: MODES.find((mode) => mode === found.mode) ?? FIRST.mode,
    agreedTo: typeof found.agreedTo === "string" ? found.agreedTo : null,
    key: typeof found.key === "string" ? found.key : null,
  };
}
