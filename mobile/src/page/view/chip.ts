/** The small button that says how the endpoint is doing; it opens the settings. */

import type { EndpointState } from "../cloud/watch";
import * as words from "../words/words";
import { texts } from "../words/words";
import { button, make } from "./dom";

/** The words carry the state, so nobody has to tell the colours of the dot apart. */
export class EndpointChip {
  readonly element: HTMLButtonElement;
  private readonly dot = make("span", { class: "dot", "aria-hidden": "true" });
  private readonly label = make("span");

  constructor(onOpen: () => void) {
    this.element = button([this.dot, this.label], onOpen, { class: "chip", id: "endpoint" });
    this.show({ reach: "off" });
  }

  /** Show a state; where no endpoint is asked there is nothing to say. */
  show(state: EndpointState): void {
    this.element.hidden = state.reach === "off";
    this.dot.dataset["reach"] = state.reach;
    this.label.textContent = words.reach(state);
    this.element.setAttribute("aria-label", texts.endpoint(words.reach(state)));
  }
}
