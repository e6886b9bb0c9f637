import { RemoveView, SaveView, type Display, type SavedView } from '#lib/api/explore-documents.ts';
import { request } from '#lib/api/request.ts';
import { KeptList } from './kept-list.svelte.ts';

interface Pinned {
  name: string;
  question: Record<string, unknown>;
  display: Display;
}

/** Views of Explore that people keep. */
export type Pins = KeptList<SavedView, Pinned>;

/** Makes the pinned views of a page from what its load found. */
export const createPins = (source: () => readonly SavedView[], fetch: typeof globalThis.fetch): Pins =>
  new KeptList<SavedView, Pinned>({
    source,
    save: async (view) => (await request(fetch, SaveView, { ...view })).saveView,
    remove: (name) => request(fetch, RemoveView, { name }),
    wantedOf: ({ name, question, display }) => ({ name, question: question as Record<string, unknown>, display }),
  });
