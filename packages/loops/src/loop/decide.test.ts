import type { HeedError } from '@heed/domain';
import { describe, expect, test } from 'vitest';
import type { LoopCommand } from './command.ts';
import { ANNA, BO, MINUTE, testLoop, testSettings, type TestLoop } from './testing.ts';

const T = Date.parse('2026-11-16T08:00:00Z');
const LETTER = { language: 'de', subject: 'Hallo', body: 'Danke.' };

/** A loop that came so far. */
function loopIn(state: 'new' | 'contacted' | 'resolved' | 'told' | 'closed' | 'merged'): TestLoop {
  const loop = testLoop(T, { owner: 'anna' });
  if (state === 'new') return loop;
  if (state === 'merged') {
    loop.append(T, [{ type: 'merged', into: 'other' }]);
    return loop;
  }
  loop.act(T, { do: 'contact', way: 'call', note: '' });
  if (state === 'contacted') return loop;
  loop.act(T, { do: 'resolve', rootCause: 'Bug', action: 'Fixed', note: '' });
  if (state === 'resolved') return loop;
  loop.act(T, { do: 'tell', way: 'call', note: '' });
  if (state === 'told') return loop;
  loop.act(T, { do: 'close', outcome: 'told', reason: null, note: '' });
  return loop;
}

function refusal(loop: TestLoop, command: LoopCommand): HeedError {
  try {
    loop.act(T + 2 * MINUTE, command);
  } catch (error) {
    return error as HeedError;
  }
  throw new Error('It was not refused.');
}

describe('what cannot be done', () => {
  test.each([
    ['new', { do: 'resume' }, /does not wait/],
    ['new', { do: 'tell', way: 'call', note: '' }, /must be resolved/],
    ['new', { do: 'close', outcome: 'told', reason: null, note: '' }, /has not been told/],
    ['new', { do: 'close', outcome: 'not_told', reason: 'unreachable', note: '' }, /must be resolved/],
    ['new', { do: 'confirm', note: '' }, /not been told/],
    ['new', { do: 'reopen', note: '' }, /The loop is new, so it is not possible to reopen it/],
    ['resolved', { do: 'resolve', note: '' }, /The loop is resolved/],
    ['resolved', { do: 'wait', note: '' }, /wait for the customer/],
    ['resolved', { do: 'reject', note: '' }, /nothing to reject/],
    ['told', { do: 'tell', way: 'call', note: '' }, /has been told/],
    ['closed', { do: 'assign', owner: 'bo' }, /The loop is closed/],
    ['closed', { do: 'close', outcome: 'told', reason: null, note: '' }, /closed/],
    ['merged', { do: 'note', note: 'x' }, /merged into another one/],
    ['merged', { do: 'undo' }, /nothing to take back/],
  ] as const)('%s: %o', (state, command, message) => {
    const error = refusal(loopIn(state), command);
    expect(error).toMatchObject({ code: 'CONFLICT', message: expect.stringMatching(message) as string });
    expect(error.message).toMatch(state === 'merged' ? /Nothing can be done/ : /Possible now: /);
  });

  test('says what is possible', () => {
    const error = refusal(loopIn('closed'), { do: 'resolve', note: '' });
    expect(error.details).toEqual({ possible: ['act', 'confirm', 'reject', 'reopen', 'note', 'watch'], state: 'closed', version: 7 });
    expect(error.message).toBe('The loop is closed, so it is not possible to resolve it. Possible now: set root cause and action, confirm for the customer, reject for the customer, reopen it, add a note, watch it.');
    expect(refusal(loopIn('resolved'), { do: 'resume' }).details.possible).toEqual(['assign', 'prioritise', 'contact', 'hand_over', 'act', 'tell', 'close', 'reopen', 'merge', 'note', 'watch']);
  });
});

describe('wrong arguments', () => {
  test.each([
    ['new', { do: 'assign', owner: 'ana' }, /nobody.*did you mean anna or dana\?/],
    ['new', { do: 'assign', owner: 'Bo Lint' }, /did you mean bo\?/],
    ['new', { do: 'watch', person: 'zaphod', watching: true }, /add them/],
    ['new', { do: 'hand_over', department: 'Prodcut', note: '' }, /did you mean Product\?/],
    ['new', { do: 'hand_over', department: 'support', note: '' }, /already/],
    ['new', { do: 'act', rootCause: 'Fax', action: '' }, /retired/],
    ['new', { do: 'act', rootCause: '', action: 'Fixt' }, /did you mean Fixed\?/],
    ['new', { do: 'act', rootCause: '', action: '' }, /Choose/],
    ['new', { do: 'resolve', note: '' }, /a root cause and an action/],
    ['new', { do: 'resolve', rootCause: 'Bug', note: '' }, /choose an action/],
    ['new', { do: 'note', note: ' \n' }, /empty/],
    ['new', { do: 'wait', note: 'x'.repeat(5_001) }, /5000 characters/],
    ['new', { do: 'contact', way: 'email', note: '', letter: { ...LETTER, body: ' ' } }, /no text/],
    ['new', { do: 'contact', way: 'pigeon' as 'call', note: '' }, /in_person/],
    ['told', { do: 'close', outcome: 'told', reason: 'duplicate', note: '' }, /leave it out/],
    ['told', { do: 'close', outcome: 'not_told', reason: null, note: '' }, /unreachable/],
  ] as const)('%s: %o', (state, command, message) => {
    expect(refusal(loopIn(state), command)).toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringMatching(message) as string });
  });

  test('a note of 5,000 characters is taken', () => {
    expect(loopIn('new').act(T, { do: 'note', note: 'x'.repeat(5_000) })).toEqual(['noted']);
  });
});

describe('what is so already changes nothing', () => {
  test.each([
    ['contacted', { do: 'acknowledge' }],
    ['new', { do: 'assign', owner: 'ANNA' }],
    ['new', { do: 'prioritise', priority: 'normal' }],
    ['new', { do: 'watch', person: 'bo', watching: false }],
    ['resolved', { do: 'act', rootCause: 'bug', action: '' }],
  ] as const)('%s: %o', (state, command) => {
    expect(loopIn(state).act(T + 2 * MINUTE, command)).toEqual([]);
  });

  test('waiting and watching', () => {
    const loop = loopIn('contacted');
    expect(loop.act(T, { do: 'wait', note: '' })).toEqual(['waiting']);
    expect(loop.act(T, { do: 'wait', note: '' })).toEqual([]);
    expect(loop.act(T, { do: 'watch', person: 'Bo', watching: true })).toEqual(['watched']);
    expect(loop.act(T, { do: 'watch', person: 'bo', watching: true })).toEqual([]);
    expect(loop.state.watchers).toEqual(['bo']);
  });
});

describe('commands', () => {
  test('a change of priority promises anew', () => {
    const loop = loopIn('contacted');
    expect(loop.act(T + MINUTE, { do: 'prioritise', priority: 'urgent' })).toEqual(['prioritised']);
    expect(loop.state).toMatchObject({ priority: 'urgent', acknowledgedPromiseAt: null, promise: { since: T + MINUTE, targets: testSettings().departments.get('support')?.targets.urgent } });
    // What was acknowledged before is acknowledged anew, under the new promise.
    expect(loop.act(T + 2 * MINUTE, { do: 'acknowledge' })).toEqual(['acknowledged']);
    expect(loop.state).toMatchObject({ state: 'contacted', acknowledgedAt: T, acknowledgedPromiseAt: T + 2 * MINUTE });
  });

  test('letters are queued, and a customer is not told twice', () => {
    const loop = loopIn('resolved');
    expect(loop.act(T, { do: 'contact', way: 'email', note: '', letter: LETTER }, { messageId: 'one' })).toEqual(['message_queued']);
    expect(loop.act(T, { do: 'tell', way: 'email', note: '', letter: LETTER }, { messageId: 'two' })).toEqual(['message_queued']);
    expect(loop.events.at(-1)).toMatchObject({ messageId: 'two', purpose: 'told', broadcast: null });
    expect(refusal(loop, { do: 'tell', way: 'call', note: '' })).toMatchObject({ code: 'CONFLICT', message: expect.stringMatching(/on its way/) as string });
    expect(refusal(loop, { do: 'close', outcome: 'told', reason: null, note: '' }).message).toMatch(/still on its way/);
    loop.append(T, [{ type: 'message_failed', messageId: 'two', purpose: 'told', reason: 'refused' }]);
    expect(loop.act(T, { do: 'tell', way: 'call', note: '' })).toEqual(['told']);
  });

  test('closing without telling', () => {
    expect(loopIn('new').act(T, { do: 'close', outcome: 'not_told', reason: 'invalid', note: '' })).toEqual(['closed']);
    const loop = loopIn('resolved');
    loop.act(T, { do: 'close', outcome: 'not_told', reason: 'anonymous', note: '' });
    expect(loop.state).toMatchObject({ state: 'closed', outcome: 'not_told', notToldReason: 'anonymous' });
  });

  test('the customer confirms, or rejects and everything is open again', () => {
    const loop = loopIn('closed');
    expect(loop.act(T + 1, { do: 'confirm', note: '' })).toEqual(['confirmed']);
    expect(loop.act(T + 2, { do: 'confirm', note: '' })).toEqual([]);
    expect(loop.act(T + 3, { do: 'reject', note: 'Still broken.' })).toEqual(['rejected', 'reopened']);
    expect(loop.events.at(-1)).toMatchObject({ why: 'rejected', note: 'Still broken.', targets: testSettings().departments.get('support')?.targets.normal });
    expect(loop.state).toMatchObject({ state: 'new', confirmedAt: null, rejectedAt: T + 3, toldAt: T, isTold: false, reopened: 1 });
    // Told before the reopening is not told now.
    loop.act(T + 4, { do: 'resolve', note: '' });
    expect(refusal(loop, { do: 'close', outcome: 'told', reason: null, note: '' }).code).toBe('CONFLICT');
  });

  test('retired choices stay on the loops that have them', () => {
    const settings = testSettings({ rootCauses: [{ name: 'Bug', retired: true }] });
    const loop = testLoop(T, { settings });
    loop.append(T, [{ type: 'acted', rootCause: 'Bug', action: '' }]);
    expect(loop.act(T, { do: 'resolve', rootCause: 'bug', action: 'Explained', note: '' })).toEqual(['acted', 'resolved']);
    expect(loop.state).toMatchObject({ rootCause: 'Bug', action: 'Explained' });
  });
});

describe('taking back', () => {
  test('within a minute, one act after the other', () => {
    const loop = loopIn('new');
    loop.act(T + 1, { do: 'acknowledge' });
    loop.act(T + 2, { do: 'resolve', rootCause: 'Bug', action: 'Fixed', note: '' });
    expect(loop.act(T + 3, { do: 'undo' })).toEqual(['undone']);
    expect(loop.events.at(-1)).toMatchObject({ first: 4, count: 2 });
    expect(loop.state).toMatchObject({ state: 'acknowledged', rootCause: '', resolvedAt: null });
    loop.act(T + 1 + MINUTE, { do: 'undo' });
    expect(loop.state).toMatchObject({ state: 'new', acknowledgedAt: null });
    expect(() => loop.act(T + 1 + MINUTE, { do: 'undo' })).toThrow(/nothing to take back/);
  });

  test('not later', () => {
    const loop = loopIn('new');
    loop.act(T, { do: 'acknowledge' });
    expect(() => loop.act(T + MINUTE + 1, { do: 'undo' })).toThrow(/for a minute/);
  });

  test("not somebody else's, nor what somebody else acted after", () => {
    const loop = loopIn('new');
    loop.act(T, { do: 'acknowledge' });
    expect(() => loop.act(T, { do: 'undo' }, { actor: BO })).toThrow(/your own/);
    expect(() => loop.act(T, { do: 'undo' }, { actor: { id: ANNA.id, by: 'bo' } })).toThrow(/your own/);
    loop.act(T, { do: 'watch', person: 'bo', watching: true }, { actor: BO });
    expect(loop.act(T, { do: 'undo' })).toEqual(['undone']);
    loop.act(T, { do: 'acknowledge' });
    loop.act(T, { do: 'wait', note: '' }, { actor: BO });
    expect(() => loop.act(T, { do: 'undo' })).toThrow(/else/);
    // Once the other has taken theirs back, nobody stands in the way.
    loop.act(T, { do: 'undo' }, { actor: BO });
    expect(loop.act(T, { do: 'undo' })).toEqual(['undone']);
  });

  test('not an opening, nor what left the house', () => {
    const loop = testLoop(T);
    expect(() => loop.act(T, { do: 'undo' }, { actor: { id: 'system', by: '' } })).toThrow(/take back/);
    loop.act(T, { do: 'contact', way: 'email', note: '', letter: LETTER });
    expect(() => loop.act(T, { do: 'undo' })).toThrow(/left the house/);
  });
});
