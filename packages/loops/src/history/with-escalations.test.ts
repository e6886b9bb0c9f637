import { describe, expect, it } from 'vitest';
import { createClocks } from '../clock/clocks.ts';
import type { Draft } from '../log/loops.ts';
import { HOUR, ORIGIN, testSettings } from '../loop/testing.ts';
import { targetsOf } from '../loop/open.ts';
import { withEscalations } from './with-escalations.ts';

/** A Monday, nine o'clock in Berlin. Support promises to acknowledge in one working hour, to contact in four, and to close in three days. */
const MONDAY = Date.parse('2026-03-02T08:00:00Z');
const settings = testSettings();
const clocks = createClocks(settings);
const opened: Draft = {
  type: 'opened', openedBy: 'rule', rule: 'r', feedbackId: null, customerId: null, externalId: 'e', department: 'Support', priority: 'normal', targets: targetsOf(settings, { department: 'Support', priority: 'normal' }), origin: ORIGIN,
  at: MONDAY, actor: 'import:x', by: '',
};
const step = (happening: Record<string, unknown>, hours: number, by = 'anna'): Draft => ({ ...happening, at: MONDAY + hours * HOUR, actor: 'import:x', by }) as Draft;
const told = (drafts: readonly Draft[], now: number): string[] =>
  withEscalations('019c8f00-0000-7000-8000-000000000001', drafts, { settings, clocks, now }).map((draft) => `${((draft.at ?? 0) - MONDAY) / HOUR} ${draft.type === 'escalated' ? `${draft.kind} ${draft.target ?? ''}` : draft.type}${draft.by ? ` by ${draft.by}` : ''}`);

describe('withEscalations', () => {
  it('adds nothing to a loop whose promises were kept', () => {
    const drafts = [opened, step({ type: 'assigned', owner: 'anna', how: 'rule' }, 0, ''), step({ type: 'contacted', way: 'call', messageId: null, note: '' }, 0.5), step({ type: 'resolved', note: '' }, 1), step({ type: 'closed', outcome: 'not_told', reason: 'invalid', note: '' }, 2)];
    expect(withEscalations('x', drafts, { settings, clocks, now: MONDAY + 1_000 * HOUR })).toEqual(drafts);
  });

  it('says what became due at its own moment, between what people did', () => {
    const drafts = [opened, step({ type: 'assigned', owner: 'anna', how: 'rule' }, 0, ''), step({ type: 'contacted', way: 'call', messageId: null, note: '' }, 3.9)];
    // The working day has eight hours: 80 % of four are 3.2.
    expect(told(drafts, MONDAY + 4 * HOUR)).toEqual(['0 opened', '0 assigned', '0.8 at_risk acknowledge', '1 breached acknowledge', '3 repeated acknowledge', '3.2 at_risk contact', '3.9 contacted by anna']);
  });

  it('lets whoever was told again look at it, so that it is not repeated for ever', () => {
    const lines = told([opened, step({ type: 'assigned', owner: 'anna', how: 'rule' }, 0, '')], MONDAY + 8 * HOUR);
    // Told for the second time at three o'clock, Dana looks at it two hours later; until then the contact is missed as well.
    expect(lines).toEqual(['0 opened', '0 assigned', '0.8 at_risk acknowledge', '1 breached acknowledge', '3 repeated acknowledge', '3.2 at_risk contact', '4 breached contact', '5 acknowledged by dana']);
  });

  it('gives a loop back to who acts on it', () => {
    const lines = told([opened, step({ type: 'assigned', owner: 'anna', how: 'rule' }, 0, ''), step({ type: 'acknowledged' }, 0.5, 'bo')], MONDAY + 0.6 * HOUR);
    expect(lines).toEqual(['0 opened', '0 assigned', '0.5 assigned by bo', '0.5 acknowledged by bo']);
  });
});
