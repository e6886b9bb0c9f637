import { RemoveInboxView, RenameInboxView, SaveInboxView, type SavedInbox } from '#lib/api/inbox-documents.ts';
import { request } from '#lib/api/request.ts';
import type { InboxQuestion } from '#lib/loops/saved-inbox.ts';
import { KeptList } from './kept-list.svelte.ts';

/** Views of the inbox that people keep for all. */
export type InboxViews = KeptList<SavedInbox, { name: string } & InboxQuestion>;

/** Makes the saved views of the inbox from what was loaded or pushed. */
export const createInboxViews = (source: () => readonly SavedInbox[], fetch: typeof globalThis.fetch): InboxViews =>
  new KeptList<SavedInbox, { name: string } & InboxQuestion>({
    source,
    save: async (view) => (await request(fetch, SaveInboxView, { ...view })).saveInboxView,
    remove: (name) => request(fetch, RemoveInboxView, { name }),
    wantedOf: ({ name, queue, sort, filter }) => ({ name, queue, sort, filter: filter as Record<string, unknown> }),
  });

/** Gives a view another name, unless somebody else changed it since it was read. Returns it, or null where that did not work. */
export const renameInboxView = (views: InboxViews, { view, to, fetch }: { view: SavedInbox; to: string; fetch: typeof globalThis.fetch }): Promise<SavedInbox | null> =>
  views.replace(view.name, async () => (await request(fetch, RenameInboxView, { name: view.name, to, version: view.version })).renameInboxView);

/** Makes a view ask something else under its name, unless somebody else changed it since it was read. */
export const updateInboxView = (views: InboxViews, { view, question, fetch }: { view: SavedInbox; question: InboxQuestion; fetch: typeof globalThis.fetch }): Promise<SavedInbox | null> =>
  views.replace(view.name, async () => (await request(fetch, SaveInboxView, { name: view.name, ...question, version: view.version })).saveInboxView);
