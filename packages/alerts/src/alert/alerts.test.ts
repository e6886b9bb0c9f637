import { createJournal } from '@heed/store';
import { openTestStore } from '@heed/store/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWebhookKeys } from '../webhook/webhook-keys.ts';
import type { Finding } from './alert.ts';
import { createAlerts, type Alerts } from './alerts.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 9, 9);
const OPTIONS = { now: NOW, repeatMs: null, settleMs: 0 };

let store: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.drop());

let number = 0;
let rule: { key: string; name: string };
let one: Alerts;
let two: Alerts;
beforeEach(() => {
  number++;
  rule = { key: `rule ${number}`, name: `Rule ${number}` };
  [one, two] = [createAlerts(store), createAlerts(store)];
});

const finding = (department: string, loops = 1): Finding => ({ subject: department, departments: [department], path: '/loops', facts: { kind: 'loops_late', department, loops } });
const ofRule = async (states: ('raised' | 'acknowledged' | 'over')[] = ['raised', 'acknowledged', 'over']) => (await one.page({ states, scope: null, after: null, first: 200 })).filter((alert) => alert.rule === rule.key);

describe('alerts in the store', () => {
  it('are raised once by processes that find the same at once', async () => {
    const raised = await Promise.all(Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? one : two).settle(rule, [finding('Sales'), finding('Support')], OPTIONS)));
    expect(raised.flat().map(({ subject }) => subject).sort()).toEqual(['Sales', 'Support']);
    expect((await ofRule()).map(({ subject, state, number: count, pending }) => [subject, state, count, pending]).sort()).toEqual([['Sales', 'raised', 1, ['raised']], ['Support', 'raised', 1, ['raised']]]);
  });

  it('are ended once, and raised under a new number after that', async () => {
    const [first] = await one.settle(rule, [finding('Sales')], OPTIONS);
    const ended = await Promise.all([one, two, one, two].map((alerts) => alerts.settle(rule, [], { ...OPTIONS, now: NOW + 1 })));
    expect(ended.flat()).toMatchObject([{ state: 'over', overAt: NOW + 1, pending: ['raised', 'over'] }]);
    const [second] = await two.settle(rule, [finding('Sales', 3)], { ...OPTIONS, now: NOW + 2 });
    expect(second).toMatchObject({ number: 2, state: 'raised', facts: { loops: 3 } });
    expect(second?.id).not.toBe(first?.id);
    expect(await ofRule()).toHaveLength(2);
  });

  it('lose nothing where a person and a rule act at once', async () => {
    const [alert] = await one.settle(rule, [finding('Sales')], OPTIONS);
    const id = alert?.id ?? '';
    const by = { now: NOW + 1, by: 'token', person: 'ann', note: 'mine' };
    await Promise.all([one.acknowledge(id, by), two.acknowledge(id, { ...by, person: 'bob' }), two.settle(rule, [finding('Sales')], { ...OPTIONS, now: NOW + HOUR, repeatMs: 1 })]);
    const [stands] = await ofRule();
    // Acknowledged by one of them, whatever the order.
    expect(stands?.state).toBe('acknowledged');
    expect(['ann', 'bob']).toContain(stands?.acknowledgedPerson);
    expect(stands?.pending.filter((event) => event === 'acknowledged')).toHaveLength(1);
    expect(await one.acknowledge('00000000-0000-4000-8000-00000000abcd', by)).toBeUndefined();
  });

  it('wait for their deliveries until these were made, also for another process', async () => {
    await one.settle(rule, [finding('Sales')], OPTIONS);
    const mine = async (alerts: Alerts) => (await alerts.pending(100)).filter((alert) => alert.rule === rule.key);
    const [waiting] = await mine(two);
    expect(waiting?.pending).toEqual(['raised']);
    // Meanwhile something else happened to it, which nobody has planned for.
    await one.settle(rule, [], { ...OPTIONS, now: NOW + 1 });
    expect(waiting && (await two.planned(waiting))).toBe(false);
    const [again] = await mine(two);
    expect(again?.pending).toEqual(['raised', 'over']);
    expect(again && (await two.planned(again))).toBe(true);
    expect(await mine(one)).toEqual([]);
  });

  it('of the past are raised and not ended, and what no rule asks for any more is over', async () => {
    await one.settle(rule, [finding('Sales')], OPTIONS);
    expect(await one.raise(rule, [finding('Support')], OPTIONS)).toMatchObject([{ subject: 'Support' }]);
    expect(await one.raise(rule, [finding('Sales'), finding('Support')], OPTIONS)).toEqual([]);
    expect(await ofRule(['raised'])).toHaveLength(2);
    const others = (await one.page({ states: ['raised', 'acknowledged'], scope: null, after: null, first: 200 })).map((alert) => alert.rule).filter((key) => key !== rule.key);
    expect((await one.endOthers(others, NOW + 5)).map(({ subject }) => subject).sort()).toEqual(['Sales', 'Support']);
    expect(await ofRule(['raised', 'acknowledged'])).toEqual([]);
  });

  it('are counted within departments, and unread for each reader by themselves', async () => {
    const scope = [`Sales ${number}`];
    await one.settle(rule, [finding(`Sales ${number}`), { ...finding(`All ${number}`), departments: [] }], OPTIONS);
    expect(await one.counts({ scope, reader: 'ann' })).toEqual({ open: 1, unread: 1, readTill: 0 });
    await one.markRead('ann', NOW);
    // It never goes back.
    await one.markRead('ann', NOW - HOUR);
    expect(await one.counts({ scope, reader: 'ann' })).toEqual({ open: 1, unread: 0, readTill: NOW });
    expect(await one.counts({ scope, reader: 'bob' })).toMatchObject({ open: 1, unread: 1 });
    await two.settle(rule, [finding(`Sales ${number}`)], { now: NOW + HOUR, repeatMs: HOUR, settleMs: 0 });
    expect(await one.counts({ scope, reader: 'ann' })).toMatchObject({ unread: 1 });
  });

  it('are looked at by one process a minute', async () => {
    // What is older than two months is taken away.
    const minute = Math.floor(Date.now() / 60_000) * 60;
    const claims = await Promise.all(Array.from({ length: 6 }, () => createAlerts(store).claimRound(minute)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await one.lastRound()).toBe(minute);
    expect(await one.claimRound(minute)).toBe(false);
    expect(await one.claimRound(minute + 60)).toBe(true);
  });
});

describe('what webhooks are signed with', () => {
  it('is the same for every process, and two secrets while one replaces the other', async () => {
    const clock = { now: NOW };
    const open = () => createWebhookKeys({ journal: createJournal(store), now: () => clock.now });
    const [mine, other] = [open(), open()];
    expect(mine.secrets('chat', NOW)).toEqual([]);
    const first = await mine.make('chat', { by: 'admin', keepMs: 0 });
    const second = await other.make('chat', { by: 'admin', keepMs: HOUR });
    await mine.refresh();
    expect(mine.secrets('chat', NOW + HOUR - 1)).toEqual([second, first]);
    expect(mine.secrets('chat', NOW + HOUR)).toEqual([second]);
    await Promise.all([mine.turnOff('chat', 'gone'), other.turnOff('chat', 'gone')]);
    await other.refresh();
    expect(other.get('chat')?.off).toEqual({ at: NOW, reason: 'gone' });
    await other.turnOn('chat', 'admin');
    await mine.refresh();
    expect(mine.get('chat')?.off).toBeNull();
    await mine.forget('chat', 'admin');
    await other.refresh();
    expect(other.get('chat')).toBeUndefined();
  });
});
