import { expect, it } from 'vitest';
import type { SavedView } from '#lib/api/explore-documents.ts';
import { createPins } from './pins.svelte.ts';

const view = (name: string): SavedView => ({ name, question: { metrics: ['nps'] }, display: 'CHART' });

/** An API that answers when it is told to, in the order in which it was asked. */
function heldApi() {
  const asked: string[] = [];
  const waiting: ((answer: object) => void)[] = [];
  const fetch = (_url: unknown, init?: { body?: unknown }): Promise<Response> => {
    const { query, variables } = JSON.parse(String(init?.body)) as { query: string; variables: { name: string } };
    asked.push(`${query.includes('saveView') ? 'save' : 'remove'} ${variables.name}`);
    return new Promise((resolve) => waiting.push((answer) => resolve(Response.json(answer))));
  };
  const answer = async (body: object): Promise<void> => {
    while (waiting.length === 0) await Promise.resolve();
    waiting.shift()?.(body);
  };
  return { asked, fetch: fetch as typeof globalThis.fetch, answer };
}
const names = (pins: { views: readonly SavedView[] }): string[] => pins.views.map(({ name }) => name);

it('shows a removal at once, and takes it back only after it arrived', async () => {
  const api = heldApi();
  const from = [view('B'), view('A')];
  const pins = createPins(() => from, api.fetch);
  expect(names(pins)).toEqual(['A', 'B']);
  const [first] = pins.views;
  const removing = pins.remove(first!);
  expect(names(pins)).toEqual(['B']);
  const undoing = pins.undo();
  expect(names(pins)).toEqual(['A', 'B']);
  await Promise.resolve();
  expect(api.asked).toEqual(['remove A']);
  await api.answer({ data: { removeView: true } });
  await removing;
  await api.answer({ data: { saveView: view('A') } });
  await undoing;
  expect(api.asked).toEqual(['remove A', 'save A']);
  expect(names(pins)).toEqual(['A', 'B']);
});

it('puts a view back when its removal was refused, and says why', async () => {
  const api = heldApi();
  const from = [view('A')];
  const pins = createPins(() => from, api.fetch);
  const removing = pins.remove(from[0]!);
  await api.answer({ errors: [{ message: 'This view is of somebody else.', extensions: { code: 'FORBIDDEN' } }] });
  await removing;
  expect(names(pins)).toEqual(['A']);
  expect([pins.problem, pins.removed]).toEqual(['This view is of somebody else.', null]);
});

it('replaces a view of the same name, whatever its case', async () => {
  const api = heldApi();
  const from = [view('Weekly')];
  const pins = createPins(() => from, api.fetch);
  expect(pins.has('WEEKLY')).toBe(true);
  const pinning = pins.pin({ name: 'weekly', question: {}, display: 'TABLE' });
  await api.answer({ data: { saveView: view('weekly') } });
  expect(await pinning).toBe(true);
  expect(names(pins)).toEqual(['weekly']);
});
