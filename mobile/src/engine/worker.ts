/** The worker: loads runtime and model, then does one job after another. */

import { classify, encode } from "./answer";
import { decode, Picture } from "./decode";
import { EngineError } from "./errors";
import type { Job, Reply, Request, Start } from "./messages";
import { readModelFile } from "./modelfile";
import { drawPreview } from "./preview";
import { loadRuntime, Model } from "./runtime";
import type { ModelInfo, Prediction } from "./types";

/** Empty pictures to answer before the first real one. */
const WARM_UPS = 8;

let loaded: { readonly model: Model; readonly info: ModelInfo } | null = null;
/** Whether a picture has come. */
let called = false;

addEventListener("message", ({ data }: MessageEvent<Request>) => {
  void (data.kind === "start" ? start(data) : work(data));
});

async function start(request: Start): Promise<void> {
  say(await load(request).catch(failed));
  await warmUp().catch(() => undefined); // what is wrong, the first picture's outcome will say
}

async function load({ loader, wasm, model }: Start): Promise<Reply> {
  const content = new Uint8Array(model);
  const [info] = await Promise.all([readModelFile(content), loadRuntime(loader, wasm)]);
  loaded = { model: await Model.load(content, info), info };
  return { kind: "ready", value: info };
}

/**
 * Answer empty pictures while people choose: the first answer compiles what later ones use, and what
 * is used several times browsers compile once more, for speed.
 */
async function warmUp(): Promise<void> {
  if (loaded === null) {
    return;
  }
  const { model, info } = loaded;
  const pixels = new ImageData(2 * info.size.width, 2 * info.size.height);
  const picture = new Picture(await createImageBitmap(pixels), 1);
  try {
    for (let run = 0; run < WARM_UPS && !called; run += 1) {
      await classify(picture, 0, model, info);
      await nextTurn();
    }
  } finally {
    picture.close();
  }
}

/** Let the messages that came meanwhile be heard. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** Open a picture, once: first for its outcome, which people wait for, then for its preview. */
async function work(job: Job): Promise<void> {
  called = true;
  const begun = performance.now();
  let picture: Picture;
  try {
    picture = await decode(job.picture);
  } catch (error) {
    say(failed(error));
    return;
  }
  const outcome = await valueOf(job, picture, performance.now() - begun).then(done, failed);
  say(outcome);
  if (outcome.kind === "done" && job.preview) {
    say({ kind: "drawn", value: await drawPreview(picture) });
  }
  picture.close();
}

/** @param opening Milliseconds that opening the picture took. */
async function valueOf(job: Job, picture: Picture, opening: number): Promise<Prediction | Blob> {
  if (job.kind === "encode") {
    return encode(picture, job.size);
  }
  if (loaded === null) {
    throw new EngineError("no_runtime", "the model is not loaded");
  }
  return classify(picture, opening, loaded.model, loaded.info);
}

function done(value: Prediction | Blob): Reply {
  return { kind: "done", value };
}

function failed(error: unknown): Reply {
  if (error instanceof EngineError) {
    return { kind: "failed", code: error.code, message: error.message };
  }
  // A browser short of memory throws whatever comes to hand.
  const message = `this browser cannot work on this picture (${String(error)})`;
  return { kind: "failed", code: "no_runtime", message };
}

function say(reply: Reply): void {
  postMessage(reply);
}
