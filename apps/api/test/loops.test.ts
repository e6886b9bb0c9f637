import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, dataOf, makeToken, startHeed, type Answer, type HeedProcess } from './support/heed-process.ts';
import { setUpLoops } from './support/loop-settings.ts';
import { openWatcher } from './support/watch.ts';

const ADMIN = 'an-administrators-token-for-the-tests';
const SUBMIT = 'mutation ($input: FeedbackInput!) { submitFeedback(input: $input) { feedbackId } }';
const LOOP = 'id version state department priority owner { key name } possible feedback { comment } customer { name } due { target status }';
const COMMAND = `mutation ($id: ID!, $command: LoopCommandInput!, $expected: Int, $as: ID) { commandLoop(id: $id, command: $command, expected: $expected, as: $as) { ${LOOP} } }`;

interface Loop {
  id: string;
  version: number;
  state: string;
  department: string;
  priority: string;
  owner: { key: string; name: string } | null;
  possible: string[];
  feedback: { comment: string }[];
  customer: { name: string } | null;
  due: { target: string; status: string } | null;
}
type Page = { loops: { totalCount: number; edges: { node: Loop }[] } };

describe('loops over HTTP', () => {
  let heed: HeedProcess;
  let number = 0;
  const secrets = new Map<string, string>();

  beforeAll(async () => {
    heed = await startHeed({ env: { HEED_ADMIN_TOKEN: ADMIN, HEED_LIVE_WINDOW_MS: '20' } });
    await setUpLoops(heed.url, { token: ADMIN });
    for (const [name, input] of Object.entries({
      ann: { role: 'AGENT', person: 'ann', departments: ['Support'] },
      bob: { role: 'AGENT', person: 'bob', departments: ['Billing'] },
      lead: { role: 'LEAD' },
      viewer: { role: 'VIEWER' },
    })) {
      secrets.set(name, (await makeToken(heed.url, ADMIN, input)).secret);
    }
  });
  afterAll(() => heed.stop());

  const token = (name: string): string => secrets.get(name) ?? '';
  const data = <T>(query: string, variables: unknown = {}, who = ADMIN): Promise<T> => dataOf<T>(heed.url, query, { variables, token: who });
  const command = (who: string, id: string, wanted: Record<string, unknown>, more: Record<string, unknown> = {}): Promise<Answer<{ commandLoop: Loop }>> => ask(heed.url, COMMAND, { token: who, variables: { id, command: wanted, ...more } });
  const done = async (...args: Parameters<typeof command>): Promise<Loop> => {
    const { data: answer, errors } = await command(...args);
    if (!answer) throw new Error(JSON.stringify(errors));
    return answer.commandLoop;
  };

  /** Submits what the rule is about, and waits for the loop. */
  async function open(more: Record<string, unknown> = {}): Promise<Loop> {
    const source = `loops-${number++}`;
    const watcher = openWatcher(heed.url, { token: ADMIN });
    const messages = watcher.watch<Page>(`subscription ($filter: LoopFilterInput) { loops(filter: $filter) { totalCount edges { node { ${LOOP} } } } }`, { filter: { source: { in: [source] }, queue: 'ALL' } });
    await messages.next();
    await data(SUBMIT, { input: { source, externalId: '1', nps: 2, department: 'Support', comment: `about ${source}`, ...more } });
    const { loops } = await messages.next();
    await watcher.dispose();
    return loops.edges[0]?.node as Loop;
  }

  test('a detractor opens a loop by the rule, with what the department promised', async () => {
    const loop = await open({ customer: { id: 'c-1', name: 'Kim' } });
    expect(loop).toMatchObject({
      version: 1, state: 'NEW', department: 'Support', priority: 'HIGH', owner: null, feedback: [{ comment: 'about loops-0' }], customer: { name: 'Kim' }, due: { target: 'ACKNOWLEDGE', status: 'ON_TIME' },
      possible: ['ASSIGN', 'PRIORITISE', 'ACKNOWLEDGE', 'CONTACT', 'WAIT', 'HAND_OVER', 'ACT', 'RESOLVE', 'CLOSE', 'MERGE', 'NOTE', 'WATCH'],
    });
    const { loop: whole } = await data<{ loop: Record<string, unknown> }>(
      'query ($id: ID!) { loop(id: $id) { openedBy rule band source contactRequested anonymous feedbackCount targets { target milliseconds clock met } durations { measure running } waiting { calendar working } legs { department to } history { version type actor by { key } undone } messages { id } undoable } }',
      { id: loop.id },
    );
    const hours = (count: number): number => count * 3_600_000;
    expect(whole).toEqual({
      openedBy: 'RULE', rule: 'Detractors', band: 'DETRACTOR', source: 'loops-0', contactRequested: false, anonymous: false, feedbackCount: 1,
      targets: [
        { target: 'ACKNOWLEDGE', milliseconds: hours(24), clock: 'WORKING', met: null },
        { target: 'CONTACT', milliseconds: hours(48), clock: 'WORKING', met: null },
        { target: 'CLOSE', milliseconds: hours(72), clock: 'WORKING', met: null },
      ],
      durations: ['ACKNOWLEDGE', 'CONTACT', 'RESOLVE', 'TELL', 'CLOSE'].map((measure) => ({ measure, running: true })),
      waiting: { calendar: 0, working: 0 },
      legs: [{ department: 'Support', to: null }],
      history: [{ version: 1, type: 'opened', actor: 'system', by: null, undone: false }],
      messages: [],
      undoable: null,
    });
    const { feedback } = await data<{ feedback: unknown }>('{ feedback(filter: {source: {in: ["loops-0"]}}) { edges { node { loops { id state department } customer { mayContact loops { id } feedback { comment } } } } } }');
    expect(feedback).toEqual({ edges: [{ node: { loops: [{ id: loop.id, state: 'NEW', department: 'Support' }], customer: { mayContact: false, loops: [{ id: loop.id }], feedback: [{ comment: 'about loops-0' }] } } }] });
  });

  test('goes from hand to hand until the customer has heard, and measures itself', async () => {
    const { id } = await open();
    expect(await done(token('ann'), id, { do: 'ACKNOWLEDGE' })).toMatchObject({ state: 'ACKNOWLEDGED', version: 2, due: { target: 'CONTACT' } });
    await done(token('ann'), id, { do: 'ASSIGN', owner: 'ANN' });
    await done(token('ann'), id, { do: 'CONTACT', way: 'CALL', note: 'talked' });
    const handed = await done(token('ann'), id, { do: 'HAND_OVER', department: 'billing', note: 'an invoice' });
    // Whoever gave it away may still read it, and do nothing.
    expect(handed).toMatchObject({ department: 'Billing', owner: null, possible: [] });
    expect((await command(token('ann'), id, { do: 'NOTE', note: 'more' })).errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
    expect(await done(token('bob'), id, { do: 'RESOLVE', rootCause: 'slow delivery', action: 'Refunded', note: '' })).toMatchObject({ state: 'RESOLVED' });
    expect(await done(token('bob'), id, { do: 'TELL', way: 'CALL' })).toMatchObject({ state: 'TOLD' });
    expect(await done(token('bob'), id, { do: 'CLOSE', outcome: 'TOLD' })).toMatchObject({ state: 'CLOSED', due: null });
    const { loop } = await data<{ loop: Record<string, unknown> }>('query ($id: ID!) { loop(id: $id) { outcome rootCause action legs { department } targets { target met } history { type by { name } way note department owner { key } } durations { running } } }', { id });
    expect(loop).toMatchObject({
      outcome: 'TOLD', rootCause: 'Slow delivery', action: 'Refunded',
      legs: [{ department: 'Support' }, { department: 'Billing' }],
      durations: [{ running: false }, { running: false }, { running: false }, { running: false }, { running: false }],
    });
    expect((loop.history as { type: string }[]).map(({ type }) => type)).toEqual(['opened', 'acknowledged', 'assigned', 'contacted', 'routed', 'assigned', 'acted', 'resolved', 'told', 'closed']);
    expect((loop.history as object[])[3]).toEqual({ type: 'contacted', by: { name: 'Ann' }, way: 'CALL', note: 'talked', department: null, owner: null });
    const { departments } = await data<{ departments: { groups: { key: string; figures: { opened: number; closed: number; legs: number } }[] } }>('{ departments(filter: {rootCause: {in: ["Slow delivery"]}}) { groups { key figures { opened closed legs } } } }', {}, token('viewer'));
    expect(departments.groups).toEqual([{ key: 'Billing', figures: { opened: 1, closed: 1, legs: 1 } }, { key: 'Support', figures: { opened: 0, closed: 0, legs: 1 } }]);
    const { closeCurve } = await data<{ closeCurve: { curves: { n: number; closed: number[] }[] } }>('{ closeCurve(filter: {rootCause: {in: ["Slow delivery"]}}) { curves { n closed } } }', {}, token('viewer'));
    expect(closeCurve.curves).toEqual([{ n: 1, closed: [100] }]);
  });

  test('of two who act on the same version one is told what happened, and what is possible', async () => {
    const { id, version } = await open();
    const both = await Promise.all(['ann', 'lead'].map((who) => command(token(who), id, { do: 'CLOSE', outcome: 'NOT_TOLD', reason: 'INVALID' }, { expected: version })));
    const refused = both.flatMap(({ errors }) => errors);
    expect(both.filter(({ data: answer }) => answer?.commandLoop.state === 'CLOSED')).toHaveLength(1);
    expect(refused).toHaveLength(1);
    expect(refused[0]?.extensions).toMatchObject({ code: 'CONFLICT', version: version + 1, state: 'CLOSED', possible: ['ACT', 'REOPEN', 'NOTE', 'WATCH'] });
    const impossible = await command(ADMIN, id, { do: 'RESOLVE' });
    expect(impossible.errors[0]?.extensions).toMatchObject({ code: 'CONFLICT', state: 'CLOSED', possible: ['ACT', 'REOPEN', 'NOTE', 'WATCH'] });
    expect(impossible.errors[0]?.message).toMatch(/closed/);
  });

  test('an act can be taken back by who did it, and by nobody else', async () => {
    const { id } = await open();
    await done(token('ann'), id, { do: 'PRIORITISE', priority: 'URGENT' });
    const undoable = 'query ($id: ID!) { loop(id: $id) { undoable possible } }';
    const seen = async (who: string) => (await data<{ loop: { undoable: string | null; possible: string[] } }>(undoable, { id }, who)).loop;
    expect((await seen(token('ann'))).undoable).not.toBeNull();
    expect((await seen(token('ann'))).possible).toContain('UNDO');
    expect(await seen(token('lead'))).toMatchObject({ undoable: null });
    expect((await command(token('lead'), id, { do: 'UNDO' })).errors[0]?.extensions.code).toBe('CONFLICT');
    expect(await done(token('ann'), id, { do: 'UNDO' })).toMatchObject({ priority: 'HIGH', version: 3 });
    const { loop } = await data<{ loop: { history: { type: string; undone: boolean }[] } }>('query ($id: ID!) { loop(id: $id) { history { type undone } } }', { id });
    expect(loop.history).toEqual([{ type: 'opened', undone: false }, { type: 'prioritised', undone: true }, { type: 'undone', undone: false }]);
  });

  test('several at once, each by itself', async () => {
    const [one, two] = [await open(), await open()];
    await done(ADMIN, two.id, { do: 'HAND_OVER', department: 'Billing' });
    const ids = [one.id, two.id, '00000000-0000-4000-8000-000000000000', 'no id'];
    const { commandLoops } = await data<{ commandLoops: { id: string; loop: { owner: { key: string } } | null; code: string | null; message: string | null }[] }>(
      'mutation ($ids: [ID!]!, $command: LoopCommandInput!) { commandLoops(ids: $ids, command: $command) { id loop { owner { key } } code message } }',
      { ids, command: { do: 'ASSIGN', owner: 'ann' } },
      token('ann'),
    );
    expect(commandLoops.map(({ id, loop, code }) => ({ id, owner: loop?.owner.key, code }))).toEqual([
      { id: one.id, owner: 'ann', code: null },
      { id: two.id, owner: undefined, code: 'FORBIDDEN' },
      { id: ids[2], owner: undefined, code: 'NOT_FOUND' },
      { id: ids[3], owner: undefined, code: 'NOT_FOUND' },
    ]);
    const tooMany = await ask(heed.url, 'mutation ($ids: [ID!]!) { commandLoops(ids: $ids, command: {do: ACKNOWLEDGE}) { id } }', { token: ADMIN, variables: { ids: Array.from({ length: 201 }, () => one.id) } });
    expect(tooMany.errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test('who is limited to a department sees only what it ever held, and cannot learn that there is more', async () => {
    const { id } = await open({ customer: { id: 'c-scope', name: 'Secret' } });
    const bob = token('bob');
    const { feedback } = await data<{ feedback: { edges: { node: { id: string; customer: { id: string } } }[] } }>('{ feedback(filter: {text: "about"}, first: 1) { edges { node { id customer { id } } } } }');
    const customer = feedback.edges[0]?.node.customer.id;
    expect(await data('query ($id: ID!, $customer: ID!) { loop(id: $id) { id } customer(id: $customer) { name } }', { id, customer }, bob)).toEqual({ loop: null, customer: null });
    const missing = await command(bob, '00000000-0000-4000-8000-000000000000', { do: 'ACKNOWLEDGE' });
    const hidden = await command(bob, id, { do: 'ACKNOWLEDGE' });
    expect(hidden.errors[0]?.extensions.code).toBe('NOT_FOUND');
    expect(hidden.errors[0]).toEqual(missing.errors[0]);
    const before = await data<Page>('{ loops(filter: {queue: ALL}) { totalCount } }', {}, bob);
    await done(token('ann'), id, { do: 'HAND_OVER', department: 'Billing' });
    expect(await data<Page>('{ loops(filter: {queue: ALL}) { totalCount } }', {}, bob)).toEqual({ loops: { totalCount: before.loops.totalCount + 1 } });
    expect(await data('query ($id: ID!, $customer: ID!) { loop(id: $id) { feedback { comment } } customer(id: $customer) { name loops { id } feedback { id } } }', { id, customer }, bob)).toMatchObject({
      loop: { feedback: [{ comment: expect.stringContaining('about') as string }] },
      customer: { name: 'Secret', loops: [{ id }], feedback: [] },
    });
    const opened = await ask(heed.url, 'mutation ($input: OpenLoopInput!) { openLoop(input: $input) { id } }', { token: bob, variables: { input: { customer, department: 'Support' } } });
    expect(opened.errors[0]?.extensions.code).toBe('FORBIDDEN');
    for (const query of ['{ loops { totalCount } }', '{ loopCounts { open } }', '{ loop(id: "x") { id } }', '{ customer(id: "x") { id } }']) {
      expect((await ask(heed.url, query, { token: token('viewer') })).errors[0]?.extensions.code, query).toBe('FORBIDDEN');
    }
  });

  test('whoever has no person of their own says whom they are, and nobody else does', async () => {
    const { id } = await open();
    const by = async (): Promise<unknown> => (await data<{ loop: { history: { by: { key: string } | null }[] } }>('query ($id: ID!) { loop(id: $id) { history { by { key } } } }', { id })).loop.history.at(-1)?.by;
    await done(ADMIN, id, { do: 'NOTE', note: 'one' }, { as: 'Bea' });
    expect(await by()).toEqual({ key: 'bea' });
    await done(token('ann'), id, { do: 'NOTE', note: 'two' }, { as: 'ann' });
    expect(await by()).toEqual({ key: 'ann' });
    expect((await command(token('ann'), id, { do: 'NOTE', note: 'x' }, { as: 'bea' })).errors[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await command(token('lead'), id, { do: 'NOTE', note: 'x' }, { as: 'bea' })).errors[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await command(ADMIN, id, { do: 'NOTE', note: 'x' }, { as: 'bee' })).errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', near: ['bea'] });
    expect(await data('{ workspace { person { key name } } }', {}, token('ann'))).toEqual({ workspace: { person: { key: 'ann', name: 'Ann' } } });
    expect(await data('{ workspace { person { key } } }')).toEqual({ workspace: { person: null } });
    const unknown = await ask(heed.url, 'mutation { createToken(input: {name: "x", role: AGENT, person: "nobody"}) { secret } }', { token: ADMIN });
    expect(unknown.errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    await done(ADMIN, id, { do: 'ASSIGN', owner: 'bea' });
    const mine = async (as: string): Promise<number> => (await data<{ loopCounts: { mine: number } }>('query ($as: ID) { loopCounts(as: $as) { mine } }', { as })).loopCounts.mine;
    expect([await mine('bea'), await mine('bob')]).toEqual([1, 0]);
  });

  test('two loops become one, and a person opens one by hand', async () => {
    const customer = { id: 'c-merge', name: 'Twice' };
    const one = await open({ customer });
    const { feedback } = await data<{ feedback: { edges: { node: { id: string; customer: { id: string } } }[] } }>('query ($source: String!) { feedback(filter: {source: {in: [$source]}}) { edges { node { id customer { id } } } } }', { source: `loops-${number - 1}` });
    const key = feedback.edges[0]?.node.customer.id;
    const { openLoop } = await data<{ openLoop: Loop & { openedBy: string } }>(`mutation ($input: OpenLoopInput!) { openLoop(input: $input, as: "bea") { ${LOOP} openedBy } }`, { input: { customer: key, department: 'Billing', priority: 'LOW', owner: 'bob', note: 'called in' } });
    expect(openLoop).toMatchObject({ openedBy: 'PERSON', department: 'Billing', priority: 'LOW', owner: { key: 'bob' }, feedback: [], customer: { name: 'Twice' } });
    const { mergeLoops } = await data<{ mergeLoops: Loop & { history: { type: string; loop: string | null }[] } }>(`mutation ($id: ID!, $into: ID!) { mergeLoops(id: $id, into: $into) { ${LOOP} history { type loop } } }`, { id: one.id, into: openLoop.id });
    expect(mergeLoops).toMatchObject({ id: openLoop.id, feedback: [{ comment: `about loops-${number - 1}` }] });
    expect(mergeLoops.history.at(-1)).toEqual({ type: 'absorbed', loop: one.id });
    expect(await data('query ($id: ID!) { loop(id: $id) { state mergedInto possible } }', { id: one.id })).toEqual({ loop: { state: 'MERGED', mergedInto: openLoop.id, possible: [] } });
    const other = await open({ customer: { id: 'c-other' } });
    const refused = await ask(heed.url, 'mutation ($id: ID!, $into: ID!) { mergeLoops(id: $id, into: $into) { id } }', { token: ADMIN, variables: { id: other.id, into: openLoop.id } });
    expect(refused.errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test('a rule is tried on what was said, and applied to it once', async () => {
    const source = 'praise';
    for (const externalId of ['1', '2', '3']) await data(SUBMIT, { input: { source, externalId, nps: 10, comment: 'thanks' } });
    const rule = { name: 'Praise', order: 2, when: { source: { in: [source] } }, department: 'Billing', priority: 'LOW', owner: { by: 'ROUND_ROBIN' } };
    const { rulePreview } = await data<{ rulePreview: { matched: number; wouldOpen: number; wouldJoin: number; perDay: { matched: number }[]; examples: { comment: string }[] } }>(
      'query ($rule: RuleInput!) { rulePreview(rule: $rule, days: 7) { matched wouldOpen wouldJoin perDay { day matched } examples { comment } sharePercent complete } }',
      { rule },
      token('lead'),
    );
    expect(rulePreview).toMatchObject({ matched: 3, wouldOpen: 3, wouldJoin: 0, examples: [{ comment: 'thanks' }, { comment: 'thanks' }, { comment: 'thanks' }], complete: true });
    expect(rulePreview.perDay.map(({ matched }) => matched)).toEqual([0, 0, 0, 0, 0, 0, 3]);
    await data('mutation ($rule: RuleInput!) { saveRule(input: $rule) { name } }', { rule });
    const apply = async (): Promise<number> => (await data<{ applyRule: number }>('mutation { applyRule(name: "praise", days: 7) }', {}, token('lead'))).applyRule;
    expect(await apply()).toBeLessThanOrEqual(3);
    expect(await apply()).toBe(0);
    expect(await data('{ loops(filter: {rule: {in: ["Praise"]}}) { totalCount edges { node { owner { key } } } } }')).toEqual({ loops: { totalCount: 3, edges: Array.from({ length: 3 }, () => ({ node: { owner: { key: 'bob' } } })) } });
  });

  test('what is asked wrongly says where', async () => {
    const { id } = await open();
    const refusal = async (query: string, variables: unknown = {}): Promise<unknown> => (await ask(heed.url, query, { token: ADMIN, variables })).errors[0]?.extensions.code;
    expect(await refusal('{ loops(first: 201) { totalCount } }')).toBe('BAD_USER_INPUT');
    expect(await refusal('{ loops(after: "x") { totalCount } }')).toBe('BAD_USER_INPUT');
    expect(await refusal('{ loops(filter: {opened: {from: "2026-01-01"}}) { totalCount } }')).toBe('BAD_USER_INPUT');
    expect(await refusal('{ loops(filter: {feedback: {saved: ["none"]}}) { totalCount } }')).toBe('BAD_USER_INPUT');
    for (const wanted of [{ do: 'PRIORITISE' }, { do: 'HAND_OVER' }, { do: 'HAND_OVER', department: 'Suport' }, { do: 'CLOSE' }, { do: 'WATCH' }, { do: 'NOTE' }, { do: 'MERGE' }, { do: 'CONTACT' }, { do: 'ASSIGN', owner: 'anne' }]) {
      expect((await command(ADMIN, id, wanted)).errors[0]?.extensions.code, JSON.stringify(wanted)).toBe('BAD_USER_INPUT');
    }
  });

  test('a page of fifty costs a handful of statements', async () => {
    const input = Array.from({ length: 60 }, (_, index) => ({ source: 'many', externalId: String(index), nps: 0, comment: `number ${index}`, customer: { id: `many-${index}` } }));
    const watcher = openWatcher(heed.url, { token: ADMIN });
    const messages = watcher.watch<Page>('subscription { loops(filter: {source: {in: ["many"]}}) { totalCount } }');
    await data('mutation ($input: [FeedbackInput!]!) { submitFeedbackBatch(input: $input) { accepted } }', { input });
    while ((await messages.next()).loops.totalCount < input.length);
    await watcher.dispose();
    const answer = await fetch(`${heed.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${ADMIN}` },
      body: JSON.stringify({ query: `{ loops(filter: {source: {in: ["many"]}}, first: 50) { totalCount edges { node { ${LOOP} targets { dueAt } legs { department } history { type } messages { id } } } } }` }),
    });
    const { data: page, extensions } = (await answer.json()) as { data: Page; extensions: { cost: { statements: number } } };
    expect(page.loops.totalCount).toBe(60);
    expect(page.loops.edges).toHaveLength(50);
    expect(page.loops.edges.every(({ node }) => node.feedback.length === 1 && node.possible.includes('ACKNOWLEDGE'))).toBe(true);
    // The page, the total, feedback, customers, histories and messages.
    expect(extensions.cost.statements).toBeLessThanOrEqual(7);
  });
});
