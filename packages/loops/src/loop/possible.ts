import { HeedError } from '@heed/domain';
import { COMMANDS, type CommandName } from './command.ts';
import type { LoopState, LoopStateName } from './state.ts';

/** A command, or `merge`, which concerns two loops and is decided by `decideMerge`. */
export type PossibleCommand = CommandName | 'merge';

const OPEN = new Set<LoopStateName>(['new', 'acknowledged', 'contacted', 'resolved', 'told']);
const UNRESOLVED = new Set<LoopStateName>(['new', 'acknowledged', 'contacted']);
const ENDED = new Set<LoopStateName>(['resolved', 'told', 'closed']);

/** Somebody works it or should: neither closed nor merged. */
export const isOpen = ({ state }: Pick<LoopState, 'state'>): boolean => OPEN.has(state);
/** Open, and nobody has resolved it yet. */
export const isUnresolved = ({ state }: Pick<LoopState, 'state'>): boolean => UNRESOLVED.has(state);

/** Nobody has acknowledged it under the present promise, or not since a target was missed. */
export function awaitsAcknowledgement({ acknowledgedPromiseAt, fired }: LoopState): boolean {
  return acknowledgedPromiseAt === null || fired.some(({ kind, at }) => kind === 'breached' && at >= acknowledgedPromiseAt);
}

/** A letter that tells the customer is on its way. */
export const isBeingTold = ({ pendingMessages }: LoopState): boolean => pendingMessages.some(({ purpose }) => purpose === 'told');

const CONDITIONS: Record<PossibleCommand, (state: LoopState) => boolean> = {
  assign: isOpen,
  prioritise: isOpen,
  acknowledge: (state) => isOpen(state) && awaitsAcknowledgement(state),
  contact: isOpen,
  wait: (state) => isUnresolved(state) && state.waitingSince === null,
  resume: ({ waitingSince }) => waitingSince !== null,
  hand_over: isOpen,
  act: ({ state }) => state !== 'merged',
  resolve: isUnresolved,
  tell: (state) => state.state === 'resolved' && !isBeingTold(state),
  // A duplicate can be closed at any time; which outcomes there are besides is for the command to say.
  close: isOpen,
  confirm: ({ state, isTold, confirmedAt }) => ENDED.has(state) && isTold && confirmedAt === null,
  reject: ({ state, isTold }) => ENDED.has(state) && isTold,
  reopen: ({ state }) => ENDED.has(state),
  merge: isOpen,
  note: ({ state }) => state !== 'merged',
  watch: ({ state }) => state !== 'merged',
  // Depends on who asks and when: see `undoable`.
  undo: () => false,
};

const ORDER: readonly PossibleCommand[] = COMMANDS.flatMap((name) => (name === 'note' ? (['merge', name] as const) : [name]));

/** What can be done to a loop as it stands, in the order of `COMMANDS`. `undo` is never among them: whether it is possible depends on who asks and when. */
export const possibleCommands = (state: LoopState): PossibleCommand[] => ORDER.filter((name) => CONDITIONS[name](state));

const WORDS: Record<PossibleCommand, string> = {
  assign: 'assign it',
  prioritise: 'change its priority',
  acknowledge: 'acknowledge it',
  contact: 'contact the customer',
  wait: 'wait for the customer',
  resume: 'go on after waiting',
  hand_over: 'hand it over',
  act: 'set root cause and action',
  resolve: 'resolve it',
  tell: 'tell the customer',
  close: 'close it',
  confirm: 'confirm for the customer',
  reject: 'reject for the customer',
  reopen: 'reopen it',
  merge: 'merge it',
  note: 'add a note',
  watch: 'watch it',
  undo: 'take your last act back',
};

const STATES: Record<LoopStateName, string> = {
  new: 'The loop is new',
  acknowledged: 'The loop is acknowledged, but the customer has not been contacted',
  contacted: 'The customer has been contacted, but the loop is not resolved',
  resolved: 'The loop is resolved',
  told: 'The customer has been told',
  closed: 'The loop is closed',
  merged: 'The loop was merged into another one, which lives on',
};

/** The refusal of what cannot be done to a loop as it stands: CONFLICT with why, and with what is possible now, in words and in `details.possible`. */
export function impossible(state: LoopState, { command, because, possible = possibleCommands(state) }: { command: PossibleCommand; because?: string | undefined; possible?: readonly PossibleCommand[] | undefined }): HeedError {
  const why = because ?? `${STATES[state.state]}, so it is not possible to ${WORDS[command]}.`;
  const words = possible.map((name) => WORDS[name]);
  const now = words.length === 0 ? 'Nothing can be done to it any more.' : `Possible now: ${words.join(', ')}.`;
  return new HeedError('CONFLICT', `${why} ${now}`, { possible: [...possible], state: state.state, version: state.version });
}
