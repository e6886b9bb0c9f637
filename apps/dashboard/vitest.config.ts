import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineProject } from 'vitest/config';

// Without SvelteKit: what is tested here are functions and rune classes, which need Svelte's compiler only.
export default defineProject({
  plugins: [svelte()],
  root: fileURLToPath(new URL('.', import.meta.url)),
  resolve: { conditions: ['browser'] },
  test: { name: 'dashboard', include: ['src/**/*.test.ts'] },
});
