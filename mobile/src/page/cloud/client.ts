/** Answers pictures by an endpoint. */

import { NOT_SURE } from "../../engine/decide";
import { PREPROCESS_ID } from "../../engine/resize";
import type { Prediction, Size } from "../../engine/types";
import { Breaker } from "./breaker";
import { type EndpointInfo, readAnswer, readInfo } from "./documents";
import { ask } from "./exchange";
import { CloudError } from "./failures";
import { Gate, type Terms } from "./waiting";

/** Milliseconds that the endpoint has for one picture, retries and all questions included. */
const TOTAL_MS = 12_000;

/** Makes the PNG that is uploaded: upright, stretched to a size, without metadata. */
export type Encode = (picture: Blob, size: Size) => Promise<Blob>;

/**
 * Asks one endpoint. Only pixels leave this phone: the upright picture stretched to the size of the
 * endpoint's model, as a PNG without metadata.
 */
export class CloudClient {
  private readonly breaker = new Breaker();
  private readonly gate = new Gate();
  private readonly closing = new AbortController();
  private info: Promise<EndpointInfo> | null = null;

  /**
   * @param base Address of the endpoint, with a slash at the end.
   * @param key Opens the endpoint; travels in the header `x-api-key` alone.
   */
  constructor(
    readonly base: string,
    private readonly key: string | null,
  ) {}

  /**
   * Answer one picture.
   *
   * @param signal Gives the picture up: what is not yet sent stays here.
   * @throws CloudError There is no answer; `detail` says why.
   * @throws EngineError The picture cannot be opened.
   * @throws DOMException It was given up, or the client is closed (`givenUp`).
   */
  async classify(picture: Blob, encode: Encode, signal?: AbortSignal): Promise<Prediction> {
    const start = performance.now();
    this.closing.signal.throwIfAborted();
    this.breaker.check();
    const terms = this.terms(signal);
    let info = await this.known(terms.deadline);
    let prepared = await prepare(picture, info, encode);
    let late = prepared.ms;
    let document = await this.post(prepared.body, terms, late);
    if (document === null) {
      info = await this.renewed(terms.deadline + late);
      prepared = await prepare(picture, info, encode);
      late += prepared.ms;
      document = await this.post(prepared.body, terms, late);
    }
    if (document === null) {
      throw new CloudError("the endpoint keeps changing its model", "no_model");
    }
    const { label, scores } = readAnswer(document, info);
    return cloudPrediction(info, label, scores, start, prepared.ms);
  }

  /**
   * Ask the endpoint who it is, whatever the breaker says; a good answer closes the breaker.
   *
   * @throws CloudError It does not say, or nothing that petsight can use.
   * @throws DOMException The client is closed.
   */
  async probe(): Promise<EndpointInfo> {
    const info = await this.share(() => this.askInfo(performance.now() + TOTAL_MS));
    this.breaker.reset();
    return info;
  }

  /** Give up what is under way, also between two attempts: from now on nothing is sent. */
  close(): void {
    this.closing.abort();
  }

  private terms(signal?: AbortSignal): Terms {
    const closing = this.closing.signal;
    return {
      deadline: performance.now() + TOTAL_MS,
      signal: signal === undefined ? closing : AbortSignal.any([closing, signal]),
      gate: this.gate,
    };
  }

  private async known(deadline: number): Promise<EndpointInfo> {
    return this.info ?? this.renewed(deadline);
  }

  private renewed(deadline: number): Promise<EndpointInfo> {
    return this.share(() => this.breaker.attempt(() => this.askInfo(deadline)));
  }

  /** Let every picture wait for the same question: a failure of it counts once. */
  private async share(question: () => Promise<EndpointInfo>): Promise<EndpointInfo> {
    const asked = question();
    this.info = asked;
    try {
      return await asked;
    } catch (error) {
      if (this.info === asked) {
        this.info = null;
      }
      throw error;
    }
  }

  /** Ask who it is; that serves all pictures, so that none of them can give it up. */
  private async askInfo(deadline: number): Promise<EndpointInfo> {
    const terms = { deadline, signal: this.closing.signal, gate: this.gate };
    await this.gate.wait(terms);
    return readInfo((await ask({ method: "GET", url: this.base, key: this.key }, terms)) ?? {});
  }

  /** @param late Milliseconds that preparing took, which are not the endpoint's. */
  private async post(body: string, terms: Terms, late: number): ReturnType<typeof ask> {
    const request = { method: "POST", url: `${this.base}classify`, key: this.key, body } as const;
    const extended = { ...terms, deadline: terms.deadline + late };
    await this.gate.wait(extended);
    return this.breaker.attempt(() => ask(request, extended));
  }
}

async function prepare(
  picture: Blob,
  info: EndpointInfo,
  encode: Encode,
): Promise<{ body: string; ms: number }> {
  const start = performance.now();
  const png = await encode(picture, info.size);
  const body = JSON.stringify({
    image: await base64(png),
    preprocess_id: PREPROCESS_ID,
    model_sha256: info.modelSha256,
    width: info.size.width,
    height: info.size.height,
  });
  return { body, ms: performance.now() - start };
}

function base64(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve((reader.result as string).split(",", 2)[1]!);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

function cloudPrediction(
  info: EndpointInfo,
  label: string,
  scores: Readonly<Record<string, number>>,
  start: number,
  resize: number,
): Prediction {
  const total = performance.now() - start;
  return {
    schema: 1,
    label,
    scores,
    sure: label !== NOT_SURE,
    source: "cloud",
    reason: null,
    detail: null,
    device: null,
    model: info.model,
    model_sha256: info.modelSha256,
    preprocess_id: PREPROCESS_ID,
    timings_ms: { resize, network: total - resize, total },
  };
}
