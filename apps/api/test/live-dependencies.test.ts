import { setTimeout as sleep } from 'node:timers/promises';
import { removeSources } from '@heed/collect';
import { parse, subscribe, validate, type ExecutionResult } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Caller } from '../src/access/caller.ts';
import { createHub } from '../src/live/hub.ts';
import { subscriptionOf } from './support/live/every-field.ts';
import { ADMIN, openHeedInside, type HeedInside } from './support/live/open-heed.ts';
import { createWrites } from './support/live/random-writes.ts';

/**
 * Every live field, with arguments that between them reach whatever an answer can depend on. A new live field belongs here: by
 * this test it is known that it says what touches it.
 */
const LAST = 'period: {last: {count: 28, unit: DAY}}';
const FIXED = 'period: {from: "2026-05-01", to: "2026-06-01"}';
const CALLS = [
  'workspace',
  'service',
  `score(metric: NPS, filter: {${LAST}})`,
  `score(metric: ENPS, filter: {period: {last: {count: 2, unit: QUARTER, complete: true}}})`,
  `score(metric: CSAT_5, filter: {${FIXED}}, compareWith: {from: "2025-01-01", to: "2026-01-01"})`,
  `score(metric: SENTIMENT)`,
  'score(metric: NPS, filter: {saved: ["Near"]})',
  'score(metric: NPS, filter: {theme: {in: ["Delivery"]}})',
  'score(metric: NPS, filter: {loop: {open: true}})',
  `trend(metric: NPS, grain: DAY, rolling: 7, filter: {${LAST}})`,
  `breakdown(metric: NPS, by: DEPARTMENT, filter: {${LAST}}, compareWith: {from: "2026-01-01", to: "2026-06-01"})`,
  'volume(filter: {sentiment: {max: 0}})',
  `volume(filter: {${FIXED}})`,
  `distribution(metric: NPS, filter: {${LAST}})`,
  `why(metric: NPS, by: {dimension: CHANNEL}, filter: {${LAST}})`,
  'drivers(metric: NPS)',
  'cohorts(metric: NPS, date: "since")',
  `explore(question: {metrics: [NPS, SENTIMENT], by: [{dimension: DEPARTMENT}], compare: true, grain: WEEK, filter: {${LAST}}})`,
  'savedViews',
  'savedFilters',
  'loopSettings',
  'inboxViews',
  'loops(first: 20)',
  'loops(first: 20, filter: {feedback: {nps: {max: 2}}, department: {in: ["Billing"]}})',
  'loops(first: 20, filter: {text: "parcel", queue: BREACHED})',
  'loopCounts',
  'loopCounts(as: "ann")',
  'departments',
  `departments(by: OWNER, filter: {opened: {last: {count: 28, unit: DAY}}, feedback: {theme: {in: ["Delivery"]}}})`,
  'closeCurve(by: DEPARTMENT)',
  'broadcasts',
  `themes(filter: {${LAST}})`,
  'themesState',
  `themesCompared(filter: {${LAST}}, first: 20)`,
  `breakdown(metric: NPS, by: THEME, filter: {${LAST}})`,
  'alerts(first: 20)',
  'alertRules',
  'webhooks',
  'walls',
  'wall(key: "hall")',
  'wallTile(wall: "hall", tile: "rising")',
  ...['SCORE', 'TREND', 'TIME_TO_CLOSE', 'LOOPS_AT_RISK', 'LATEST_COMMENTS', 'BEST_RECOVERY'].map((kind) => `wallTilePreview(tile: {kind: ${kind}})`),
];
const SCOPED: Caller = { id: 'somebody', role: 'lead', departments: ['Support'], person: 'ann', expiresAt: null };
const STEPS = 20;
/** So long may what is written take until nothing of it is under way. */
const SETTLED_MS = 240_000;

let inside: HeedInside;
beforeAll(async () => {
  inside = await openHeedInside({ start: Date.UTC(2026, 5, 15, 12) });
});
afterAll(() => inside.close());

/** An answer as text, without what differs between two answers that say the same. */
function textOf({ data, errors }: ExecutionResult): string {
  const answer = data?.answer as Record<string, unknown> | null | undefined;
  if (errors) return JSON.stringify(errors.map(({ extensions, originalError }) => (originalError as { code?: string } | undefined)?.code ?? extensions.code ?? 'unexpected'));
  return JSON.stringify(withoutMoment(answer));
}

/** An answer without its own moment and number, also where it is what a tile of a wall shows. */
function withoutMoment(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || !('asOf' in answer)) return answer;
  const content = 'content' in answer ? Object.fromEntries(Object.entries(answer.content as object).filter(([name]) => !/_(asOf|version)$/.test(name))) : undefined;
  return { ...answer, asOf: '', version: '', content };
}

/** Where two texts begin to differ. */
function around(text: string, other: string): string {
  const start = [...text].findIndex((character, index) => character !== other[index]);
  return text.slice(Math.max(0, start - 300), start + 200);
}

async function first(text: string, { caller, recompute }: { caller: Caller; recompute: boolean }): Promise<{ text: string; rest: AsyncIterableIterator<ExecutionResult> | undefined }> {
  const { heed, schema } = inside;
  // A hub of its own knows nothing from before: what it answers is computed now.
  const hub = recompute ? createHub({ windowMs: 0, maxPerSecond: 1_000, clock: { now: heed.now, onMinute: () => () => undefined }, nextVersion: heed.nextVersion, onError: () => undefined }) : heed.hub;
  const result = await subscribe({ schema, document: parse(text), contextValue: inside.contextOf(caller, { ...heed, hub }) });
  if (!(Symbol.asyncIterator in result)) return { text: textOf(result), rest: undefined };
  const rest = result as AsyncIterableIterator<ExecutionResult>;
  const answer = textOf((await rest.next()).value as ExecutionResult);
  if (!recompute) return { text: answer, rest };
  await rest.return?.();
  hub.close();
  return { text: answer, rest: undefined };
}

/** One who watches a question for the whole test. What cannot be answered is asked again when it is looked at. */
class Watching {
  readonly name: string;
  readonly #text: string;
  readonly #caller: Caller;
  #last = '';
  #watched = false;

  constructor(call: string, caller: Caller) {
    this.name = `${caller.id}: ${call}`;
    this.#text = subscriptionOf(inside.schema, call);
    expect(validate(inside.schema, parse(this.#text)), call).toEqual([]);
    this.#caller = caller;
  }

  async begin(): Promise<void> {
    const { text, rest } = await first(this.#text, { caller: this.#caller, recompute: false });
    this.#last = text;
    this.#watched = rest !== undefined;
    if (rest) void this.#read(rest);
  }

  async #read(rest: AsyncIterableIterator<ExecutionResult>): Promise<void> {
    for await (const result of rest) this.#last = textOf(result);
    this.#watched = false;
  }

  async last(): Promise<string> {
    if (!this.#watched) await this.begin();
    return this.#last;
  }

  recomputed = async (): Promise<string> => (await first(this.#text, { caller: this.#caller, recompute: true })).text;
}

/** Waits until two full recomputations in a row say what everybody was sent; what differs in the end is what nobody was told. */
async function settled(watching: readonly Watching[], step: string): Promise<void> {
  const deadline = Date.now() + SETTLED_MS;
  let before = '';
  for (;;) {
    const recomputed: string[] = [];
    // A few at a time: all at once would be a load that nobody asks for.
    for (let start = 0; start < watching.length; start += 6) recomputed.push(...(await Promise.all(watching.slice(start, start + 6).map((one) => one.recomputed()))));
    const sent = await Promise.all(watching.map((one) => one.last()));
    const different = watching.findIndex((_, index) => sent[index] !== recomputed[index]);
    const now = JSON.stringify(recomputed);
    if (different === -1 && now === before) return;
    before = now;
    if (Date.now() > deadline) {
      expect(around(sent[different] ?? '', recomputed[different] ?? ''), `${watching[different]?.name ?? ''} after ${step}`).toBe(around(recomputed[different] ?? '', sent[different] ?? ''));
      throw new Error(`nothing settled after ${step}`);
    }
    await sleep(40);
  }
}

test('whatever is written or passes, everybody has been sent what a full recomputation says', { timeout: 900_000 }, async () => {
  const { heed, schema } = inside;
  const named = new Set(CALLS.map((call) => call.replace(/\(.*$/s, '')));
  // These two need an id, which is there once something was written.
  named.add('loop').add('theme');
  expect(Object.keys(schema.getSubscriptionType()?.getFields() ?? {}).filter((field) => !named.has(field)), 'live fields that this test does not watch').toEqual([]);

  const writes = createWrites(inside, { seed: 20_261_123, remove: async (prefix) => {
    await removeSources(heed.store, { prefix, touchLeaseMs: heed.config.dailyLease });
    heed.hub.changed({ kind: 'workspace' });
  } });
  const { loop, theme } = await writes.begin();
  const scoped = CALLS.filter((call) => /^(volume|themes)\b|^loops\(first: 20\)$/.test(call));
  const watching = [...CALLS, `loop(id: "${loop}")`, `theme(id: "${theme}", filter: {${LAST}})`].map((call) => new Watching(call, ADMIN)).concat(scoped.map((call) => new Watching(call, SCOPED)));
  for (const one of watching) await one.begin();
  await settled(watching, 'the beginning');
  for (let step = 0; step < STEPS; step++) {
    const done = await writes.next();
    await settled(watching, `step ${step}: ${done}`);
  }
});
