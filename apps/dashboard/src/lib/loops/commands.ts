import type { Loop, LoopCommandInput, LoopCommandName } from '#lib/api/loops-documents.ts';

/** What a command needs to be told; a command without fields is done at a click. */
export type CommandField = 'way' | 'note' | 'department' | 'owner' | 'priority' | 'rootCause' | 'action' | 'outcome' | 'reason' | 'into' | 'letter';

export const FIELDS: Readonly<Record<LoopCommandName, readonly CommandField[]>> = {
  ASSIGN: ['owner'],
  PRIORITISE: ['priority'],
  ACKNOWLEDGE: [],
  CONTACT: ['way', 'letter', 'note'],
  WAIT: ['note'],
  RESUME: [],
  HAND_OVER: ['department', 'note'],
  ACT: ['rootCause', 'action'],
  RESOLVE: ['rootCause', 'action', 'note'],
  TELL: ['way', 'letter', 'note'],
  CLOSE: ['outcome', 'reason', 'note'],
  CONFIRM: ['note'],
  REJECT: ['note'],
  REOPEN: ['note'],
  MERGE: ['into'],
  NOTE: ['note'],
  WATCH: [],
  UNDO: [],
};

/** What usually comes next, first of all; the first that is possible is offered as the strong button. */
const NEXT: readonly LoopCommandName[] = ['RESUME', 'ACKNOWLEDGE', 'CONTACT', 'RESOLVE', 'TELL', 'CLOSE', 'CONFIRM'];
/** What is always at hand beside it, in this order. */
const BESIDE: readonly LoopCommandName[] = ['CONTACT', 'WAIT', 'HAND_OVER', 'RESOLVE', 'TELL', 'CLOSE', 'CONFIRM', 'REJECT', 'REOPEN', 'NOTE'];
const MORE: readonly LoopCommandName[] = ['ACT', 'MERGE'];

export interface Offered {
  next: LoopCommandName | null;
  beside: LoopCommandName[];
  more: LoopCommandName[];
}

/** The commands that a loop offers now: one that usually comes next, those at hand, and the rare ones. */
export function offered({ possible, contactedAt, isTold }: { possible: readonly LoopCommandName[]; contactedAt: string | null; isTold: boolean }): Offered {
  const may = (command: LoopCommandName): boolean => possible.includes(command);
  const done = (command: LoopCommandName): boolean => (command === 'CONTACT' && (contactedAt !== null || may('TELL'))) || (command === 'TELL' && isTold) || (command === 'CONFIRM' && !isTold);
  const next = NEXT.find((command) => may(command) && !done(command)) ?? null;
  // Before anything was done about it, closing is for duplicates and the like: at hand, but not in the first row.
  return { next, beside: BESIDE.filter((command) => may(command) && command !== next), more: MORE.filter(may) };
}

/** What a form holds, as its fields give it. */
export interface CommandDraft {
  way: NonNullable<LoopCommandInput['way']>;
  note: string;
  department: string;
  owner: string;
  priority: NonNullable<LoopCommandInput['priority']>;
  rootCause: string;
  action: string;
  outcome: NonNullable<LoopCommandInput['outcome']>;
  reason: NonNullable<LoopCommandInput['reason']> | '';
  into: string;
  letter: NonNullable<LoopCommandInput['letter']> | null;
}

/** How a form begins: by mail where the customer may be written to, with what the loop has already. */
export function draftOf(loop: Pick<Loop, 'customer' | 'department' | 'owner' | 'priority' | 'rootCause' | 'action' | 'toldAt' | 'anonymous'>, { departments }: { departments: readonly string[] }): CommandDraft {
  return {
    way: loop.customer?.mayContact ? 'EMAIL' : 'CALL',
    note: '',
    department: departments.find((name) => name !== loop.department) ?? '',
    owner: loop.owner?.key ?? '',
    priority: loop.priority,
    rootCause: loop.rootCause ?? '',
    action: loop.action ?? '',
    outcome: loop.toldAt === null ? 'NOT_TOLD' : 'TOLD',
    reason: loop.anonymous ? 'ANONYMOUS' : '',
    into: '',
    letter: null,
  };
}

/** How a form for several loops begins. */
export const BULK_DRAFT: Readonly<CommandDraft> = { way: 'CALL', note: '', department: '', owner: '', priority: 'NORMAL', rootCause: '', action: '', outcome: 'TOLD', reason: '', into: '', letter: null };

/** What became of a command on several loops: how many it was done to, and why not to each of the others. */
export interface BulkResult {
  done: string[];
  refused: { id: string; message: string }[];
}

/** What the API answered for each loop, put together. */
export function bulkResult(answers: readonly { id: string; code: string | null; message: string | null }[]): BulkResult {
  return {
    done: answers.filter(({ code }) => code === null).map(({ id }) => id),
    refused: answers.flatMap(({ id, code, message }) => (code === null ? [] : [{ id, message: message ?? code }])),
  };
}

/** The API's command for a filled-in form: only the fields that the command has. */
export function commandInput(command: LoopCommandName, draft: CommandDraft): LoopCommandInput {
  const has = (field: CommandField): boolean => FIELDS[command].includes(field);
  const lettered = has('letter') && draft.letter !== null && draft.way === 'EMAIL';
  return {
    do: command,
    ...(has('way') && { way: draft.way }),
    ...(has('note') && draft.note.trim() !== '' && { note: draft.note.trim() }),
    ...(lettered && { letter: draft.letter }),
    ...(has('department') && { department: draft.department }),
    ...(has('owner') && { owner: draft.owner === '' ? null : draft.owner }),
    ...(has('priority') && { priority: draft.priority }),
    ...(has('rootCause') && draft.rootCause !== '' && { rootCause: draft.rootCause }),
    ...(has('action') && draft.action !== '' && { action: draft.action }),
    ...(has('outcome') && { outcome: draft.outcome }),
    ...(has('reason') && draft.outcome === 'NOT_TOLD' && draft.reason !== '' && { reason: draft.reason }),
  };
}
