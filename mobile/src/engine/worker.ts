/** The worker: loads runtime and model, then answers one job after another. */

import { classify, encode } from "./answer";
import { EngineError } from "./errors";
import type { Job, Reply, Request, Start } from "./messages";
import { readModelFile } from "./modelfile";
import { loadRuntime, Model } from "./runtime";
import type { ModelInfo } from "./types";

let loaded: { readonly model: Model; readonly info: ModelInfo } | null = null;

addEventListener("message", async (event: MessageEvent<Request>) => {
  const reply = await replyTo(event.data);
  postMessage(reply);
  if (reply.kind === "ready") {
    await warmUp();
  }
});

async function replyTo(request: Request): Promise<Reply> {
  try {
    return request.kind === "start" ? await start(request) : await work(request);
  } catch (error) {
    if (error instanceof EngineError) {
      return { kind: "failed", code: error.code, message: error.message };
    }
    // A browser short of memory throws whatever comes to hand.
    const message = `this browser cannot work on this picture (${String(error)})`;
    return { kind: "failed", code: "no_runtime", message };
  }
}

async function start({ loader, wasm, model }: Start): Promise<Reply> {
  const content = new Uint8Array(model);
  const [info] = await Promise.all([readModelFile(content), loadRuntime(loader, wasm)]);
  loaded = { model: await Model.load(content, info), info };
  return { kind: "ready", value: info };
}

/** Run the model on nothing while people choose: the first run compiles what later ones use. */
async function warmUp(): Promise<void> {
  if (loaded !== null) {
    const { width, height } = loaded.info.size;
    await loaded.model.scores(new Uint8Array(width * height * 3));
  }
}

async function work(job: Job): Promise<Reply> {
  if (job.kind === "encode") {
    return { kind: "done", value: await encode(job.picture, job.size) };
  }
  if (loaded === null) {
    throw new EngineError("no_runtime", "the model is not loaded");
  }
  return { kind: "done", value: await classify(job.picture, loaded.model, loaded.info) };
}
