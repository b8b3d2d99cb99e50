/** The forms that the page shares with petsight's other clients, and what the engine is given. */

/** One thing that a model looks for. */
export interface Label {
  readonly name: string;
  /** A score of at least this says that it is present. */
  readonly accept: number;
  /** A score of at most this says that it is absent; between the two it is open. */
  readonly reject: number;
}

/** Width and height in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What a model file says about itself, and the hash of the whole file. */
export interface ModelInfo {
  readonly name: string;
  /** Version of the model, not of the software. */
  readonly version: string;
  /** "edge" for devices, "cloud" for the service, or a word of the trainer's own. */
  readonly tier: string;
  /** Size of the input. */
  readonly size: Size;
  /** The preprocessing it was trained with. */
  readonly preprocessId: string;
  /** In the order of the output tensor. */
  readonly labels: readonly Label[];
  /** Hash of all bytes of the file: the identity of the model, thresholds included. */
  readonly sha256: string;
  /** Size of the file in bytes. */
  readonly bytes: number;
  /** Figures taken at export, for people. */
  readonly metrics: Readonly<Record<string, unknown>>;
  /** Hashes of training data and configuration, for people. */
  readonly training: Readonly<Record<string, unknown>>;
}

/** Who gave an answer. */
export type Source = "device" | "cloud";

/** What took place, in milliseconds. */
export interface Timings {
  readonly open?: number;
  readonly resize?: number;
  readonly invoke?: number;
  readonly network?: number;
  readonly total?: number;
}

/** The answer to one picture: the JSON form of petsight's predictions, schema 1. */
export interface Prediction {
  readonly schema: 1;
  /** A label, several joined by " and ", "neither" or "not sure". */
  readonly label: string;
  /** The probability of every label, in the model's order. */
  readonly scores: Readonly<Record<string, number>>;
  /** Whether the label is an answer rather than "not sure". */
  readonly sure: boolean;
  readonly source: Source;
  /** Why this is not the plain answer of the chosen mode. */
  readonly reason: string | null;
  /** The exact cause. */
  readonly detail: string | null;
  /** In auto mode, the device's own answer when the cloud's replaced it. */
  readonly device: Prediction | null;
  /** Name and version. */
  readonly model: string;
  readonly model_sha256: string;
  readonly preprocess_id: string;
  readonly timings_ms: Timings;
}

/** The files that the engine runs on, all of the page's own origin. */
export interface Assets {
  /** Address of the built worker: a classic script, since LiteRT's loader is one too. */
  readonly worker: string;
  /** Address of LiteRT's loader script, absolute or from the root: the worker asks for it. */
  readonly loader: string;
  /** The WebAssembly that belongs to the loader. Given away: the buffer is empty afterwards. */
  readonly wasm: ArrayBuffer;
  /** A model file. Given away: the buffer is empty afterwards. */
  readonly model: ArrayBuffer;
}
