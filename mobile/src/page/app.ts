/** The page as a whole: who knows whom, and what happens when. */

import type { Follower } from "../engine/device";
import { EngineError } from "../engine/errors";
import { loadModelFile, readModelFile } from "../engine/modelfile";
import type { ModelInfo, Prediction } from "../engine/types";
import { endpointBase } from "./assets";
import { CloudClient } from "./cloud/client";
import { givenUp } from "./cloud/failures";
import { EndpointWatch } from "./cloud/watch";
import { EngineRoom } from "./engine_room";
import { covers, type Mode } from "./mode";
import { keepOffline } from "./offline";
import { Answering } from "./photos/answering";
import { Library } from "./photos/library";
import { keepVisit } from "./photos/visit";
import { Router } from "./router";
import { Settings } from "./settings";
import { allowed } from "./storage";
import { askConsent } from "./view/dialogs/consent";
import { openCamera } from "./view/dialogs/camera";
import { askModel } from "./view/dialogs/model_card";
import { openSettings } from "./view/dialogs/settings";
import type { Incoming } from "./view/intake";
import { Screen } from "./view/screen";
import { texts } from "./words/words";

const ENDPOINT = endpointBase();

/** One open page. */
export class App {
  private readonly settings = new Settings(allowed(() => localStorage), ENDPOINT);
  private readonly library = new Library();
  private readonly room = new EngineRoom();
  private readonly screen: Screen;
  private readonly watch: EndpointWatch;
  private readonly answering: Answering;
  private cloud: CloudClient | null = null;
  private router: Router;
  private ownModel = true;
  /** Takes back what was said about a start that failed. */
  private forgetFailure = (): void => undefined;

  constructor() {
    this.screen = new Screen(this.library, this.settings.now.mode, {
      take: (files) => this.take(files),
      openCamera: () => void openCamera((files) => this.take(files)),
      openSettings: () => this.openSettings(),
      chooseMode: (mode) => void this.chooseMode(mode),
      retry: (id) => this.retry(id),
      labelsOf: (sha256) => (this.room.model?.sha256 === sha256 ? this.room.model.labels : []),
    });
    this.watch = new EndpointWatch((state) => this.screen.showEndpoint(state));
    this.answering = new Answering(this.library, {
      answer: (file, follower) => this.answer(file, follower),
      settled: (_, outcome) => this.watch.heard(outcome),
    });
    this.router = this.route();
    addEventListener("storage", () => this.followOtherTabs());
  }

  /** Load what the page needs; pictures may come in meanwhile. */
  async start(): Promise<void> {
    keepVisit(this.library, allowed(() => sessionStorage));
    await this.startEngine();
    // The files just loaded lie in the browser's cache now, and are not fetched twice.
    await keepOffline({
      state: (state) => this.screen.showOffline(state),
      update: (apply) => this.screen.notices.show(texts.updateReady, { label: texts.updateNow, run: apply }),
    });
  }

  private take(files: readonly Incoming[]): void {
    if (files.length === 0) {
      this.screen.notices.show(texts.nothingToAdd);
      return;
    }
    this.answering.add(this.library.add(files).map(({ id }) => id));
  }

  /** Answer a picture by what is chosen now; what a new choice interrupts begins anew. */
  private async answer(file: Blob, follower: Follower): Promise<Prediction> {
    try {
      return await this.router.classify(file, follower);
    } catch (error) {
      if (follower.signal?.aborted || !givenUp(error)) {
        throw error;
      }
      return this.answer(file, follower);
    }
  }

  private retry(id: number): void {
    this.library.update(id, { failure: null });
    if (this.room.idle) {
      void this.startEngine();
    }
    this.answering.add([id]);
  }

  private async startEngine(model?: Blob): Promise<ModelInfo | null> {
    this.forgetFailure();
    try {
      const info = await this.room.start((share) => this.screen.showLoading(share), model);
      this.ownModel = model === undefined;
      return info;
    } catch (error) {
      const sentence =
        error instanceof EngineError ? texts.startFailed(error.message) : texts.loadFailed;
      const again = () => void this.startEngine(model);
      this.forgetFailure = this.screen.notices.show(sentence, {
        label: texts.tryAgain,
        run: again,
      });
      return null;
    } finally {
      this.screen.hideLoading();
    }
  }

  private async chooseMode(mode: Mode): Promise<void> {
    if (mode !== "device" && !covers(this.settings.now.leave, mode)) {
      if (!(await askConsent(new URL(ENDPOINT).origin, mode))) {
        this.screen.showMode(this.settings.now.mode);
        return;
      }
      this.settings.change({ leave: mode });
    }
    this.settings.change({ mode });
    this.router = this.route();
  }

  /** Make the router of what is chosen now; the endpoint is asked for nothing in device mode. */
  private route(): Router {
    const { mode, key } = this.settings.now;
    this.cloud?.close();
    this.cloud = mode === "device" ? null : new CloudClient(ENDPOINT, key);
    this.watch.watch(this.cloud);
    return new Router(mode, this.room, this.cloud, () => this.screen.notices.show(texts.keyRefused));
  }

  private openSettings(): void {
    openSettings({
      origin: new URL(ENDPOINT).origin,
      choices: () => this.settings.now,
      endpointState: () => this.watch.state,
      model: () => this.room.model,
      ownModel: () => this.ownModel,
      busy: () => this.answering.busy,
      offline: () => this.screen.offlineText,
      check: () => this.watch.check(),
      setKey: (key) => {
        this.settings.change({ key });
        this.router = this.route();
      },
      withdraw: () => this.withdraw(),
      chooseModel: (file) => void this.chooseModel(file),
      useShipped: () => void this.useModel(),
    });
  }

  private withdraw(): void {
    this.settings.change({ mode: "device", leave: "device" });
    this.screen.showMode("device");
    this.router = this.route();
  }

  /** Hear of a leave that was withdrawn in another tab, or of another key. */
  private followOtherTabs(): void {
    if (this.settings.follow()) {
      this.screen.showMode(this.settings.now.mode);
      this.router = this.route();
    }
  }

  private async chooseModel(file: Blob): Promise<void> {
    let info: ModelInfo;
    try {
      info = await readModelFile(await loadModelFile(file));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.screen.notices.show(texts.badModel(why));
      return;
    }
    if (await askModel(info)) {
      await this.useModel(file);
    }
  }

  private async useModel(file?: Blob): Promise<void> {
    const info = await this.startEngine(file);
    if (info !== null) {
      this.screen.notices.show(texts.modelLoaded(`${info.name} ${info.version}`));
    }
  }
}
