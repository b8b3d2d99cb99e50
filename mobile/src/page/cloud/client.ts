/** Answers pictures by an endpoint. */

import { NOT_SURE } from "../../engine/decide";
import { PREPROCESS_ID } from "../../engine/resize";
import type { Prediction, Size } from "../../engine/types";
import { Breaker } from "./breaker";
import { type EndpointInfo, readAnswer, readInfo } from "./documents";
import { ask } from "./exchange";
import { CloudError } from "./failures";

/** Makes the PNG that is uploaded: upright, stretched to a size, without metadata. */
export type Encode = (picture: Blob, size: Size) => Promise<Blob>;

/**
 * Asks one endpoint. Only pixels leave this phone: the upright picture stretched to the size of the
 * endpoint's model, as a PNG without metadata.
 */
export class CloudClient {
  private readonly breaker = new Breaker();
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
   * @throws CloudError There is no answer; `detail` says why.
   * @throws EngineError The picture cannot be opened.
   */
  async classify(picture: Blob, encode: Encode): Promise<Prediction> {
    const start = performance.now();
    return this.breaker.attempt(async () => {
      let info = await this.known();
      let prepared = await prepare(picture, info, encode);
      let document = await this.post(prepared.body);
      if (document === null) {
        info = await this.renewed();
        prepared = await prepare(picture, info, encode);
        document = await this.post(prepared.body);
      }
      if (document === null) {
        throw new CloudError("the endpoint keeps changing its model", "no_model");
      }
      const { label, scores } = readAnswer(document, info);
      return cloudPrediction(info, label, scores, start, prepared.ms);
    });
  }

  /**
   * Ask the endpoint who it is, whatever the breaker says; a good answer closes the breaker.
   *
   * @throws CloudError It does not say, or nothing that petsight can use.
   */
  async probe(): Promise<EndpointInfo> {
    const info = await this.renewed();
    this.breaker.reset();
    return info;
  }

  private async known(): Promise<EndpointInfo> {
    return this.info ?? this.renewed();
  }

  private async renewed(): Promise<EndpointInfo> {
    const asked = this.askInfo();
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

  private async askInfo(): Promise<EndpointInfo> {
    const document = await ask({ method: "GET", url: this.base, key: this.key });
    return readInfo(document ?? {});
  }

  private post(body: string): ReturnType<typeof ask> {
    const url = `${this.base}classify`;
    return ask({ method: "POST", url, key: this.key, body });
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
