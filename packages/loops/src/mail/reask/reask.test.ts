import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Origin } from '../../loop/event.ts';
import { withdrawConsent } from '../customer/customer.query.ts';
import { startMailServer } from '../testing/mail-server.ts';
import { openMailWorld, SIGNER, T0, transportTo, type MailWorld } from '../testing/mail-world.ts';
import { bandOfAnswer, questionOf, recoveryOf } from './question.ts';
import { answerReask, readReask } from './reask-answer.ts';
import { createReasker } from './reasker.ts';

const DAY = 86_400_000;
let world: MailWorld;
let round: () => Promise<number>;
beforeAll(async () => {
  world = await openMailWorld({
    templates: new Map([['again', { name: 'Again', purpose: 'reask', texts: { en: { subject: 'How is it now?', body: 'Dear {{customer.name}}, {{answerLink}}' }, 'zh-TW': { subject: '現在如何？', body: '請告訴我們' } } }]]),
    reask: { enabled: true, afterMs: 3 * DAY, template: 'again' },
  });
  round = process();
});
afterAll(() => world.drop());
afterEach(() => expect(world.errors).toEqual([]));

/** What asks again, as a process that has just started. */
function process(): () => Promise<number> {
  const { loops, messages, store, settings, clock } = world;
  return createReasker({ loops, messages, store, settings: () => settings, company: () => 'Halvorn', timeZone: 'UTC', publicUrl: 'https://heed.example', signer: SIGNER, now: () => clock.now });
}

const options = () => ({ loops: world.loops, messages: world.messages, signer: SIGNER, settings: () => world.settings, now: () => world.clock.now });
const read = (token: string) => readReask(token, options());
const answer = (token: string, score: number, comment = '') => answerReask(token, { score, comment }, options());

async function closed(origin: Partial<Origin> = {}, customer: Parameters<MailWorld['customer']>[0] = {}): Promise<string> {
  const id = await world.open(await world.customer(customer), origin);
  await world.close(id);
  return id;
}

/** A loop that was asked again, and the token of the link in its letter. */
async function asked(origin: Partial<Origin> = {}): Promise<{ id: string; token: string }> {
  const id = await closed(origin);
  world.clock.now += 3 * DAY;
  await round();
  const letter = (await world.letters(id)).find(({ purpose }) => purpose === 'reask');
  return { id, token: /\/r\/([\w-]+)/.exec(letter?.body ?? '')?.[1] ?? '' };
}

describe('asking again', () => {
  it('happens once, after the time that was set, and only to who was told and may be written to', async () => {
    const loop = await closed();
    const others = [await closed({}, { consent: false }), await closed({}, { email: '' }), await closed({ source: 'sample:post-purchase' }), await closed({}, { email: 'a b@c.co' })];
    const notTold = await world.open(await world.customer());
    await world.act(notTold, { do: 'close', outcome: 'not_told', reason: 'duplicate', note: '' });
    const regret = await closed();
    world.clock.now += 3 * DAY - 1;
    expect(await round()).toBe(0);
    world.clock.now += 1;
    await withdrawConsent(world.store, { customerId: (await world.state(regret)).customerId ?? '', now: world.clock.now });
    expect(await Promise.all([round(), process()()]).then((counts) => counts[0] + counts[1])).toBe(1);
    expect(await process()()).toBe(0);
    expect((await world.happened(loop)).slice(-2)).toEqual(['reasked', 'message_queued']);
    for (const id of [...others, notTold, regret]) expect(await world.happened(id)).not.toContain('reasked');

    const server = await startMailServer();
    await world.outbox(transportTo(server.url)).round();
    await server.stop();
    expect(server.taken).toHaveLength(1);
    const mail = server.taken[0]?.mail;
    expect(mail?.subject).toBe('How is it now?');
    expect(mail?.text).toMatch(/^Dear Ann Lee, https:\/\/heed\.example\/r\/[\w-]{60,80}\n/);
    expect(mail?.html).toContain('<a href="https://heed.example/r/');
    expect(await world.state(loop)).toMatchObject({ state: 'closed', pendingMessages: [] });
  });

  it('does not reach back to what was closed long before it was switched on', async () => {
    const loop = await closed();
    world.clock.now += 3 * DAY + 7 * DAY + 1;
    expect(await round()).toBe(0);
    expect(await world.happened(loop)).not.toContain('reasked');
  });

  it('does not need the link in the template, and finishes what a process that died left half done', async () => {
    const loop = await closed({ language: 'zh-TW' });
    world.clock.now += 3 * DAY;
    const { loops, messages, store, settings, clock } = world;
    // It looks at the loop, writes the letter, and dies before it says so in the loop.
    let looks = 0;
    const dying = createReasker({ loops: { transact: (work) => (work.loops[0] === loop && ++looks === 2 ? Promise.reject(new Error('killed')) : loops.transact(work)) }, messages, store, settings: () => settings, company: () => 'Halvorn', timeZone: 'UTC', publicUrl: 'https://heed.example', signer: SIGNER, now: () => clock.now });
    await expect(dying()).rejects.toThrow('killed');
    expect(await world.letters(loop)).toMatchObject([{ status: 'queued' }]);
    expect(await round()).toBe(1);
    expect(await world.letters(loop)).toMatchObject([{ subject: '現在如何？', body: expect.stringMatching(/^請告訴我們\n\nhttps:\/\/heed\.example\/r\//) as string }]);
  });
});

describe('the link', () => {
  it('asks the question of the feedback, and tells nothing of anybody', async () => {
    const { token } = await asked({ language: 'zh-TW', score: { metric: 'csat', value: 1, scale: 7 } });
    expect(await read(token)).toEqual({ state: 'open', question: 'csat', lowest: 1, scale: 7, language: 'zh-TW' });
  });

  it('can be used once: a happy customer has recovered and confirms', async () => {
    const { id, token } = await asked();
    const { version } = await world.state(id);
    expect(await answer(token, 9, 'Better\u0000 now')).toMatchObject({ state: 'answered' });
    expect(await world.state(id)).toMatchObject({ state: 'closed', recovery: 'recovered', confirmedAt: world.clock.now });
    expect(await world.happened(id, version + 1)).toEqual(['answered', 'replied', 'confirmed']);
    await expect(answer(token, 0, 'no')).rejects.toMatchObject({ code: 'CONFLICT', details: { state: 'answered' } });
    expect(await read(token)).toMatchObject({ state: 'answered' });
    expect((await world.letters(id)).filter(({ incoming }) => incoming)).toMatchObject([{ body: 'Better now', purpose: 'reask', status: 'received' }]);
  });

  it('counts one of several answers of one moment, and keeps the words of that one', async () => {
    const { id, token } = await asked();
    const results = await Promise.allSettled([answer(token, 10, 'ten'), answer(token, 9, 'nine'), answer(token, 0, 'none')]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await world.happened(id)).filter((type) => type === 'answered')).toHaveLength(1);
    expect((await world.letters(id)).filter(({ incoming }) => incoming)).toHaveLength(1);
  });

  it('opens the loop of an unhappy customer again', async () => {
    const { id, token } = await asked();
    const { version } = await world.state(id);
    await answer(token, 6);
    expect(await world.happened(id, version + 1)).toEqual(['answered', 'reopened']);
    expect(await world.state(id)).toMatchObject({ state: 'new', recovery: 'unchanged', reopened: 1 });
    // It is asked once for each loop.
    await world.close(id);
    world.clock.now += 3 * DAY;
    expect(await round()).toBe(0);
  });

  it('ends after sixty days', async () => {
    const { token } = await asked();
    world.clock.now += 60 * DAY;
    expect(await read(token)).toMatchObject({ state: 'open' });
    world.clock.now += 1_000;
    expect(await read(token)).toMatchObject({ state: 'expired' });
    await expect(answer(token, 9)).rejects.toMatchObject({ code: 'CONFLICT', details: { state: 'expired' } });
  });

  it('that was changed, or made for something else, is none', async () => {
    const { id, token } = await asked();
    const other = SIGNER.sign({ kind: 'reask', loopId: id, messageId: '01978f6e-2f4f-4cc3-98c4-dc0c0c07398f', expiresAt: T0 + 1_000 * DAY });
    for (const bad of [`${token}A`, token.slice(0, -2), token.startsWith('A') ? `B${token.slice(1)}` : `A${token.slice(1)}`, '', '../x', SIGNER.sign({ kind: 'opt_out', customerId: id }), other]) {
      expect(await read(bad)).toEqual({ state: 'invalid', language: '', question: 'csat', lowest: 1, scale: 5 });
      await expect(answer(bad, 3)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  it.each([11, -1, 1.5, NaN])('does not take %d for a score', async (score) => {
    const { id, token } = await asked();
    await expect(answer(token, score)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(answer(token, 5, 'x'.repeat(5_001))).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await world.state(id)).toMatchObject({ recovery: null });
  });
});

describe('what an answer shows', () => {
  it.each([
    ['nps', 10, [[6, 'detractor'], [7, 'passive'], [9, 'promoter']]],
    ['csat', 5, [[2, 'detractor'], [3, 'passive'], [4, 'promoter']]],
    ['csat', 10, [[3, 'detractor'], [7, 'passive'], [8, 'promoter']]],
    ['ces', 7, [[3, 'detractor'], [4, 'passive'], [5, 'promoter']]],
    ['ces', 5, [[2, 'detractor'], [3, 'passive'], [4, 'promoter']]],
  ] as const)('on %s of %i is its band', (metric, scale, answers) => {
    const question = questionOf({ score: { metric, value: 1, scale } });
    for (const [score, band] of answers) expect(bandOfAnswer(score, question)).toBe(band);
  });

  it('is better, the same or worse than what they said first', () => {
    expect([recoveryOf('detractor', 'passive'), recoveryOf('detractor', 'detractor'), recoveryOf('promoter', 'passive'), recoveryOf('', 'promoter'), recoveryOf('', 'passive'), recoveryOf('', 'detractor')]).toEqual(['recovered', 'unchanged', 'worse', 'recovered', 'unchanged', 'worse']);
    expect(questionOf({ score: null })).toEqual({ question: 'csat', lowest: 1, scale: 5 });
  });
});
