/** The card of one picture. */

import type { Label, Prediction } from "../../engine/types";
import type { Failure } from "../failure";
import { confidence, outcomeOf, type Photo } from "../photos/photo";
import * as words from "../words/words";
import { texts } from "../words/words";
import { badge } from "./badge";
import { details } from "./details";
import { button, make } from "./dom";
import { glyph } from "./glyphs";

/** What a person does with a card, and what the card has to know. */
export interface CardOwner {
  readonly remove: (id: number) => void;
  readonly retry: (id: number) => void;
  /** The labels with thresholds that a model has; none where that is not known. */
  readonly labelsOf: (modelSha256: string) => readonly Label[];
}

/** One picture of the list. */
export class Card {
  readonly element: HTMLLIElement = make("li", { class: "card", tabindex: "-1" });
  private readonly image = make("img", { alt: "", decoding: "async" });
  private readonly frame = make("div", { class: "thumbnail" });
  private readonly text = make("div", { class: "card-text" });
  private readonly more = make("div", { class: "details", hidden: true });
  private shown: Photo;

  constructor(
    photo: Photo,
    private readonly owner: CardOwner,
  ) {
    this.shown = photo;
    const remove = button([glyph("close")], () => owner.remove(photo.id), {
      class: "icon quiet remove",
      "aria-label": texts.remove(photo.name),
    });
    this.more.id = `details-${photo.id}`;
    this.element.append(this.frame, this.text, remove, this.more);
    this.image.addEventListener("load", () => URL.revokeObjectURL(this.image.src));
    this.showPreview();
    this.showText();
  }

  get photo(): Photo {
    return this.shown;
  }

  /** Show what is known now. */
  update(photo: Photo): void {
    const before = this.shown;
    this.shown = photo;
    if (photo.preview !== before.preview) {
      this.showPreview();
    }
    if (photo.prediction !== before.prediction || photo.failure !== before.failure) {
      this.showText();
    }
  }

  private showPreview(): void {
    const { preview } = this.shown;
    if (preview === null) {
      this.frame.replaceChildren(glyph("picture"));
    } else {
      URL.revokeObjectURL(this.image.src); // of an earlier preview that was replaced before it came
      this.image.src = URL.createObjectURL(preview);
      this.frame.replaceChildren(this.image);
    }
  }

  private showText(): void {
    const { name, prediction, failure } = this.shown;
    const outcome = outcomeOf(this.shown);
    const head = make("div", { class: "card-head" }, badge(outcome));
    if (prediction?.sure) {
      const share = words.percent(confidence(prediction));
      head.append(make("span", { class: "confidence" }, share));
    }
    const unanswered = failure === null ? "waiting" : "failed";
    this.element.dataset["outcome"] = prediction === null ? unanswered : "answered";
    this.more.hidden = true;
    this.text.replaceChildren(head, make("p", { class: "name", title: name }, name));
    if (prediction !== null) {
      this.text.append(...this.answered(prediction));
    } else if (failure !== null) {
      this.text.append(...this.failed(failure));
    }
  }

  private answered(prediction: Prediction): Node[] {
    const why = words.reason(prediction);
    const total = prediction.timings_ms.total ?? 0;
    const who = make(
      "p",
      { class: "source muted small" },
      glyph(prediction.source === "cloud" ? "cloud" : "phone"),
      `${words.source(prediction)} · ${words.milliseconds(total)}`,
    );
    const leaning = prediction.sure ? null : make("p", { class: "leaning" }, words.leaning(prediction));
    const reason = why === null ? null : make("p", { class: "reason small" }, why);
    return [leaning, reason, who, this.opener(prediction)].filter((node) => node !== null);
  }

  /** Make the button that opens the details, which are made only then: few are ever looked at. */
  private opener(prediction: Prediction): HTMLButtonElement {
    const opener = button(
      texts.details,
      () => {
        this.more.hidden = !this.more.hidden;
        opener.setAttribute("aria-expanded", String(!this.more.hidden));
        const labels = this.owner.labelsOf(prediction.model_sha256);
        this.more.replaceChildren(...details(prediction, labels));
      },
      {
        class: "opener quiet small",
        "aria-label": texts.detailsOf(this.shown.name),
        "aria-expanded": "false",
        "aria-controls": this.more.id,
      },
    );
    return opener;
  }

  private failed(failure: Failure): Node[] {
    const advice = words.advice(failure);
    const retry = button([glyph("retry"), document.createTextNode(texts.retry)], () => {
      this.owner.retry(this.shown.id);
      this.element.focus(); // the button is gone, and the focus is to stay in the list
    });
    retry.setAttribute("aria-label", texts.retryNamed(this.shown.name));
    const again = ["cloud_error", "error", "no_runtime", "bad_model"].includes(failure.code);
    return [
      make("p", { class: "leaning" }, `${words.failure(failure)}.`),
      advice === null ? null : make("p", { class: "muted small" }, advice),
      again && this.shown.file !== null ? retry : null,
    ].filter((node) => node !== null);
  }
}
