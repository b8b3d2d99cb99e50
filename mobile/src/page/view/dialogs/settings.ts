/** The settings: endpoint, key, model, offline use, privacy. */

import type { ModelInfo } from "../../../engine/types";
import type { EndpointState } from "../../cloud/watch";
import type { Choices } from "../../settings";
import * as words from "../../words/words";
import { texts } from "../../words/words";
import { button, make } from "../dom";
import { Sheet } from "./frame";
import { modelFacts } from "./model_card";

/** What the settings show, and what a person does in them. */
export interface SettingsOwner {
  readonly origin: string;
  readonly choices: () => Choices;
  readonly endpointState: () => EndpointState;
  /** The model in use; null while it is being loaded. */
  readonly model: () => ModelInfo | null;
  readonly ownModel: () => boolean;
  readonly busy: () => boolean;
  readonly offline: () => string;
  readonly check: () => Promise<void>;
  /** Store a key, or forget it. */
  readonly setKey: (key: string | null) => void;
  readonly withdraw: () => void;
  readonly chooseModel: (file: Blob) => void;
  readonly useShipped: () => void;
}

/** Show the settings. */
export function openSettings(owner: SettingsOwner): void {
  const sheet = new Sheet(texts.settings);
  sheet.body.append(
    ...endpoint(owner),
    ...model(owner, sheet),
    make("h3", {}, texts.offlineTitle),
    make("p", {}, owner.offline()),
    make("h3", {}, texts.aboutTitle),
    make("p", {}, texts.about),
    make("p", {}, texts.kept),
  );
  sheet.buttons.append(button(texts.close, () => sheet.close(), { class: "primary" }));
  sheet.open();
}

function endpoint(owner: SettingsOwner): Node[] {
  const state = make("p", { role: "status" }, words.reachExplained(owner.endpointState()));
  const check = button(texts.check, async () => {
    check.disabled = true;
    state.textContent = texts.reach.checking;
    await owner.check();
    state.textContent = words.reachExplained(owner.endpointState());
    check.disabled = false;
    if (document.activeElement === document.body) {
      check.focus(); // disabling took the focus, which may be in the key's field by now
    }
  });
  check.hidden = owner.endpointState().reach === "off";
  const withdraw = button(texts.withdraw, () => {
    owner.withdraw();
    withdraw.hidden = true;
    check.hidden = true;
    state.textContent = texts.withdrawn;
  });
  withdraw.hidden = owner.choices().leave === "device";
  return [
    make("h3", {}, texts.endpointTitle),
    make("p", { class: "address" }, owner.origin),
    state,
    make("div", { class: "row" }, check, withdraw),
    ...key(owner),
  ];
}

function key(owner: SettingsOwner): Node[] {
  const field = make("input", {
    type: "password",
    id: "key",
    autocomplete: "off",
    "aria-describedby": "key-hint key-state",
  });
  const line = make("p", { class: "muted small", id: "key-state", role: "status" });
  const forget = button(texts.forget, () => finish(null, texts.keyForgotten));
  const finish = (value: string | null, sentence: string) => {
    owner.setKey(value);
    field.value = "";
    line.textContent = sentence;
    forget.hidden = value === null;
  };
  forget.hidden = owner.choices().key === null;
  line.textContent = forget.hidden ? "" : texts.keyStored;
  const form = make(
    "form",
    {
      class: "row",
      onsubmit: (event) => {
        event.preventDefault();
        if (field.value !== "") {
          finish(field.value, texts.keySaved);
        }
      },
    },
    field,
    make("button", { type: "submit" }, texts.save),
    forget,
  );
  return [
    make("label", { for: "key" }, texts.key),
    form,
    line,
    make("p", { class: "muted small", id: "key-hint" }, texts.keyHint(owner.origin)),
  ];
}

function model(owner: SettingsOwner, sheet: Sheet): Node[] {
  const info = owner.model();
  const field = make("input", {
    type: "file",
    id: "model-file",
    hidden: true,
    onchange: () => {
      const file = field.files?.[0];
      if (file !== undefined) {
        sheet.close();
        owner.chooseModel(file);
      }
    },
  });
  const other = button(texts.otherModel, () => field.click());
  const shipped = button(texts.shippedModel, () => {
    sheet.close();
    owner.useShipped();
  });
  other.disabled = shipped.disabled = owner.busy();
  shipped.hidden = owner.ownModel();
  return [
    make("h3", {}, texts.modelTitle),
    info === null ? null : modelFacts(info),
    owner.busy() ? make("p", { class: "muted small" }, texts.modelBusy) : null,
    make("div", { class: "row" }, other, shipped, field),
  ].filter((node) => node !== null);
}
