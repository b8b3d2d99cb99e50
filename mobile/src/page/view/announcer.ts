/** Tells a screen reader what happens, without flooding it. */

/** Milliseconds between two sentences; of what comes meanwhile, the latest is said. */
const PAUSE_MS = 1_500;

export class Announcer {
  private next: string | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** @param region A live region. */
  constructor(private readonly region: HTMLElement) {}

  /** Say a sentence soon. */
  say(sentence: string): void {
    this.next = sentence;
    if (this.timer === undefined) {
      this.speak();
    }
  }

  private speak(): void {
    this.timer = undefined;
    if (this.next !== null) {
      this.region.textContent = this.next;
      this.next = null;
      this.timer = setTimeout(() => this.speak(), PAUSE_MS);
    }
  }
}
