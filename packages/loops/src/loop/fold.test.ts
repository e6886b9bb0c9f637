import { describe, expect, test } from 'vitest';
import { loopState } from './fold.ts';
import { BO, HOUR, MINUTE, testLoop, testSettings } from './testing.ts';

const T = Date.parse('2026-11-16T08:00:00Z');

describe('the state of a loop', () => {
  test('from its opening to its close', () => {
    const loop = testLoop(T, { owner: 'anna', watchers: ['dana', 'dana'] });
    expect(loop.state).toMatchObject({
      state: 'new', version: 3, position: 1, openedAt: T, department: 'Support', owner: 'anna', watchers: ['dana'], feedbackIds: ['feedback-1'],
      legs: [{ department: 'Support', from: T, to: null, waits: [] }],
      promise: { since: T, targets: testSettings().departments.get('support')?.targets.normal, acknowledgements: [], contactedAt: null },
      acknowledgedPromiseAt: null,
    });
    loop.act(T + MINUTE, { do: 'acknowledge' });
    loop.act(T + 2 * MINUTE, { do: 'contact', way: 'call', note: 'Called.' });
    loop.act(T + 3 * MINUTE, { do: 'wait', note: 'Needs the invoice.' });
    expect(loop.state).toMatchObject({ state: 'contacted', waitingSince: T + 3 * MINUTE });
    loop.act(T + 13 * MINUTE, { do: 'resume' });
    loop.act(T + 20 * MINUTE, { do: 'resolve', rootCause: 'bug', action: 'fixed', note: '' });
    loop.act(T + 30 * MINUTE, { do: 'tell', way: 'email', note: '' });
    loop.act(T + 40 * MINUTE, { do: 'close', outcome: 'told', reason: null, note: '' });
    expect(loop.state).toMatchObject({
      state: 'closed', version: 11, position: 8,
      acknowledgedAt: T + MINUTE, contactedAt: T + 2 * MINUTE, resolvedAt: T + 20 * MINUTE, toldAt: T + 30 * MINUTE, isTold: true,
      closedAt: T + 40 * MINUTE, firstClosedAt: T + 40 * MINUTE, changedAt: T + 40 * MINUTE, ownerActiveAt: T + 40 * MINUTE,
      outcome: 'told', notToldReason: null, rootCause: 'Bug', action: 'Fixed', waitingSince: null,
      legs: [{ department: 'Support', from: T, to: T + 40 * MINUTE, waits: [{ from: T + 3 * MINUTE, to: T + 13 * MINUTE }] }],
      promise: { acknowledgements: [T + MINUTE, T + 2 * MINUTE, T + 20 * MINUTE, T + 30 * MINUTE], contactedAt: T + 2 * MINUTE },
    });
  });

  test('a wait that lasts over a hand-over is split at it, and the promise is a new one', () => {
    const loop = testLoop(T, { owner: 'anna' });
    loop.act(T + HOUR, { do: 'acknowledge' });
    loop.act(T + 2 * HOUR, { do: 'wait', note: '' });
    expect(loop.act(T + 3 * HOUR, { do: 'hand_over', department: 'product', note: 'Yours.' })).toEqual(['routed', 'assigned']);
    loop.act(T + 5 * HOUR, { do: 'resume' });
    expect(loop.state).toMatchObject({
      department: 'Product', firstDepartment: 'Support', owner: null, state: 'acknowledged', waitingSince: null, acknowledgedAt: T + HOUR, acknowledgedPromiseAt: null,
      legs: [
        { department: 'Support', from: T, to: T + 3 * HOUR, waits: [{ from: T + 2 * HOUR, to: T + 3 * HOUR }] },
        { department: 'Product', from: T + 3 * HOUR, to: null, waits: [{ from: T + 3 * HOUR, to: T + 5 * HOUR }] },
      ],
      promise: { since: T + 3 * HOUR, targets: { close: { milliseconds: 10 * HOUR, clock: 'working' } }, acknowledgements: [] },
    });
  });

  test('an owner who works for both departments keeps the loop', () => {
    const loop = testLoop(T, { owner: 'bo' });
    expect(loop.act(T + HOUR, { do: 'hand_over', department: 'Product', note: '' })).toEqual(['routed']);
    expect(loop.state).toMatchObject({ owner: 'bo', ownerActiveAt: T + HOUR });
  });

  test('after a reopening the leg goes on as though it had never ended, and nothing is resolved or told', () => {
    const loop = testLoop(T);
    loop.act(T + MINUTE, { do: 'wait', note: '' });
    loop.act(T + 2 * MINUTE, { do: 'close', outcome: 'not_told', reason: 'duplicate', note: '' });
    expect(loop.state.legs).toEqual([{ department: 'Support', from: T, to: T + 2 * MINUTE, waits: [{ from: T + MINUTE, to: T + 2 * MINUTE }] }]);
    loop.act(T + HOUR, { do: 'reopen', note: 'It was none.' });
    expect(loop.state).toMatchObject({ state: 'new', closedAt: null, firstClosedAt: T + 2 * MINUTE, outcome: null, notToldReason: null, waitingSince: null, reopened: 1, promise: { since: T + HOUR } });
    expect(loop.state.legs).toEqual([{ department: 'Support', from: T, to: null, waits: [{ from: T + MINUTE, to: T + 2 * MINUTE }] }]);
  });

  test('what was taken back has never been', () => {
    const loop = testLoop(T, { owner: 'anna' });
    loop.act(T + MINUTE, { do: 'wait', note: '' });
    const before = loop.state;
    loop.act(T + HOUR, { do: 'hand_over', department: 'Product', note: '' });
    loop.act(T + HOUR + 5_000, { do: 'note', note: 'Really?' }, { actor: BO });
    loop.act(T + HOUR + 9_000, { do: 'undo' });
    expect(loop.state).toEqual({ ...before, version: 7, position: 5, changedAt: T + HOUR + 9_000 });
  });

  test('a letter that went out after a reopening does not tell of what is open now', () => {
    const loop = testLoop(T);
    loop.act(T + MINUTE, { do: 'resolve', rootCause: 'Bug', action: 'Fixed', note: '' });
    loop.act(T + 2 * MINUTE, { do: 'tell', way: 'email', note: '', letter: { language: 'de', subject: 'Hallo', body: 'Behoben.' } }, { messageId: 'm' });
    expect(loop.state).toMatchObject({ state: 'resolved', isTold: false, pendingMessages: [{ messageId: 'm', purpose: 'told' }] });
    loop.act(T + 3 * MINUTE, { do: 'reopen', note: '' });
    const sent = [{ type: 'message_sent', messageId: 'm', purpose: 'told' }, { type: 'told', way: 'email', messageId: 'm', note: '' }] as const;
    loop.append(T + 4 * MINUTE, sent);
    expect(loop.state).toMatchObject({ state: 'new', isTold: false, toldAt: T + 4 * MINUTE, contactedAt: T + 4 * MINUTE, pendingMessages: [] });
  });

  test('a broadcast tells without anybody having spoken with the customer', () => {
    const loop = testLoop(T);
    loop.append(T + 5, [{ type: 'told', way: 'broadcast', messageId: 'm', note: '' }]);
    expect(loop.state).toMatchObject({ state: 'told', isTold: true, toldAt: T + 5, contactedAt: null, acknowledgedAt: T + 5 });
  });

  test('time within a loop does not run backwards', () => {
    const loop = testLoop(T);
    loop.append(T + 100, [{ type: 'acknowledged' }]);
    loop.append(T + 40, [{ type: 'routed', department: 'Product', targets: {}, note: '' }]);
    expect(loop.state).toMatchObject({ changedAt: T + 100, legs: [{ from: T, to: T + 100 }, { from: T + 100, to: null }] });
  });

  test('further feedback, a merged duplicate, an answer to the re-ask and escalations', () => {
    const loop = testLoop(T);
    loop.append(T + 1, [
      { type: 'joined', feedbackId: 'feedback-2', rule: 'Detractors' },
      { type: 'absorbed', from: 'other', feedbackIds: ['feedback-2', 'feedback-3'] },
      { type: 'escalated', kind: 'at_risk', target: 'close', step: 0, to: null, due: T },
      { type: 'escalated', kind: 'breached', target: 'close', step: 0, to: 'dana', due: T + 1 },
      { type: 'escalated', kind: 'repeated', target: 'close', step: 1, to: 'cem', due: T + 1 },
      { type: 'reasked', messageId: 'm' },
      { type: 'answered', score: 9, scale: 10, recovery: 'recovered' },
    ]);
    expect(loop.state).toMatchObject({ feedbackIds: ['feedback-1', 'feedback-2', 'feedback-3'], missed: ['close'], escalated: 2, recovery: 'recovered', reaskedAt: T + 1 });
    expect(loop.state.fired.map(({ kind, at }) => [kind, at])).toEqual([['at_risk', T], ['breached', T + 1], ['repeated', T + 1]]);
    loop.append(T + 2, [{ type: 'merged', into: 'other' }]);
    expect(loop.state).toMatchObject({ state: 'merged', mergedInto: 'other', closedAt: null, legs: [{ to: T + 2 }] });
  });

  test('without an opening there is none', () => {
    expect(() => loopState('x', [])).toThrow(/opening/);
  });
});
