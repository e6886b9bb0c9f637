import type { HeedError } from '@heed/domain';
import { createJournal, type Journal } from '@heed/store';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCatalogue } from './create-catalogue.ts';
import type { ThemeCatalogue } from './theme-catalogue.ts';
import { ANNA, BORA, builtTheme, comment, MODEL, START, TIED } from './testing/test-catalogue.ts';

let open: Awaited<ReturnType<typeof openTestStore>>;
let journal: Journal;
let now = START;

beforeAll(async () => {
  open = await openTestStore();
  journal = createJournal(open);
});
afterAll(() => open.drop());

/** One of several processes over one journal. */
const another = async (): Promise<ThemeCatalogue> => {
  const catalogue = createCatalogue({ journal, now: () => (now += 60_000), tied: TIED });
  await catalogue.refresh();
  return catalogue;
};

const refusal = async (promise: Promise<unknown>): Promise<HeedError> => promise.then(() => { throw new Error('It was not refused.'); }, (error: unknown) => error as HeedError);

describe('two processes', () => {
  test('see what the other did, take turns, and do not overwrite each other unseen', async () => {
    const [here, there] = await Promise.all([another(), another()]);
    const { created: [id = ''] } = await here.do({ do: 'create', name: 'Delivery', feedbackIds: [comment(1)] }, { actor: ANNA });
    expect(id).toMatch(/^[a-z0-9]{10}$/);
    await there.refresh();
    expect(there.state()).toEqual(here.state());

    // What does not depend on each other: both happen, in whatever order.
    await Promise.all([
      ...[2, 3, 4].map((number) => here.do({ do: 'confirm', theme: id, feedbackIds: [comment(number)] }, { actor: ANNA })),
      ...[5, 6, 7].map((number) => there.do({ do: 'confirm', theme: id, feedbackIds: [comment(number)] }, { actor: BORA })),
    ]);
    await Promise.all([here.refresh(), there.refresh()]);
    expect([...here.state().examples.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6, 7].map(comment));
    expect(there.state()).toEqual(here.state());

    // The same thing at the same moment: one of them, and the other hears of it.
    const seen = here.state().version;
    const outcomes = await Promise.allSettled([here.do({ do: 'rename', theme: id, name: 'Parcels' }, { actor: ANNA, seen }), there.do({ do: 'rename', theme: id, name: 'Post' }, { actor: BORA, seen })]);
    const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(lost).toHaveLength(1);
    await here.refresh();
    expect((lost[0]?.reason as HeedError).code).toBe('CONFLICT');
    expect((lost[0]?.reason as HeedError).details).toMatchObject({ version: seen + 1, theme: { id, name: here.state().themes.get(id)?.name } });

    // Somebody who looked at an older state and changes another field is no conflict, nor is a model.
    await there.do({ do: 'build', model: 1, themes: [builtTheme(id), builtTheme('aaaaaaaaaa')] }, { actor: MODEL });
    await there.do({ do: 'pin', theme: id, pinned: true }, { actor: BORA });
    await here.do({ do: 'describe', theme: id, description: 'How parcels come.' }, { actor: ANNA, seen });
    expect(await refusal(here.do({ do: 'pin', theme: id, pinned: false }, { actor: ANNA, seen }))).toMatchObject({ code: 'CONFLICT' });
    // Whoever has seen it may.
    await here.do({ do: 'pin', theme: id, pinned: false }, { actor: ANNA, seen: here.state().version });
    expect(here.state().themes.get(id)).toMatchObject({ pinned: false, description: 'How parcels come.' });
    // A third process reads the same from the journal alone.
    expect((await another()).state()).toEqual(here.state());
  });

  test('nothing is appended where nothing changes', async () => {
    const catalogue = await another();
    const before = catalogue.state();
    const theme = [...before.themes.keys()][0] as string;
    expect(await catalogue.do({ do: 'hide', theme, hidden: false }, { actor: ANNA })).toMatchObject({ version: before.version, events: [], created: [] });
    expect(catalogue.state()).toBe(before);
  });
});

test('the history of a theme says who changed what, also what was taken back', async () => {
  const catalogue = await another();
  const { created: [id = ''], version } = await catalogue.do({ do: 'create', name: 'Refund', words: { en: ['refund'] } }, { actor: ANNA });
  const other = (await catalogue.do({ do: 'create', name: 'Money back', feedbackIds: [comment(20)] }, { actor: ANNA })).created[0] as string;
  await catalogue.do({ do: 'rename', theme: id, name: 'Refunds' }, { actor: BORA });
  await catalogue.do({ do: 'confirm', theme: id, feedbackIds: [comment(21), comment(22)] }, { actor: BORA });
  await catalogue.do({ do: 'merge', themes: [other], into: id }, { actor: ANNA });
  await catalogue.do({ do: 'undo', version: version + 4 }, { actor: BORA });
  await catalogue.do({ do: 'assign', theme: id, department: 'support', owner: 'anna', dueOn: '2026-12-24' }, { actor: ANNA });
  await catalogue.do({ do: 'move', feedbackIds: [comment(21)], to: null }, { actor: ANNA });
  expect(catalogue.history(id, { first: 10 }).map(({ command, by, changes, others, undone, undoable }) => ({ command, by, changes: changes.map(({ field, from, to }) => `${field}: ${from ?? '–'} → ${to ?? '–'}`), others, undone, undoable }))).toEqual([
    { command: 'move', by: 'anna', changes: ['examples: 2 → 1'], others: [], undone: false, undoable: true },
    { command: 'assign', by: 'anna', changes: ['department: – → Support', 'owner: – → anna', 'dueOn: – → 2026-12-24'], others: [], undone: false, undoable: true },
    { command: 'undo', by: 'bora', changes: ['examples: 3 → 2'], others: [other], undone: false, undoable: true },
    { command: 'merge', by: 'anna', changes: ['examples: 2 → 3'], others: [other], undone: true, undoable: false },
    { command: 'confirm', by: 'bora', changes: ['examples: 0 → 2'], others: [], undone: false, undoable: false },
    { command: 'rename', by: 'bora', changes: ['name: Refund → Refunds'], others: [], undone: false, undoable: true },
    { command: 'create', by: 'anna', changes: ['name: – → Refund', 'words: – → en: refund'], others: [], undone: false, undoable: false },
  ]);
  expect(catalogue.undoable({ first: 2, actor: BORA }).map(({ command, by, themes }) => ({ command, by, themes }))).toEqual([
    { command: 'undo', by: 'bora', themes: [other, id] },
    { command: 'rename', by: 'bora', themes: [id] },
  ]);
});
