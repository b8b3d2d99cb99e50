/** What a person chose, kept on this phone in the browser's storage for this page. */

import { covers, type Mode, MODES } from "./mode";

const PREFIX = "petsight.settings ";

/** What a person can choose. */
export interface Choices {
  readonly mode: Mode;
  /** The mode whose uploads were agreed to; "device" while nothing may be uploaded. */
  readonly leave: Mode;
  /** The endpoint's key, as it was typed; this storage is not encrypted. */
  readonly key: string | null;
}

const FIRST: Choices = { mode: "device", leave: "device", key: null };

/** The choices for one endpoint, and where they are kept; no other endpoint gets its leave or key. */
export class Settings {
  private readonly name: string;
  private choices: Choices;

  /**
   * @param storage Usually `localStorage`; null keeps nothing.
   * @param endpoint Address of the endpoint.
   */
  constructor(
    private readonly storage: Storage | null,
    endpoint: string,
  ) {
    this.name = PREFIX + endpoint;
    this.choices = this.read();
  }

  get now(): Choices {
    return this.choices;
  }

  /** Choose something else. */
  change(choices: Partial<Choices>): void {
    this.choices = { ...this.choices, ...choices };
    try {
      this.storage?.setItem(this.name, JSON.stringify(this.choices));
    } catch {
      // Storage that is full or forbidden: the choice holds until the page is closed.
    }
  }

  /**
   * Take over leave and key as another tab left them. The mode stays this tab's own while the leave
   * covers it: a tab that answers on the phone is not to upload because of another one.
   *
   * @returns Whether anything that counts here changed.
   */
  follow(): boolean {
    const { mode, leave, key } = this.choices;
    const stored = this.read();
    this.choices = { ...stored, mode: covers(stored.leave, mode) ? mode : "device" };
    return this.choices.mode !== mode || stored.leave !== leave || stored.key !== key;
  }

  /** Read what is stored; a value that makes no sense is as if it had never been chosen. */
  private read(): Choices {
    let found: Partial<Record<keyof Choices, unknown>>;
    try {
      found = (JSON.parse(this.storage?.getItem(this.name) ?? "{}") ?? {}) as typeof found;
    } catch {
      return FIRST;
    }
    const mode = MODES.find((name) => name === found.mode) ?? FIRST.mode;
    const leave = MODES.find((name) => name === found.leave) ?? FIRST.leave;
    const key = typeof found.key === "string" ? found.key : null;
    return { mode: covers(leave, mode) ? mode : FIRST.mode, leave, key };
  }
}
