import { HeedError } from '@heed/domain';
import type { Store, StoreReader } from '@heed/store';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assertAttributeKeys, namesOfFilter, namesOfQuestion, type KnownAttributes } from './index.ts';
import { insertFeedback, testFeedback } from './testing/feedback-rows.ts';

const calendar = { now: Date.UTC(2026, 9, 1), timeZone: 'UTC' };
const name = (key: string) => [{ key, path: 'filter.attributes.0.key' }];
const refusal = (near: string[]) => expect.objectContaining({ code: 'BAD_USER_INPUT', details: { path: 'filter.attributes.0.key', near } }) as Error;

test('the attributes of a question, and where they stand', () => {
  const attributes = (key: string) => ({ attributes: [{ key }] });
  expect(namesOfFilter({ ...attributes('a'), and: [{}, attributes('b')], or: [{ not: attributes('c') }], not: attributes('d') })).toEqual([
    { key: 'a', path: 'filter.attributes.0.key' },
    { key: 'b', path: 'filter.and.1.attributes.0.key' },
    { key: 'c', path: 'filter.or.0.not.attributes.0.key' },
    { key: 'd', path: 'filter.not.attributes.0.key' },
  ]);
  expect(namesOfQuestion({ by: [{ dimension: 'region' }, { attribute: 'plan' }] })).toEqual([{ key: 'plan', path: 'by.1.attribute' }]);
});

describe('an attribute in a question', () => {
  let store: Store & { drop(): Promise<void> };
  beforeAll(async () => {
    store = await openTestStore();
    const recent = { occurredAt: Date.UTC(2026, 8, 20) };
    await insertFeedback(store, [
      testFeedback({ ...recent, department: 'Support', attributes: { plan: 'pro', app_version: '4' } }),
      testFeedback({ ...recent, department: 'Sales', attributes: { deal: 'x' } }),
      testFeedback({ occurredAt: Date.UTC(2019, 0, 1), department: 'Sales', attributes: { dealer: 'y' } }),
      // What employees carry is nobody's business.
      testFeedback({ ...recent, enps: 3, attributes: { desk: 'z' } }),
    ]);
  });
  afterAll(() => store.drop());

  const everything = (): KnownAttributes => ({ scope: {}, keys: new Set() });
  const check = (key: string, { known = everything(), reader = store }: { known?: KnownAttributes; reader?: StoreReader } = {}) => assertAttributeKeys(reader, { names: name(key), calendar, known });

  test('is known when feedback carries it, however old; else refused with the near ones', async () => {
    await check('plan');
    await check('dealer');
    await expect(check('plam')).rejects.toThrow(refusal(['plan']));
    await expect(check('version')).rejects.toThrow(refusal(['app_version']));
    // Not desk, which only an employee carries.
    await expect(check('desk')).rejects.toThrow(refusal(['deal']));
  });

  test('outside of what the caller may see is neither known nor near', async () => {
    const known = { scope: { department: { in: ['Support'] } }, keys: new Set<string>() };
    await check('plan', { known });
    await expect(check('deal', { known })).rejects.toThrow(refusal([]));
    await expect(check('deale', { known })).rejects.toThrow(refusal([]));
    await expect(check('deale')).rejects.toThrow(refusal(['deal', 'dealer']));
  });

  test('is looked up once, and a new one is known at once', async () => {
    let reads = 0;
    const reader: StoreReader = {
      read(...asked) {
        reads++;
        return store.read(...asked);
      },
    };
    const known = everything();
    await check('plan', { reader, known });
    await check('deal', { reader, known });
    expect(reads).toBe(1);
    await expect(check('tier', { reader, known })).rejects.toThrow(refusal([]));
    expect(reads).toBe(3);
    await insertFeedback(store, [testFeedback({ occurredAt: calendar.now, attributes: { tier: 'gold' } })]);
    await check('tier', { reader, known });
    await assertAttributeKeys(reader, { names: [...name('tier'), ...name('plan')], calendar, known });
    expect(reads).toBe(4);
  });

  test('is let through where the list could not be completed or nothing is in it, and no other failure is hidden', async () => {
    const failing = (error: Error): StoreReader => ({ read: () => Promise.reject(error) });
    const answering = (rows: unknown[]): StoreReader => ({ read: (() => Promise.resolve(rows)) as never });
    await check('plam', { reader: failing(new HeedError('QUERY_TOO_COMPLEX', 'too long')) });
    await expect(check('plam', { reader: failing(new HeedError('UNAVAILABLE', 'away')) })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await check('plam', { reader: answering(Array.from({ length: 10_001 }, (_, index) => ({ key: `key ${index}` }))) });
    await expect(check('plam', { reader: answering(Array.from({ length: 10_000 }, (_, index) => ({ key: `key ${index}` }))) })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await check('plam', { reader: answering([]) });
  });
});
