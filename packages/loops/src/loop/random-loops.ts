import { HeedError } from '@heed/domain';
import * as fc from 'fast-check';
import { NOT_TOLD_REASONS } from './event.ts';
import type { Actor, LoopCommand } from './command.ts';
import { createClocks } from '../clock/clocks.ts';
import { ANNA, BO, DAY, HOUR, SYSTEM, testLoop, testSettings, type TestLoop } from './testing.ts';
import { fireTimers } from './timers.ts';

const note = fc.constantFrom('', 'A word.');
const letter = fc.option(fc.constant({ language: 'de', subject: 'Hallo', body: 'Danke.' }), { nil: undefined, freq: 4 });
const way = fc.constantFrom('call' as const, 'in_person' as const);
const rootCause = fc.constantFrom('Bug', 'Price');
const action = fc.constantFrom('Fixed', 'Explained');

/** Any command with arguments that are right; whether it is possible depends on the loop. */
export const command: fc.Arbitrary<LoopCommand> = fc.oneof(
  fc.record({ do: fc.constant('assign' as const), owner: fc.constantFrom(null, 'anna', 'bo', 'cem') }),
  fc.record({ do: fc.constant('prioritise' as const), priority: fc.constantFrom('urgent' as const, 'high' as const, 'normal' as const) }),
  fc.record({ do: fc.constant('acknowledge' as const) }),
  fc.record({ do: fc.constant('contact' as const), way, note, letter }),
  fc.record({ do: fc.constant('wait' as const), note }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('resume' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('hand_over' as const), department: fc.constantFrom('Support', 'Product', 'Marketing'), note }) },
  fc.record({ do: fc.constant('act' as const), rootCause, action }),
  fc.record({ do: fc.constant('resolve' as const), note, rootCause, action }),
  fc.record({ do: fc.constant('tell' as const), way, note, letter }),
  fc.record({ do: fc.constant('close' as const), outcome: fc.constant('not_told' as const), reason: fc.constantFrom(...NOT_TOLD_REASONS), note }),
  fc.record({ do: fc.constant('close' as const), outcome: fc.constant('told' as const), reason: fc.constant(null), note }),
  fc.record({ do: fc.constant('confirm' as const), note }),
  fc.record({ do: fc.constant('reject' as const), note }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reopen' as const), note }) },
  fc.record({ do: fc.constant('note' as const), note: fc.constant('Mind this.') }),
  fc.record({ do: fc.constant('watch' as const), person: fc.constantFrom('anna', 'dana'), watching: fc.boolean() }),
  fc.record({ do: fc.constant('undo' as const) }),
);

/** What happens next, after so many milliseconds: somebody tries a command, a letter that is on its way arrives or fails, or timers are looked at. */
export type Step = { after: number } & ({ command: LoopCommand; actor: Actor } | { letter: 'sent' | 'failed' } | { timers: true });

const after = fc.oneof(fc.integer({ min: 0, max: 50_000 }), fc.integer({ min: 0, max: 5 * HOUR }), fc.integer({ min: 0, max: 4 * DAY }));
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ after, command, actor: fc.constantFrom(ANNA, ANNA, BO) }) },
  { weight: 2, arbitrary: fc.record({ after, letter: fc.constantFrom('sent' as const, 'sent' as const, 'failed' as const) }) },
  { weight: 2, arbitrary: fc.record({ after, timers: fc.constant(true as const) }) },
);

export const steps = fc.array(step, { maxLength: 50, size: 'max' });

/** Over both changes of clocks of 2026. */
export const opening = fc.integer({ min: Date.UTC(2026, 2, 20), max: Date.UTC(2026, 10, 20) });

/** A loop that was worked in some way that is possible: what is refused in a state does not happen. Returns it and the moment at which the last step was taken. */
export function workedLoop(openedAt: number, steps: readonly Step[], owner: string | null = null): { loop: TestLoop; now: number } {
  const settings = testSettings();
  const loop = testLoop(openedAt, { settings, owner });
  let now = openedAt;
  for (const [index, one] of steps.entries()) {
    now += one.after;
    if ('command' in one) attempt(() => loop.act(now, one.command, { actor: one.actor, messageId: `message-${index}` }));
    else if ('timers' in one) {
      const due = fireTimers(loop.state, { settings, clocks: createClocks(settings), now });
      if (due.length > 0) loop.append(now, due);
    } else {
      const pending = loop.state.pendingMessages[0];
      if (!pending) continue;
      const { messageId, purpose } = pending;
      if (one.letter === 'failed') loop.append(now, [{ type: 'message_failed', messageId, purpose, reason: 'refused' }], SYSTEM);
      else loop.append(now, [{ type: 'message_sent', messageId, purpose }, { type: purpose === 'told' ? 'told' : 'contacted', way: 'email', messageId, note: '' }], SYSTEM);
    }
  }
  return { loop, now };
}

/** Runs what may be refused as impossible; wrong arguments and anything else are faults. */
export function attempt<T>(run: () => T): T | HeedError {
  try {
    return run();
  } catch (error) {
    if (error instanceof HeedError && (error.code === 'CONFLICT' || /department already/.test(error.message))) return error;
    throw error;
  }
}
