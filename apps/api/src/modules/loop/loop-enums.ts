import {
  COMMANDS,
  CONTACT_WAYS,
  LOOP_BANDS,
  LOOP_CLOCKS,
  LOOP_GROUPINGS,
  LOOP_QUEUES,
  LOOP_RATES,
  LOOP_SORTS,
  LOOP_STATES,
  MEASURES,
  NOT_TOLD_REASONS,
  OPENED_BY,
  PRIORITIES,
  RECOVERIES,
  TARGETS,
  type PossibleCommand,
} from '@heed/loops';
import { registerEnumType } from 'type-graphql';
import { enumOf } from '../enum-of.ts';

/** GraphQL's names of what loops can be. */
export const LoopStateEnum = enumOf(LOOP_STATES);
registerEnumType(LoopStateEnum, {
  name: 'LoopState',
  description: 'How far a loop has come.',
  valuesConfig: {
    NEW: { description: 'Nobody took notice of it yet.' },
    ACKNOWLEDGED: { description: 'Somebody took it on.' },
    CONTACTED: { description: 'The customer was reached.' },
    RESOLVED: { description: 'The company acted: the inner loop has ended.' },
    TOLD: { description: 'The customer heard what was done: the outer loop has ended.' },
    CLOSED: { description: 'Over.' },
    MERGED: { description: 'It was a duplicate and lives on in another.' },
  },
});

export const LoopPriorityEnum = enumOf(PRIORITIES);
registerEnumType(LoopPriorityEnum, {
  name: 'LoopPriority',
  description: 'How pressing a loop is, from the most pressing.',
  valuesConfig: {
    URGENT: { description: 'Before everything else.' },
    HIGH: { description: 'Soon.' },
    NORMAL: { description: 'As usual.' },
    LOW: { description: 'When there is time.' },
  },
});

export const LoopQueueEnum = enumOf(LOOP_QUEUES);
/** What each queue holds, in words. */
export const QUEUE_DESCRIPTIONS = {
  OPEN: { description: 'Neither closed nor merged.' },
  UNASSIGNED: { description: 'Open, and nobody owns it.' },
  AT_RISK: { description: 'Open, and 80 % of a target is used up.' },
  BREACHED: { description: 'Open, and a target was missed.' },
  WAITING: { description: 'Open, and waiting for the customer.' },
  TO_TELL: { description: 'Resolved, and the customer has not been told.' },
  CLOSED: { description: 'Closed.' },
  ALL: { description: 'All of them.' },
};
registerEnumType(LoopQueueEnum, { name: 'LoopQueue', description: 'A part of the inbox.', valuesConfig: QUEUE_DESCRIPTIONS });

export const LoopSortEnum = enumOf(LOOP_SORTS);
registerEnumType(LoopSortEnum, {
  name: 'LoopSort',
  description: 'The order of a list of loops.',
  valuesConfig: {
    DUE: { description: 'What is due next first, then the oldest.' },
    OPENED: { description: 'The newest first.' },
    CHANGED: { description: 'The last changed first.' },
  },
});

export const LoopClockEnum = enumOf(LOOP_CLOCKS);
registerEnumType(LoopClockEnum, {
  name: 'LoopClock',
  description: 'By which clock time is measured.',
  valuesConfig: { CALENDAR: { description: 'What the customer lived through.' }, WORKING: { description: 'The hours in which the departments work.' } },
});

export const LoopMeasureEnum = enumOf(MEASURES);
registerEnumType(LoopMeasureEnum, {
  name: 'LoopMeasure',
  description: 'A stretch of time that begins when a loop is opened.',
  valuesConfig: {
    ACKNOWLEDGE: { description: 'Until somebody first took it on.' },
    CONTACT: { description: 'Until the customer was first reached.' },
    RESOLVE: { description: 'Until the company had acted, the last time.' },
    TELL: { description: 'Until the customer first heard what was done.' },
    CLOSE: { description: 'Until it was closed, the last time.' },
  },
});

export const ContactWayEnum = enumOf(CONTACT_WAYS);
registerEnumType(ContactWayEnum, {
  name: 'ContactWay',
  description: 'How a customer was reached.',
  valuesConfig: {
    CALL: { description: 'By telephone.' },
    EMAIL: { description: 'By e-mail.' },
    CHAT: { description: 'In a chat.' },
    IN_PERSON: { description: 'Face to face.' },
    BROADCAST: { description: 'By a letter to many.' },
    OTHER: { description: 'Otherwise.' },
  },
});

export const NotToldReasonEnum = enumOf(NOT_TOLD_REASONS);
registerEnumType(NotToldReasonEnum, {
  name: 'NotToldReason',
  description: 'Why a customer was not told.',
  valuesConfig: {
    ANONYMOUS: { description: 'Nobody knows who it is.' },
    UNREACHABLE: { description: 'All ways to reach them failed.' },
    NO_CONSENT: { description: 'They do not want to be contacted.' },
    DUPLICATE: { description: 'Another loop is about the same.' },
    INVALID: { description: 'There was nothing to act on.' },
  },
});

const LOOP_OUTCOMES = ['told', 'not_told'] as const;
export type LoopOutcome = (typeof LOOP_OUTCOMES)[number];
export const LoopOutcomeEnum = enumOf(LOOP_OUTCOMES);
registerEnumType(LoopOutcomeEnum, {
  name: 'LoopOutcome',
  description: 'How a loop ended for the customer.',
  valuesConfig: {
    TOLD: { description: 'The customer heard what was done.' },
    NOT_TOLD: { description: 'The customer did not; `notToldReason` says why.' },
  },
});

export const RecoveryEnum = enumOf(RECOVERIES);
registerEnumType(RecoveryEnum, {
  name: 'Recovery',
  description: 'What asking again after the close showed.',
  valuesConfig: { RECOVERED: { description: 'A better band than before.' }, UNCHANGED: { description: 'The same band.' }, WORSE: { description: 'A worse band.' } },
});

export const BandEnum = enumOf(LOOP_BANDS);
registerEnumType(BandEnum, {
  name: 'Band',
  description: 'How happy the feedback was that a loop answers.',
  valuesConfig: {
    PROMOTER: { description: 'Happy: among the best answers.' },
    PASSIVE: { description: 'In between.' },
    DETRACTOR: { description: 'Unhappy: among the worst answers.' },
  },
});

export const OpenedByEnum = enumOf(OPENED_BY);
registerEnumType(OpenedByEnum, {
  name: 'OpenedBy',
  description: 'Who opened a loop.',
  valuesConfig: { RULE: { description: 'A rule that the feedback matched.' }, PERSON: { description: 'A person.' }, IMPORT: { description: 'It came with its history from another system.' } },
});

export const LoopTargetNameEnum = enumOf(TARGETS);
registerEnumType(LoopTargetNameEnum, {
  name: 'LoopTargetName',
  description: 'What a department promises for each loop.',
  valuesConfig: {
    ACKNOWLEDGE: { description: 'That somebody takes notice.' },
    CONTACT: { description: 'That the customer is reached.' },
    CLOSE: { description: 'That it is closed.' },
  },
});

const DUE_STATUSES = ['on_time', 'at_risk', 'breached'] as const;
export type DueStatus = (typeof DUE_STATUSES)[number];
export const LoopDueStatusEnum = enumOf(DUE_STATUSES);
registerEnumType(LoopDueStatusEnum, {
  name: 'LoopDueStatus',
  description: 'How a promise stands.',
  valuesConfig: { ON_TIME: { description: 'Less than 80 % of the time is used up.' }, AT_RISK: { description: '80 % of the time is used up.' }, BREACHED: { description: 'The time is over.' } },
});

export const LoopCommandNameEnum = enumOf<PossibleCommand>([...COMMANDS.filter((name) => name !== 'note' && name !== 'watch' && name !== 'undo'), 'merge', 'note', 'watch', 'undo']);
registerEnumType(LoopCommandNameEnum, {
  name: 'LoopCommandName',
  description: 'What somebody can do to a loop.',
  valuesConfig: {
    ASSIGN: { description: 'Give it to `owner`; to nobody without one.' },
    PRIORITISE: { description: 'Set `priority`; its targets apply from now.' },
    ACKNOWLEDGE: { description: 'Take notice of it.' },
    CONTACT: { description: 'Note that the customer was reached (`way`, `note`), or send `letter`.' },
    WAIT: { description: 'Wait for the customer; the targets pause.' },
    RESUME: { description: 'Stop waiting.' },
    HAND_OVER: { description: "Give it to `department`, whose targets begin now." },
    ACT: { description: 'Note `rootCause` and `action`.' },
    RESOLVE: { description: 'The company acted; needs root cause and action by then.' },
    TELL: { description: 'Note that the customer heard what was done (`way`, `note`), or send `letter`.' },
    CLOSE: { description: 'End it with an `outcome`, and a `reason` where the customer was not told.' },
    CONFIRM: { description: 'The customer agrees that it is settled.' },
    REJECT: { description: 'The customer does not agree; it is open again.' },
    REOPEN: { description: 'Open it again.' },
    MERGE: { description: 'It is a duplicate: see the mutation mergeLoops.' },
    NOTE: { description: 'Write `note` down.' },
    WATCH: { description: 'Let `person` watch it, or no longer (`watching`).' },
    UNDO: { description: "Take the caller's last act back, within a minute." },
  },
});

export const LoopGroupingEnum = enumOf(LOOP_GROUPINGS);
registerEnumType(LoopGroupingEnum, {
  name: 'LoopGrouping',
  description: 'What loops are grouped by.',
  valuesConfig: {
    DEPARTMENT: { description: 'The department that holds it, or held it last.' },
    FIRST_DEPARTMENT: { description: 'The department that it was opened for.' },
    PRIORITY: { description: 'How pressing it is.' },
    RULE: { description: 'The rule that opened it.' },
    CHANNEL: { description: 'The channel of the feedback.' },
    PRODUCT: { description: 'Its product.' },
    REGION: { description: 'Its region.' },
    SEGMENT: { description: 'Its segment.' },
    BAND: { description: 'How happy it was.' },
    OWNER: { description: 'Who looks after it, by key.' },
    ROOT_CAUSE: { description: 'Why it came to this.' },
  },
});

export const LoopRateNameEnum = enumOf(LOOP_RATES);
registerEnumType(LoopRateNameEnum, {
  name: 'LoopRateName',
  description: 'A share of loops.',
  valuesConfig: {
    CLOSED: { description: 'Closed, of all that were opened.' },
    WITHIN_TARGET: { description: 'Closed within the target, of those whose target is decided.' },
    TOLD: { description: 'Closed with the customer told, of all closed.' },
    CONFIRMED: { description: 'Confirmed by the customer, of those that were told.' },
    REOPENED: { description: 'Reopened at least once, of all that were ever closed.' },
    ESCALATED: { description: 'Escalated at least once, of all that were opened.' },
    REASKED_ANSWERED: { description: 'Answered, of all that were asked again.' },
    RECOVERED: { description: 'In a better band than before, of all that answered again.' },
  },
});
