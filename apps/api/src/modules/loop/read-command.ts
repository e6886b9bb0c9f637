import { HeedError } from '@heed/domain';
import type { Actor, LoopCommand } from '@heed/loops';
import type { LoopCommandInput } from './loop-command.input.ts';

const needs = (what: string, field: string): HeedError => new HeedError('BAD_USER_INPUT', `command.${field} is missing: ${what} needs it.`, { path: `command.${field}` });

/** The command that an argument describes. Fields that it does not use are ignored. Throws BAD_USER_INPUT for one that it needs and that is not there. */
export function readCommand(input: LoopCommandInput, { actor }: { actor: Actor }): LoopCommand {
  const note = input.note ?? '';
  const given = <Field extends keyof LoopCommandInput>(field: Field): NonNullable<LoopCommandInput[Field]> => {
    const value = input[field];
    if (value === null || value === undefined) throw needs(input.do.toUpperCase(), field);
    return value;
  };
  switch (input.do) {
    case 'assign':
      return { do: 'assign', owner: input.owner ?? null };
    case 'prioritise':
      return { do: 'prioritise', priority: given('priority') };
    case 'acknowledge':
    case 'resume':
    case 'undo':
      return { do: input.do };
    case 'contact':
    case 'tell':
      return { do: input.do, way: input.letter ? (input.way ?? 'email') : given('way'), note, letter: input.letter ? letterOf(input.letter) : undefined };
    case 'hand_over':
      return { do: 'hand_over', department: given('department'), note };
    case 'act':
      return { do: 'act', rootCause: input.rootCause ?? '', action: input.action ?? '' };
    case 'resolve':
      return { do: 'resolve', note, rootCause: input.rootCause ?? undefined, action: input.action ?? undefined };
    case 'close':
      return { do: 'close', outcome: given('outcome'), reason: input.reason ?? null, note };
    case 'wait':
    case 'confirm':
    case 'reject':
    case 'reopen':
    case 'note':
      return { do: input.do, note };
    case 'watch': {
      const person = input.person ?? actor.by;
      if (person === '') throw needs('WATCH', 'person');
      return { do: 'watch', person, watching: input.watching ?? true };
    }
    case 'merge':
      throw new HeedError('BAD_USER_INPUT', 'Two loops are needed to merge them; use the mutation mergeLoops.', { path: 'command.do' });
  }
}

const letterOf = ({ language, subject, body, template }: NonNullable<LoopCommandInput['letter']>) => ({ language, subject, body, ...(template ? { template } : {}) });
