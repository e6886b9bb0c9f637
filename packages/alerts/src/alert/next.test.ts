import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Alert } from './alert.ts';
import { acknowledged, afterStep, nextStep, type Step } from './next.ts';

const MINUTE = 60_000;
const raised = (now: number): Alert => ({
  id: 'a', rule: 'r', name: 'R', kind: 'loops_late', subject: 's', number: 1, revision: 1, state: 'raised', departments: ['s'], facts: { kind: 'loops_late', department: 's', loops: 1 }, path: '/', raisedAt: now, lastRaisedAt: now, times: 1,
  clearSince: null, acknowledgedAt: null, acknowledgedBy: '', acknowledgedPerson: '', note: '', overAt: null, pending: ['raised'],
});

/** What happens minute by minute to one subject: whether it holds, and whether somebody acknowledges. */
const course = fc.array(fc.record({ holds: fc.boolean(), acknowledge: fc.boolean(), minutes: fc.integer({ min: 0, max: 90 }) }), { maxLength: 60 });
const options = fc.record({ repeatMs: fc.option(fc.integer({ min: 1, max: 120 }).map((minutes) => minutes * MINUTE)), settleMs: fc.constantFrom(0, 10 * MINUTE, 60 * MINUTE) });

interface Told {
  step: Step;
  at: number;
  alert: Alert;
}

function run(happenings: readonly { holds: boolean; acknowledge: boolean; minutes: number }[], { repeatMs, settleMs }: { repeatMs: number | null; settleMs: number }): Told[] {
  const told: Told[] = [];
  let latest: Alert | null = null;
  let now = 0;
  for (const { holds, acknowledge, minutes } of happenings) {
    now += minutes * MINUTE;
    if (acknowledge && latest) latest = acknowledged(latest, { now, by: 'x', person: '', note: '' });
    const step: Step = nextStep(latest, holds, { now, repeatMs, settleMs });
    if (step === 'none') continue;
    latest = step === 'raise' ? { ...raised(now), number: (latest?.number ?? 0) + 1 } : latest && afterStep(latest, step, now);
    if (latest) told.push({ step, at: now, alert: latest });
  }
  return told;
}

describe('an alert', () => {
  it('is raised only when none is open, and over before it is raised again', () => {
    fc.assert(
      fc.property(course, options, (happenings, given) => {
        const ends = run(happenings, given).filter(({ step }) => step === 'raise' || step === 'over').map(({ step }) => step);
        expect(ends).toEqual(ends.map((_, index) => (index % 2 === 0 ? 'raise' : 'over')));
      }),
    );
  });

  it('is repeated only while nobody acknowledged it, and not before its time', () => {
    fc.assert(
      fc.property(course, options, (happenings, given) => {
        let last = 0;
        for (const { step, at, alert } of run(happenings, given)) {
          if (step === 'repeat') {
            expect(alert.state).toBe('raised');
            expect(at - last).toBeGreaterThanOrEqual(given.repeatMs ?? Infinity);
          }
          if (step === 'repeat' || step === 'raise') last = at;
        }
      }),
    );
  });

  it('is over only after it did not hold for long enough without a break', () => {
    fc.assert(
      fc.property(course, options, (happenings, given) => {
        let now = 0;
        let clear: number | null = null;
        const looks = happenings.map(({ holds, minutes }) => {
          now += minutes * MINUTE;
          if (holds) clear = null;
          else clear ??= now;
          return { now, clear };
        });
        for (const { at } of run(happenings, given).filter(({ step }) => step === 'over')) {
          // Of several looks at one moment the last one decides.
          expect(looks.filter((look) => look.now === at).some((look) => look.clear !== null && at - look.clear >= given.settleMs)).toBe(true);
        }
      }),
    );
  });

  it('says what is to be told of each step', () => {
    const alert = raised(0);
    expect(afterStep(alert, 'repeat', 5)).toMatchObject({ lastRaisedAt: 5, times: 2, raisedAt: 0, pending: ['raised', 'repeated'] });
    expect(afterStep({ ...alert, pending: [] }, 'over', 5)).toMatchObject({ state: 'over', overAt: 5, pending: ['over'] });
    expect(afterStep(alert, 'clearing', 5).pending).toEqual(['raised']);
    const seen = acknowledged({ ...alert, pending: [] }, { now: 5, by: 'local', person: 'ann', note: 'mine' });
    expect(seen).toMatchObject({ state: 'acknowledged', acknowledgedAt: 5, acknowledgedPerson: 'ann', note: 'mine', pending: ['acknowledged'] });
    // Whoever comes second changes nothing.
    expect(acknowledged(seen, { now: 6, by: 'x', person: 'bob', note: 'no, mine' })).toBe(seen);
  });

  it('is not repeated by a clock that was set back', () => {
    expect(nextStep({ state: 'raised', lastRaisedAt: 1_000_000, clearSince: null }, true, { now: 5, repeatMs: MINUTE, settleMs: 0 })).toBe('none');
  });
});
