/** Says in one sentence and one word why an endpoint gave no answer. */

/** Why an endpoint gave no answer, in the words of petsight's other clients. */
export type Detail =
  | "offline"
  | "timeout"
  | "throttled"
  | "refused"
  | "rejected"
  | "server"
  | "bad_answer"
  | "breaker_open"
  | "no_model";

/** An endpoint gave no answer that can be used. */
export class CloudError extends Error {
  override readonly name = "CloudError";

  /**
   * @param wish Seconds that the endpoint wishes to be left alone; 0 where it says nothing.
   */
  constructor(
    message: string,
    readonly detail: Detail,
    readonly wish = 0,
  ) {
    super(message);
  }
}

/**
 * Tell whether something was given up on purpose: its picture was removed, or the endpoint may not
 * be asked any more.
 */
export function givenUp(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

const STATUSES: Readonly<Record<number, readonly [string, Detail]>> = {
  401: ["the endpoint asks for a key", "refused"],
  403: ["the endpoint refuses this key", "refused"],
  404: ["there is no petsight endpoint at this address", "bad_answer"],
  413: ["the endpoint finds the picture too large", "rejected"],
  415: ["the endpoint does not take this kind of picture", "rejected"],
  422: ["the endpoint cannot read the picture", "rejected"],
  429: ["the endpoint is asked too often", "throttled"],
};

/**
 * Translate a status other than 200.
 *
 * @param status Of the answer.
 * @param code The endpoint's own word for it, untrusted.
 * @param wish Seconds that it wishes to be left alone.
 */
export function refusal(status: number, code: unknown, wish: number): CloudError {
  const [sentence, detail] = STATUSES[status] ?? byClass(status, code);
  const word = typeof code === "string" && /^[a-z][a-z_]{0,39}$/.test(code) ? `, ${code}` : "";
  return new CloudError(`${sentence} (${status}${word})`, detail, wish);
}

function byClass(status: number, code: unknown): readonly [string, Detail] {
  if (code === "bad_model" || code === "no_runtime") {
    return ["the endpoint has no model that works", "no_model"];
  }
  if (status >= 500 && status <= 599) {
    return ["the endpoint failed", "server"];
  }
  return ["the endpoint does not speak as petsight does", "bad_answer"];
}
