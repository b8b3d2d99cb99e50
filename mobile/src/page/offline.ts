/** Keeps the page for use without a network, and finds out when a newer one is there. */

/** Whether the page opens without a network. */
export type OfflineState = "preparing" | "ready" | "never";

/** What a person may be told. */
export interface OfflineListener {
  readonly state: (state: OfflineState) => void;
  /** A newer page is stored, or in use in another tab; calling `apply` shows it. */
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
  tellOfBuilds(workers, registration, listener);
}

/** Tell whether the first build can be kept, and when there is a newer one. */
function tellOfBuilds(
  workers: ServiceWorkerContainer,
  registration: ServiceWorkerRegistration,
  listener: OfflineListener,
): void {
  const offer = () => listener.update(() => apply(workers, registration));
  const look = () => {
    if (registration.waiting !== null && registration.active !== null) {
      offer();
    }
  };
  const follow = () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => {
      if (worker.state === "redundant" && registration.active === null) {
        listener.state("never");
      }
      look();
    });
  };
  look();
  follow();
  registration.addEventListener("updatefound", follow);
  let controlled = workers.controller !== null;
  workers.addEventListener("controllerchange", () => {
    // Another tab has changed to a newer build: what this one still wants to load may be gone.
    if (controlled) {
      offer();
    }
    controlled = true;
  });
}

/** Change to the build that waits now, which may be a later one than was offered. */
function apply(workers: ServiceWorkerContainer, registration: ServiceWorkerRegistration): void {
  if (registration.waiting === null) {
    location.reload(); // another tab was quicker
    return;
  }
  workers.addEventListener("controllerchange", () => location.reload(), { once: true });
  registration.waiting.postMessage("activate");
}
