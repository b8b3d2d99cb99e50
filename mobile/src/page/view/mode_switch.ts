/** The switch that says where answers come from, with a line on what that means. */

import { type Mode, MODES } from "../mode";
import { texts } from "../words/words";
import { make } from "./dom";

/** Three radio buttons in one frame. */
export class ModeSwitch {
  readonly element: HTMLElement;
  private readonly inputs = new Map<Mode, HTMLInputElement>();
  private readonly line = make("p", { class: "muted small", id: "mode-explained" });

  /** @param onChoose Is told what a person chose; who must ask first calls `show` to take it back. */
  constructor(mode: Mode, onChoose: (mode: Mode) => void) {
    const segments = MODES.flatMap((value) => {
      const input = make("input", {
        type: "radio",
        name: "mode",
        id: `mode-${value}`,
        value,
        onchange: () => {
          this.show(value);
          onChoose(value);
        },
      });
      this.inputs.set(value, input);
      return [input, make("label", { for: `mode-${value}` }, texts.modes[value])];
    });
    const legend = make("legend", { class: "visually-hidden" }, texts.modeTitle);
    this.element = make(
      "fieldset",
      { class: "mode", "aria-describedby": "mode-explained" },
      legend,
      make("div", { class: "segments" }, ...segments),
      this.line,
    );
    this.show(mode);
  }

  /** Show a mode. */
  show(mode: Mode): void {
    this.inputs.get(mode)!.checked = true;
    this.line.textContent = texts.modesExplained[mode];
  }
}
