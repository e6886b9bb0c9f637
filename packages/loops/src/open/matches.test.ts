import { randomUUID } from 'node:crypto';
import type { FilterCondition } from '@heed/domain';
import { insertFeedback, testFeedback, type TestFeedback } from '@heed/filter/testing';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askedFor, rulesUpTo, workingRules } from './asked-rules.ts';
import { readMatches, type Position, type Scope } from './matches.query.ts';
import { keepRepeated } from './repeats.query.ts';
import { openingSettings, testRule } from './testing/opening-rules.ts';

const NOON = Date.UTC(2026, 4, 15, 12);
const DAY = 86_400_000;
const EVERYTHING: Scope = { period: { from: NOON - 30 * DAY, to: NOON + 30 * DAY } };

let store: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.drop());

const asked = (...conditions: FilterCondition[]) => ({ conditions, attributes: [] });
let source = 0;
/** Stores feedback of a source of its own, so that a test sees no other's. */
async function given(...rows: Partial<TestFeedback>[]): Promise<{ rows: TestFeedback[]; own: FilterCondition }> {
  const name = `source-${++source}`;
  const made = rows.map((row) => testFeedback({ source: name, occurredAt: NOON, ...row }));
  await insertFeedback(store, made);
  return { rows: made, own: { source: { in: [name] } } };
}

describe('the conditions of rules', () => {
  const yes: [string, FilterCondition, Partial<TestFeedback>][] = [
    ['the department', { department: { in: ['Support'] } }, { department: 'Support' }],
    ['the channel', { channel: { notIn: [''] } }, { channel: 'Web' }],
    ['the product', { product: { in: ['Hub'] } }, { product: 'Hub' }],
    ['the region', { region: { in: ['EU'] } }, { region: 'EU' }],
    ['the segment', { segment: { in: ['pro'] } }, { segment: 'pro' }],
    ['the language', { language: { in: ['de'] } }, { language: 'de' }],
    ['an attribute', { attributes: [{ key: 'plan', in: ['gold'] }] }, { attributes: { plan: 'gold' } }],
    ['NPS', { nps: { max: 6 } }, { nps: 6 }],
    ['CSAT on its scale', { csat: { max: 2 }, csatScale: 5 }, { csat: 2 }],
    ['effort', { ces: { max: 3 } }, { ces: 3 }],
    ['sentiment', { sentiment: { max: -0.5 } }, { sentiment: -0.9 }],
    ['words', { text: 'late PARCEL' }, { comment: 'My parcel is late' }],
    ['a comment', { hasComment: true }, { comment: 'x' }],
    ['being anonymous', { anonymous: true }, { anonymous: true }],
    ['the wish to be contacted', { contactRequested: true }, { contactRequested: true }],
    ['several at once', { and: [{ nps: { max: 6 } }, { or: [{ region: { in: ['EU'] } }, { text: 'refund' }] }], not: { channel: { in: ['Test'] } } }, { nps: 0, comment: 'Refund, please' }],
  ];

  it.each(yes)('tell by %s what opens a loop', async (_name, when, row) => {
    const { rows, own } = await given(row, {});
    const { matches } = await readMatches(store, { asked: asked({ and: [own, when] }), scope: EVERYTHING, limit: 10 });
    expect(matches.map(({ id }) => id)).toEqual([rows[0]?.id]);
  });

  it('never look at what employees said', async () => {
    const { own } = await given({ enps: 3, contactRequested: true });
    expect((await readMatches(store, { asked: asked(own), scope: EVERYTHING, limit: 10 })).matches).toEqual([]);
  });

  it('say which of several rules hold, with what a loop keeps of the feedback', async () => {
    const customerId = randomUUID();
    const row = { nps: 3, channel: 'Web', product: 'Hub', region: 'EU', segment: 'pro', language: 'de', contactRequested: true, customerId, attributes: { agent: 'Bo Lind', preferred_contact_time: 'after 5 pm', other: 'x' }, receivedAt: NOON + 5 };
    const { rows, own } = await given(row);
    const rules = [testRule('A', { when: own, owner: { by: 'attribute', attribute: 'agent' }, departmentFromAttribute: 'unit' }), testRule('B', { when: { nps: { min: 9 } } }), testRule('C')];
    const { matches } = await readMatches(store, { asked: askedFor(rules), scope: { id: rows[0]?.id ?? '' }, limit: 10 });
    expect(matches).toEqual([
      {
        id: rows[0]?.id, customerId, occurredAt: NOON, receivedAt: NOON + 5, version: '1', rules: [0, 2],
        attributes: new Map([['preferred_contact_time', 'after 5 pm'], ['agent', 'Bo Lind']]),
        origin: { source: `source-${source}`, channel: 'Web', product: 'Hub', region: 'EU', segment: 'pro', language: 'de', band: 'detractor', score: { metric: 'nps', value: 3, scale: 10 }, contactRequested: true, anonymous: false, preferredTime: 'after 5 pm' },
      },
    ]);
  });

  it('judge a feedback by what it says now, also where an older version stands in the window', async () => {
    const id = randomUUID();
    const { own } = await given({ id, nps: 1, version: 5_000 });
    await given({ id, nps: 10, version: 5_010, source: `source-${source}` }, { id, nps: 1, version: 5_020, deleted: true, occurredAt: NOON - DAY, source: `source-${source}` });
    const window: Scope = { versions: { from: '5000', to: '5000' } };
    expect((await readMatches(store, { asked: asked({ and: [own, { nps: { max: 6 } }] }), scope: window, limit: 10 })).matches).toEqual([]);
    const { matches } = await readMatches(store, { asked: asked(own), scope: window, limit: 10 });
    expect(matches.map(({ origin, version }) => [origin.band, version])).toEqual([['promoter', '5010']]);
  });
});

describe('pages', () => {
  it('have every feedback once, also where many share a version or a moment', async () => {
    const { rows, own } = await given(...Array.from({ length: 25 }, (_, index) => ({ version: 6_000 + (index % 2), occurredAt: NOON + (index % 3) })));
    for (const scope of [EVERYTHING, { versions: { from: '6000', to: '6001' } }] satisfies Scope[]) {
      const seen: string[] = [];
      let after: Position | null = null;
      do {
        const page: Awaited<ReturnType<typeof readMatches>> = await readMatches(store, { asked: asked(own), scope, after, limit: 4 });
        seen.push(...page.matches.map(({ id }) => id));
        after = page.next;
      } while (after);
      expect(seen).toHaveLength(25);
      expect(new Set(seen)).toEqual(new Set(rows.map(({ id }) => id)));
    }
  });

  it('are in the order in which the feedback occurred', async () => {
    const { own } = await given({ occurredAt: NOON + 3 }, { occurredAt: NOON + 1 }, { occurredAt: NOON + 2 });
    const { matches } = await readMatches(store, { asked: asked(own), scope: EVERYTHING, limit: 10 });
    expect(matches.map(({ occurredAt }) => occurredAt - NOON)).toEqual([1, 2, 3]);
  });
});

it('a rule for repeated feedback wants another of the customer that the same conditions hold for, so many days before', async () => {
  const [loyal, rare, happy] = [randomUUID(), randomUUID(), randomUUID()];
  const { rows, own } = await given(
    { customerId: loyal, nps: 2, occurredAt: NOON - 7 * DAY },
    { customerId: loyal, nps: 2 },
    { customerId: rare, nps: 2, occurredAt: NOON - 7 * DAY - 1 },
    { customerId: rare, nps: 2 },
    // The one before was good.
    { customerId: happy, nps: 9, occurredAt: NOON - DAY },
    { customerId: happy, nps: 2 },
    // Nobody knows who these were.
    { nps: 2, occurredAt: NOON - DAY },
    { nps: 2 },
  );
  const rules = [testRule('A', { when: { and: [own, { nps: { max: 6 } }] }, repeatedWithinDays: 7 }), testRule('B', { when: { and: [own, { nps: { min: 9 } }] } })];
  const { matches } = await readMatches(store, { asked: askedFor(rules), scope: EVERYTHING, limit: 100 });
  const kept = await keepRepeated(store, matches, { rules });
  expect(kept.map(({ id, rules: held }) => [id, held])).toEqual([[rows[4]?.id, [1]], [rows[1]?.id, [0]]]);
});

describe('which rules are asked', () => {
  it('all that are switched on, in their order, without one that cannot be asked', () => {
    const errors: unknown[] = [];
    const settings = openingSettings([testRule('C', { order: 2 }), testRule('B'), testRule('A', { enabled: false }), testRule('Deep', { when: { text: 'x '.repeat(300) } }), testRule('D', { order: 0 })]);
    expect(workingRules(settings, { onError: (error) => errors.push(error) }).map(({ name }) => name)).toEqual(['D', 'B', 'C']);
    expect(errors).toHaveLength(1);
  });

  it('for one rule itself and those before it that let none follow', () => {
    const settings = openingSettings([testRule('A', { last: true }), testRule('B'), testRule('C', { last: true, enabled: false }), testRule('D', { order: 9, last: true }), testRule('M', { when: {} })]);
    expect(rulesUpTo(testRule('m', { enabled: false }), settings).map(({ name, enabled }) => [name, enabled])).toEqual([['A', true], ['m', true]]);
  });
});
