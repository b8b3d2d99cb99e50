/** One request to an endpoint and its whole answer, again where that may help. */

import type { Document } from "./documents";
import { CloudError, refusal } from "./failures";
import { pause, type Terms } from "./waiting";

/** Milliseconds for one request. */
const REQUEST_MS = 10_000;
/** Statuses that a moment later may be another one. */
const PASSING: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const ATTEMPTS = 4;
const BASE_MS = 200;
const CAP_MS = 3_000;
/** An attempt that is cut shorter only hides why the first one failed. */
const LEAST_MS = 500;
const MAX_ANSWER = 64 * 2 ** 10;

/** What is sent. */
export interface Request {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly key: string | null;
  /** A JSON document. */
  readonly body?: string;
}

/**
 * Ask, with jittered pauses between attempts.
 *
 * @param request What to send.
 * @param terms The deadline holds for retries and for an answer in drips, too.
 * @returns The JSON object of a successful answer, or null if the endpoint has another model than
 *   the picture was prepared for (409).
 * @throws CloudError Every other failure.
 * @throws DOMException The reason of the signal that gave it up.
 */
export async function ask(request: Request, terms: Terms): Promise<Document | null> {
  const { deadline, signal, gate } = terms;
  for (let failed = 0; ; failed += 1) {
    try {
      return await askOnce(request, terms);
    } catch (error) {
      if (!(error instanceof PassingError)) {
        throw error;
      }
      // Uniform up to a doubling bound, so that many clients do not come back together.
      const jitter = Math.random() * Math.min(CAP_MS, BASE_MS * 2 ** failed);
      const ms = error.wish * 1000 + jitter;
      if (error.detail === "throttled") {
        gate.hold(ms);
      }
      if (failed + 1 === ATTEMPTS || ms + LEAST_MS > deadline - performance.now()) {
        throw error;
      }
      await pause(ms, signal);
    }
  }
}

/** A failure that may be over a moment later. */
class PassingError extends CloudError {}

async function askOnce(request: Request, { deadline, signal }: Terms): Promise<Document | null> {
  signal.throwIfAborted();
  const left = Math.max(0, Math.min(REQUEST_MS, deadline - performance.now()));
  const { status, type, wish, body } = await send(request, signal, AbortSignal.timeout(left));
  if (status === 409) {
    return null;
  }
  if (status !== 200) {
    throw refused(status, wish, body);
  }
  if (type !== "application/json") {
    throw new CloudError("the endpoint's answer is not JSON", "bad_answer");
  }
  return parse(body);
}

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly wish: number;
  readonly body: Uint8Array;
}

async function send(request: Request, giveUp: AbortSignal, late: AbortSignal): Promise<Reply> {
  if (!navigator.onLine) {
    throw new CloudError("this phone is offline", "offline");
  }
  const headers = new Headers({ accept: "application/json" });
  if (request.key !== null) {
    headers.set("x-api-key", request.key);
  }
  if (request.body !== undefined) {
    headers.set("content-type", "application/json");
  }
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers,
      body: request.body ?? null,
      cache: "no-store",
      credentials: "omit",
      redirect: "manual",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.any([giveUp, late]),
    });
    return {
      status: response.status,
      type: (response.headers.get("content-type") ?? "").split(";")[0]!.trim().toLowerCase(),
      wish: seconds(response.headers.get("retry-after")),
      body: await readBounded(response),
    };
  } catch (error) {
    giveUp.throwIfAborted();
    if (error instanceof CloudError) {
      throw error;
    }
    // Why a request failed, a missing certificate for one, no browser tells a page.
    throw late.aborted
      ? new CloudError("the endpoint did not answer in time", "timeout")
      : new CloudError("nothing answers at the endpoint's address", "offline");
  }
}

async function readBounded(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (let next = await reader?.read(); next?.value !== undefined; next = await reader?.read()) {
    chunks.push(next.value);
    size += next.value.length;
    if (size > MAX_ANSWER) {
      await reader?.cancel();
      throw new CloudError("the endpoint's answer is far too long", "bad_answer");
    }
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

function refused(status: number, wish: number, body: Uint8Array): CloudError {
  const failure = refusal(status, errorCode(body), wish);
  return PASSING.has(status) ? new PassingError(failure.message, failure.detail, wish) : failure;
}

function errorCode(body: Uint8Array): unknown {
  try {
    return (parse(body)["error"] as Document | undefined)?.["code"];
  } catch {
    return undefined;
  }
}

function parse(body: Uint8Array): Document {
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw new CloudError("the endpoint's answer is not JSON", "bad_answer");
  }
  if (typeof document !== "object" || document === null || Array.isArray(document)) {
    throw new CloudError("the endpoint's answer is not a JSON object", "bad_answer");
  }
  return document as Document;
}

/** Read "Retry-After" in seconds; a date counts as no wish, for a browser hides the server's clock. */
function seconds(wish: string | null): number {
  return wish !== null && /^[0-9]{1,9}$/.test(wish.trim()) ? Math.min(300, Number(wish)) : 0;
}
