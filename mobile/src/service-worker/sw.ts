/**
 * The service worker: keeps one whole build of the page, and serves it with or without a network.
 *
 * A build is stored as a whole or not at all; each file is held against the hash that the build
 * wrote down, so that half of an old and half of a new page never meet. A newer build waits until
 * the person asks for it or has closed the page.
 */

/** A file of the build. */
interface Listed {
  /** Relative to the page. */
  readonly path: string;
  /** As in "Subresource Integrity". */
  readonly integrity: string;
  /** Whether the name says the content. */
  readonly immutable: boolean;
}

export {}; // a module, so that the next line says what `self` is here
declare const self: ServiceWorkerGlobalScope;
declare const BUILD: string;
declare const FILES: readonly Listed[];

const SCOPE = new URL(self.registration.scope).pathname;
// One origin can serve several pages, each in its folder; no path holds the blank that ends it.
const PREFIX = `petsight ${SCOPE} `;
const CACHE = PREFIX + BUILD;
const INDEX = "index.html";
const PATHS: ReadonlySet<string> = new Set(FILES.map(({ path }) => path));

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

self.addEventListener("message", (event) => {
  if (event.data === "activate") {
    event.waitUntil(self.skipWaiting());
  }
});

self.addEventListener("fetch", (event) => {
  const path = pathOf(event.request);
  if (path !== null) {
    event.respondWith(answer(path, event.request));
  }
});

async function fill(): Promise<void> {
  const cache = await caches.open(CACHE);
  await Promise.all(FILES.map((file) => keep(file, cache)));
}

async function keep({ path, integrity, immutable }: Listed, cache: Cache): Promise<void> {
  // What an earlier build had in common with this one, model and runtime, is not fetched again.
  const known = immutable ? await caches.match(address(path)) : undefined;
  if (known !== undefined) {
    await cache.put(address(path), known);
    return;
  }
  const response = await fetch(address(path), {
    integrity,
    cache: immutable ? "default" : "no-cache",
  });
  if (!response.ok) {
    throw new TypeError(`${path} is missing (${response.status})`);
  }
  // Made anew, for browsers refuse a page that was redirected, as /index.html to / may be.
  const { body, status, headers } = response;
  await cache.put(address(path), new Response(body, { status, headers }));
}

async function takeOver(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** Return which file of the page is asked for; null for everything else, the endpoint above all. */
function pathOf(request: Request): string | null {
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || !url.pathname.startsWith(SCOPE)) {
    return null;
  }
  const path = url.pathname.slice(SCOPE.length) || INDEX;
  return PATHS.has(path) ? path : null;
}

async function answer(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(address(path))) ?? fetch(request);
}

function address(path: string): string {
  return new URL(path, self.registration.scope).href;
}
