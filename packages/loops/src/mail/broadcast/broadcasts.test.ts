import { createJournal } from '@heed/store';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startMailServer, type MailServer } from '../testing/mail-server.ts';
import { openMailWorld, transportTo, type MailWorld } from '../testing/mail-world.ts';
import type { BroadcastRequest } from './broadcast.ts';
import { createBroadcasts, type Broadcasts } from './broadcasts.ts';

let world: MailWorld;
let server: MailServer;
beforeAll(async () => {
  world = await openMailWorld();
});
afterAll(() => world.drop());
beforeEach(async () => {
  server = await startMailServer();
});
afterEach(async () => {
  await server.stop();
  expect(world.errors).toEqual([]);
});

const LEAD = { id: 'token-9', by: 'dana' };
const REQUEST: BroadcastRequest = {
  name: 'Battery',
  texts: [{ language: 'en', subject: 'You asked, we did', body: 'Dear {{customer.name}}, {{loop.action}} by {{company}}.' }, { language: 'zh-TW', subject: '已改善', body: '{{customer.name}}您好' }],
  rootCause: 'bug',
  action: 'fixed',
  closeLoops: true,
};

/** A process that has just started. */
async function start(change: Partial<Parameters<typeof createBroadcasts>[0]> = {}): Promise<Broadcasts> {
  const { store, loops, messages, settings, clock } = world;
  const broadcasts = createBroadcasts({ store, journal: createJournal(store), loops, messages, settings: () => settings, company: () => 'Halvorn', calendar: () => ({ now: clock.now, timeZone: 'UTC' }), publicUrl: 'https://heed.example', ...change });
  await broadcasts.refresh();
  return broadcasts;
}

const about = (product: string) => ({ filter: { product: { in: [product] } }, departments: null });
const send = (broadcasts: Broadcasts): Promise<void> => world.outbox(transportTo(server.url), { broadcasts }).round();
const own = async (broadcasts: Broadcasts, id: string) => (await broadcasts.list()).find((one) => one.id === id);

async function people(product: string, count: number): Promise<string[]> {
  const loops: string[] = [];
  for (let index = 0; index < count; index++) loops.push(await world.open(await world.customer(), { product }));
  return loops;
}

describe('a broadcast', () => {
  it('tells each customer once, in their language, and brings all their loops to an end', async () => {
    const product = 'battery';
    const [ann, wang, silent, lost] = [await world.customer({ name: 'Ann' }), await world.customer({ name: '王小明' }), await world.customer({ consent: false }), await world.customer({ email: 'nowhere' })];
    const anns = [await world.open(ann, { product, language: 'en' }), await world.open(ann, { product, language: 'en' })];
    await world.act(anns[0] as string, { do: 'act', rootCause: 'Price', action: 'Explained' });
    world.clock.now += 1_000;
    const wangs = await world.open(wang, { product, language: 'zh-TW' });
    const unreached = [await world.open(silent, { product }), await world.open(lost, { product, language: 'pl' }), await world.open(null, { product, anonymous: true })];
    const closed = await world.open(ann, { product });
    await world.close(closed);
    const elsewhere = await world.open(ann, { product: 'lock' });

    const broadcasts = await start();
    expect(await broadcasts.preview(REQUEST, about(product))).toEqual({
      loops: 6, recipients: 2, withoutAddress: 1, withoutConsent: 1, anonymous: 1, languages: [{ language: 'en', count: 1, covered: true }, { language: 'zh-TW', count: 1, covered: true }],
      examples: [
        { language: 'zh-TW', subject: '已改善', body: '王小明您好', to: expect.stringContaining('@') as string, problem: null },
        { language: 'en', subject: 'You asked, we did', body: 'Dear Ann, fixed by Halvorn.', to: expect.stringContaining('@') as string, problem: null },
      ],
    });
    const { id } = await broadcasts.start(REQUEST, about(product), LEAD);
    const late = await world.open(wang, { product });
    expect(await own(broadcasts, id)).toMatchObject({ state: 'running', loops: 6, recipients: 5, waiting: 5, by: 'dana' });
    expect(await broadcasts.round()).toBe(5);
    await send(broadcasts);
    expect(await broadcasts.round()).toBe(0);
    expect(await own(broadcasts, id)).toMatchObject({
      state: 'done', sent: 2, refused: 3, failed: 0, uncertain: 0, waiting: 0, reasons: [{ reason: 'anonymous', count: 1 }, { reason: 'no_address', count: 1 }, { reason: 'no_consent', count: 1 }],
    });

    const words = server.taken.map(({ mail }) => [mail.to?.[0]?.name, mail.subject, mail.text?.split('\n')[0]]).sort();
    expect(words).toEqual([['Ann', 'You asked, we did', 'Dear Ann, Fixed by Halvorn.'], ['王小明', '已改善', '王小明您好']]);
    expect(server.taken[0]?.mail.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated');
    expect(await world.state(anns[0] as string)).toMatchObject({ state: 'closed', outcome: 'told', rootCause: 'Price', action: 'Explained' });
    expect(await world.state(anns[1] as string)).toMatchObject({ state: 'closed', outcome: 'told', rootCause: 'Bug', action: 'Fixed', contactedAt: null });
    expect(await world.happened(anns[1] as string, 2)).toEqual(['message_queued', 'message_sent', 'acted', 'resolved', 'told', 'closed']);
    expect(await world.state(wangs)).toMatchObject({ state: 'closed' });
    for (const loop of [...unreached, late, elsewhere]) expect(await world.state(loop)).toMatchObject({ state: 'new', pendingMessages: [] });
    // Both loops show the one letter.
    const [letters, same] = [await world.letters(anns[0] as string), await world.letters(anns[1] as string)];
    expect(letters).toHaveLength(1);
    expect(letters).toEqual(same);
  });

  it('rests while it is paused, also for who has just started, and goes on where it was', async () => {
    const loops = await people('pause', 3);
    const broadcasts = await start();
    const { id } = await broadcasts.start(REQUEST, about('pause'), LEAD);
    await broadcasts.round();
    await broadcasts.pause(id, LEAD);
    await send(broadcasts);
    const restarted = await start();
    await send(restarted);
    expect(await restarted.round()).toBe(0);
    expect(server.taken).toEqual([]);
    expect(await own(restarted, id)).toMatchObject({ state: 'paused', waiting: 3 });
    await restarted.resume(id, LEAD);
    await send(restarted);
    await restarted.round();
    expect(server.taken).toHaveLength(3);
    for (const loop of loops) expect(await world.state(loop)).toMatchObject({ state: 'closed' });
    await expect(restarted.pause(id, LEAD)).rejects.toMatchObject({ code: 'CONFLICT', details: { state: 'done' } });
    await broadcasts.refresh();
    expect(await own(broadcasts, id)).toMatchObject({ state: 'done', sent: 3 });
  });

  it('does not write twice where one died between the loops and the letters, nor where two work at once', async () => {
    const loops = await people('crash', 5);
    const dying = await start({ messages: { ...world.messages, add: () => Promise.reject(new Error('killed')) } });
    const { id } = await dying.start(REQUEST, about('crash'), LEAD);
    await expect(dying.round()).rejects.toThrow('killed');
    expect(await world.state(loops[0] as string)).toMatchObject({ pendingMessages: [{ purpose: 'told' }] });

    const [one, two] = [await start(), await start()];
    await Promise.all([one.round(), two.round()]);
    await Promise.all([send(one), send(two)]);
    await Promise.all([one.round(), two.round()]);
    expect(server.taken).toHaveLength(5);
    for (const loop of loops) expect(await world.happened(loop, 2)).toEqual(['message_queued', 'message_sent', 'acted', 'resolved', 'told', 'closed']);
    expect(await own(one, id)).toMatchObject({ state: 'done', recipients: 5, sent: 5 });
  });

  it('lists who could not be reached and leaves their loops open', async () => {
    await server.stop();
    server = await startMailServer({ refuse: ({ to }) => (to[0]?.startsWith('gone') ? 550 : undefined) });
    const gone = await world.open(await world.customer({ email: 'gone@example.com' }), { product: 'gone' });
    const [there] = await people('gone', 1);
    const overtaken = await world.open(await world.customer(), { product: 'gone' });
    const broadcasts = await start();
    const { id } = await broadcasts.start(REQUEST, about('gone'), LEAD);
    await world.close(overtaken);
    await broadcasts.round();
    await send(broadcasts);
    await broadcasts.round();
    expect(await own(broadcasts, id)).toMatchObject({ state: 'done', sent: 1, failed: 1, refused: 1, reasons: [{ reason: 'already_closed', count: 1 }, { reason: 'smtp_550', count: 1 }] });
    expect(await world.state(gone)).toMatchObject({ state: 'new', pendingMessages: [], resolvedAt: null });
    expect(await world.state(there as string)).toMatchObject({ state: 'closed' });
  });

  it('only tells where that is wished, and reaches only the departments of who asks', async () => {
    const [loop] = await people('tell', 1);
    const broadcasts = await start();
    await expect(broadcasts.start(REQUEST, { ...about('tell'), departments: ['Product'] }, LEAD)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await broadcasts.start({ ...REQUEST, closeLoops: false, rootCause: '', action: '' }, { ...about('tell'), departments: ['Support'] }, LEAD);
    await broadcasts.round();
    await send(broadcasts);
    expect(await world.state(loop as string)).toMatchObject({ state: 'told', isTold: true, resolvedAt: null });
  });

  it.each([
    [{ name: ' ' }, 'name'],
    [{ texts: [] }, 'texts'],
    [{ texts: [{ language: 'en', subject: 'x', body: '{{customer.shoe}}' }] }, 'variable'],
    [{ texts: [{ language: 'en', subject: 'x', body: 'x' }, { language: 'EN', subject: 'x', body: 'x' }] }, 'same language'],
    [{ texts: [{ language: 'e\r\nX: 1', subject: 'x', body: '{{feedback.date}}' }] }, 'must be a tag'],
    [{ rootCause: 'Weather' }, 'no such root cause'],
    [{ action: '' }, 'no such action'],
  ])('is refused for %j', async (change, words) => {
    await people('refused', 1);
    await expect((await start()).start({ ...REQUEST, ...change }, about('refused'), LEAD)).rejects.toThrow(words);
  });
});
