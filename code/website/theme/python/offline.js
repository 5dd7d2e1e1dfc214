// Pages that were open stay readable without a network (a service worker). The network comes
// first, so no page is ever older than it must be. run.js asks for it with Python, which a reader
// on a train wants too; who only reads has none of it.

const CACHE = "course-pages";

async function answer(request) {
  const cache = await caches.open(CACHE);
  try {
    const fresh = await fetch(request);
    if (fresh.ok) await cache.put(request, fresh.clone()).catch(() => {}); // it may be full
    return fresh;
  } catch (error) {
    const kept = await cache.match(request);
    if (kept) return kept;
    throw error;
  }
}

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  // python.js keeps the large files itself
  const isLarge = /\/_static\/python\/.*\.(?:wasm|whl|zip)/.test(url);
  if (method === "GET" && url.startsWith(location.origin) && !isLarge) {
    event.respondWith(answer(event.request));
  }
});
