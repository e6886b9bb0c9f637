/** So long a page has to run before it is kept: one that broke at once is not what a wall should start with. */
const PROVEN_MS = 20_000;

/**
 * Has this page kept on the device, so that it can be started while the network is away. Needs https (or this very machine); without
 * it a screen that loses its power at such a time waits for the network. The returned function ends the waiting.
 */
export function keepPage(): () => void {
  if (!('serviceWorker' in navigator)) return () => undefined;
  const register = async (): Promise<void> => {
    await navigator.serviceWorker.register('/service-worker.js', { scope: '/wall', type: 'module' });
    const { active } = await navigator.serviceWorker.ready;
    const used = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
    active?.postMessage({ used });
  };
  const timer = setTimeout(() => {
    // A browser that was told to keep nothing refuses; the wall runs as well without.
    register().catch(() => undefined);
  }, PROVEN_MS);
  return () => clearTimeout(timer);
}
