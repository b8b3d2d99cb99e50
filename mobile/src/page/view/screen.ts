/** All that a person sees, laid out once. */

import type { Label } from "../../engine/types";
import type { EndpointState } from "../cloud/watch";
import type { Mode } from "../mode";
import type { OfflineState } from "../offline";
import type { Library } from "../photos/library";
import { outcomeOf, WAITING } from "../photos/photo";
import { toCsv } from "../photos/records";
import * as words from "../words/words";
import { texts } from "../words/words";
import { Announcer } from "./announcer";
import { EndpointChip } from "./chip";
import { button, find, make } from "./dom";
import { glyph, type Glyph } from "./glyphs";
import { fileField, type Take, takeDrops, takePastes } from "./intake";
import { List } from "./list";
import { ModeSwitch } from "./mode_switch";
import { Notices } from "./notices";
import { canShare, save, share } from "./outputs";
import { Progress } from "./progress";

/** What a person asks for, and what the screen has to know. */
export interface ScreenOwner {
  readonly take: Take;
  readonly openCamera: () => void;
  readonly openSettings: () => void;
  readonly chooseMode: (mode: Mode) => void;
  readonly retry: (id: number) => void;
  readonly labelsOf: (modelSha256: string) => readonly Label[];
}

/** The page's view. */
export class Screen {
  readonly notices = new Notices();
  readonly announcer = new Announcer(find("announcer"));
  private readonly progress = new Progress();
  private readonly chip: EndpointChip;
  private readonly modeSwitch: ModeSwitch;
  private readonly list: List;
  private readonly welcome = makeWelcome();
  private readonly title = make("h2");
  private readonly results: HTMLElement;
  private readonly offline = make("p", { class: "offline small", role: "status" });
  private loading = false;
  private underWay = 0;

  constructor(
    private readonly library: Library,
    mode: Mode,
    private readonly owner: ScreenOwner,
  ) {
    document.documentElement.lang = texts.code;
    this.chip = new EndpointChip(owner.openSettings);
    this.modeSwitch = new ModeSwitch(mode, owner.chooseMode);
    this.list = new List(library, {
      remove: (id) => this.remove(id),
      retry: owner.retry,
      labelsOf: owner.labelsOf,
    });
    this.results = make(
      "section",
      { class: "results", "aria-label": texts.results, hidden: true },
      make("div", { class: "results-head" }, this.title, ...this.outputs()),
      this.list.counts,
      this.list.cards,
      make("p", { class: "muted small kept" }, texts.kept),
    );
    find("top").append(
      this.chip.element,
      iconButton("settings", texts.settings, owner.openSettings),
    );
    find("main").append(
      this.modeSwitch.element,
      this.notices.element,
      this.progress.element,
      this.welcome,
      this.results,
      this.offline,
    );
    this.fillActions();
    takeDrops(owner.take);
    takePastes(owner.take);
    library.subscribe((change) => {
      if (change.kind === "added") {
        this.announcer.say(texts.added(change.photos.length));
      }
      this.follow();
    });
  }

  /** What is said about use without a network. */
  get offlineText(): string {
    return this.offline.textContent ?? "";
  }

  showMode(mode: Mode): void {
    this.modeSwitch.show(mode);
  }

  showEndpoint(state: EndpointState): void {
    this.chip.show(state);
  }

  showOffline(state: OfflineState): void {
    const sentence = {
      preparing: texts.offlinePreparing,
      ready: texts.offlineReady,
      never: texts.offlineNever,
    }[state];
    this.offline.dataset["state"] = state;
    this.offline.replaceChildren(...(state === "ready" ? [glyph("check")] : []), sentence);
  }

  /** Show how much of the model is loaded. */
  showLoading(share: number): void {
    this.loading = true;
    this.progress.show(texts.loading(words.percent(share, 0)), share);
  }

  hideLoading(): void {
    this.loading = false;
    document.documentElement.dataset["engine"] = "settled";
    this.progress.hide();
    this.follow();
  }

  private remove(id: number): void {
    const name = this.library.get(id)?.name ?? "";
    this.library.remove(id);
    this.announcer.say(texts.removed(name));
  }

  private outputs(): HTMLElement[] {
    const csv = () => toCsv(this.library.all, this.labels());
    const clear = () => {
      this.library.clear();
      this.announcer.say(texts.cleared);
      find("choose").focus();
    };
    return [
      ...(canShare() ? [iconButton("share", texts.share, () => void share(csv()))] : []),
      iconButton("save", texts.saveCsv, () => save(csv())),
      iconButton("clear", texts.clear, clear),
    ];
  }

  private labels(): string[] {
    const names = this.library.all.flatMap(({ prediction }) => Object.keys(prediction?.scores ?? {}));
    return [...new Set(names)];
  }

  private fillActions(): void {
    const field = fileField({ multiple: true, id: "files" }, this.owner.take);
    const choose = button(
      [glyph("plus"), document.createTextNode(texts.choose)],
      () => field.click(),
      { class: "primary", id: "choose" },
    );
    const camera = button(
      [glyph("camera"), document.createTextNode(texts.camera)],
      this.owner.openCamera,
      { id: "camera" },
    );
    find("actions").append(field, choose, camera);
  }

  private follow(): void {
    const { all } = this.library;
    this.welcome.hidden = all.length > 0;
    this.results.hidden = all.length === 0;
    this.title.textContent = texts.pictures(all.length);
    const waiting = all.filter((photo) => outcomeOf(photo) === WAITING).length;
    if (waiting > 0) {
      this.underWay = Math.max(this.underWay, waiting);
      this.showAnswering(this.underWay - waiting);
    } else if (this.underWay > 0) {
      this.underWay = 0;
      this.progress.hide();
      this.announcer.say(texts.finished(this.summary()));
    }
  }

  private showAnswering(done: number): void {
    if (!this.loading) {
      const sentence = texts.answering(done, this.underWay);
      this.progress.show(sentence, done / this.underWay);
      if (done > 0) {
        this.announcer.say(sentence);
      }
    }
  }

  private summary(): string {
    const counts = [...this.library.counts()];
    return counts.map(([outcome, count]) => `${words.outcome(outcome)} ${count}`).join(", ");
  }
}

function iconButton(name: Glyph, label: string, onclick: () => void): HTMLButtonElement {
  return button([glyph(name)], onclick, { class: "icon quiet", "aria-label": label, title: label });
}

function makeWelcome(): HTMLElement {
  return make(
    "section",
    { class: "welcome" },
    make("img", { src: find<HTMLImageElement>("logo").src, alt: "", width: "88", height: "88" }),
    make("h2", {}, texts.welcomeTitle),
    make("p", {}, texts.welcome),
    make("p", { class: "muted small" }, texts.welcomeHow),
  );
}
