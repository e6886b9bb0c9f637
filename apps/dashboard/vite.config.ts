import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

/**
 * Inter is loaded ahead and has a fallback of its own measures. Where it is late all the same, it waits for the next page:
 * words that wrap anew under somebody's eyes are worse than one page in another face.
 */
const interWithoutSwap = {
  postcssPlugin: 'inter-without-swap',
  AtRule: {
    'font-face'(rule: { toString(): string; walkDecls(prop: string, visit: (declaration: { value: string }) => void): void }) {
      if (!rule.toString().includes('Inter Variable')) return;
      rule.walkDecls('font-display', (declaration) => {
        declaration.value = 'optional';
      });
    },
  },
};

export default defineConfig({
  plugins: [
    sveltekit({
      adapter: adapter(),
      compilerOptions: { runes: true },
      // Walls alone have one, and register it themselves.
      serviceWorker: { register: false },
      csp: {
        mode: 'nonce',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self'],
          // Attributes only: a width or a department's colour set while rendering on the server.
          'style-src-attr': ['unsafe-inline'],
          'img-src': ['self', 'data:', 'blob:'],
          'font-src': ['self', 'data:'],
          'connect-src': ['self', 'ws:', 'wss:'],
          'object-src': ['none'],
          'base-uri': ['self'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
        },
      },
    }),
  ],
  css: { postcss: { plugins: [interWithoutSwap] } },
  // The engine room of the query console needs modules as workers.
  worker: { format: 'es' },
  server: { proxy: devProxy() },
});

/** In development the API runs beside Vite: its paths are passed on, WebSockets too. */
function devProxy() {
  const target = process.env['HEED_INTERNAL_URL'] ?? 'http://127.0.0.1:4300';
  return {
    '/graphql': { target, ws: true },
    '/session': { target },
    '/collect': { target },
    '/export': { target },
    '/wall/pairing': { target },
  };
}
