import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestStore } from '../testing/index.ts';
import { createJournal } from './journal.ts';

describe('the journal', () => {
  let store: Awaited<ReturnType<typeof openTestStore>>;
  beforeAll(async () => {
    store = await openTestStore();
  });
  afterAll(() => store.drop());

  const decision = { type: 'named', actor: 'local', at: Date.UTC(2026, 0, 2, 3, 4, 5, 678), payload: { name: 'Zażółć "gęślą" \n 客戶' } };

  test('returns what was appended, in order and unchanged', async () => {
    const journal = createJournal(store);
    await journal.append('workspace', { expected: 0, ...decision });
    await journal.append('workspace', { expected: 1, ...decision, payload: { name: 'second' } });
    const events = await journal.read('workspace');
    expect(events.map(({ version, at, payload }) => ({ version, at, payload }))).toEqual([
      { version: 1, at: decision.at, payload: decision.payload },
      { version: 2, at: decision.at, payload: { name: 'second' } },
    ]);
    expect(await journal.read('workspace', { after: 1 })).toHaveLength(1);
    expect(await journal.read('another')).toEqual([]);
  });

  test('of twenty writers of one version exactly one wins and the others get CONFLICT', async () => {
    const journal = createJournal(store);
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => journal.append('race', { expected: 0, ...decision, payload: index })));
    const won = outcomes.filter((outcome) => outcome.status === 'fulfilled');
    const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(won).toHaveLength(1);
    expect(lost.map((outcome) => (outcome.reason as { code: string }).code)).toEqual(Array(19).fill('CONFLICT'));
    expect((await journal.read('race')).map(({ payload }) => payload)).toEqual([won[0]?.value.payload]);
  });
});
