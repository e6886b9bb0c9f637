import { HeedError } from '@heed/domain';
import { keyOf, PRIORITIES, type LoopSettings } from '../settings/settings.ts';
import { checkLetter, checkNote, chosen, departmentNamed, oneOf, personNamed } from './arguments.ts';
import type { Actor, Letter, LoopCommand } from './command.ts';
import { CONTACT_WAYS, NOT_TOLD_REASONS, type LoopHappening } from './event.ts';
import { reopening, targetsOf } from './open.ts';
import { awaitsAcknowledgement, impossible, isOpen, isUnresolved, possibleCommands, isBeingTold } from './possible.ts';
import type { LoopHistory, LoopState } from './state.ts';
import { undoable } from './undo.ts';

/** What a decision depends on besides the loop and the command. */
export interface Deciding {
  actor: Actor;
  /** Epoch milliseconds. */
  now: number;
  settings: LoopSettings;
  /** The id that a letter of this command gets. */
  messageId: string;
}

type Of<Name extends LoopCommand['do']> = LoopCommand & { do: Name };

/**
 * What a command means for a loop: the events to append, none where everything is already so. A letter is queued; that the
 * customer was contacted or told follows when it was sent. Throws CONFLICT with what is possible now (`details.possible`) for
 * what cannot be done to the loop as it stands, and BAD_USER_INPUT, with near names, for arguments that are wrong.
 */
export function decide(history: LoopHistory, command: LoopCommand, { actor, now, settings, messageId }: Deciding): LoopHappening[] {
  const { state } = history;
  if ('note' in command) checkNote(command.note);
  const undo = undoable(history, { actor, now });
  const refuse = (because?: string): HeedError =>
    impossible(state, { command: command.do, because, possible: undo ? [...possibleCommands(state), 'undo'] : possibleCommands(state) });
  const demand = (holds: boolean, because?: string): void => {
    if (!holds) throw refuse(because);
  };
  switch (command.do) {
    case 'undo':
      if (!undo) throw refuse('There is nothing to take back: only your own last act on this loop, for a minute, and only if nobody else has acted since and nothing left the house.');
      return [{ type: 'undone', first: undo.version, count: undo.count }];
    case 'note':
      demand(state.state !== 'merged');
      if (command.note.trim() === '') throw new HeedError('BAD_USER_INPUT', 'The note is empty; write something.', { path: 'note' });
      return [{ type: 'noted', note: command.note }];
    case 'watch':
      demand(state.state !== 'merged');
      return watch(state, command, settings);
    case 'assign': {
      demand(isOpen(state));
      const owner = command.owner === null ? null : personNamed(settings, { name: command.owner, path: 'owner' });
      return owner === state.owner ? [] : [{ type: 'assigned', owner, how: 'person' }];
    }
    case 'prioritise': {
      demand(isOpen(state));
      const { priority } = command;
      oneOf(PRIORITIES, { value: priority, path: 'priority' });
      return priority === state.priority ? [] : [{ type: 'prioritised', priority, targets: targetsOf(settings, { department: state.department, priority }) }];
    }
    case 'acknowledge':
      demand(isOpen(state));
      return awaitsAcknowledgement(state) ? [{ type: 'acknowledged' }] : [];
    case 'contact':
      demand(isOpen(state));
      return command.letter ? [queued(command.letter, { purpose: 'contact', messageId })] : [{ type: 'contacted', way: oneOf(CONTACT_WAYS, { value: command.way, path: 'way' }), messageId: null, note: command.note }];
    case 'wait':
      demand(isUnresolved(state));
      return state.waitingSince === null ? [{ type: 'waiting', note: command.note }] : [];
    case 'resume':
      demand(state.waitingSince !== null, isUnresolved(state) ? 'The loop does not wait for the customer.' : undefined);
      return [{ type: 'resumed' }];
    case 'hand_over':
      demand(isOpen(state));
      return handOver(state, command, settings);
    case 'act': {
      demand(state.state !== 'merged');
      if (command.rootCause === '' && command.action === '') throw new HeedError('BAD_USER_INPUT', 'Choose a root cause, an action or both.', { path: 'rootCause' });
      return act(state, command, settings);
    }
    case 'resolve':
      demand(isUnresolved(state));
      return resolve(state, command, settings);
    case 'tell':
      demand(state.state === 'resolved', isUnresolved(state) ? 'Before the customer is told what was done, the loop must be resolved.' : undefined);
      demand(!isBeingTold(state), 'A message that tells the customer is on its way.');
      return command.letter ? [queued(command.letter, { purpose: 'told', messageId })] : [{ type: 'told', way: oneOf(CONTACT_WAYS, { value: command.way, path: 'way' }), messageId: null, note: command.note }];
    case 'close':
      demand(isOpen(state));
      return close(state, command, demand);
    case 'confirm':
      demand(possibleCommands(state).includes('reject'), state.isTold ? undefined : 'The customer has not been told, so there is nothing to confirm.');
      return state.confirmedAt === null ? [{ type: 'confirmed', note: command.note }] : [];
    case 'reject':
      demand(possibleCommands(state).includes('reject'), state.isTold ? undefined : 'The customer has not been told, so there is nothing to reject.');
      return [{ type: 'rejected', note: command.note }, reopening(state, { why: 'rejected', note: command.note, settings })];
    case 'reopen':
      demand(possibleCommands(state).includes('reopen'));
      return [reopening(state, { why: 'person', note: command.note, settings })];
  }
}

function queued(letter: Letter, { purpose, messageId }: { purpose: 'contact' | 'told'; messageId: string }): LoopHappening {
  checkLetter(letter);
  return { type: 'message_queued', messageId, purpose, broadcast: null };
}

function watch(state: LoopState, { person, watching }: Of<'watch'>, settings: LoopSettings): LoopHappening[] {
  // Who left and is no longer in the settings can still be taken off.
  const key = !watching && state.watchers.includes(person) ? person : personNamed(settings, { name: person, path: 'person' });
  return state.watchers.includes(key) === watching ? [] : [{ type: 'watched', person: key, watching }];
}

/** The owner stays only where they work for the new department too; otherwise it is for that department to say who takes the loop. */
function handOver(state: LoopState, command: Of<'hand_over'>, settings: LoopSettings): LoopHappening[] {
  const department = departmentNamed(settings, { name: command.department, path: 'department' });
  if (keyOf(department) === keyOf(state.department)) throw new HeedError('BAD_USER_INPUT', 'The loop is with this department already; name another one to hand it over.', { path: 'department' });
  const stays = state.owner !== null && settings.people.get(keyOf(state.owner))?.departments.some((name) => keyOf(name) === keyOf(department));
  return [
    { type: 'routed', department, targets: targetsOf(settings, { department, priority: state.priority }), note: command.note },
    ...(state.owner === null || stays ? [] : [{ type: 'assigned', owner: null, how: 'person' } as const]),
  ];
}

/** Empty texts leave what the loop has. */
function act(state: LoopState, { rootCause, action }: { rootCause: string; action: string }, { rootCauses, actions }: LoopSettings): LoopHappening[] {
  const cause = rootCause === '' ? state.rootCause : chosen(rootCauses, { name: rootCause, path: 'rootCause', current: state.rootCause });
  const done = action === '' ? state.action : chosen(actions, { name: action, path: 'action', current: state.action });
  return cause === state.rootCause && done === state.action ? [] : [{ type: 'acted', rootCause: cause, action: done }];
}

function resolve(state: LoopState, { rootCause = '', action = '', note }: Of<'resolve'>, settings: LoopSettings): LoopHappening[] {
  const acted = act(state, { rootCause, action }, settings);
  const missing = [...(rootCause === '' && state.rootCause === '' ? ['rootCause'] : []), ...(action === '' && state.action === '' ? ['action'] : [])];
  if (missing.length > 0) {
    const words = missing.map((name) => (name === 'action' ? 'an action' : 'a root cause')).join(' and ');
    throw new HeedError('BAD_USER_INPUT', `To resolve a loop choose ${words}: why it happened and what was done stand beside each other later.`, { path: missing[0], missing });
  }
  return [...acted, { type: 'resolved', note }];
}

function close(state: LoopState, { outcome, reason, note }: Of<'close'>, demand: (holds: boolean, because?: string) => void): LoopHappening[] {
  oneOf(['told', 'not_told'] as const, { value: outcome, path: 'outcome' });
  if (outcome === 'told') {
    if (reason !== null) throw new HeedError('BAD_USER_INPUT', 'A reason is for a customer who was not told; leave it out.', { path: 'reason' });
    demand(state.isTold, isBeingTold(state) ? 'A message that tells the customer is still on its way; close the loop when it was sent.' : 'The customer has not been told; tell them first, or say why they are not told.');
    return [{ type: 'closed', outcome, reason, note }];
  }
  if (reason === null) throw new HeedError('BAD_USER_INPUT', `Say why the customer is not told: ${NOT_TOLD_REASONS.join(', ')}.`, { path: 'reason', known: [...NOT_TOLD_REASONS] });
  oneOf(NOT_TOLD_REASONS, { value: reason, path: 'reason' });
  // What should never have been a loop needs no action; everybody else's wish does, even where nobody can be told of it.
  demand(reason === 'duplicate' || reason === 'invalid' || !isUnresolved(state), 'Before it is closed for this reason the loop must be resolved; only a duplicate or an invalid one need not be.');
  return [{ type: 'closed', outcome, reason, note }];
}
