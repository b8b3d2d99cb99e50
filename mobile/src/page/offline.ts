/** Keeps the page for use without a network, and finds out when a newer one is there. */

/** Whether the page opens without a network. */
export type OfflineState = "preparing" | "ready" | "never";

/** What a person may be told. */
export interface OfflineListener {
  readonly state: (state: OfflineState) => void;
  /** A newer page is stored; calling `apply` shows it. */
  readonly update: (apply: () => void) => void;
}

/** Register the service worker and tell what becomes of it. */
export async function keepOffline(listener: OfflineListener): Promise<void> {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (workers === undefined) {
    listener.state("never");
    return;
  }
  listener.state("preparing");
  let registration: ServiceWorkerRegistration;
  try {
    registration = await workers.register("sw.js", { updateViaCache: "none" });
  } catch {
    listener.state(workers.controller === null ? "never" : "ready");
    return;
  }
  void workers.ready.then(() => listener.state("ready"));
  const offer = () => offerUpdate(workers, registration, listener);
  offer();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", offer);
  });
}

function offerUpdate(
  workers: ServiceWorkerContainer,
  registration: ServiceWorkerRegistration,
  listener: OfflineListener,
): void {
  const { waiting, active } = registration;
  if (waiting !== null && active !== null) {
    listener.update(() => {
      workers.addEventListener("controllerchange", () => location.reload(), { once: true });
      waiting.postMessage("activate");
    });
  }
}
