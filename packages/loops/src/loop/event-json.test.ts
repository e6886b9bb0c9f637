import { describe, expect, test } from 'vitest';
import type { LoopEvent, LoopHappening } from './event.ts';
import { happeningOf, payloadOf } from './event-json.ts';
import { ORIGIN } from './testing.ts';

const ONE_OF_EACH: { [Type in LoopHappening['type']]: LoopHappening & { type: Type } } = {
  opened: { type: 'opened', openedBy: 'rule', rule: 'R', feedbackId: null, customerId: 'c', externalId: 'e', department: 'Support', priority: 'high', targets: { close: { milliseconds: 5, clock: 'working' } }, origin: ORIGIN },
  joined: { type: 'joined', feedbackId: 'f', rule: 'R' },
  routed: { type: 'routed', department: 'Product', targets: {}, note: 'n' },
  prioritised: { type: 'prioritised', priority: 'low', targets: { contact: { milliseconds: 5, clock: 'calendar' } } },
  assigned: { type: 'assigned', owner: null, how: 'taken_back' },
  acknowledged: { type: 'acknowledged' },
  contacted: { type: 'contacted', way: 'call', messageId: 'm', note: '' },
  waiting: { type: 'waiting', note: 'n' },
  resumed: { type: 'resumed' },
  acted: { type: 'acted', rootCause: 'Bug', action: '' },
  resolved: { type: 'resolved', note: '' },
  told: { type: 'told', way: 'broadcast', messageId: null, note: '' },
  confirmed: { type: 'confirmed', note: '' },
  rejected: { type: 'rejected', note: '' },
  closed: { type: 'closed', outcome: 'not_told', reason: 'no_consent', note: '' },
  reopened: { type: 'reopened', why: 'reply', targets: {}, note: '' },
  escalated: { type: 'escalated', kind: 'breached', target: 'close', step: 0, to: null, due: 5 },
  merged: { type: 'merged', into: 'l' },
  absorbed: { type: 'absorbed', from: 'l', feedbackIds: ['f'] },
  noted: { type: 'noted', note: 'n' },
  watched: { type: 'watched', person: 'anna', watching: false },
  message_queued: { type: 'message_queued', messageId: 'm', purpose: 'told', broadcast: 'b' },
  message_sent: { type: 'message_sent', messageId: 'm', purpose: 'contact' },
  message_failed: { type: 'message_failed', messageId: 'm', purpose: 'reask', reason: 'r' },
  replied: { type: 'replied', messageId: 'm' },
  reasked: { type: 'reasked', messageId: 'm' },
  answered: { type: 'answered', score: 9, scale: 10, recovery: 'unchanged' },
  undone: { type: 'undone', first: 3, count: 2 },
};

describe('events in the log', () => {
  test.each(Object.values(ONE_OF_EACH))('$type comes back as it went', (happening) => {
    const event: LoopEvent = { ...happening, version: 12, position: 34, actor: 'token', by: 'anna', at: 56 };
    const payload = payloadOf(event);
    expect(payload).not.toMatch(/"(version|position|actor|by|at|type)":/);
    expect(happeningOf(happening.type, payload)).toEqual(happening);
    // What a later version adds is passed over.
    expect(happeningOf(happening.type, JSON.stringify({ ...happening, later: true }))).toEqual(happening);
  });

  test('what was not written by Heed is no event', () => {
    expect(() => happeningOf('exploded', '{}')).toThrow();
    expect(() => happeningOf('noted', '{"note":5}')).toThrow();
    expect(() => happeningOf('noted', 'x')).toThrow();
  });
});
