import { expect, it } from 'vitest';
import { answerReask, readReask, scoresOf } from './reask.ts';

const answering = (status: number, body: unknown) => (() => Promise.resolve(new Response(JSON.stringify(body), { status }))) as typeof fetch;

it('reads what a link is for, and nothing from an answer that says something else', async () => {
  const asked = { state: 'open', question: 'csat', scale: 5, company: 'Halvorn Home', language: 'pl' };
  expect(await readReask(answering(200, asked), 't')).toEqual(asked);
  expect(await readReask(answering(404, { state: 'expired' }), 't')).toMatchObject({ state: 'expired' });
  expect(await readReask(answering(500, { code: 'UNAVAILABLE' }), 't')).toBeNull();
  expect(await readReask((() => Promise.reject(new Error('offline'))), 't')).toBeNull();
});
it('tells an answer that arrived from one that had been given before and from one that did not arrive', async () => {
  const send = (status: number) => answerReask(answering(status, {}), 't', { score: 9, comment: '' });
  expect([await send(200), await send(409), await send(503)]).toEqual(['thanks', 'answered', 'failed']);
});
it('offers the scores of the question', () => {
  expect(scoresOf({ question: 'nps', scale: 10 })).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(scoresOf({ question: 'ces', scale: 7 })).toEqual([1, 2, 3, 4, 5, 6, 7]);
});
