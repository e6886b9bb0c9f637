/// <reference lib="webworker" />

/**
 * For walls alone: a screen that is started while the network is away, as after a power cut at night, gets its page from here and shows
 * the last truth that it kept. No other page is ever answered by this worker, and nothing that was asked of the API.
 */
const worker = globalThis as unknown as ServiceWorkerGlobalScope;

const CACHE = 'heed-wall';
const PAGE = '/wall';
/** Longer than this nobody waits for a network that is only slow; a new release comes with the next start. */
const PATIENCE_MS = 8_000;
const ASSET = /\/_app\/immutable\//;

/** What a page is made of: every file of ours that its document names. */
function assetsOf(html: string): string[] {
  return [...html.matchAll(/_app\/immutable\/[^"'\s)]+/g)].map(([path]) => `/${path}`);
}

/** Keeps a page with all that it was seen to use, and lets go of what belonged to the one before. Throws where a part cannot be had. */
async function keep(used: readonly string[]): Promise<void> {
  const cache = await caches.open(CACHE);
  const page = await fetch(PAGE, { cache: 'no-store' });
  if (!page.ok) return;
  const wanted = new Set([...assetsOf(await page.clone().text()), ...used.filter((path) => ASSET.test(path))]);
  for (const path of wanted) {
    if (!(await cache.match(path, { ignoreVary: true }))) await cache.add(path);
  }
  await cache.put(PAGE, page);
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url);
    if (pathname !== PAGE && !wanted.has(pathname)) await cache.delete(url);
  }
}

async function fromNetwork(request: Request): Promise<Response> {
  const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
  // Whoever stands before a server that is away says so with a status of its own.
  if (answer.status >= 500) throw new Error('The server is not there.');
  return answer;
}

async function pageFor(request: Request): Promise<Response> {
  try {
    return await fromNetwork(request);
  } catch {
    return (await caches.match(PAGE, { ignoreVary: true })) ?? fetch(request);
  }
}

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  if (request.mode === 'navigate' && pathname === PAGE) event.respondWith(pageFor(request));
  else if (ASSET.test(pathname)) event.respondWith(caches.match(pathname, { ignoreVary: true }).then((kept) => kept ?? fetch(request)));
});
worker.addEventListener('message', (event) => {
  const used: unknown = (event.data as { used?: unknown } | null)?.used;
  // What could not be kept now is kept with the next start.
  if (Array.isArray(used)) event.waitUntil(keep(used.filter((one) => typeof one === 'string')).catch(() => undefined));
});
